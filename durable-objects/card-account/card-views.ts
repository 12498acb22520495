// A child's cards and orders as the guardians see them. Pure: rows in, the contract's shapes out.
import type { CardChange, CardOrder, ChildsCard } from '../../contracts/cards.ts';
import { ore } from '../../contracts/ore.ts';
import type { Order } from './card-store.ts';
import type { Card } from './decide-card.ts';

export function childsCard({ cardId, printedNumber, state, since }: Card): ChildsCard {
  return { cardId, printedNumber, state, since: iso(since) };
}

export function cardOrder(order: Order): CardOrder {
  return {
    orderId: order.orderId,
    cardId: order.cardId,
    feeOre: order.feeOre,
    orderedAt: iso(order.orderedAt),
    producedAt: isoOrNull(order.producedAt),
    deliveredAt: isoOrNull(order.deliveredAt),
    activatedAt: isoOrNull(order.activatedAt),
    cancelledAt: isoOrNull(order.endedAt),
    blockedCardId: order.replacedCardId,
  };
}

/**
 * How a card stands after a change. The order that "Fundet igen" cancelled is told by its rows, so that the
 * same request again gets the same answer.
 */
export function cardChange(card: Card, orders: readonly Order[]): CardChange {
  const cancelled = orders.find(
    ({ replacedCardId, endedAt }) =>
      card.state === 'active' && replacedCardId === card.cardId && endedAt === card.since,
  );
  return {
    card: childsCard(card),
    at: iso(card.since),
    cancelledOrderId: cancelled?.orderId ?? null,
    returnedFeeOre: cancelled?.feeOre ?? ore(0),
  };
}

export function iso(at: number): string {
  return new Date(at).toISOString();
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : iso(at);
}
