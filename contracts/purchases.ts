// A purchase in one message, its receipt, and the reversal that undoes it. Ids are minted by the till's
// screen and kept there before anything is sent.
import { z } from 'zod';
import { CatalogueVersion } from './catalogue.ts';
import { AccountId, ProductId, PurchaseId, ReversalId } from './ids.ts';
import { Ore, PositiveOre } from './ore.ts';
import { Presentation } from './presentations.ts';

/** A till's cart holds at most this many lines; more is a mistake, not a sale. */
export const MOST_LINES = 50;

export const PurchaseLine = z.strictObject({
  productId: ProductId,
  quantity: z.int().min(1).max(99),
  /** The price of one, as the operator's screen showed it or as the operator typed it. */
  priceOre: PositiveOre,
});
export type PurchaseLine = z.infer<typeof PurchaseLine>;

/** Body of `PUT /api/accounts/{accountId}/purchases/{purchaseId}` */
export const PurchaseRequest = z.strictObject({
  presentation: Presentation,
  catalogueVersion: CatalogueVersion,
  lines: z.array(PurchaseLine).min(1).max(MOST_LINES),
});
export type PurchaseRequest = z.infer<typeof PurchaseRequest>;

export const ReceiptLine = z.strictObject({
  productId: ProductId,
  name: z.string(),
  quantity: z.int(),
  priceOre: Ore,
  amountOre: Ore,
  vatRatePercent: z.int(),
});
export type ReceiptLine = z.infer<typeof ReceiptLine>;

/** The proof of a purchase, the same bytes on each retry. Its number is account and entry. */
export const Receipt = z.strictObject({
  receiptNumber: z.string(),
  purchaseId: PurchaseId,
  accountId: AccountId,
  soldAt: z.iso.datetime(),
  clubName: z.string(),
  salesPointName: z.string(),
  tillName: z.string(),
  lines: z.array(ReceiptLine),
  totalOre: Ore,
  reversibleUntil: z.iso.datetime(),
});
export type Receipt = z.infer<typeof Receipt>;

/** Body of `PUT /api/accounts/{accountId}/purchases/{purchaseId}/reversals/{reversalId}`: nothing to say. */
export const ReversalRequest = z.strictObject({});

export const ReversalReceipt = z.strictObject({
  receiptNumber: z.string(),
  reversalId: ReversalId,
  purchaseId: PurchaseId,
  reversedAt: z.iso.datetime(),
  totalOre: Ore,
});
export type ReversalReceipt = z.infer<typeof ReversalReceipt>;
