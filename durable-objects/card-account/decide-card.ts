// Decides what becomes of a card that exists: block, unblock ("Fundet igen"), production, delivery, activation,
// retirement. Pure: cards and the open order in, moves or a refusal out. Absent: orders (decide-card-order.ts).
import type { CardState } from '../../contracts/cards.ts';
import type { CardId, CardOrderId } from '../../contracts/ids.ts';
import type { Ore } from '../../contracts/ore.ts';
import type { Refusal } from '../../contracts/problems.ts';

export interface Card {
  readonly cardId: CardId;
  /** HMAC of the chip's UID; null until the card is produced. */
  readonly identifier: string | null;
  readonly printedNumber: string | null;
  readonly state: CardState;
  /** When it came into this state. */
  readonly since: number;
}

/** An order whose card is not in use yet: ordered, produced or delivered. There is at most one. */
export interface OpenOrder {
  readonly orderId: CardOrderId;
  readonly cardId: CardId;
  readonly state: 'ordered' | 'produced' | 'delivered';
  readonly feeOre: Ore;
  /** The lost card that it replaces, if one was blocked. */
  readonly replacedCardId: CardId | null;
}

export interface CardMove {
  readonly cardId: CardId;
  readonly to: CardState;
}

export type CardDecision =
  | {
      readonly accepted: true;
      /** In this order; none when the card stands there already. */
      readonly moves: readonly CardMove[];
      /** The order that ends without a card, and whose fee goes back. */
      readonly ended: OpenOrder | null;
    }
  | { readonly accepted: false; readonly refusal: Refusal };

/** Design §2. Whatever is written is checked against this once more. */
const NEXT_STATES: Readonly<Record<CardState, readonly CardState[]>> = {
  ordered: ['produced', 'cancelled'],
  produced: ['delivered', 'retired'],
  delivered: ['active', 'retired'],
  active: ['blocked', 'retired'],
  blocked: ['active', 'retired'],
  cancelled: [],
  retired: [],
};

export function mayBecome(from: CardState, to: CardState): boolean {
  return NEXT_STATES[from].includes(to);
}

const NOTHING: CardDecision = { accepted: true, moves: [], ended: null };

/** Refusals: `card_unknown`, `card_state_conflict` (only a card in use can be blocked). */
export function decideBlock(card: Card | null): CardDecision {
  if (card === null) return refuse('card_unknown');
  if (card.state === 'blocked') return NOTHING;
  return card.state === 'active' ? move(card, 'blocked') : refuse('card_state_conflict');
}

/**
 * "Fundet igen". Before production it also cancels the order that replaces this card.
 *
 * Refusals in order: `card_unknown`, `card_state_conflict`, `card_order_too_late` (the replacement is made:
 * two cards must never be in use), `account_frozen` (a fee would have to go back).
 */
export function decideUnblock(
  card: Card | null,
  open: OpenOrder | null,
  isFrozen: boolean,
): CardDecision {
  if (card === null) return refuse('card_unknown');
  if (card.state === 'active') return NOTHING;
  if (card.state !== 'blocked') return refuse('card_state_conflict');
  if (open !== null && open.state !== 'ordered') return refuse('card_order_too_late');
  if (open === null || open.replacedCardId !== card.cardId) return move(card, 'active');
  if (isFrozen && open.feeOre > 0) return refuse('account_frozen');
  return {
    accepted: true,
    moves: [
      { cardId: open.cardId, to: 'cancelled' },
      { cardId: card.cardId, to: 'active' },
    ],
    ended: open,
  };
}

/**
 * A delivered card comes into use, and every other one dies.
 *
 * Refusals: `card_unknown`, `card_state_conflict` (not delivered, or out of use).
 */
export function decideActivation(card: Card | null, cards: readonly Card[]): CardDecision {
  if (card === null) return refuse('card_unknown');
  if (card.state === 'active') return NOTHING;
  if (card.state !== 'delivered') return refuse('card_state_conflict');
  const dying = cards.filter(({ state }) => state === 'active' || state === 'blocked');
  return {
    accepted: true,
    moves: [
      ...dying.map(({ cardId }) => ({ cardId, to: 'retired' }) as const),
      { cardId: card.cardId, to: 'active' },
    ],
    ended: null,
  };
}

/**
 * The print batch asks for this card with this chip. An order that was cancelled stays cancelled, which is an
 * answer and no refusal: the chip is free for another card.
 *
 * Refusals: `card_unknown`, `card_state_conflict` (made already, with another chip).
 */
export function decideProduction(
  card: Card | null,
  chip: Pick<Card, 'identifier' | 'printedNumber'>,
): CardDecision {
  if (card === null) return refuse('card_unknown');
  if (card.state === 'cancelled') return NOTHING;
  if (card.state === 'ordered') return move(card, 'produced');
  const isSame = card.identifier === chip.identifier && card.printedNumber === chip.printedNumber;
  return isSame ? NOTHING : refuse('card_state_conflict');
}

/** Refusals: `card_unknown`, `card_state_conflict` (not produced, or out of use). */
export function decideDelivery(card: Card | null): CardDecision {
  if (card === null) return refuse('card_unknown');
  if (card.state === 'delivered' || card.state === 'active') return NOTHING;
  return card.state === 'produced' ? move(card, 'delivered') : refuse('card_state_conflict');
}

/**
 * By the club: broken, or lost on the way to the child. One that was never in use ends its order, and the fee
 * goes back, since nobody got anything for it.
 *
 * Refusals in order: `card_unknown`, `card_state_conflict` (an order is cancelled instead), `account_frozen`.
 */
export function decideRetirement(
  card: Card | null,
  open: OpenOrder | null,
  isFrozen: boolean,
): CardDecision {
  if (card === null) return refuse('card_unknown');
  if (card.state === 'retired') return NOTHING;
  if (card.state === 'ordered' || card.state === 'cancelled') return refuse('card_state_conflict');
  const ended = open?.cardId === card.cardId ? open : null;
  if (isFrozen && ended !== null && ended.feeOre > 0) return refuse('account_frozen');
  return { accepted: true, moves: [{ cardId: card.cardId, to: 'retired' }], ended };
}

function move({ cardId }: Card, to: CardState): CardDecision {
  return { accepted: true, moves: [{ cardId, to }], ended: null };
}

function refuse(code: Refusal['code']): CardDecision {
  return { accepted: false, refusal: { code } };
}
