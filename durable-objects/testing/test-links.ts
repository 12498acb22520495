// A guardian's object by its id, for tests that look at what it was told.
import { env } from 'cloudflare:workers';
import type { GuardianId } from '../../contracts/ids.ts';

export function guardian(guardianId: GuardianId) {
  return env.GUARDIAN.getByName(guardianId);
}
