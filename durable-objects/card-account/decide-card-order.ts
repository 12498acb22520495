// Decides the order of a new card: what it costs, who hinders it, and the block that goes with it. Pure. The
// fee comes from the account's own money, never from credit: credit is there to eat for, not to owe for.
import type { CardOrderRequest, OrderHindrance } from '../../contracts/cards.ts';
import type { CardId, CardOrderId } from '../../contracts/ids.ts';
import { negativeOre, type Ore, ore } from '../../contracts/ore.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { Settings } from '../municipality/settings.ts';
import {
  type Card,
  type CardDecision,
  type CardMove,
  decideBlock,
  type OpenOrder,
} from './decide-card.ts';
import { type EntryDraft, pursePostings } from './entry.ts';

export interface OrderState {
  readonly cards: readonly Card[];
  readonly open: OpenOrder | null;
  /** Whether the child has had any card in use: the first one is free. */
  readonly hadCard: boolean;
  readonly settings: Pick<Settings, 'cardFeeOre'>;
  /** Null when the account is frozen. */
  readonly purseOre: Ore | null;
}

export interface OrderDecision {
  /** Takes effect whatever becomes of the order. */
  readonly block: CardMove | null;
  readonly order:
    | { readonly accepted: true; readonly feeOre: Ore; readonly replacedCardId: CardId | null }
    | { readonly accepted: false; readonly refusal: Refusal };
}

/** A cancelled first order, or one whose card never came into use, leaves the free card free. */
export function feeInForceOre({ hadCard, settings }: OrderState): Ore {
  return hadCard ? settings.cardFeeOre : ore(0);
}

/** What the next card would cost, and why it cannot be ordered just now. */
export function nextOrder(state: OrderState): {
  readonly feeOre: Ore;
  readonly hindrance: OrderHindrance | null;
  readonly missingOre: Ore | null;
} {
  const feeOre = feeInForceOre(state);
  if (state.purseOre === null) return { feeOre, hindrance: 'account_frozen', missingOre: null };
  if (state.open !== null) return { feeOre, hindrance: 'order_open', missingOre: null };
  const missingOre = ore(feeOre - state.purseOre);
  return feeOre > 0 && missingOre > 0
    ? { feeOre, hindrance: 'not_enough_money', missingOre }
    : { feeOre, hindrance: null, missingOre: null };
}

/**
 * Refusals in order of precedence (after `card_order_id_reused`): `card_unknown`, `card_state_conflict` (the
 * lost card; nothing happens), `account_frozen`, `card_order_open`, `price_changed`, `not_enough_money` (the
 * block takes effect all the same).
 */
export function decideOrder(state: OrderState, request: CardOrderRequest): OrderDecision {
  const { blockCardId } = request;
  const lost = state.cards.find(({ cardId }) => cardId === blockCardId) ?? null;
  const blocked = blockCardId === null ? null : decideBlock(lost);
  if (blocked?.accepted === false) {
    return { block: null, order: { accepted: false, refusal: blocked.refusal } };
  }
  const block = blocked?.moves[0] ?? null;
  const { feeOre, hindrance, missingOre } = nextOrder(state);
  const refuse = (refusal: Refusal): OrderDecision => ({
    block,
    order: { accepted: false, refusal },
  });
  if (hindrance === 'account_frozen') return refuse({ code: 'account_frozen' });
  if (hindrance === 'order_open') return refuse({ code: 'card_order_open' });
  if (request.feeOre !== feeOre) return refuse({ code: 'price_changed', feeOre });
  if (missingOre !== null) return refuse({ code: 'not_enough_money', missingOre, feeOre });
  // A card that was blocked before is the one that this order replaces, too.
  const blockedBefore = state.cards.find(({ state: cardState }) => cardState === 'blocked');
  const replacedCardId = blockCardId ?? blockedBefore?.cardId ?? null;
  return { block, order: { accepted: true, feeOre, replacedCardId } };
}

/**
 * Refusals in order: `card_order_unknown`, `card_order_too_late` (the card is made), `account_frozen` (a fee
 * would have to go back).
 */
export function decideCancel(
  card: Card | null,
  open: OpenOrder | null,
  isFrozen: boolean,
): CardDecision {
  if (card === null) return { accepted: false, refusal: { code: 'card_order_unknown' } };
  if (card.state === 'cancelled') return { accepted: true, moves: [], ended: null };
  if (open === null || open.cardId !== card.cardId || open.state !== 'ordered') {
    return { accepted: false, refusal: { code: 'card_order_too_late' } };
  }
  if (isFrozen && open.feeOre > 0) {
    return { accepted: false, refusal: { code: 'account_frozen' } };
  }
  return { accepted: true, moves: [{ cardId: card.cardId, to: 'cancelled' }], ended: open };
}

export function feeDraft(
  orderId: CardOrderId,
  feeOre: Ore,
  by: EntryDraft['by'],
  now: number,
): EntryDraft {
  return feeEntry('fee', orderId, negativeOre(feeOre), by, now);
}

export function feeReturnDraft(
  { orderId, feeOre }: Pick<OpenOrder, 'orderId' | 'feeOre'>,
  by: EntryDraft['by'],
  now: number,
): EntryDraft {
  return feeEntry('fee_return', feeReturnId(orderId), feeOre, by, now);
}

/** The fee's entry has its order's id; what gives it back has this one, so that it can be so only once. */
export function feeReturnId(feeEntryId: string): string {
  return `return-of-${feeEntryId}`;
}

function feeEntry(
  kind: 'fee' | 'fee_return',
  entryId: string,
  amountOre: Ore,
  by: EntryDraft['by'],
  now: number,
): EntryDraft {
  return {
    entryId,
    kind,
    occurredAt: now,
    recordedAt: now,
    postings: pursePostings(amountOre, 'fees'),
    purchase: null,
    soldLines: [],
    ofPurchaseSequence: null,
    refundedLines: [],
    by,
    reasonCiphertext: null,
  };
}
