// The account's own answer to who looked at this child (I13). A look costs no write of its own: it joins the
// account's next entry, or waits two seconds. Who looks is asked about once more at the answer, since a right may
// have ended while it was awaited. Absent: what a right allows (guardian-rights.ts), and looks at tills.
import type { GuardianId } from '../../contracts/ids.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { copenhagenMidnight, copenhagenMoment, daysLater } from './copenhagen-moment.ts';
import { mayGuardian, type Wish } from './guardian-rights.ts';
import type { LaterWrites } from './later-writes.ts';
import type { LoadedAccount } from './loaded-account.ts';
import type { GuardianLook, GuardianLookKind, LookStore, TillLook } from './look-store.ts';

const LONGEST_PERIOD_DAYS = 366;

/** Whole days in Copenhagen, both included. */
export interface LooksCommand {
  readonly from: string;
  readonly to: string;
}

/** Ids only: whose they are, the municipality knows. */
export interface LooksAtChild {
  /** Oldest first. */
  readonly atTills: readonly TillLook[];
  /** By day; of each guardian and kind the first of the day. */
  readonly ofGuardians: readonly GuardianLook[];
}

/** What a guardian must be allowed for each kind of look. */
const WISHES: Readonly<Record<GuardianLookKind, Wish>> = {
  overview: 'see_name',
  statement: 'see_statement',
  statement_file: 'see_statement',
  cards: 'see_balance',
  limits: 'see_balance',
  top_ups: 'pay_in',
};

export class LookLog {
  readonly #store: LookStore;
  readonly #later: LaterWrites;
  readonly #account: () => LoadedAccount;
  /** What of one day is written, or waits to be. Links are few, so these are. */
  #day = '';
  readonly #ofThatDay = new Set<string>();

  constructor(store: LookStore, later: LaterWrites, account: () => LoadedAccount) {
    this.#store = store;
    this.#later = later;
    this.#account = account;
  }

  shownAtTill(look: TillLook): void {
    this.#later.addSoon(() => this.#store.insertAtTill(look));
  }

  /** Those that are written. */
  atTills(): readonly TillLook[] {
    return this.#store.atTills();
  }

  /**
   * The answer to a guardian, or the child; who is let see something is logged. To be called after the last wait.
   * Refusals: those of the answer, then those of `mayGuardian`.
   */
  answered<Value>(
    guardianId: GuardianId,
    kind: GuardianLookKind,
    answer: Outcome<Value, Refusal>,
  ): Outcome<Value, Refusal> {
    const still = this.stillFor(guardianId, kind, answer);
    if (still.ok) this.#seenBy(guardianId, kind, Date.now());
    return still;
  }

  /** The same for an answer that is no look: of something that the guardian did. */
  stillFor<Value>(
    guardianId: GuardianId,
    kind: GuardianLookKind,
    answer: Outcome<Value, Refusal>,
  ): Outcome<Value, Refusal> {
    if (!answer.ok) return answer;
    const may = mayGuardian(this.#account(), guardianId, WISHES[kind], Date.now());
    return may.ok ? answer : may;
  }

  /** Everybody who saw the child in those days, up to this moment. Refusal: `period_too_long`. */
  between({ from, to }: LooksCommand): Outcome<LooksAtChild, Refusal> {
    if (from > to || to >= daysLater(from, LONGEST_PERIOD_DAYS)) {
      return refused({ code: 'period_too_long' });
    }
    // In a transaction with what waits, so that the last two seconds are in it.
    const looks = this.#later.transaction(() => ({
      atTills: this.#store.atTills(copenhagenMidnight(from), copenhagenMidnight(daysLater(to, 1))),
      ofGuardians: this.#store.ofGuardians(from, to),
    }));
    return accepted(looks);
  }

  /** Once for each kind and day. */
  #seenBy(guardianId: GuardianId, kind: GuardianLookKind, now: number): void {
    const { day } = copenhagenMoment(now);
    if (day !== this.#day) this.#ofThatDay.clear();
    this.#day = day;
    const key = `${kind} ${guardianId}`;
    if (this.#ofThatDay.has(key)) return;
    this.#ofThatDay.add(key);
    const look = { day, guardianId, kind, at: now };
    if (this.#store.hasOfGuardian(look)) return;
    this.#later.addSoon(() => this.#store.insertOfGuardian(look));
  }
}
