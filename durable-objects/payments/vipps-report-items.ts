// What each entry of a Vipps MobilePay report is: a movement of a payment, a matter between the provider and the
// municipality's bank account, or something that a person has to look at. One that cannot be read spoils no other.
// Entry types and their signs are the vendor's own, and so is the warning that new ones come without notice.
import { z } from 'zod';
import { ore } from '../../contracts/ore.ts';
import type { DayEntry, OddDayEntry } from './payment-provider.ts';

const ReportItem = z.looseObject({
  pspReference: z.string().nullish(),
  time: z.string().refine((time) => !Number.isNaN(Date.parse(time))),
  entryType: z.string(),
  reference: z.string().nullish(),
  currency: z.string(),
  amount: z.int(),
});
type ReportItem = z.infer<typeof ReportItem>;

const KINDS: ReadonlyMap<string, DayEntry['kind']> = new Map([
  ['capture', 'captured'],
  ['refund', 'refunded'],
  ['retained-disputed-capture', 'dispute_withheld'],
  ['returned-disputed-capture', 'dispute_returned'],
]);

/** Between the provider and the bank account, each month: no payment's money, and nobody has to look. */
const OF_THE_BANK_ACCOUNT: ReadonlySet<string> = new Set([
  'fees-retained',
  'payout-scheduled',
  'payout-aborted',
]);

export interface ReadReport {
  readonly entries: readonly DayEntry[];
  readonly odd: readonly OddDayEntry[];
}

/** @param items of all the pages of that day, in their order */
export function readReportItems(items: readonly unknown[], day: string): ReadReport {
  const entries: DayEntry[] = [];
  const odd: OddDayEntry[] = [];
  for (const [position, item] of items.entries()) {
    const parsed = ReportItem.safeParse(item);
    if (!parsed.success) {
      odd.push(notUnderstood(item, `${day}#${position + 1}`));
      continue;
    }
    const { entryType, currency } = parsed.data;
    if (OF_THE_BANK_ACCOUNT.has(entryType)) continue;
    const kind = KINDS.get(entryType);
    if (currency !== 'DKK') odd.push(oddEntry(parsed.data, `other_currency:${currency}`));
    else if (kind === undefined) odd.push(oddEntry(parsed.data, `unknown_kind:${entryType}`));
    else entries.push(entryOf(parsed.data, kind));
  }
  return { entries, odd };
}

function entryOf(item: ReportItem, kind: DayEntry['kind']): DayEntry {
  const { amount, time } = item;
  const isDispute = kind === 'dispute_withheld' || kind === 'dispute_returned';
  return {
    ...{ kind, reference: referenceOf(item) },
    // A dispute has its capture's id, and one capture may be withheld and returned more than once.
    movementId: isDispute ? `${idOf(item)}:${time}` : idOf(item),
    ...{ amountOre: ore(Math.abs(amount)), occurredAt: time },
  };
}

function oddEntry(item: ReportItem, because: string): OddDayEntry {
  const movementId = `${item.entryType}:${idOf(item)}`;
  return { reference: referenceOf(item), movementId, amount: item.amount, because };
}

const Named = z.looseObject({
  pspReference: z.string().min(1).nullable().catch(null).default(null),
  reference: z.string().min(1).nullable().catch(null).default(null),
  amount: z.int().catch(0).default(0),
});

/** As much of it as can be told. */
function notUnderstood(item: unknown, place: string): OddDayEntry {
  const named = Named.safeParse(item);
  const because = 'not_understood';
  if (!named.success)
    return { reference: null, movementId: `unnamed@${place}`, amount: 0, because };
  const { pspReference, reference, amount } = named.data;
  return { reference, movementId: `${pspReference ?? 'unnamed'}@${place}`, amount, because };
}

function idOf({ pspReference, reference, time }: ReportItem): string {
  return pspReference || `${reference || 'unnamed'}:${time}`;
}

function referenceOf({ reference }: ReportItem): string | null {
  return reference || null;
}
