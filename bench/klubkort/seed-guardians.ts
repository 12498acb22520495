// Guardians of the measured world's children, linked by the club and logged in. Absent: the login itself,
// which is the identity provider's time; the session is opened in the guardian's object.
import { randomUUID } from 'node:crypto';
import type { GuardianId, LinkId, PersonId } from '../../contracts/ids.ts';
import { seedCall } from '../../local/seed-calls.ts';
import type { SeedClient } from '../../local/seed-client.ts';
import { childIdOf } from './seed-world.ts';

/** @returns the cookie of each, as a browser sends it. */
export async function seedGuardians(
  seed: SeedClient,
  municipalityId: string,
  children: number,
  childrenEach: number,
): Promise<string[]> {
  const firstChildren: number[] = [];
  for (let index = 0; index < children; index += childrenEach) firstChildren.push(index);
  const registered = (await seed.callAll(
    firstChildren.map((index) =>
      seedCall('municipality', municipalityId, 'registerGuardian', {
        // Nobody's: no day of a month is above 91.
        nationalId: `99${String(index).padStart(8, '0')}`,
        name: `Guardian Number ${index}`,
      }),
    ),
  )) as { guardianId: GuardianId }[];
  const guardianIds = registered.map(({ guardianId }) => guardianId);
  const opened = (await seed.callAll(
    guardianIds.map((guardianId) =>
      seedCall('guardian', guardianId, 'openSession', {
        ...{ authenticatedAt: Date.now(), endsAt: null, idTokenCiphertext: null },
      }),
    ),
  )) as { secret: string }[];
  const links = guardianIds.flatMap((guardianId, family) =>
    Array.from({ length: childrenEach }, (_, number) => family * childrenEach + number)
      .filter((index) => index < children)
      .map((index) =>
        seedCall('municipality', municipalityId, 'linkGuardian', {
          ...{ linkId: randomUUID() as LinkId, childId: childIdOf(index) },
          ...{ guardianId, rights: 'full' as const, by: 'bench' as PersonId },
        }),
      ),
  );
  for (const answer of await seed.callAll(links)) {
    if (!(answer as { ok: boolean }).ok) throw new Error(`seeding: ${JSON.stringify(answer)}`);
  }
  return guardianIds.map(
    (guardianId, index) => `__Host-klubkort=${guardianId}.${opened[index]?.secret}`,
  );
}
