// The nightly comparison of what a payment provider booked on a day with what the accounts' journals say, to the
// øre, and the list of what is open. It corrects nothing but by asking an account to ask again (I7). Absent:
// SQL (payment-comparison-store.ts), and what an account answers (payment-books-desk.ts).
import type { AccountId, PersonId } from '../../contracts/ids.ts';
import { type Ore, ore } from '../../contracts/ore.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { copenhagenMoment } from '../card-account/copenhagen-moment.ts';
import type {
  ComparedPayments,
  ComparePaymentsCommand,
  ListedCharge,
} from '../card-account/payment-books-desk.ts';
import type { DayListing } from '../payments/payment-provider.ts';
import type { OfferedProvider, PaymentProviders } from '../payments/payment-providers.ts';
import { within } from '../within.ts';
import type {
  KnownPaymentItem,
  PaymentComparisonStore,
  PaymentDay,
  PaymentItem,
  PaymentItemKey,
} from './payment-comparison-store.ts';
import { partsOfDay } from './payment-day.ts';
import type { PaymentItemReasons } from './payment-item-reasons.ts';

const DAY_MS = 86_400_000;
/** A day that could not be compared is tried each night for so long; then it stays `waiting`, to be seen. */
const DAYS_BACK = 14;
const TRY_AGAIN_MS = 6 * 3_600_000;
/** The alarm has tills and accounts to serve: the comparison goes on beside it, and its end is seen by the next. */
const ALARM_WITHIN_MS = 3_000;
/** An account asks the provider of what it does not know. What takes longer is asked of it again with its day. */
const ACCOUNT_WITHIN_MS = 3_000;

const ROWS_SHOWN = 400;

export interface ClosePaymentItemCommand extends PaymentItemKey {
  readonly by: PersonId;
  readonly reason: string;
}

export interface ClosedPaymentItem extends Omit<KnownPaymentItem, 'closeReasonCiphertext'> {
  /** Null once the person under whose key it was is erased. */
  readonly reason: string | null;
}

export interface PaymentComparisonDoors {
  readonly providers: () => PaymentProviders;
  readonly account: (accountId: AccountId) => {
    comparePayments(command: ComparePaymentsCommand): PromiseLike<ComparedPayments>;
    openPayments(): PromiseLike<readonly PaymentItem[]>;
  };
  /** An id that merely looks like one must not make an object. */
  readonly isOpened: (accountId: AccountId) => boolean;
  readonly reasons: PaymentItemReasons;
  readonly note: (actor: PersonId, action: string, subjects: string[]) => void;
}

export class PaymentComparison {
  readonly #ctx: DurableObjectState;
  readonly #store: PaymentComparisonStore;
  readonly #doors: PaymentComparisonDoors;
  /** One at a time. */
  #underWay: Promise<void> | null = null;
  /** When the latest that came to its end began, in this process. */
  #comparedAt = Number.NEGATIVE_INFINITY;

  constructor(
    ctx: DurableObjectState,
    store: PaymentComparisonStore,
    doors: PaymentComparisonDoors,
  ) {
    this.#ctx = ctx;
    this.#store = store;
    this.#doors = doors;
  }

  /**
   * From the alarm: begins the night's comparison, and waits for a moment only.
   *
   * @param since when the night began
   * @returns whether it has come to its end; until then the alarm is to come back.
   */
  async goOn(now: number, since: number): Promise<boolean> {
    const isDue = () => this.#comparedAt < since || now >= this.#comparedAt + TRY_AGAIN_MS;
    if (this.#underWay === null && isDue()) {
      const compared = this.#begin(now).catch((error) =>
        console.error(`the payments' days could not be compared: ${error}`),
      );
      await within(this.#ctx, ALARM_WITHIN_MS, compared);
    }
    return !isDue();
  }

  /** The days that are over and not compared yet, of each provider, to the end. */
  async compareDays(now: number): Promise<void> {
    await this.#underWay?.catch(() => undefined);
    await this.#begin(now);
  }

  /** What one account has open in its payments, looked at in the nightly walk; one that asks for long ends by itself. */
  async lookAt(accountId: AccountId, now: number): Promise<void> {
    const looked = Promise.resolve(this.#doors.account(accountId).openPayments());
    const put = looked.then((items) => this.#store.putItemsOfAccount(accountId, items, now));
    await within(this.#ctx, ACCOUNT_WITHIN_MS, put);
  }

  days(): PaymentDay[] {
    return this.#store.days(ROWS_SHOWN);
  }

  openItems(): KnownPaymentItem[] {
    return this.#store.openItems();
  }

  closedItems(): ClosedPaymentItem[] {
    return this.#store.itemsClosedByHand(ROWS_SHOWN).map((item) => {
      const { closeReasonCiphertext: _, ...shown } = item;
      return { ...shown, reason: this.#doors.reasons.clear(item) };
    });
  }

  /** Refusals in order: `invalid_request` (no reason), `entry_unknown`. It comes back by itself when its sums change. */
  close(command: ClosePaymentItemCommand, now: number): Outcome<null, Refusal> {
    const { by, reference, kind, movementId } = command;
    const reason = command.reason.trim();
    if (reason === '' || reason.length > 500) {
      const detail = 'say why, in at most 500 characters';
      return refused({ code: 'invalid_request', errors: [{ pointer: '/reason', detail }] });
    }
    const item = this.#store.openItem(command);
    if (item === null) return refused({ code: 'entry_unknown' });
    const reasonCiphertext = this.#doors.reasons.encrypted(item.accountId, by, reason);
    this.#store.closeItem(command, by, reasonCiphertext, now);
    const movement = movementId === null ? [] : [movementId];
    this.#doors.note(by, 'payment_item_closed', [reference, kind, ...movement]);
    return accepted(null);
  }

  #begin(now: number): Promise<void> {
    const underWay = this.#compareAll(now)
      .then(() => {
        this.#comparedAt = now;
      })
      .finally(() => {
        if (this.#underWay === underWay) this.#underWay = null;
      });
    this.#underWay = underWay;
    return underWay;
  }

  async #compareAll(now: number): Promise<void> {
    for (const provider of this.#doors.providers().values()) {
      for (let back = DAYS_BACK; back >= 1; back--) {
        const { day } = copenhagenMoment(now - back * DAY_MS);
        if (this.#store.isNotDue(provider.name, day, now - TRY_AGAIN_MS)) continue;
        // One that does not answer is not asked for thirteen more days in the same night.
        if (!(await this.#compareDay(provider, day, now))) break;
      }
    }
  }

  /** @returns false where the provider does not answer. */
  async #compareDay(provider: OfferedProvider, day: string, now: number): Promise<boolean> {
    const listing = await provider.listDay(day);
    const notRead = dayNotRead(provider, day, listing);
    if (notRead === null) return this.#compareListed(provider, day, listing, now);
    this.#store.putItem(notRead, now);
    this.#putDay(provider, day, now, { state: 'waiting', listedOre: ore(0), agreedOre: ore(0) });
    return true;
  }

  async #compareListed(
    provider: OfferedProvider,
    day: string,
    listing: DayListing,
    now: number,
  ): Promise<boolean> {
    if (listing.kind !== 'listed') {
      const state = listing.kind === 'not_offered' ? 'not_offered' : 'waiting';
      this.#putDay(provider, day, now, { state, listedOre: ore(0), agreedOre: ore(0) });
      return listing.kind !== 'unknown';
    }
    this.#store.agree(dayKey(provider, day), now);
    const { byAccount, items, listedOre } = partsOfDay(
      provider.name,
      listing,
      this.#doors.isOpened,
    );
    for (const item of items) this.#store.putItem(item, now);
    let agreedOre: Ore = ore(0);
    let isComplete = true;
    for (const [accountId, charges] of byAccount) {
      const compared = await this.#compareWith(provider, day, accountId, charges);
      agreedOre = ore(agreedOre + (compared?.agreedOre ?? 0));
      if (!compared?.isSettled) isComplete = false;
    }
    const state = isComplete ? 'compared' : 'waiting';
    this.#putDay(provider, day, now, { state, listedOre, agreedOre });
    return isComplete || !provider.isSilent();
  }

  /** Null where the account did not answer: it is asked again with its day. */
  async #compareWith(
    { name: provider }: OfferedProvider,
    day: string,
    accountId: AccountId,
    charges: readonly ListedCharge[],
  ): Promise<ComparedPayments | null> {
    const heard: { compared: ComparedPayments | null } = { compared: null };
    try {
      const account = this.#doors.account(accountId);
      const asked = Promise.resolve(account.comparePayments({ provider, day, charges }));
      const answered = asked.then((compared) => {
        heard.compared = compared;
      });
      await within(this.#ctx, ACCOUNT_WITHIN_MS, answered);
    } catch (error) {
      console.error(`account ${accountId} could not compare its payments of ${day}: ${error}`);
    }
    return heard.compared;
  }

  #putDay(
    { name: provider }: OfferedProvider,
    day: string,
    comparedAt: number,
    sums: Pick<PaymentDay, 'state' | 'listedOre' | 'agreedOre'>,
  ): void {
    this.#store.putDay({ provider, day, comparedAt, ...sums });
  }
}

/** The provider answers, and not with a list: this day is for a person, and the other days go on. */
function dayNotRead(
  provider: OfferedProvider,
  day: string,
  listing: DayListing,
): PaymentItem | null {
  const isRefused = listing.kind === 'refused';
  if (!isRefused && !(listing.kind === 'unknown' && listing.because === 'not_understood')) {
    return null;
  }
  return {
    ...dayKey(provider, day),
    ...{ accountId: null, providerOre: ore(0), journalOre: ore(0) },
    because: isRefused ? `refused:${listing.status}` : 'not_understood',
  };
}

function dayKey({ name: provider }: OfferedProvider, day: string): PaymentItemKey {
  return { provider, reference: day, kind: 'day_not_read', movementId: null };
}
