// The four ways in which money moves, each the same three steps: read the state, let the pure decision
// speak, write entry and sums. Runs inside the caller's transactionSync and never outside it.
import type { AccountId } from '../../contracts/ids.ts';
import { negativeOre, type Ore, ore } from '../../contracts/ore.ts';
import { accepted, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { Receipt, ReversalReceipt } from '../../contracts/purchases.ts';
import { invariant } from '../invariant.ts';
import type { AccountStore } from './account-store.ts';
import type { CardStore } from './card-store.ts';
import type { PurchaseCommand, RefundCommand, ReversalCommand, TopUpCommand } from './commands.ts';
import { copenhagenMoment } from './copenhagen-moment.ts';
import { crossedLowBalance, leftOfLimit, reachedLimits, type SpendingMove } from './crossings.ts';
import {
  decideRefund,
  decideReversal,
  type GivingBackDecision,
  type PurchaseHistory,
} from './decide-giving-back.ts';
import { assertPurchaseHolds, decidePurchase, type PurchaseState } from './decide-purchase.ts';
import { decideTopUp } from './decide-top-up.ts';
import type { Entry } from './entry.ts';
import type { Journal, Spent } from './journal.ts';
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
import { spendingWindows, windowNames } from './windows.ts';

export interface Books {
  readonly accountId: AccountId;
  readonly account: LoadedAccount;
  readonly journal: Journal;
  readonly store: AccountStore;
  readonly cards: CardStore;
  /** To be told of every entry that lowers what is available, inside its transaction. */
  readonly afterTaking: (availableOre: Ore, now: number) => void;
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
  const before = journal.running();
  const spent = journal.spent(windowNames(windows));
  const state: PurchaseState = {
    ...stateOfPresentation(books, presentation),
    settings: account.settings,
    limits: account.limits,
    availableOre: before.sumsOre.purse,
    creditOre: creditOf(account, now),
    spentDayOre: spentIn(spent, windows.day),
    spentWeekOre: spentIn(spent, windows.week),
    spentNamedDayOre: spentIn(spent, windows.namedDay),
    moment,
  };
  const decision = decidePurchase(state, command, now);
  if (!decision.accepted) {
    if (decision.notTodayReason !== null || decision.refusal.code === 'presentation_cap') {
      const reason = decision.notTodayReason ?? 'presentation_cap';
      const { tillId, clubId, salesPointId } = command.till;
      const { purchaseId } = command;
      const leftOre = leftOfLimit(reason, state);
      const facts = { purchaseId, reason, leftOre, tillId, clubId, salesPointId };
      store.insertNotice({ at: now, kind: 'refused', facts });
      tellReached(books, { ...state, ...moment }, now);
    }
    return refusal(decision.refusal);
  }
  const { entry, after } = journal.append(decision.draft, before);
  const spentAfter = journal.moveSpent(spent, decision.totalOre);
  assertPurchaseHolds(state, {
    purseOre: after.sumsOre.purse,
    spentDayOre: spentIn(spentAfter, windows.day),
    spentWeekOre: spentIn(spentAfter, windows.week),
  });
  const spending = {
    limits: account.limits,
    spentDayOre: spentIn(spentAfter, windows.day),
    spentWeekOre: spentIn(spentAfter, windows.week),
    ...moment,
  };
  tellReached(books, spending, now);
  afterMoney(books, before.sumsOre.purse, after.sumsOre.purse, now);
  const receipt = purchaseReceipt(books.accountId, entry, command.till, account.settings);
  return { outcome: accepted(receipt), sequence: entry.sequence };
}

function tellReached({ store, account }: Books, spending: SpendingMove, now: number): void {
  for (const told of reachedLimits(spending)) {
    store.insertNoticeOnce({ at: now, ...told }, account.limitsVersion);
  }
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
  const before = books.journal.running();
  const { purse } = before.sumsOre;
  const decision = decideTopUp(purse, books.account.settings, command, reasonCiphertext, now);
  if (!decision.accepted) return refusal(decision.refusal);
  const { entry } = books.journal.append(decision.draft, before);
  const receipt = topUpReceipt(books.accountId, entry, command);
  return { outcome: accepted(receipt), sequence: entry.sequence };
}

/**
 * In the transaction of whatever took the money, a purchase, a fee or a charge given back: the guardians are told of a low balance, and
 * a standing rule may be due. What raises the purse starts nothing.
 */
export function afterMoney(
  { account, store, afterTaking }: Books,
  purseBeforeOre: Ore,
  purseAfterOre: Ore,
  now: number,
): void {
  if (purseAfterOre < purseBeforeOre) afterTaking(purseAfterOre, now);
  const crossed = crossedLowBalance({ purseBeforeOre, purseAfterOre }, account.settings);
  for (const told of crossed) store.insertNotice({ at: now, ...told });
}

function stateOfPresentation(
  { store }: Books,
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
  const standing = store.standingOf(presentation.presentationId, presentation.cardId);
  return {
    presentation,
    presentationIsEnded: standing.isEnded,
    presentationIsUsed: standing.isUsed,
    cardState: standing.cardState,
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
  const before = journal.running();
  const { entry, after } = journal.append(decision.draft, before);
  invariant(
    'I2',
    after.sumsOre.purse > before.sumsOre.purse,
    'giving back did not raise the purse',
  );
  const windows = spendingWindows(
    copenhagenMoment(purchase.occurredAt),
    purchase.purchase.cardId === null,
  );
  journal.moveSpent(journal.spent(windowNames(windows)), negativeOre(decision.totalOre));
  return { outcome: accepted(receiptOf(entry, decision.totalOre)), sequence: entry.sequence };
}

function refusal(because: Refusal): Settled<never> {
  return { outcome: refused(because), sequence: null };
}

function spentIn(spent: Spent, spendingWindow: string | null): Ore {
  return spendingWindow === null ? ore(0) : (spent.get(spendingWindow) ?? ore(0));
}
