// From the provider's answer to a session of ours: the code is exchanged, every check is made, the guardian
// is found, and only then a session begins, always a new one. Absent: cookies and redirects.
import * as openid from 'openid-client';
import type { LoginTrouble } from '../../contracts/login.ts';
import type { Env } from '../../durable-objects/env.ts';
import { nationalIdHash } from '../../durable-objects/keyed-hash.ts';
import type { Municipality } from '../../durable-objects/municipality/municipality.ts';
import { cookieOfSession, sessionOfCookie } from '../session-of-cookie.ts';
import { type CitizenClaims, citizenClaims } from './citizen-claims.ts';
import { seal } from './edge-seal.ts';
import type { Provider } from './identity-providers.ts';
import { loginHashOf, type PendingLogin } from './pending-login.ts';

/** A session at the provider that is older than our longest asks for the e-ID again. */
export const OLDEST_LOGIN_SECONDS = 8 * 3600;
/** What counts as "just now" between the e-ID and our token, beside the tolerance for clocks. */
export const FRESH_LOGIN_SECONDS = 60;

export interface ProviderAnswer {
  readonly configuration: openid.Configuration;
  readonly provider: Provider;
  readonly municipality: DurableObjectStub<Municipality>;
  /** The address that the provider led to, as the provider knows it. */
  readonly address: URL;
  readonly pending: PendingLogin;
}

interface CheckedLogin {
  readonly issuer: string;
  readonly subject: string;
  readonly claims: CitizenClaims;
  readonly idToken: string;
}

/** @returns the cookie's value. @throws what openid-client throws when a check fails. */
export async function carryOutLogin(
  env: Env,
  answer: ProviderAnswer,
): Promise<{ readonly cookie: string } | LoginTrouble> {
  const login = await checkedLogin(answer, Date.now());
  if (typeof login === 'string') return login;
  const { pending, municipality } = answer;
  const { claims } = login;
  // Not called again when it is lost on the way: a login counts once, and the guardian begins another.
  const identified = await municipality.identify({
    loginHash: loginHashOf(pending),
    loginExpiresAt: pending.expiresAt,
    issuer: login.issuer,
    subject: login.subject,
    nationalIdHash: nationalIdHash(claims.nationalId, env.CODE_KEY),
    name: claims.name,
    birthDate: claims.birthDate,
  });
  if (!identified.ok) return 'failed';
  const { guardianId } = identified.value;
  await endOldSession(env, pending.oldSession);
  const { secret } = await env.GUARDIAN.getByName(guardianId).openSession({
    authenticatedAt: claims.authenticatedAt,
    endsAt: claims.sessionEndsAt,
    idTokenCiphertext: seal('id-token', login.idToken, env.EDGE_KEY),
  });
  return { cookie: cookieOfSession({ guardianId, secret }) };
}

async function checkedLogin(
  { configuration, provider, address, pending }: ProviderAnswer,
  now: number,
): Promise<CheckedLogin | LoginTrouble> {
  const tokens = await openid.authorizationCodeGrant(configuration, address, {
    expectedState: pending.state,
    expectedNonce: pending.nonce,
    pkceCodeVerifier: pending.codeVerifier,
    maxAge: pending.fresh ? FRESH_LOGIN_SECONDS : OLDEST_LOGIN_SECONDS,
    idTokenExpected: true,
  });
  const idToken = tokens.claims();
  if (idToken === undefined || tokens.id_token === undefined) return 'failed';
  const userInfo = await openid.fetchUserInfo(configuration, tokens.access_token, idToken.sub);
  const environment = provider.environment ?? null;
  const claims = citizenClaims(idToken, userInfo, { now, environment });
  if (typeof claims === 'string') return claims;
  return { issuer: idToken.iss, subject: idToken.sub, claims, idToken: tokens.id_token };
}

/** Whoever could have known the session of before the login gains nothing by it. */
async function endOldSession(env: Env, cookie: string | null): Promise<void> {
  const old = sessionOfCookie(cookie, env.EDGE_KEY);
  if (old !== null) await env.GUARDIAN.getByName(old.guardianId).endSession(old.secret);
}
