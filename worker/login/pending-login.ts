// What a login must come back with, kept by the browser under the edge's seal while the guardian is at the
// provider. Ten minutes, one cookie: a login begun in another tab takes its place. Absent: single use, which
// the municipality sees to.
import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { ReturnTo } from '../../contracts/login.ts';
import type { EdgeEnvironment } from '../environment.ts';
import { seal, unseal } from './edge-seal.ts';

const COOKIE = '__Host-klubkort-login';
const PENDING_MS = 10 * 60_000;
/** Lax, since the provider's redirect back comes from another site. */
const OPTIONS = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const;

const PendingLogin = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  /** The e-ID must have been asked for again. */
  fresh: z.boolean(),
  returnTo: ReturnTo,
  /** The session that the browser had when it left: it ends when the new one begins. */
  oldSession: z.string().nullable(),
  /** Milliseconds since 1970. */
  expiresAt: z.int(),
});
export type PendingLogin = z.infer<typeof PendingLogin>;

export function keepPendingLogin(
  context: Context<EdgeEnvironment>,
  login: Omit<PendingLogin, 'expiresAt'>,
): void {
  const pending: PendingLogin = { ...login, expiresAt: Date.now() + PENDING_MS };
  const sealed = seal('pending-login', JSON.stringify(pending), context.env.EDGE_KEY);
  setCookie(context, COOKIE, Buffer.from(sealed).toString('base64url'), {
    ...OPTIONS,
    maxAge: PENDING_MS / 1000,
  });
}

/** Takes it out of the browser. Null when there is none, it is not ours, or it is over. */
export function takePendingLogin(context: Context<EdgeEnvironment>): PendingLogin | null {
  const cookie = getCookie(context, COOKIE);
  if (cookie === undefined) return null;
  deleteCookie(context, COOKIE, OPTIONS);
  const sealed = new Uint8Array(Buffer.from(cookie, 'base64url'));
  const clear = unseal('pending-login', sealed, context.env.EDGE_KEY);
  if (clear === null) return null;
  const pending = PendingLogin.parse(JSON.parse(clear));
  return Date.now() < pending.expiresAt ? pending : null;
}

/** Names this one login to the municipality, which lets it count once. */
export function loginHashOf({ nonce }: PendingLogin): string {
  return createHash('sha256').update(`klubkort-login-1\n${nonce}`).digest('hex');
}
