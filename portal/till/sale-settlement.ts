// What the server's answers do to a sale: a purchase accepted, refused or without an answer, and its undoing.
// Pure. An answer is matched by its id alone, so a late one can never touch another sale.
import type { Receipt } from '../../contracts/purchases.ts';
import { withCatalogue, withPrices } from './cart.ts';
import { endsPresentation, isCatalogueBehind } from './sale-outcome.ts';
import {
  EMPTY_SALE,
  type LastSale,
  type OutstandingPurchase,
  type PurchaseInDoubt,
  type SaleEffect,
  type SaleState,
  type SaleStep,
} from './sale-state.ts';
import { type EventOf, tell, unchanged, withOver } from './sale-step.ts';

export function purchaseAccepted(state: SaleState, event: EventOf<'purchase_accepted'>): SaleStep {
  const { confirming } = state;
  const lastSale = newestSale(state.lastSale, event.receipt, event.at);
  if (confirming?.purchaseId === event.purchaseId) {
    const childName = nameOf(state, confirming);
    // A second reading of the card that has just paid is not a second customer.
    const next = state.next?.accountId === confirming.accountId ? null : state.next;
    const paid = {
      ...state,
      confirming: null,
      cart: [],
      child: null,
      next,
      lastSale,
      over: withOver(
        state,
        confirming.presentationId,
        next ? undefined : state.next?.presentationId,
      ),
    };
    return tell(paid, event.at, { kind: 'bought', totalOre: event.receipt.totalOre, childName });
  }
  const doubt = isWaiting(state, event.purchaseId);
  if (!doubt) return unchanged(state);
  return {
    state: {
      ...state,
      // Only the till that sold can undo.
      lastSale: isOfAnotherTill(state, doubt.purchase) ? state.lastSale : lastSale,
      inDoubt: withSettlement(state, event.purchaseId, {
        kind: 'accepted',
        receipt: event.receipt,
      }),
    },
    effects: [{ type: 'sound', sound: 'done' }],
  };
}

export function purchaseRefused(state: SaleState, event: EventOf<'purchase_refused'>): SaleStep {
  const { confirming } = state;
  if (confirming?.purchaseId === event.purchaseId) {
    return refusedAtTheCounter(state, confirming, event);
  }
  const doubt = isWaiting(state, event.purchaseId);
  if (!doubt) return unchanged(state);
  const { problem, parkedId, at } = event;
  return {
    state: {
      ...state,
      inDoubt: withSettlement(state, event.purchaseId, { kind: 'refused', problem }),
      parked: isOfAnotherTill(state, doubt.purchase)
        ? state.parked
        : [...state.parked, { parkedId, parkedAt: at, cart: doubt.purchase.cart }],
    },
    effects: [{ type: 'sound', sound: 'not_possible' }, ...followUps(problem.code)],
  };
}

/** The cart stays for another try, with the prices in force; a new try has a new id. */
function refusedAtTheCounter(
  state: SaleState,
  purchase: OutstandingPurchase,
  { problem, at }: EventOf<'purchase_refused'>,
): SaleStep {
  const isNewer = state.catalogue && state.catalogue.version > purchase.body.catalogueVersion;
  const current =
    isNewer && state.catalogue
      ? withCatalogue(purchase.cart, state.catalogue)
      : { cart: purchase.cart, changes: [] };
  const named = withPrices(current.cart, problem.prices ?? []);
  const isOver = endsPresentation(problem.code);
  // The open cart was another child's: a card read meanwhile must be read again to be shown beside it.
  const next = isOver && state.next?.accountId !== purchase.accountId ? null : state.next;
  const refused = {
    ...state,
    confirming: null,
    cart: named.cart,
    notToday: problem.code === 'not_today' ? named.cart : null,
    child: isOver ? null : state.child,
    next,
    over: withOver(
      state,
      isOver ? purchase.presentationId : undefined,
      next ? undefined : state.next?.presentationId,
    ),
  };
  const changes = [...current.changes, ...named.changes];
  const step = tell(refused, at, { kind: 'problem', problem, changes });
  return { state: step.state, effects: [...step.effects, ...followUps(problem.code)] };
}

/** No answer yet: cart and child leave the counter together, and the purchase is settled behind it. */
export function goOnWithout(state: SaleState, purchase: OutstandingPurchase, at: number): SaleStep {
  const childName = nameOf(state, purchase);
  const released = {
    ...state,
    confirming: null,
    cart: [],
    child: null,
    inDoubt: [...state.inDoubt, doubted(purchase, childName)],
    over: withOver(state, purchase.presentationId, state.child?.presentationId),
  };
  return tell(released, at, { kind: 'no_answer_yet', childName });
}

/**
 * Another till has another club, other products and another counter: nothing of this one may be sold there.
 * What has been sent is still answered, and stays in sight until then.
 */
export function withoutTill(state: SaleState): SaleState {
  const { confirming } = state;
  const left = confirming ? [doubted(confirming, nameOf(state, confirming))] : [];
  const over = withOver(state, state.child?.presentationId, state.next?.presentationId);
  return { ...EMPTY_SALE, over, inDoubt: [...state.inDoubt, ...left] };
}

/** A purchase of a till that this screen was paired with before. */
export function isOfAnotherTill(state: SaleState, purchase: OutstandingPurchase): boolean {
  return purchase.tillId !== state.tillId;
}

export function undoAsked(state: SaleState, event: EventOf<'undo_asked'>): SaleStep {
  const { lastSale } = state;
  if (lastSale?.receipt.purchaseId !== event.purchaseId) return unchanged(state);
  if (lastSale.reversal.kind !== 'none' && lastSale.reversal.kind !== 'refused') {
    return unchanged(state);
  }
  const { accountId, purchaseId } = lastSale.receipt;
  return {
    state: {
      ...state,
      lastSale: { ...lastSale, reversal: { kind: 'asked', reversalId: event.reversalId } },
    },
    effects: [{ type: 'send_reversal', accountId, purchaseId, reversalId: event.reversalId }],
  };
}

export function reversalAccepted(state: SaleState, event: EventOf<'reversal_accepted'>): SaleStep {
  const lastSale = withReversal(state, event.reversalId, { kind: 'undone' });
  return tell({ ...state, lastSale }, event.at, {
    kind: 'undone',
    totalOre: event.receipt.totalOre,
  });
}

export function reversalRefused(state: SaleState, event: EventOf<'reversal_refused'>): SaleStep {
  const { problem } = event;
  const lastSale = withReversal(state, event.reversalId, { kind: 'refused', problem });
  const step = tell({ ...state, lastSale }, event.at, { kind: 'problem', problem, changes: [] });
  return { state: step.state, effects: [...step.effects, ...followUps(problem.code)] };
}

export function doubted(purchase: OutstandingPurchase, childName: string | null): PurchaseInDoubt {
  return { purchase, childName, settlement: { kind: 'waiting' } };
}

/**
 * The receipt counts from its own two moments, since the till's clock may be wrong by minutes. An older sale
 * that was settled late does not push the newer one aside.
 */
function newestSale(lastSale: LastSale | null, receipt: Receipt, at: number): LastSale {
  if (lastSale && lastSale.receipt.soldAt > receipt.soldAt) return lastSale;
  const windowMs = Date.parse(receipt.reversibleUntil) - Date.parse(receipt.soldAt);
  return { receipt, reversibleUntil: at + Math.max(windowMs, 0), reversal: { kind: 'none' } };
}

/** What else a refusal tells of: a catalogue that is behind, or a till that nobody is signed in at. */
export function followUps(code: Parameters<typeof isCatalogueBehind>[0]): SaleEffect[] {
  if (isCatalogueBehind(code)) return [{ type: 'load_catalogue' }];
  return code === 'operator_missing' ? [{ type: 'operator_missing' }] : [];
}

function isWaiting(state: SaleState, purchaseId: string): PurchaseInDoubt | undefined {
  return state.inDoubt.find(
    ({ purchase, settlement }) =>
      purchase.purchaseId === purchaseId && settlement.kind === 'waiting',
  );
}

function withSettlement(
  state: SaleState,
  purchaseId: string,
  settlement: PurchaseInDoubt['settlement'],
): readonly PurchaseInDoubt[] {
  return state.inDoubt.map((doubt) =>
    doubt.purchase.purchaseId === purchaseId ? { ...doubt, settlement } : doubt,
  );
}

function withReversal(
  state: SaleState,
  reversalId: string,
  reversal: LastSale['reversal'],
): LastSale | null {
  const { lastSale } = state;
  const isAsked = lastSale?.reversal.kind === 'asked';
  return isAsked && lastSale.reversal.reversalId === reversalId
    ? { ...lastSale, reversal }
    : lastSale;
}

function nameOf(state: SaleState, purchase: OutstandingPurchase): string | null {
  return state.child?.presentationId === purchase.presentationId ? state.child.childName : null;
}
