// Guardians as the municipality knows them: who logs in, whom a club has met, and what may be told of them. Absent:
// who somebody is (identities.ts), their links, and their own object.
import type { GuardianId } from '../../contracts/ids.ts';
import { accepted, type Outcome } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { nationalIdHash } from '../keyed-hash.ts';
import type { RegisterGuardianCommand } from './commands.ts';
import type { GuardianDetails, IdentifyCommand, Identities } from './identities.ts';

export interface GuardianOfficeDoors {
  readonly storage: DurableObjectStorage;
  readonly codeKey: string;
  /** A child that has logged in is linked to its own account. */
  readonly linkSelf: (guardianId: GuardianId) => Promise<void>;
}

export class GuardianOffice {
  readonly #identities: Identities;
  readonly #doors: GuardianOfficeDoors;

  constructor(identities: Identities, doors: GuardianOfficeDoors) {
    this.#identities = identities;
    this.#doors = doors;
  }

  register({ nationalId, name }: RegisterGuardianCommand): { guardianId: GuardianId } {
    const person = { nationalIdHash: nationalIdHash(nationalId, this.#doors.codeKey), name };
    return this.#doors.storage.transactionSync(() => ({
      guardianId: this.#identities.register(person, Date.now()),
    }));
  }

  /** Refusals: see `Identities.identify`. */
  async identify(command: IdentifyCommand): Promise<Outcome<{ guardianId: GuardianId }, Refusal>> {
    const identified = this.#doors.storage.transactionSync(() =>
      this.#identities.identify(command, Date.now()),
    );
    if (!identified.ok) return identified;
    const { guardianId } = identified.value;
    await this.#doors.linkSelf(guardianId);
    return accepted({ guardianId });
  }

  /** In the order asked. See `Identities.nameToTell`. */
  namesOf(guardianIds: readonly GuardianId[]): (string | null)[] {
    return guardianIds.map((guardianId) => this.#identities.nameToTell(guardianId));
  }

  details(guardianId: GuardianId): GuardianDetails | null {
    return this.#identities.details(guardianId);
  }
}
