// The way to the national e-ID and back, and out again. Each of the two ways in answers with a redirect: a
// login that goes wrong leads to the page where it began, with one word that says how.
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import * as openid from 'openid-client';
import { LOGIN_PROBLEMS, LoggedOut, LoginStart, type LoginTrouble } from '../../contracts/login.ts';
import { callObject } from '../../durable-objects/call-object.ts';
import { BY_GUARDIAN, jsonContent, newApi, problems } from '../api.ts';
import type { EdgeEnvironment } from '../environment.ts';
import {
  carryOutLogin,
  FRESH_LOGIN_SECONDS,
  OLDEST_LOGIN_SECONDS,
} from '../login/carry-out-login.ts';
import { unseal } from '../login/edge-seal.ts';
import {
  configurationOf,
  type ProvidersOfHost,
  providersOfHost,
} from '../login/identity-providers.ts';
import { loginTroubleOf, logLoginError } from '../login/login-trouble.ts';
import { keepPendingLogin, takePendingLogin } from '../login/pending-login.ts';
import { SESSION_COOKIE } from '../middleware/session-cookie.ts';
import { municipalityOfHost } from '../municipality-of-host.ts';
import { sessionOfCookie } from '../session-of-cookie.ts';

/** Strict: no other site's link or form carries it. The page that a link opens asks by itself. */
const COOKIE_OPTIONS = { path: '/', secure: true, httpOnly: true, sameSite: 'Strict' } as const;

export const login = newApi();

login.openapi(
  createRoute({
    method: 'get',
    path: '/login/citizen',
    summary: 'Log in with the national e-ID',
    description:
      'Leads to the provider. Comes back to `returnTo`, with `login=` in its query when it did not succeed.',
    request: { query: LoginStart },
    responses: { 302: { description: 'To the provider' }, default: problems('invalid_request') },
  }),
  async (context) => {
    const { returnTo, fresh, language } = context.req.valid('query');
    const providers = providersOf(context);
    if (providers === null) return leadBack(context, returnTo, 'unavailable');
    const { citizen } = providers;
    const codeVerifier = openid.randomPKCECodeVerifier();
    const [state, nonce] = [openid.randomState(), openid.randomNonce()];
    try {
      const configuration = await configurationOf(citizen);
      const address = openid.buildAuthorizationUrl(configuration, {
        ...citizen.parameters,
        scope: citizen.scope,
        ...{ state, nonce, code_challenge_method: 'S256' },
        code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
        redirect_uri: callbackAddress(context, providers).href,
        max_age: String(fresh ? FRESH_LOGIN_SECONDS : OLDEST_LOGIN_SECONDS),
        // The standard's name, and the one that Danish brokers know.
        ...{ ui_locales: language, language },
        ...(fresh ? { prompt: 'login' } : {}),
      });
      const oldSession = context.get('sessionCookie');
      keepPendingLogin(context, {
        ...{ state, nonce, codeVerifier, returnTo, oldSession },
        fresh: fresh !== undefined,
      });
      return redirectTo(context, address.href);
    } catch (error) {
      logLoginError(context.get('requestId'), error);
      return leadBack(context, returnTo, 'unavailable');
    }
  },
);

login.openapi(
  createRoute({
    method: 'get',
    path: '/login/callback',
    summary: 'Where the provider leads back to',
    description: 'Every check of the login is made here. A login counts once.',
    request: {
      query: z.looseObject({
        state: z.string().optional(),
        code: z.string().optional(),
        error: z.string().optional(),
      }),
    },
    responses: {
      302: { description: 'To the page where the login began' },
      default: problems('invalid_request'),
    },
  }),
  async (context) => {
    const pending = takePendingLogin(context);
    if (pending === null) return leadBack(context, '/', 'failed');
    const { returnTo } = pending;
    const providers = providersOf(context);
    const municipality = municipalityOfHost(context);
    if (providers === null || municipality === null) {
      return leadBack(context, returnTo, 'unavailable');
    }
    try {
      const provider = providers.citizen;
      const configuration = await configurationOf(provider);
      const address = callbackAddress(context, providers);
      address.search = new URL(context.req.url).search;
      const answer = { configuration, provider, municipality, address, pending };
      const opened = await carryOutLogin(context.env, answer);
      if (typeof opened === 'string') {
        logLoginError(context.get('requestId'), new Error(`refused as ${LOGIN_PROBLEMS[opened]}`));
        return leadBack(context, returnTo, opened);
      }
      setCookie(context, SESSION_COOKIE, opened.cookie, COOKIE_OPTIONS);
      return redirectTo(context, returnTo);
    } catch (error) {
      logLoginError(context.get('requestId'), error);
      return leadBack(context, returnTo, loginTroubleOf(error));
    }
  },
);

login.openapi(
  createRoute({
    method: 'post',
    path: '/logout',
    summary: 'Log out',
    description:
      'Ends the session, its sockets too. Answers with the address that ends the login at the provider; null where there is none. A repeat changes nothing.',
    security: BY_GUARDIAN,
    responses: {
      200: jsonContent(LoggedOut, 'Nobody is logged in'),
      default: problems('origin_not_allowed'),
    },
  }),
  async (context) => {
    const { env } = context;
    const held = sessionOfCookie(context.get('sessionCookie'), env.EDGE_KEY);
    deleteCookie(context, SESSION_COOKIE, COOKIE_OPTIONS);
    if (held === null) return loggedOut(context, null);
    const guardian = env.GUARDIAN.getByName(held.guardianId);
    const sealed = await callObject<Uint8Array | null>(() => guardian.endSession(held.secret));
    const idToken = sealed && unseal('id-token', sealed, env.EDGE_KEY);
    return loggedOut(context, idToken && (await endSessionAddress(context, idToken)));
  },
);

/** Null when the provider has no such place, or does not answer: ours has ended all the same. */
async function endSessionAddress(
  context: Context<EdgeEnvironment>,
  idToken: string,
): Promise<string | null> {
  const providers = providersOf(context);
  if (providers === null) return null;
  try {
    const configuration = await configurationOf(providers.citizen);
    if (configuration.serverMetadata().end_session_endpoint === undefined) return null;
    return openid.buildEndSessionUrl(configuration, {
      id_token_hint: idToken,
      post_logout_redirect_uri: new URL('/', callbackAddress(context, providers)).href,
    }).href;
  } catch (error) {
    logLoginError(context.get('requestId'), error);
    return null;
  }
}

function providersOf(context: Context<EdgeEnvironment>): ProvidersOfHost | null {
  const { hostname } = new URL(context.req.url);
  return providersOfHost(context.env.IDENTITY_PROVIDERS, hostname);
}

function callbackAddress(context: Context<EdgeEnvironment>, { origin }: ProvidersOfHost): URL {
  return new URL('/api/login/callback', origin ?? context.req.url);
}

function loggedOut(context: Context<EdgeEnvironment>, endSessionUrl: string | null): Response {
  context.header('cache-control', 'no-store');
  context.header('x-content-type-options', 'nosniff');
  return context.json(LoggedOut.parse({ endSessionUrl }));
}

/** To a page of ours; `login=` is read once by the page and taken away. */
function leadBack(
  context: Context<EdgeEnvironment>,
  returnTo: string,
  trouble: LoginTrouble,
): Response {
  return redirectTo(context, `${returnTo}${returnTo.includes('?') ? '&' : '?'}login=${trouble}`);
}

function redirectTo(context: Context<EdgeEnvironment>, address: string): Response {
  context.header('cache-control', 'no-store');
  // The provider's answer stands in our address: it must not travel on as somebody's referrer.
  context.header('referrer-policy', 'no-referrer');
  return context.redirect(address, 302);
}
