// The four ways in which money moves, each the same three steps: read the state, let the pure decision
// speak, write entry and sums. Runs inside the caller's transactionSync and never outside it.
import type { AccountId } from '../../contracts/ids.ts';
import { negativeOre, type Ore, ore } from '../../contracts/ore.ts';
import { accepted, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { Receipt, ReversalReceipt } from '../../contracts/purchases.ts';
import { invariant } from '../invariant.ts';
import type { AccountStore } from './account-store.ts';
import type { PurchaseCommand, RefundCommand, ReversalCommand, TopUpCommand } from './commands.ts';
import { copenhagenMoment } from './copenhagen-moment.ts';
import {
  decideRefund,
  decideReversal,
  type GivingBackDecision,
  type PurchaseHistory,
} from './decide-giving-back.ts';
import { assertPurchaseHolds, decidePurchase, type PurchaseState } from './decide-purchase.ts';
import { decideTopUp } from './decide-top-up.ts';
import type { Entry } from './entry.ts';
import type { Journal } from './journal.ts';
import { creditOf, type LoadedAccount } from './loaded-account.ts';
import { openPresentation, type SealedPresentation } from './presentation-seal.ts';
import {
  purchaseReceipt,
  type RefundReceipt,
  refundReceipt,
  reversalReceipt,
  type TopUpReceipt,
  topUpReceipt,
} from './receipt.ts';
import type { Settled } from './settle-once.ts';
import { spendingWindows } from './windows.ts';

export interface Books {
  readonly accountId: AccountId;
  readonly account: LoadedAccount;
  readonly journal: Journal;
  readonly store: AccountStore;
}

export function settlePurchase(
  books: Books,
  command: PurchaseCommand,
  now: number,
): Settled<Receipt> {
  const { account, journal, store } = books;
  const presentation = openPresentation(command.request.presentation, account.sealKey);
  const moment = copenhagenMoment(now);
  const windows = spendingWindows(moment, presentation?.cardId === null);
  const state: PurchaseState = {
    ...stateOfPresentation(books, presentation),
    settings: account.settings,
    limits: account.limits,
    availableOre: journal.ledgerSums().purse,
    creditOre: creditOf(account, now),
    spentDayOre: journal.spentOre(windows.day),
    spentWeekOre: journal.spentOre(windows.week),
    spentNamedDayOre: windows.namedDay === null ? ore(0) : journal.spentOre(windows.namedDay),
    moment,
  };
  const decision = decidePurchase(state, command, now);
  if (!decision.accepted) {
    if (decision.notTodayReason !== null || decision.refusal.code === 'presentation_cap') {
      const reason = decision.notTodayReason ?? 'presentation_cap';
      const facts = { purchaseId: command.purchaseId, reason, tillId: command.till.tillId };
      store.insertNotice({ at: now, kind: 'refused', facts });
    }
    return refusal(decision.refusal);
  }
  const entry = journal.append(decision.draft);
  const { totalOre } = decision;
  const spentDayOre = journal.addSpent(windows.day, totalOre);
  const spentWeekOre = journal.addSpent(windows.week, totalOre);
  if (windows.namedDay !== null) journal.addSpent(windows.namedDay, totalOre);
  assertPurchaseHolds(state, { purseOre: journal.ledgerSums().purse, spentDayOre, spentWeekOre });
  const receipt = purchaseReceipt(books.accountId, entry, command.till, account.settings);
  return { outcome: accepted(receipt), sequence: entry.sequence };
}

export function settleReversal(
  books: Books,
  command: ReversalCommand,
  now: number,
): Settled<ReversalReceipt> {
  const history = books.journal.purchaseHistory(command.purchaseId);
  const decision = decideReversal(history, books.account.settings, command, now);
  return giveBack(books, history, decision, (entry, totalOre) =>
    reversalReceipt(books.accountId, entry, command.purchaseId, totalOre),
  );
}

export function settleRefund(
  books: Books,
  command: RefundCommand,
  reasonCiphertext: string,
  now: number,
): Settled<RefundReceipt> {
  const history = books.journal.purchaseHistory(command.purchaseId);
  const decision = decideRefund(history, command, reasonCiphertext, now);
  return giveBack(books, history, decision, (entry, totalOre) =>
    refundReceipt(books.accountId, entry, command.purchaseId, totalOre),
  );
}

export function settleTopUp(
  books: Books,
  command: TopUpCommand,
  reasonCiphertext: string,
  now: number,
): Settled<TopUpReceipt> {
  const { purse } = books.journal.ledgerSums();
  const decision = decideTopUp(purse, books.account.settings, command, reasonCiphertext, now);
  if (!decision.accepted) return refusal(decision.refusal);
  const entry = books.journal.append(decision.draft);
  const receipt = topUpReceipt(books.accountId, entry, command.amountOre);
  return { outcome: accepted(receipt), sequence: entry.sequence };
}

function stateOfPresentation(
  { journal, store }: Books,
  presentation: SealedPresentation | null,
): Pick<
  PurchaseState,
  'presentation' | 'presentationIsEnded' | 'presentationIsUsed' | 'cardState'
> {
  if (presentation === null) {
    return {
      presentation: null,
      presentationIsEnded: false,
      presentationIsUsed: false,
      cardState: null,
    };
  }
  const { presentationId, cardId } = presentation;
  return {
    presentation,
    presentationIsEnded: store.presentationIsEnded(presentationId),
    presentationIsUsed: journal.presentationIsUsed(presentationId),
    cardState: cardId === null ? null : store.cardState(cardId),
  };
}

/** A refund gives its share back to its purchase's own day and week. */
function giveBack<Receipt>(
  { journal }: Books,
  history: PurchaseHistory | null,
  decision: GivingBackDecision,
  receiptOf: (entry: Entry, totalOre: Ore) => Receipt,
): Settled<Receipt> {
  if (!decision.accepted) return refusal(decision.refusal);
  invariant('I4', history !== null, 'something was given back of no purchase');
  const { purchase } = history;
  const before = journal.ledgerSums().purse;
  const entry = journal.append(decision.draft);
  invariant('I2', journal.ledgerSums().purse > before, 'giving back did not raise the purse');
  const windows = spendingWindows(
    copenhagenMoment(purchase.occurredAt),
    purchase.purchase.cardId === null,
  );
  const backOre = negativeOre(decision.totalOre);
  journal.addSpent(windows.day, backOre);
  journal.addSpent(windows.week, backOre);
  if (windows.namedDay !== null) journal.addSpent(windows.namedDay, backOre);
  return { outcome: accepted(receiptOf(entry, decision.totalOre)), sequence: entry.sequence };
}

function refusal(because: Refusal): Settled<never> {
  return { outcome: refused(because), sequence: null };
}
