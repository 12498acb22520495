// The value of the session cookie: whose it is and the secret that opens the session. A value whose guardian
// the edge did not mint reaches no object. Absent: the cookie itself (middleware/session-cookie.ts).
import { GuardianId } from '../contracts/ids.ts';
import { isOurObjectId } from '../durable-objects/object-id.ts';

export interface SessionOfCookie {
  readonly guardianId: GuardianId;
  readonly secret: string;
}

export function sessionOfCookie(value: string | null, edgeKey: string): SessionOfCookie | null {
  const [id = '', secret = '', ...rest] = (value ?? '').split('.');
  const guardianId = GuardianId.safeParse(id);
  if (!guardianId.success || secret === '' || rest.length > 0) return null;
  return isOurObjectId(guardianId.data, edgeKey) ? { guardianId: guardianId.data, secret } : null;
}

export function cookieOfSession({ guardianId, secret }: SessionOfCookie): string {
  return `${guardianId}.${secret}`;
}
