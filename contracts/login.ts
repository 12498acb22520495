// The login with the national e-ID, as the portal's pages see it: where it begins, how it may end badly, and
// what a logout answers. Tokens and claims never cross this border.
import { z } from 'zod';
import type { PortalProblemCode } from './problems.ts';

/**
 * A path of our own pages with its query, as the address bar spells it: never another origin's, never the
 * API's. `//host` and `/\host` would be another origin, `/./api` the API's, and `%2e` is a dot to a browser.
 */
export const ReturnTo = z
  .string()
  .max(500)
  .regex(/^\/(?!\/|\.|%2e|api(?:[/?]|$))(?!.*\/(?:\.|%2e))[\w\-.~%/?=&+:,@!*'()]*$/i);
export type ReturnTo = z.infer<typeof ReturnTo>;

/** Query of `GET /api/login/citizen` */
export const LoginStart = z.object({
  returnTo: ReturnTo.default('/'),
  /** `1` asks for the e-ID again, whatever session the provider still has. */
  fresh: z.literal('1').optional(),
  language: z.enum(['da', 'en']).default('da'),
});
export type LoginStart = z.infer<typeof LoginStart>;

/** The codes of contracts/problems.ts that speak of a login. */
export type LoginProblemCode = Extract<PortalProblemCode, `login_${string}`>;

/**
 * How a login may end badly, in one list: the word that `returnTo` gets as `login=` in its query, and the code
 * by which docs/errors.md explains it and the log names it.
 */
export const LOGIN_PROBLEMS = {
  aborted: 'login_aborted',
  failed: 'login_failed',
  level: 'login_level_too_low',
  unavailable: 'login_unavailable',
} as const satisfies Record<string, LoginProblemCode>;

export const LoginTrouble = z.enum(Object.keys(LOGIN_PROBLEMS) as (keyof typeof LOGIN_PROBLEMS)[]);
export type LoginTrouble = z.infer<typeof LoginTrouble>;

/** Answer to `POST /api/logout`: where the browser goes next, to end the login at the provider too. */
export const LoggedOut = z.strictObject({ endSessionUrl: z.url().nullable() });
export type LoggedOut = z.infer<typeof LoggedOut>;
