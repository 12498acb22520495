// A guardian who is logged in, for tests of routes: a session opened in the object itself, and requests as the
// portal's pages send them. Absent: the login (worker/routes/login.test.ts) and links.
import { env } from 'cloudflare:workers';
import type { GuardianId } from '../../contracts/ids.ts';
import { mintObjectId } from '../../durable-objects/object-id.ts';
import { SESSION_COOKIE } from '../middleware/session-cookie.ts';
import { edge } from './edge.ts';
import { ORIGIN } from './test-device.ts';

export interface GuardianOptions {
  /** When this guardian logged in; now unless told otherwise. */
  readonly authenticatedAt?: number;
  /** Another session of a guardian that a test has already. */
  readonly guardianId?: GuardianId;
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

/** Somebody new, unless `guardianId` says who. */
export async function openGuardian(options: GuardianOptions = {}): Promise<TestGuardian> {
  const guardianId = options.guardianId ?? newGuardianId();
  const { secret } = await env.GUARDIAN.getByName(guardianId).openSession({
    authenticatedAt: options.authenticatedAt ?? Date.now(),
    endsAt: null,
    idTokenCiphertext: null,
  });
  return new TestGuardian(guardianId, secret);
}

function newGuardianId(): GuardianId {
  return mintObjectId('g', '0165', env.EDGE_KEY) as GuardianId;
}
