// The names of guardians for other guardians to read: asked of the municipality at each reading and kept
// nowhere, so that a name that has become protected is shown to nobody from then on.
import type { GuardianId } from '../contracts/ids.ts';
import { callObject } from './call-object.ts';

interface Registry {
  guardianNames(guardianIds: readonly GuardianId[]): PromiseLike<(string | null)[]>;
}

/** Without those that are protected, unknown or erased; with none at all when nobody can be asked. */
export async function guardianNames(
  guardianIds: readonly GuardianId[],
  registry: () => Registry,
): Promise<ReadonlyMap<GuardianId, string>> {
  const asked = [...new Set(guardianIds)];
  if (asked.length === 0) return new Map();
  try {
    const names = await callObject(() => registry().guardianNames(asked));
    return new Map(
      asked.flatMap((guardianId, index) => {
        const name = names[index];
        return name ? [[guardianId, name] as const] : [];
      }),
    );
  } catch (error) {
    console.error(`guardians are told of without their names: ${error}`);
    return new Map();
  }
}
