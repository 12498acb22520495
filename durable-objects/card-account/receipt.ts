// The receipts that an account writes. Stored whole with the outcome, so that each retry gives the same
// bytes. Absent: names of people, balance, limits.
import type { AccountId, PurchaseId, RefundId, ReversalId, TopUpId } from '../../contracts/ids.ts';
import { type Ore, sumOre } from '../../contracts/ore.ts';
import type { Receipt, ReversalReceipt } from '../../contracts/purchases.ts';
import type { Settings } from '../municipality/settings.ts';
import type { TillFacts, TopUpCommand } from './commands.ts';
import { type Entry, soldLineAmountOre } from './entry.ts';

export function purchaseReceipt(
  accountId: AccountId,
  entry: Entry,
  till: TillFacts,
  settings: Settings,
): Receipt {
  return {
    receiptNumber: receiptNumber(accountId, entry),
    purchaseId: entry.entryId as PurchaseId,
    accountId,
    soldAt: new Date(entry.occurredAt).toISOString(),
    clubName: till.clubName,
    salesPointName: till.salesPointName,
    tillName: till.tillName,
    lines: entry.soldLines.map((line) => ({
      productId: line.productId,
      name: line.name,
      quantity: line.quantity,
      priceOre: line.priceOre,
      amountOre: soldLineAmountOre(line),
      vatRatePercent: line.vatRatePercent,
    })),
    totalOre: sumOre(entry.soldLines.map(soldLineAmountOre)),
    reversibleUntil: new Date(entry.occurredAt + settings.reversalWindowMs).toISOString(),
  };
}

export function reversalReceipt(
  accountId: AccountId,
  entry: Entry,
  purchaseId: PurchaseId,
  totalOre: Ore,
): ReversalReceipt {
  return {
    receiptNumber: receiptNumber(accountId, entry),
    reversalId: entry.entryId as ReversalId,
    purchaseId,
    reversedAt: new Date(entry.occurredAt).toISOString(),
    totalOre,
  };
}

export interface RefundReceipt {
  readonly receiptNumber: string;
  readonly refundId: RefundId;
  readonly purchaseId: PurchaseId;
  readonly refundedAt: string;
  readonly totalOre: Ore;
}

export function refundReceipt(
  accountId: AccountId,
  entry: Entry,
  purchaseId: PurchaseId,
  totalOre: Ore,
): RefundReceipt {
  return {
    receiptNumber: receiptNumber(accountId, entry),
    refundId: entry.entryId as RefundId,
    purchaseId,
    refundedAt: new Date(entry.occurredAt).toISOString(),
    totalOre,
  };
}

export interface TopUpReceipt {
  readonly receiptNumber: string;
  readonly topUpId: TopUpId;
  readonly creditedAt: string;
  readonly amountOre: Ore;
  readonly paidBy: 'transfer' | 'cash';
}

export function topUpReceipt(
  accountId: AccountId,
  entry: Entry,
  { amountOre, paidBy = 'transfer' }: Pick<TopUpCommand, 'amountOre' | 'paidBy'>,
): TopUpReceipt {
  return {
    receiptNumber: receiptNumber(accountId, entry),
    topUpId: entry.entryId as TopUpId,
    creditedAt: new Date(entry.occurredAt).toISOString(),
    amountOre,
    paidBy,
  };
}

export function receiptNumber(accountId: AccountId, { sequence }: Pick<Entry, 'sequence'>): string {
  return `${accountId}-${sequence}`;
}
