// Writes what a provider's answer does to a top-up: one transaction for the attempt, its charge, the books and who
// is told (I7). Absent: what the answer means (decide-top-up-attempt.ts), and asking (top-up-asking.ts).
import type { ChargeFacts, PaymentOutcome } from '../payments/payment-provider.ts';
import type { PaidByAgreement } from './auto-top-up-office.ts';
import {
  type Consequence,
  consequenceOf,
  isOpen,
  MOST_MISMATCHES,
  nextAskAt,
  type TopUpAttempt,
} from './decide-top-up-attempt.ts';
import { pursePostings } from './entry.ts';
import type { Books } from './settle.ts';
import { noticeOfPerson, noticeToPayer } from './top-up-notices.ts';
import type { TopUpStore } from './top-up-store.ts';

export interface SettlingDoors {
  readonly books: () => Books;
  readonly byAgreement: () => Pick<PaidByAgreement, 'settled'>;
  readonly committed: () => void;
  /** @throws what is not an invariant's. */
  readonly freezeOn: (error: unknown) => unknown;
}

export class TopUpSettling {
  readonly #ctx: DurableObjectState;
  readonly #store: TopUpStore;
  readonly #doors: SettlingDoors;

  constructor(ctx: DurableObjectState, store: TopUpStore, doors: SettlingDoors) {
    this.#ctx = ctx;
    this.#store = store;
    this.#doors = doors;
  }

  apply(number: number, outcome: PaymentOutcome): void {
    try {
      this.#ctx.storage.transactionSync(() => this.#settle(number, outcome, Date.now()));
      this.#doors.committed();
    } catch (error) {
      this.#doors.freezeOn(error);
    }
  }

  #settle(number: number, outcome: PaymentOutcome, now: number): void {
    const { account, journal } = this.#doors.books();
    if (account.frozenBecause !== null) return;
    const attempt = this.#store.known(number);
    const purseOre = journal.running().sumsOre.purse;
    const charge = 'chargeId' in outcome ? outcome : null;
    const owner = charge && this.#store.charges.named(attempt.provider, charge.chargeId);
    const known = {
      ofAttempt: this.#store.charges.of(number)?.chargeId ?? null,
      ownerOfCharge: owner?.number ?? null,
    };
    const money = { purseOre, settings: account.settings };
    const consequence = consequenceOf(attempt, outcome, known, money, now);
    if (consequence.kind === 'credit') this.#credit(attempt, consequence.charge, now);
    else this.#note(attempt, consequence, now);
    this.#doors.byAgreement().settled(attempt, outcome, now);
    const told = noticeOfPerson(attempt, this.#store.known(number));
    if (told !== null && this.#store.tellWaitOnce(number)) {
      this.#doors.books().store.insertNotice({ at: now, ...told });
    }
  }

  #note(attempt: TopUpAttempt, consequence: Exclude<Consequence, { kind: 'credit' }>, now: number) {
    const { number, state } = attempt;
    const told = noticeToPayer(attempt, consequence);
    if (told !== null) this.#doors.books().store.insertNotice({ at: now, ...told });
    // One that has ended was asked for a late charge: unless nobody knows, nothing is open any more.
    if (consequence.kind !== 'ask_again' && !isOpen(attempt)) {
      this.#store.end(number, state, attempt.because);
    }
    if (consequence.kind === 'ask_again' && consequence.handle !== null) {
      this.#store.putHandle(number, consequence.handle);
    }
    if (consequence.kind === 'end') {
      this.#store.end(number, consequence.state, consequence.because);
    }
    if (consequence.kind === 'count_mismatch') {
      console.error(`top-up ${attempt.reference}: not ours by ${consequence.because}`);
      this.#store.countMismatch(number, consequence.because);
      if (attempt.mismatches + 1 >= MOST_MISMATCHES) this.#store.leaveToPerson(number);
    }
    if (consequence.kind === 'give_back') {
      const { charge, refundOre, because } = consequence;
      this.#store.charges.insert(attempt, charge, null, now);
      if (refundOre === 0) this.#store.end(number, 'refunded', because);
      else this.#store.putRefundDue(number, refundOre, because, nextAskAt(attempt.createdAt, now));
    }
  }

  #credit(attempt: TopUpAttempt, charge: ChargeFacts, now: number): void {
    const { journal } = this.#doors.books();
    const draft = {
      ...({ entryId: attempt.topUpId, kind: 'top_up', occurredAt: now, recordedAt: now } as const),
      ...{ purchase: null, soldLines: [], ofPurchaseSequence: null, refundedLines: [] },
      ...{ by: attempt.guardianId, reasonCiphertext: null },
      postings: pursePostings(charge.amountOre, 'top_ups'),
    };
    const { entry } = journal.append(draft, journal.running());
    this.#store.charges.insert(attempt, charge, entry.sequence, now);
    this.#store.end(attempt.number, 'credited', null);
  }
}
