// Decides what undoes a purchase: a reversal at the till within minutes, a refund by a club leader later.
// Pure. Both are new entries; the purchase itself is never touched. Together they never exceed it.
import { type Ore, sumOre, timesOre } from '../../contracts/ore.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { Settings } from '../municipality/settings.ts';
import type { RefundCommand, ReversalCommand } from './commands.ts';
import {
  type Entry,
  type EntryDraft,
  type PurchaseFacts,
  pursePostings,
  type RefundedLine,
} from './entry.ts';

/** A purchase and what has been given back of it so far. */
export interface PurchaseHistory {
  readonly purchase: Entry & { readonly purchase: PurchaseFacts };
  readonly isReversed: boolean;
  readonly refundedLines: readonly RefundedLine[];
}

export type GivingBackDecision =
  | { readonly accepted: true; readonly draft: EntryDraft; readonly totalOre: Ore }
  | { readonly accepted: false; readonly refusal: Refusal };

/**
 * Refusals in order of precedence (after `reversal_id_reused` and `account_frozen`): `operator_missing`,
 * `purchase_unknown`, `reversal_not_allowed`, `already_reversed`, `already_refunded`,
 * `reversal_too_late`. A youth operator may undo the own last sale; staff any sale of this till.
 */
export function decideReversal(
  history: PurchaseHistory | null,
  settings: Settings,
  command: ReversalCommand,
  now: number,
): GivingBackDecision {
  const { operator, tillId } = command.till;
  if (operator === null) return refuse({ code: 'operator_missing' });
  if (history === null) return refuse({ code: 'purchase_unknown' });
  const { purchase } = history;
  const isOwnLast =
    purchase.purchase.operatorId === operator.operatorId &&
    command.operatorsLastPurchaseId === command.purchaseId;
  if (purchase.purchase.tillId !== tillId || (operator.kind === 'youth' && !isOwnLast)) {
    return refuse({ code: 'reversal_not_allowed' });
  }
  if (history.isReversed) return refuse({ code: 'already_reversed' });
  if (history.refundedLines.length > 0) return refuse({ code: 'already_refunded' });
  if (now >= purchase.occurredAt + settings.reversalWindowMs) {
    return refuse({ code: 'reversal_too_late' });
  }
  const whole = purchase.soldLines.map(({ quantity }, line) => ({ line, quantity }));
  return giveBack('reversal', command.reversalId, purchase, whole, operator.operatorId, null, now);
}

/**
 * Refusals in order of precedence (after `refund_id_reused` and `account_frozen`): `purchase_unknown`,
 * `already_reversed`, `already_refunded` (nothing is left), `refund_too_large`.
 */
export function decideRefund(
  history: PurchaseHistory | null,
  command: RefundCommand,
  reasonCiphertext: string,
  now: number,
): GivingBackDecision {
  if (history === null) return refuse({ code: 'purchase_unknown' });
  if (history.isReversed) return refuse({ code: 'already_reversed' });
  const left = linesLeft(history);
  if (left.length === 0) return refuse({ code: 'already_refunded' });
  const wanted = command.lines === 'all' ? left : summedByLine(command.lines);
  const fits = wanted.every(({ line, quantity }) => {
    const rest = left.find((candidate) => candidate.line === line)?.quantity ?? 0;
    return Number.isSafeInteger(quantity) && quantity > 0 && quantity <= rest;
  });
  if (wanted.length === 0 || !fits) return refuse({ code: 'refund_too_large' });
  const { purchase } = history;
  return giveBack('refund', command.refundId, purchase, wanted, command.by, reasonCiphertext, now);
}

function refuse(refusal: Refusal): GivingBackDecision {
  return { accepted: false, refusal };
}

function linesLeft(history: PurchaseHistory): RefundedLine[] {
  const refunded = summedByLine(history.refundedLines);
  return history.purchase.soldLines
    .map((sold, line) => ({
      line,
      quantity:
        sold.quantity - (refunded.find((candidate) => candidate.line === line)?.quantity ?? 0),
    }))
    .filter(({ quantity }) => quantity > 0);
}

function summedByLine(lines: readonly RefundedLine[]): RefundedLine[] {
  const quantities = new Map<number, number>();
  for (const { line, quantity } of lines) {
    quantities.set(line, (quantities.get(line) ?? 0) + quantity);
  }
  return [...quantities]
    .map(([line, quantity]) => ({ line, quantity }))
    .sort((left, right) => left.line - right.line);
}

function giveBack(
  kind: 'reversal' | 'refund',
  entryId: string,
  purchase: Entry,
  refundedLines: readonly RefundedLine[],
  by: EntryDraft['by'],
  reasonCiphertext: string | null,
  now: number,
): GivingBackDecision {
  const totalOre = sumOre(
    refundedLines.map(({ line, quantity }) => {
      const sold = purchase.soldLines[line];
      if (sold === undefined) throw new Error(`purchase ${purchase.entryId} has no line ${line}`);
      return timesOre(sold.priceOre, quantity);
    }),
  );
  return {
    accepted: true,
    totalOre,
    draft: {
      entryId,
      kind,
      occurredAt: now,
      recordedAt: now,
      postings: pursePostings(totalOre, 'sales'),
      purchase: null,
      soldLines: [],
      ofPurchaseSequence: purchase.sequence,
      refundedLines,
      by,
      reasonCiphertext,
    },
  };
}
