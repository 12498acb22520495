// The sale at the till as a pure machine: an event comes in, a new state and the effects go out.
// Deliberately absent: DOM, clock, randomness and network, so that every interleaving can be tested.
import { purchaseLinesOf, totalOfCart, withCatalogue, withProduct, withQuantity } from './cart.ts';
import {
  childPresented,
  operatorLeft,
  sendAway,
  switchAnswered,
  withNextPromoted,
} from './sale-children.ts';
import { isAboutTheCard } from './sale-outcome.ts';
import {
  doubted,
  followUps,
  goOnWithout,
  purchaseAccepted,
  purchaseRefused,
  reversalAccepted,
  reversalRefused,
  undoAsked,
  withoutTill,
} from './sale-settlement.ts';
import type {
  OutstandingPurchase,
  SaleEvent,
  SaleState,
  SaleStep,
  ShownChild,
} from './sale-state.ts';
import { changed, type EventOf, isAskingToSwitch, tell, unchanged, withOver } from './sale-step.ts';

/** How long a cashier waits for an answer before the purchase goes on without holding up the queue. */
export const PATIENCE_MS = 6_000;

export function saleStep(state: SaleState, event: SaleEvent): SaleStep {
  const { state: decided, effects } = decide(state, event);
  return { state: withFreshFace(withNextPromoted(decided, state, event.at), state), effects };
}

export type ConfirmBlocker =
  | 'no_child'
  | 'just_shown'
  | 'empty_cart'
  | 'not_today'
  | 'confirming'
  | 'asking_to_switch'
  | 'other_card'
  | 'in_doubt'
  | 'no_catalogue';

/** Why nothing can be confirmed now; `null` when it can. */
export function confirmBlocker(state: SaleState): ConfirmBlocker | null {
  if (state.confirming) return 'confirming';
  if (isAskingToSwitch(state)) return 'asking_to_switch';
  if (!state.child) return 'no_child';
  if (state.otherCard) return 'other_card';
  if (isInDoubt(state, state.child)) return 'in_doubt';
  if (state.cart.length === 0) return 'empty_cart';
  if (!state.catalogue) return 'no_catalogue';
  if (state.notToday === state.cart) return 'not_today';
  return state.child.unseenUntil === null ? null : 'just_shown';
}

/** When the state next changes by the passing of time alone; `null` when it does not. */
export function nextMoment(state: SaleState): number | null {
  const moments: number[] = [];
  if (state.child && !state.confirming && !isAskingToSwitch(state)) {
    moments.push(state.child.expiresAt);
  }
  if (state.child && state.child.unseenUntil !== null) moments.push(state.child.unseenUntil);
  if (state.next) moments.push(state.next.expiresAt);
  if (state.outcome) moments.push(state.outcome.until);
  if (state.confirming) moments.push(state.confirming.confirmedAt + PATIENCE_MS);
  if (state.lastSale?.reversal.kind === 'none') moments.push(state.lastSale.reversibleUntil);
  return moments.length > 0 ? Math.min(...moments) : null;
}

function decide(state: SaleState, event: SaleEvent): SaleStep {
  switch (event.type) {
    case 'child_presented':
      return childPresented(state, event);
    case 'tap_refused':
      return tapRefused(state, event);
    case 'read_failed':
      return tell(state, event.at, { kind: 'read_failed', failure: event.failure });
    case 'wrong_child':
      return sendAway(state, event, 'wrong_child');
    case 'child_removed':
      return sendAway(state, event, 'not_switched');
    case 'other_card_read':
      return changed(state, { otherCard: null });
    case 'switch_answered':
      return switchAnswered(state, event);
    case 'product_added':
      return productAdded(state, event);
    case 'quantity_changed':
      if (state.confirming) return unchanged(state);
      return changed(state, {
        cart: withQuantity(state.cart, event.key, event.quantity),
        outcome: null,
      });
    case 'cart_emptied':
      return state.confirming ? unchanged(state) : changed(state, { cart: [], outcome: null });
    case 'cart_parked':
      return cartParked(state, event);
    case 'parked_taken':
      return parkedTaken(state, event);
    case 'parked_dropped':
      return changed(state, {
        parked: state.parked.filter((parked) => parked.parkedId !== event.parkedId),
      });
    case 'confirmed':
      return confirmed(state, event);
    case 'not_kept':
      if (state.confirming?.purchaseId !== event.purchaseId) return unchanged(state);
      return tell({ ...state, confirming: null }, event.at, { kind: 'not_kept' });
    case 'purchase_accepted':
      return purchaseAccepted(state, event);
    case 'purchase_refused':
      return purchaseRefused(state, event);
    case 'doubt_read':
      return changed(state, {
        inDoubt: state.inDoubt.filter(
          ({ purchase, settlement }) =>
            purchase.purchaseId !== event.purchaseId || settlement.kind === 'waiting',
        ),
      });
    case 'undo_asked':
      return undoAsked(state, event);
    case 'reversal_accepted':
      return reversalAccepted(state, event);
    case 'reversal_refused':
      return reversalRefused(state, event);
    case 'catalogue_loaded':
      return catalogueLoaded(state, event);
    case 'restored':
      return changed(state, {
        inDoubt: event.outstanding.map((purchase) => doubted(purchase, null)),
      });
    case 'till_taken': {
      const { tillId, parked, lastSale } = event;
      return changed(withoutTill(state), { tillId, parked, lastSale });
    }
    case 'till_left':
      return changed(withoutTill(state), {});
    case 'operator_left':
      return operatorLeft(state);
    case 'outcome_read':
      return changed(state, { outcome: null });
    case 'clock':
      return clock(state, event.at);
  }
}

/** What was said about one child's card or cart goes when another showing stands on the screen. */
function withFreshFace(state: SaleState, before: SaleState): SaleState {
  if (state.child?.presentationId === before.child?.presentationId) return state;
  return { ...state, otherCard: null, notToday: null };
}

function tapRefused(state: SaleState, event: EventOf<'tap_refused'>): SaleStep {
  const { problem } = event;
  if (state.child && isAboutTheCard(problem.code)) {
    // It says nothing about the child on the screen, and must not be read as if it did.
    return {
      state: { ...state, otherCard: problem },
      effects: [{ type: 'sound', sound: 'look' }],
    };
  }
  const step = tell(state, event.at, { kind: 'problem', problem, changes: [] });
  return { state: step.state, effects: [...step.effects, ...followUps(problem.code)] };
}

function productAdded(state: SaleState, event: EventOf<'product_added'>): SaleStep {
  const product = state.catalogue?.products.find(
    (candidate) => candidate.productId === event.productId,
  );
  if (state.confirming || !product) return unchanged(state);
  const cart = withProduct(state.cart, product, event.typedPriceOre);
  return cart
    ? changed(state, { cart, outcome: null })
    : tell(state, event.at, { kind: 'cart_full' });
}

/** The customer steps aside: the cart waits and the face goes with it. */
function cartParked(state: SaleState, event: EventOf<'cart_parked'>): SaleStep {
  if (state.confirming || state.cart.length === 0) return unchanged(state);
  const parked = { parkedId: event.parkedId, parkedAt: event.at, cart: state.cart };
  return changed(state, {
    cart: [],
    child: null,
    outcome: null,
    parked: [...state.parked, parked],
    over: withOver(state, state.child?.presentationId),
  });
}

/** A cart that lies open is parked in exchange, so that taking one up never loses another. */
function parkedTaken(state: SaleState, event: EventOf<'parked_taken'>): SaleStep {
  const taken = state.parked.find((parked) => parked.parkedId === event.parkedId);
  if (state.confirming || !taken) return unchanged(state);
  const rest = state.parked.filter((parked) => parked !== taken);
  const swapped =
    state.cart.length > 0
      ? [...rest, { parkedId: event.swapId, parkedAt: event.at, cart: state.cart }]
      : rest;
  return repriced({ ...state, cart: taken.cart, parked: swapped, outcome: null }, event.at);
}

/**
 * Sends the purchase only if what the button said is still what is on the screen. A face or a sum that
 * changed between drawing and pressing means that nobody pays.
 */
function confirmed(state: SaleState, event: EventOf<'confirmed'>): SaleStep {
  const { tillId, child, catalogue } = state;
  if (confirmBlocker(state) || !tillId || !child || !catalogue) return unchanged(state);
  if (child.presentationId !== event.presentationId) return unchanged(state);
  if (totalOfCart(state.cart) !== event.totalOre) return unchanged(state);
  const purchase: OutstandingPurchase = {
    purchaseId: event.purchaseId,
    tillId,
    accountId: child.accountId,
    presentationId: child.presentationId,
    body: {
      presentation: child.presentation,
      catalogueVersion: catalogue.version,
      lines: purchaseLinesOf(state.cart),
    },
    cart: state.cart,
    confirmedAt: event.at,
  };
  return {
    state: { ...state, confirming: purchase, outcome: null },
    effects: [{ type: 'send_purchase', purchase }],
  };
}

function catalogueLoaded(state: SaleState, event: EventOf<'catalogue_loaded'>): SaleStep {
  // The same version again says nothing new, and must not undo what a refusal said about prices.
  if (state.catalogue && event.catalogue.version <= state.catalogue.version)
    return unchanged(state);
  return repriced({ ...state, catalogue: event.catalogue }, event.at);
}

function clock(state: SaleState, at: number): SaleStep {
  let step = unchanged(state);
  if (state.confirming && at >= state.confirming.confirmedAt + PATIENCE_MS) {
    step = goOnWithout(state, state.confirming, at);
  }
  const { next, outcome, lastSale } = step.state;
  let passed = step.state;
  if (next && at >= next.expiresAt) {
    passed = { ...passed, next: null, over: withOver(passed, next.presentationId) };
  }
  if (outcome && at >= outcome.until) passed = { ...passed, outcome: null };
  if (lastSale?.reversal.kind === 'none' && at >= lastSale.reversibleUntil) {
    passed = { ...passed, lastSale: { ...lastSale, reversal: { kind: 'too_late' } } };
  }
  if (passed.child && passed.child.unseenUntil !== null && at >= passed.child.unseenUntil) {
    passed = { ...passed, child: { ...passed.child, unseenUntil: null } };
  }
  const child = passed.child;
  const enforced = child && !passed.confirming && !isAskingToSwitch(passed);
  if (!enforced || at < child.expiresAt) return { state: passed, effects: step.effects };
  const dropped = { ...passed, child: null, over: withOver(passed, child.presentationId) };
  if (dropped.cart.length === 0) return { state: dropped, effects: step.effects };
  return tell(dropped, at, { kind: 'shown_too_long' });
}

function repriced(state: SaleState, at: number): SaleStep {
  if (state.confirming || !state.catalogue) return unchanged(state);
  const { cart, changes } = withCatalogue(state.cart, state.catalogue);
  const step = changed(state, { cart });
  return changes.length > 0 ? tell(step.state, at, { kind: 'prices_changed', changes }) : step;
}

function isInDoubt(state: SaleState, child: ShownChild): boolean {
  return state.inDoubt.some(
    ({ purchase, settlement }) =>
      settlement.kind === 'waiting' && purchase.accountId === child.accountId,
  );
}
