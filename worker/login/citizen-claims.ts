// What a checked ID token and UserInfo say about a citizen, in the shape of the Danish brokers, made one for
// us. Pure. Absent: signatures, audiences and times, which openid-client has checked before.
import { z } from 'zod';
import type { LoginTrouble } from '../../contracts/login.ts';

export interface CitizenClaims {
  /** Ten digits. */
  readonly nationalId: string;
  /** Null for somebody whose name is protected. */
  readonly name: string | null;
  /** Year, month, day. */
  readonly birthDate: string | null;
  /** When the e-ID was used. Milliseconds since 1970, as all below. */
  readonly authenticatedAt: number;
  /** When the provider's own session ends, if it says so. */
  readonly sessionEndsAt: number | null;
}

export interface LoginExpected {
  readonly now: number;
  /** What the token must say of the e-ID's environment; null where the provider is not asked about it. */
  readonly environment: string | null;
}

/** NSIS levels of assurance that suffice: what is asked for, and what is above it. */
const ENOUGH = new Set([
  'https://data.gov.dk/concept/core/nsis/Substantial',
  'https://data.gov.dk/concept/core/nsis/High',
]);

/** How the registry spells a name that it does not tell. */
const PROTECTED_NAME = 'NAVNE & ADRESSEBESKYTTET';

/** Brokers send numbers as strings too. */
const seconds = z.coerce.number().int().positive();

const IdToken = z.object({
  loa: z.string(),
  identity_type: z.literal('private'),
  /** Where the e-ID itself comes from: a broker may let invented people of its test environment in. */
  idp_environment: z.string().optional(),
  auth_time: seconds,
  session_expiry: seconds.optional(),
});

const UserInfo = z.object({
  'dk.cpr': z
    .string()
    .regex(/^\d{6}-?\d{4}$/)
    .transform((text) => text.replace('-', '')),
  'mitid.identity_name': z.string().min(1).max(200).optional(),
  'mitid.date_of_birth': z.iso.date().optional(),
});

/**
 * @returns the claims; `level` for an e-ID that is not sure enough; `failed` for a login that is no private
 *   person's, is of another environment, is over already, or lacks what we need.
 */
export function citizenClaims(
  idToken: unknown,
  userInfo: unknown,
  { now, environment }: LoginExpected,
): CitizenClaims | Extract<LoginTrouble, 'level' | 'failed'> {
  const level = z.object({ loa: z.string() }).safeParse(idToken);
  if (!level.success || !ENOUGH.has(level.data.loa)) return 'level';
  const token = IdToken.safeParse(idToken);
  if (environment !== null && token.data?.idp_environment !== environment) return 'failed';
  const info = UserInfo.safeParse(userInfo);
  if (!token.success || !info.success) return 'failed';
  const { auth_time: authTime, session_expiry: expiry } = token.data;
  const sessionEndsAt = expiry === undefined ? null : expiry * 1000;
  if (sessionEndsAt !== null && sessionEndsAt <= now) return 'failed';
  const name = info.data['mitid.identity_name']?.trim() ?? null;
  return {
    nationalId: info.data['dk.cpr'],
    name: name?.toUpperCase() === PROTECTED_NAME ? null : name,
    birthDate: info.data['mitid.date_of_birth'] ?? null,
    // A provider's clock may be ahead of ours; nobody logged in after now.
    authenticatedAt: Math.min(authTime * 1000, now),
    sessionEndsAt,
  };
}
