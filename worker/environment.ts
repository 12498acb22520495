// What a request carries with it through the edge: the objects' bindings, its own name, and the hash of
// the body that really arrived.
import type { GuardianId } from '../contracts/ids.ts';
import type { Env } from '../durable-objects/env.ts';

export interface EdgeEnvironment {
  Bindings: Env;
  Variables: {
    /** Names this request in problems and in the log. */
    requestId: string;
    /** SHA-256 of the body's bytes in lower-case hex. */
    bodySha256: string;
    /** The session cookie's value; null where there is none, and where it does not count. */
    sessionCookie: string | null;
    /** Who is logged in, once that is known. */
    reader?: GuardianId;
  };
}
