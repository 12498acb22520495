// The nightly comparison of what a payment provider booked on a day with what the accounts' journals say, to the
// øre, and the list of what is open. It corrects nothing but by asking an account to ask again (I7). Absent:
// SQL (payment-comparison-store.ts), and what an account answers (payment-books-desk.ts).
import type { AccountId, PersonId } from '../../contracts/ids.ts';
import { type Ore, ore } from '../../contracts/ore.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { CardAccount } from '../card-account/card-account.ts';
import { copenhagenMoment } from '../card-account/copenhagen-moment.ts';
import type { ListedCharge } from '../card-account/payment-books-desk.ts';
import type { DayEntry, PaymentProvider } from '../payments/payment-provider.ts';
import type { PaymentProviders } from '../payments/payment-providers.ts';
import { readPaymentReference } from '../payments/payment-reference.ts';
import type {
  KnownPaymentItem,
  PaymentComparisonStore,
  PaymentDay,
  PaymentItemKind,
} from './payment-comparison-store.ts';

const DAY_MS = 86_400_000;
/** A day that could not be compared is tried each night for so long; then it stays `waiting`, to be seen. */
const DAYS_BACK = 14;
const TRY_AGAIN_MS = 6 * 3_600_000;

export interface PaymentComparisonDoors {
  readonly providers: () => PaymentProviders;
  readonly accounts: DurableObjectNamespace<CardAccount>;
  /** An id that merely looks like one must not make an object. */
  readonly isOpened: (accountId: AccountId) => boolean;
  readonly note: (actor: PersonId, action: string, subjects: string[]) => void;
}

export class PaymentComparison {
  readonly #store: PaymentComparisonStore;
  readonly #doors: PaymentComparisonDoors;

  constructor(store: PaymentComparisonStore, doors: PaymentComparisonDoors) {
    this.#store = store;
    this.#doors = doors;
  }

  /** The days that are over and not compared yet, of each provider. */
  async compareDays(now: number): Promise<void> {
    for (const provider of this.#doors.providers().values()) {
      for (let back = DAYS_BACK; back >= 1; back--) {
        const { day } = copenhagenMoment(now - back * DAY_MS);
        if (this.#store.isNotDue(provider.name, day, now - TRY_AGAIN_MS)) continue;
        // One that does not answer is not asked for thirteen more days in the same night.
        if (!(await this.#compareDay(provider, day, now))) break;
      }
    }
  }

  /** What one account has open in its payments, looked at in the nightly walk. */
  async lookAt(accountId: AccountId, now: number): Promise<void> {
    const items = await this.#doors.accounts.getByName(accountId).openPayments();
    this.#store.putItemsOfAccount(accountId, items, now);
  }

  days(most: number): PaymentDay[] {
    return this.#store.days(most);
  }

  openItems(): KnownPaymentItem[] {
    return this.#store.openItems();
  }

  /** Refusal: `entry_unknown`. It comes back by itself when its sums change. */
  close(
    command: { reference: string; kind: PaymentItemKind; by: PersonId },
    now: number,
  ): Outcome<null, Refusal> {
    const { reference, kind, by } = command;
    if (!this.#store.closeItem(reference, kind, by, now)) return refused({ code: 'entry_unknown' });
    this.#doors.note(by, 'payment_item_closed', [reference, kind]);
    return accepted(null);
  }

  /** @returns false where the provider could not be asked. */
  async #compareDay(provider: PaymentProvider, day: string, now: number): Promise<boolean> {
    const listing = await provider.listDay(day);
    const known = { provider: provider.name, day, comparedAt: now };
    if (listing.kind !== 'listed') {
      const state = listing.kind === 'not_offered' ? 'not_offered' : 'waiting';
      this.#store.putDay({ ...known, state, listedOre: ore(0), agreedOre: ore(0) });
      return state === 'not_offered' || listing.kind === 'not_closed_yet';
    }
    const { byAccount, foreign } = groupsOf(listing.entries, this.#doors.isOpened);
    for (const entry of foreign) this.#putForeign(provider, entry, now);
    let agreedOre = ore(0);
    let isComplete = true;
    for (const [accountId, charges] of byAccount) {
      const agreed = await this.#compareWith(provider, day, accountId, charges);
      if (agreed === null) isComplete = false;
      else agreedOre = ore(agreedOre + agreed);
    }
    const listedOre = netOre(listing.entries);
    const state = isComplete ? 'compared' : 'waiting';
    this.#store.putDay({ ...known, state, listedOre, agreedOre });
    return true;
  }

  /** How much the journal agrees with, or null where the account did not answer: it is asked next night. */
  async #compareWith(
    { name: provider }: PaymentProvider,
    day: string,
    accountId: AccountId,
    charges: readonly ListedCharge[],
  ): Promise<Ore | null> {
    try {
      const account = this.#doors.accounts.getByName(accountId);
      const { agreedOre, isSettled } = await account.comparePayments({ provider, day, charges });
      return isSettled ? agreedOre : null;
    } catch (error) {
      console.error(`account ${accountId} could not compare its payments of ${day}: ${error}`);
      return null;
    }
  }

  #putForeign({ name: provider }: PaymentProvider, entry: DayEntry, now: number): void {
    const { reference, amountOre, kind } = entry;
    const sums = { providerOre: ore(amountOre), journalOre: ore(0) };
    const item = { provider, reference, kind: 'not_ours' as const, accountId: null };
    this.#store.putItem({ ...item, ...sums, because: kind }, now);
  }
}

/** By account, and within it by reference: one row for each charge. */
function groupsOf(entries: readonly DayEntry[], isOpened: (accountId: AccountId) => boolean) {
  const byAccount = new Map<AccountId, ListedCharge[]>();
  const foreign: DayEntry[] = [];
  for (const entry of entries) {
    const accountId = readPaymentReference(entry.reference)?.accountId;
    if (accountId === undefined || !isOpened(accountId)) {
      foreign.push(entry);
      continue;
    }
    const charges = byAccount.get(accountId) ?? [];
    byAccount.set(accountId, charges);
    const known = charges.find(({ reference }) => reference === entry.reference);
    if (known === undefined) charges.push({ reference: entry.reference, movements: [entry] });
    else known.movements.push(entry);
  }
  return { byAccount, foreign };
}

/** What came in less what went back. */
export function netOre(entries: readonly Pick<DayEntry, 'kind' | 'amountOre'>[]): Ore {
  return ore(
    entries.reduce(
      (sumOre, { kind, amountOre }) =>
        sumOre + (kind === 'captured' || kind === 'dispute_returned' ? amountOre : -amountOre),
      0,
    ),
  );
}
