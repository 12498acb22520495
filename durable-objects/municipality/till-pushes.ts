// Brings tills the copies of what their club changed, and again until they have them: a till that was out
// of reach must not sell by an old catalogue until the next price changes. Absent: when it is tried again.
import type { TillId } from '../../contracts/ids.ts';
import { callObject } from '../call-object.ts';
import type { Env } from '../env.ts';
import type { TillCopies } from '../till/till-copies.ts';
import type { ClubsStore } from './clubs-store.ts';
import { tillCopiesOf } from './till-copies-of.ts';

export class TillPushes {
  readonly #clubs: ClubsStore;
  readonly #tills: Env['TILL'];

  constructor(clubs: ClubsStore, tills: Env['TILL']) {
    this.#clubs = clubs;
    this.#tills = tills;
  }

  get isAnyBehind(): boolean {
    return this.#clubs.tillsBehind().length > 0;
  }

  copiesOf(tillId: TillId): TillCopies {
    const till = this.#clubs.till(tillId);
    const club = till && this.#clubs.club(till.clubId);
    if (!till || !club) throw new Error(`till ${tillId} has no club`);
    return tillCopiesOf(this.#clubs, till, club);
  }

  /** The till said that it has them. Not the highest ever: a pairing may have brought older ones. */
  arrived(tillId: TillId, { catalogue, operators }: TillCopies): void {
    this.#clubs.putTillVersions(tillId, catalogue.version, operators.version);
  }

  /** To each till that is behind; one that is out of reach does not keep the others waiting. */
  async push(): Promise<void> {
    for (const tillId of this.#clubs.tillsBehind()) {
      try {
        const copies = this.copiesOf(tillId);
        await callObject(() => this.#tills.getByName(tillId).takeCopies(copies));
        this.arrived(tillId, copies);
      } catch (error) {
        console.error(`till ${tillId} has not got its copies: ${error}`);
      }
    }
  }
}
