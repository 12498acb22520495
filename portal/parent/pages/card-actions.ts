// What the reader may do with a child's cards and orders as they stand, and how far an order has come. Pure;
// the account decides again when it is asked.
import type { CardOrder, ChildsCard, ChildsCards } from '../../../contracts/cards.ts';
import type { Rights } from '../../../contracts/links.ts';
import type { Ore } from '../../../contracts/ore.ts';

export interface CardActions {
  readonly mayActivate: boolean;
  readonly mayBlock: boolean;
  /** "Fundet igen": `too_late` once the replacement is made, `cancels` when its order ends with it. */
  readonly unblocking: 'no' | 'plain' | 'cancels' | 'too_late';
}

export function cardActions(card: ChildsCard, all: ChildsCards, rights: Rights): CardActions {
  return {
    mayActivate: card.state === 'delivered' && rights === 'full',
    mayBlock: card.state === 'active' && rights !== 'payer',
    unblocking: unblocking(card, all, rights),
  };
}

/** The order that is under way; there is never more than one. */
export function openOrder({ orders }: ChildsCards): CardOrder | null {
  return orders.find((order) => !order.activatedAt && !order.cancelledAt) ?? null;
}

export type OrderOffer =
  | { readonly kind: 'none' }
  | { readonly kind: 'order'; readonly feeOre: Ore }
  | { readonly kind: 'missing'; readonly feeOre: Ore; readonly missingOre: Ore | null }
  | { readonly kind: 'frozen' };

/** Whether a card can be ordered beside the ones there are. */
export function orderOffer({ next }: ChildsCards, rights: Rights): OrderOffer {
  const { feeOre, hindrance, missingOre } = next;
  if (rights !== 'full' || hindrance === 'order_open') return { kind: 'none' };
  if (hindrance === 'account_frozen') return { kind: 'frozen' };
  if (hindrance === 'not_enough_money') return { kind: 'missing', feeOre, missingOre };
  return { kind: 'order', feeOre };
}

export type OrderStepName = 'ordered' | 'produced' | 'delivered' | 'activated';

export interface OrderStep {
  readonly name: OrderStepName;
  /** Null: not yet. */
  readonly at: string | null;
  readonly isNext: boolean;
}

export function orderSteps(order: CardOrder): readonly OrderStep[] {
  const steps: [OrderStepName, string | null][] = [
    ['ordered', order.orderedAt],
    ['produced', order.producedAt],
    ['delivered', order.deliveredAt],
    ['activated', order.activatedAt],
  ];
  const next = steps.findIndex(([, at]) => at === null);
  return steps.map(([name, at], index) => ({ name, at, isNext: index === next }));
}

export function mayCancel(order: CardOrder, rights: Rights): boolean {
  return rights === 'full' && order.producedAt === null && order.cancelledAt === null;
}

function unblocking(card: ChildsCard, all: ChildsCards, rights: Rights): CardActions['unblocking'] {
  if (card.state !== 'blocked' || rights !== 'full') return 'no';
  const open = openOrder(all);
  if (open === null) return 'plain';
  // Two cards must never be in use: once another one is made, whatever it was ordered for.
  if (open.producedAt !== null) return 'too_late';
  return open.blockedCardId === card.cardId ? 'cancels' : 'plain';
}
