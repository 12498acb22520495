// Holds what the providers say of an account's payments against its journal. A difference is first asked about,
// and then told as open. Absent: asking for a whole day (the municipality), and booking what was taken back
// (charge-return-desk.ts).
import type { AccountId } from '../../contracts/ids.ts';
import { type Ore, ore } from '../../contracts/ore.ts';
import type { PaymentItem } from '../municipality/payment-comparison-store.ts';
import type { DayEntry, ProviderName } from '../payments/payment-provider.ts';
import type { PaymentProviders } from '../payments/payment-providers.ts';
import type { ChargeReturnDesk } from './charge-return-desk.ts';
import type { Charge } from './charge-store.ts';
import type { TopUpAttempt } from './decide-top-up-attempt.ts';
import type { PaymentBooksStore } from './payment-books-store.ts';
import type { Books } from './settle.ts';
import type { TopUpStore } from './top-up-store.ts';

/** One charge in a provider's list: what was booked of it that day. */
export interface ListedCharge {
  readonly reference: string;
  readonly movements: Pick<DayEntry, 'kind' | 'movementId' | 'amountOre' | 'occurredAt'>[];
}

export interface ComparePaymentsCommand {
  readonly provider: ProviderName;
  /** YYYY-MM-DD, the provider's. */
  readonly day: string;
  readonly charges: readonly ListedCharge[];
}

export interface ComparedPayments {
  /** How much of the listed movements the journal says too, those that went back counted below zero. */
  readonly agreedOre: Ore;
  /** False while the account cannot book, or nobody answered it: the day is to be compared again. */
  readonly isSettled: boolean;
}

export interface PaymentBooksDoors {
  readonly accountId: AccountId;
  readonly books: () => Books;
  readonly attempts: TopUpStore;
  readonly providers: () => PaymentProviders;
  /** Asks the provider about an attempt, and does what follows from it. */
  readonly ask: (reference: string) => Promise<unknown>;
}

const DAY_MS = 86_400_000;
/** A credited charge of a provider without lists is looked at again when it is so old. */
const LOOK_AGAIN_MS = [DAY_MS, 7 * DAY_MS, 30 * DAY_MS, 90 * DAY_MS] as const;
/** A charge that no list has by then is told as open. */
const LISTED_WITHIN_MS = 3 * DAY_MS;

export class PaymentBooksDesk {
  readonly #store: PaymentBooksStore;
  readonly #returns: ChargeReturnDesk;
  readonly #doors: PaymentBooksDoors;

  constructor(store: PaymentBooksStore, returns: ChargeReturnDesk, doors: PaymentBooksDoors) {
    this.#store = store;
    this.#returns = returns;
    this.#doors = doors;
  }

  /** Repeatable: a movement is booked once, and a listing replaces itself. */
  async compare({ provider, day, charges }: ComparePaymentsCommand): Promise<ComparedPayments> {
    if (this.#isFrozen()) return { agreedOre: ore(0), isSettled: false };
    let agreedOre = 0;
    let isSettled = true;
    for (const charge of charges) {
      const compared = await this.#compareCharge(provider, day, charge);
      agreedOre += compared.agreedOre;
      isSettled &&= compared.isSettled;
    }
    return { agreedOre: ore(agreedOre), isSettled: isSettled && !this.#isFrozen() };
  }

  /** What is open now, after looking again at what is due. */
  async openPayments(now: number): Promise<PaymentItem[]> {
    if (!this.#isFrozen()) await this.#lookAtDue(now);
    return [
      ...this.#unlisted(now),
      ...this.#listedOtherwise(),
      ...this.#takenBack(),
      ...this.#forAPerson(now),
    ];
  }

  /** Settled: what does not agree is an open item, and asking again would not tell more. */
  async #compareCharge(
    provider: ProviderName,
    day: string,
    { reference, movements }: ListedCharge,
  ): Promise<ComparedPayments> {
    const capturedOre = sumOf(movements, 'captured');
    const refundedOre = sumOf(movements, 'refunded');
    this.#store.putListing({ reference, provider, capturedOre, refundedOre }, day);
    const isToAsk = this.#known(reference).charge === null || refundedOre > 0;
    // A provider that hangs is not waited for once for each charge.
    if (isToAsk && !this.#isSilent(provider)) await this.#doors.ask(reference);
    const { attempt, charge } = this.#known(reference);
    if (attempt === null) return { agreedOre: ore(0), isSettled: true };
    if (charge === null) {
      const isOpen = attempt.state === 'created' || attempt.state === 'waiting';
      return { agreedOre: ore(0), isSettled: !isOpen && !this.#isSilent(provider) };
    }
    for (const movement of movements) this.#bookDispute(attempt, charge, movement);
    const isSettled =
      refundedOre <= this.#wentBackOre(attempt, charge) &&
      movements.every((movement) => this.#isEnded(attempt, charge, movement));
    return { agreedOre: ore(this.#agreed(attempt, charge, movements)), isSettled };
  }

  #isSilent(provider: ProviderName): boolean {
    return this.#doors.providers().get(provider)?.isSilent() ?? false;
  }

  /** What the account knows to have gone back by refunds: its own of what it could not credit, or the provider's. */
  #wentBackOre(attempt: TopUpAttempt, charge: Charge): number {
    if (charge.sequence !== null) return this.#store.refunds(attempt.number).refundedOre;
    return attempt.state === 'refunded' ? charge.amountOre : 0;
  }

  /** A dispute is seen in the list alone. */
  #bookDispute(attempt: TopUpAttempt, charge: Charge, listed: ListedCharge['movements'][number]) {
    const { kind, amountOre, occurredAt } = listed;
    if (!isDispute(listed)) return;
    const movementId = nameOf(listed);
    this.#returns.book(attempt, charge, {
      ...{ movementId, amountOre },
      kind: kind === 'dispute_withheld' ? 'charge_return' : 'charge_restored',
      occurredAt: Date.parse(occurredAt),
    });
    const { provider, reference } = attempt;
    if (this.#store.isBooked(provider, movementId)) this.#store.dropOdd({ reference, movementId });
  }

  /**
   * One that is odd may be so because the day that it follows from is not closed yet: it is booked when that is. Of
   * money that was never credited there is nothing to wait for.
   */
  #isEnded(attempt: TopUpAttempt, charge: Charge, listed: ListedCharge['movements'][number]) {
    if (!isDispute(listed) || charge.sequence === null) return true;
    return this.#store.isBooked(attempt.provider, nameOf(listed));
  }

  #agreed(attempt: TopUpAttempt, charge: Charge, movements: ListedCharge['movements']): number {
    const capturedOre = sumOf(movements, 'captured');
    const refundedOre = sumOf(movements, 'refunded');
    const bookedOre = this.#wentBackOre(attempt, charge);
    const disputes = movements.filter((movement) =>
      this.#store.isBooked(attempt.provider, nameOf(movement)),
    );
    return (
      (capturedOre === charge.amountOre ? capturedOre : 0) -
      (refundedOre <= bookedOre ? refundedOre : 0) -
      sumOf(disputes, 'dispute_withheld') +
      sumOf(disputes, 'dispute_returned')
    );
  }

  async #lookAtDue(now: number): Promise<void> {
    for (const attempt of this.#doors.attempts.attempts()) {
      if (attempt.state !== 'credited' || this.#listsItsDays(attempt)) continue;
      // The audit of all accounts does not wait for a provider that hangs: the next night asks.
      if (this.#doors.providers().get(attempt.provider)?.isSilent()) continue;
      const charge = this.#doors.attempts.charges.of(attempt.number);
      const looks = this.#store.looks(attempt.number);
      const dueAfterMs = LOOK_AGAIN_MS[looks];
      if (charge === null || dueAfterMs === undefined || now < charge.seenAt + dueAfterMs) continue;
      if (!(await this.#returns.lookAgain(attempt))) continue;
      const due = LOOK_AGAIN_MS.filter((afterMs) => now >= charge.seenAt + afterMs);
      this.#store.putLooks(attempt.number, due.length);
    }
  }

  #unlisted(now: number): PaymentItem[] {
    const captured = this.#store.listings().filter(({ capturedOre }) => capturedOre > 0);
    const listed = new Set(captured.map(({ reference }) => reference));
    return this.#doors.attempts.attempts().flatMap((attempt) => {
      const charge = this.#doors.attempts.charges.of(attempt.number);
      const isDue = charge !== null && now >= charge.seenAt + LISTED_WITHIN_MS;
      return isDue && this.#listsItsDays(attempt) && !listed.has(attempt.reference)
        ? [this.#item(attempt, 'not_listed', ore(0), charge.amountOre, null)]
        : [];
    });
  }

  #listedOtherwise(): PaymentItem[] {
    return this.#store.listings().flatMap(({ reference, provider, capturedOre, refundedOre }) => {
      const { attempt, charge } = this.#known(reference);
      const journalOre = charge?.amountOre ?? ore(0);
      const kind = charge === null ? 'not_in_journal' : 'amount_differs';
      const listed = { reference, provider };
      const bookedOre = attempt && charge ? ore(this.#wentBackOre(attempt, charge)) : ore(0);
      return [
        // A charge may have been listed before its refund, on a day that was compared without us.
        ...(capturedOre === 0 || capturedOre === journalOre
          ? []
          : [this.#item(listed, kind, capturedOre, journalOre, null)]),
        ...(refundedOre <= bookedOre
          ? []
          : [this.#item(listed, 'refund_not_in_journal', refundedOre, bookedOre, null)]),
      ];
    });
  }

  #takenBack(): PaymentItem[] {
    return this.#store.touched().flatMap((number) => {
      const attempt = this.#doors.attempts.attempt(number);
      const { returnedOre, receivableOre } = this.#doors.attempts.charges.returned(number);
      return attempt === null || returnedOre === 0
        ? []
        : [this.#item(attempt, 'taken_back', returnedOre, receivableOre, null)];
    });
  }

  #forAPerson(now: number): PaymentItem[] {
    const odd = this.#store
      .odd()
      .map((movement) =>
        this.#item(movement, 'needs_a_person', movement.amountOre, ore(0), movement.because),
      );
    const stuck = this.#doors.attempts
      .attempts()
      .filter((attempt) => isStuck(attempt, now))
      .map((attempt) =>
        this.#item(attempt, 'needs_a_person', ore(0), attempt.amountOre, attempt.because ?? 'open'),
      );
    return [...odd, ...stuck];
  }

  /** One that is not set up any more says nothing, by a list or otherwise. */
  #listsItsDays({ provider }: TopUpAttempt): boolean {
    return this.#doors.providers().get(provider)?.listsItsDays ?? false;
  }

  #known(reference: string): { attempt: TopUpAttempt | null; charge: Charge | null } {
    const attempt = this.#doors.attempts.byReference(reference);
    return { attempt, charge: attempt && this.#doors.attempts.charges.of(attempt.number) };
  }

  #item(
    about: Pick<PaymentItem, 'reference' | 'provider'> & { readonly movementId?: string },
    kind: PaymentItem['kind'],
    providerOre: Ore,
    journalOre: Ore,
    because: string | null,
  ): PaymentItem {
    const { reference, provider, movementId = null } = about;
    const { accountId } = this.#doors;
    const sums = { providerOre, journalOre };
    return { provider, reference, kind, movementId, accountId, ...sums, because };
  }

  #isFrozen(): boolean {
    return this.#doors.books().account.frozenBecause !== null;
  }
}

/** Nobody could say for a day what became of it, or the provider spoke of something else. */
function isStuck(attempt: TopUpAttempt, now: number): boolean {
  const { state, createdAt, mismatches, needsPerson } = attempt;
  if (needsPerson) return true;
  const isOpen = state === 'created' || state === 'waiting' || state === 'refund_due';
  return isOpen && (mismatches > 0 || now >= createdAt + DAY_MS);
}

function isDispute({ kind }: ListedCharge['movements'][number]): boolean {
  return kind === 'dispute_withheld' || kind === 'dispute_returned';
}

/** Of one movement among those of both kinds: a capture and its dispute may have one id. */
function nameOf({ kind, movementId }: ListedCharge['movements'][number]): string {
  return `${kind}:${movementId}`;
}

function sumOf(movements: ListedCharge['movements'], wanted: DayEntry['kind']): Ore {
  return ore(
    movements.reduce(
      (sumOre, { kind, amountOre }) => sumOre + (kind === wanted ? amountOre : 0),
      0,
    ),
  );
}
