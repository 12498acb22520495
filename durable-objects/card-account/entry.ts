// The shape of the journal: immutable entries whose postings sum to zero. Owns the shapes, the sum and
// the hash that chains them. Absent: SQL, and any way to change an entry.
import { createHash } from 'node:crypto';

import type {
  CardId,
  CategoryId,
  ClubId,
  GuardianId,
  OperatorId,
  PersonId,
  PresentationId,
  ProductId,
  SalesPointId,
  TillId,
} from '../../contracts/ids.ts';
import type { OperatorKind } from '../../contracts/operators.ts';
import { negativeOre, type Ore, sumOre, timesOre } from '../../contracts/ore.ts';
import { invariant } from '../invariant.ts';

/**
 * `purse` is the child's money; each other account shows from where it came or to where it went. `receivables`
 * is below zero by what the municipality has lost to charges that were taken back after the money was spent.
 */
export const LEDGER_ACCOUNTS = ['purse', 'sales', 'top_ups', 'fees', 'receivables'] as const;
export type LedgerAccount = (typeof LEDGER_ACCOUNTS)[number];

export type EntryKind =
  | 'purchase'
  | 'reversal'
  | 'refund'
  | 'top_up'
  | 'fee'
  | 'fee_return'
  | 'charge_return'
  | 'charge_restored';

export interface Posting {
  readonly ledgerAccount: LedgerAccount;
  readonly amountOre: Ore;
}

export interface SoldLine {
  readonly productId: ProductId;
  readonly categoryId: CategoryId;
  readonly name: string;
  readonly quantity: number;
  readonly priceOre: Ore;
  readonly accountingCode: string;
  readonly vatRatePercent: number;
}

/** Lines are numbered from 0 in the order of the purchase. */
export interface RefundedLine {
  readonly line: number;
  readonly quantity: number;
}

/** Where, by whom and for which presentation something was sold. */
export interface PurchaseFacts {
  readonly clubId: ClubId;
  readonly salesPointId: SalesPointId;
  readonly tillId: TillId;
  readonly operatorId: OperatorId;
  /** At the time of the sale. */
  readonly operatorKind: OperatorKind;
  readonly presentationId: PresentationId;
  /** Null when the child was found by name. */
  readonly cardId: CardId | null;
  readonly catalogueVersion: number;
}

export interface EntryDraft {
  readonly entryId: string;
  readonly kind: EntryKind;
  /** When it happened, and when the books learnt of it, never earlier than the entry before. Ms since 1970. */
  readonly occurredAt: number;
  readonly recordedAt: number;
  readonly postings: readonly Posting[];
  readonly purchase: PurchaseFacts | null;
  readonly soldLines: readonly SoldLine[];
  /** What a reversal or refund gives back, and of which purchase. */
  readonly ofPurchaseSequence: number | null;
  readonly refundedLines: readonly RefundedLine[];
  /** Who undid, vouched for or ordered it: an operator's, a person's or a guardian's id. */
  readonly by: OperatorId | PersonId | GuardianId | null;
  /** Free text under the child's person key, in hex. */
  readonly reasonCiphertext: string | null;
}

export interface Entry extends EntryDraft {
  /** 1, 2, 3 … without a gap. */
  readonly sequence: number;
  /** Where the purse stood after it; follows from the postings, and replay compares. */
  readonly purseAfterOre: Ore;
  readonly hash: string;
}

/** The hash before the first entry. */
export const FIRST_HASH = '0'.repeat(64);

export function entryHash(previousHash: string, sequence: number, draft: EntryDraft): string {
  const { purchase } = draft;
  const content = [
    sequence,
    draft.entryId,
    draft.kind,
    draft.occurredAt,
    draft.recordedAt,
    draft.postings.map((posting) => [posting.ledgerAccount, posting.amountOre]),
    purchase && [
      purchase.clubId,
      purchase.salesPointId,
      purchase.tillId,
      purchase.operatorId,
      purchase.operatorKind,
      purchase.presentationId,
      purchase.cardId,
      purchase.catalogueVersion,
    ],
    draft.soldLines.map((line) => [
      line.productId,
      line.categoryId,
      line.name,
      line.quantity,
      line.priceOre,
      line.accountingCode,
      line.vatRatePercent,
    ]),
    draft.ofPurchaseSequence,
    draft.refundedLines.map((line) => [line.line, line.quantity]),
    draft.by,
    draft.reasonCiphertext,
  ];
  return createHash('sha256')
    .update(`${previousHash}\n${JSON.stringify(content)}`)
    .digest('hex');
}

export function assertBalanced(draft: EntryDraft): void {
  const differenceOre = sumOre(draft.postings.map((posting) => posting.amountOre));
  invariant('I1', differenceOre === 0, `${draft.kind} ${draft.entryId} is off by ${differenceOre}`);
  invariant('I1', draft.postings.length >= 2, `${draft.kind} ${draft.entryId} has no counterpart`);
}

/** Moves money into the purse (positive) or out of it (negative), against one other account. */
export function pursePostings(amountOre: Ore, against: Exclude<LedgerAccount, 'purse'>): Posting[] {
  return [
    { ledgerAccount: 'purse', amountOre },
    { ledgerAccount: against, amountOre: negativeOre(amountOre) },
  ];
}

export function soldLineAmountOre(line: SoldLine): Ore {
  return timesOre(line.priceOre, line.quantity);
}
