// A guardian who is logged in, for tests of routes: identified by the municipality as after a login, a session
// opened in the object itself, and requests as the portal's pages send them. Absent: the login (test/login).
import { env } from 'cloudflare:workers';
import type { GuardianId } from '../../contracts/ids.ts';
import { nationalIdHash } from '../../durable-objects/keyed-hash.ts';
import {
  municipality,
  newNationalId,
  setSettings,
  subjectOf,
} from '../../durable-objects/testing/seeded-club.ts';
import { SESSION_COOKIE } from '../middleware/session-cookie.ts';
import { edge } from './edge.ts';
import { ORIGIN } from './test-device.ts';

export interface GuardianOptions {
  /** When this guardian logged in; now unless told otherwise. */
  readonly authenticatedAt?: number;
  /** Another session of a guardian that a test has already; what follows then does not count. */
  readonly guardianId?: GuardianId;
  /** Ten digits; somebody else's every time unless told otherwise. */
  readonly nationalId?: string;
  /** Null for a protected one. */
  readonly name?: string | null;
  readonly birthDate?: string;
}

export interface GuardianRequest {
  readonly method?: string;
  /** Sent as JSON; a write without one sends `{}`, as the portal does. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export class TestGuardian {
  readonly guardianId: GuardianId;
  /** As the browser sends it: name and value. */
  readonly cookie: string;

  constructor(guardianId: GuardianId, secret: string) {
    this.guardianId = guardianId;
    this.cookie = `${SESSION_COOKIE}=${guardianId}.${secret}`;
  }

  /** A path below the origin, as the portal's own pages ask for it. */
  request(
    path: string,
    { method = 'GET', body, headers }: GuardianRequest = {},
  ): Promise<Response> {
    const isWriting = method !== 'GET';
    return edge.fetch(
      new Request(ORIGIN + path, {
        method,
        headers: {
          ...(isWriting ? { origin: ORIGIN, 'content-type': 'application/json' } : {}),
          ...{ cookie: this.cookie, ...headers },
        },
        ...(isWriting ? { body: JSON.stringify(body ?? {}) } : {}),
      }),
    );
  }
}

/** Somebody new, unless the options say who. */
export async function openGuardian(options: GuardianOptions = {}): Promise<TestGuardian> {
  const guardianId = options.guardianId ?? (await identified(options));
  const { secret } = await env.GUARDIAN.getByName(guardianId).openSession({
    authenticatedAt: options.authenticatedAt ?? Date.now(),
    endsAt: null,
    idTokenCiphertext: null,
  });
  return new TestGuardian(guardianId, secret);
}

async function identified(options: GuardianOptions): Promise<GuardianId> {
  const { nationalId = newNationalId(), name = 'Mette Testesen' } = options;
  const identify = () =>
    municipality().identify({
      ...{ loginHash: crypto.randomUUID(), loginExpiresAt: Date.now() + 60_000 },
      ...{ issuer: 'https://mitid.test/op', subject: subjectOf(nationalId) },
      nationalIdHash: nationalIdHash(nationalId, env.CODE_KEY),
      ...{ name, birthDate: options.birthDate ?? '1982-04-03' },
    });
  let outcome = await identify();
  if (!outcome.ok) {
    // No club was opened in this test: the municipality is not there yet.
    await setSettings({});
    outcome = await identify();
  }
  if (!outcome.ok) throw new Error(`not identified: ${outcome.refusal.code}`);
  return outcome.value.guardianId;
}
