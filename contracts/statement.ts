// The statement (kontoudtog) of a period: lines that open to items, sums and a chart. Days are
// Europe/Copenhagen's, both ends included.
import { z } from 'zod';
import { AccountId, CategoryId, ClubId, SalesPointId } from './ids.ts';
import { OperatorKind } from './operators.ts';
import { Ore } from './ore.ts';

/** `charge_return`: a payment that was taken back at its provider; `charge_restored`: that was undone. */
export const EntryKind = z.enum([
  'purchase',
  'reversal',
  'refund',
  'top_up',
  'fee',
  'fee_return',
  'charge_return',
  'charge_restored',
]);
export type EntryKind = z.infer<typeof EntryKind>;

/**
 * How money came in: by hand with a card or MobilePay, by a guardian's rule, or put in by staff, who had it by a
 * transfer or in cash.
 */
export const MoneyInWay = z.enum(['card', 'mobilepay', 'automatic', 'transfer', 'cash']);
export type MoneyInWay = z.infer<typeof MoneyInWay>;

export const Place = z.strictObject({ clubId: ClubId, salesPointId: SalesPointId });
export type Place = z.infer<typeof Place>;

export const StatementItem = z.strictObject({
  name: z.string(),
  categoryId: CategoryId,
  quantity: z.int(),
  refundedQuantity: z.int(),
  priceOre: Ore,
  amountOre: Ore,
});
export type StatementItem = z.infer<typeof StatementItem>;

export const StatementLine = z.strictObject({
  /** 1, 2, 3 … of the account, without a gap. */
  sequence: z.int().min(1),
  kind: EntryKind,
  /** Of money in, and of what became of it at its provider; null for all else. */
  way: MoneyInWay.nullable(),
  occurredAt: z.iso.datetime(),
  /** What it did to the balance, and where the balance stood after it. */
  amountOre: Ore,
  balanceAfterOre: Ore,
  place: Place.nullable(),
  soldBy: OperatorKind.nullable(),
  items: z.array(StatementItem),
  /** Of a fee, the last digits of the card that it paid for; null until that is printed. */
  cardNumber: z.string().nullable(),
  /** The purchase that is given back, or the top-up that is taken back; and what gave or took this one back. */
  ofSequence: z.int().nullable(),
  givenBackBy: z.array(z.int()),
  disputedAt: z.iso.datetime().nullable(),
});
export type StatementLine = z.infer<typeof StatementLine>;

/** Of this century: what a calendar of today says of others is not what was in force then. */
export const StatementDay = z.iso.date().regex(/^20\d\d-/);

/** The longest period in one statement: five years are kept. */
export const LONGEST_STATEMENT_DAYS = 5 * 366;
export const STATEMENT_PAGE = 50;

/** Query of `GET /api/accounts/{accountId}/statement`; JSON, `text/csv` or `application/pdf` by `Accept`. */
export const StatementQuery = z.strictObject({
  from: StatementDay,
  to: StatementDay,
  categoryId: CategoryId.optional(),
  clubId: ClubId.optional(),
  salesPointId: SalesPointId.optional(),
  kind: EntryKind.optional(),
  /** Lines older than this sequence: the `next` of the page before. */
  before: z.coerce.number().int().min(1).optional(),
});
export type StatementQuery = z.infer<typeof StatementQuery>;

/** The count is of items, less those given back. */
const Sum = { amountOre: Ore, count: z.int() };

export const Statement = z.strictObject({
  accountId: AccountId,
  from: StatementDay,
  to: StatementDay,
  openingBalanceOre: Ore,
  closingBalanceOre: Ore,
  /** Of the whole period, whatever the filters: spending is purchases less what was given back. */
  paidInOre: Ore,
  spentOre: Ore,
  /** What else moved the balance, by kind: fees, and what came and went of payments taken back. */
  otherMoves: z.array(z.strictObject({ kind: EntryKind, amountOre: Ore })),
  byCategory: z.array(z.strictObject({ categoryId: CategoryId, ...Sum })),
  byPlace: z.array(z.strictObject({ ...Place.shape, ...Sum })),
  byDay: z.array(z.strictObject({ day: StatementDay, amountOre: Ore })),
  /** Newest first, at most a page. */
  lines: z.array(StatementLine).max(STATEMENT_PAGE),
  next: z.int().nullable(),
});
export type Statement = z.infer<typeof Statement>;

/** Body of `PUT /api/accounts/{accountId}/disputes/{disputeId}`: "Det var ikke mit barn". */
export const DisputeRequest = z.strictObject({
  sequence: z.int().min(1),
  text: z.string().trim().max(500),
});
export type DisputeRequest = z.infer<typeof DisputeRequest>;

export const Dispute = z.strictObject({ sequence: z.int(), reportedAt: z.iso.datetime() });
export type Dispute = z.infer<typeof Dispute>;
