// What a provider's list of a day comes to: for each account its charges, and what no account is asked about, as open
// items. Pure. Absent: asking for the list, and asking the accounts (payment-comparison.ts).
import type { AccountId } from '../../contracts/ids.ts';
import { type Ore, ore } from '../../contracts/ore.ts';
import type { ListedCharge } from '../card-account/payment-books-desk.ts';
import type {
  DayEntry,
  DayListing,
  OddDayEntry,
  ProviderName,
} from '../payments/payment-provider.ts';
import { readPaymentReference } from '../payments/payment-reference.ts';
import type { PaymentItem } from './payment-comparison-store.ts';

type Listed = Extract<DayListing, { kind: 'listed' }>;

export interface PaymentDayParts {
  /** Within an account one row for each charge. */
  readonly byAccount: ReadonlyMap<AccountId, readonly ListedCharge[]>;
  readonly items: readonly PaymentItem[];
  /** What came in less what went back, of all that can be compared. */
  readonly listedOre: Ore;
}

export function partsOfDay(
  provider: ProviderName,
  { entries, odd }: Listed,
  isOpened: (accountId: AccountId) => boolean,
): PaymentDayParts {
  const byAccount = new Map<AccountId, ListedCharge[]>();
  const items = odd.map((entry) => notComparable(provider, entry));
  for (const entry of entries) {
    const { reference } = entry;
    const accountId = reference === null ? undefined : readPaymentReference(reference)?.accountId;
    if (reference === null || accountId === undefined || !isOpened(accountId)) {
      items.push(notOurs(provider, entry));
      continue;
    }
    const charges = byAccount.get(accountId) ?? [];
    byAccount.set(accountId, charges);
    const known = charges.find((charge) => charge.reference === reference);
    if (known === undefined) charges.push({ reference, movements: [entry] });
    else known.movements.push(entry);
  }
  return { byAccount, items: summedUp(items), listedOre: netOre(entries) };
}

function notOurs(provider: ProviderName, entry: DayEntry): PaymentItem {
  const movementId = `${entry.kind}:${entry.movementId}`;
  return {
    ...{ provider, reference: entry.reference ?? movementId, kind: 'not_ours', movementId },
    ...{ accountId: null, providerOre: entry.amountOre, journalOre: ore(0), because: entry.kind },
  };
}

function notComparable(provider: ProviderName, entry: OddDayEntry): PaymentItem {
  const { reference, movementId, amount, because } = entry;
  return {
    ...{ provider, reference: reference ?? movementId, kind: 'not_comparable', movementId },
    ...{ accountId: null, providerOre: ore(amount), journalOre: ore(0), because },
  };
}

/** What a provider lists twice under one name is one item with both sums: none of them hides the other. */
function summedUp(items: readonly PaymentItem[]): PaymentItem[] {
  const known = new Map<string, PaymentItem>();
  for (const item of items) {
    const key = JSON.stringify([item.reference, item.kind, item.movementId]);
    const providerOre = ore((known.get(key)?.providerOre ?? 0) + item.providerOre);
    known.set(key, { ...item, providerOre });
  }
  return [...known.values()];
}

function netOre(entries: readonly DayEntry[]): Ore {
  return ore(
    entries.reduce(
      (sumOre, { kind, amountOre }) =>
        sumOre + (kind === 'captured' || kind === 'dispute_returned' ? amountOre : -amountOre),
      0,
    ),
  );
}
