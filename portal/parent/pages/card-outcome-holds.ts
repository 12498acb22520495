// Whether what was said of the last thing done with a card is still so, by the cards as they were read since:
// another parent, the club or the child may have changed them. Pure.
import type { ChildsCards } from '../../../contracts/cards.ts';
import type { Failure } from '../problem-notice.tsx';
import { openOrder } from './card-actions.ts';
import type { CardResult } from './use-card-work.ts';

/** A card that has changed and changed back is not as it was said to be, either: the time is another. */
export function resultHolds(result: CardResult, all: ChildsCards): boolean {
  switch (result.kind) {
    case 'blocked':
    case 'unblocked':
    case 'activated': {
      const { cardId, state, since } = result.change.card;
      return all.cards.some(
        (card) => card.cardId === cardId && card.state === state && card.since === since,
      );
    }
    case 'ordered': {
      // Once it is at the club, "up to 5 weeks" is no longer so.
      const open = openOrder(all);
      return open?.orderId === result.order.orderId && open.deliveredAt === null;
    }
    case 'cancelled':
      return openOrder(all) === null;
    default:
      return result satisfies never;
  }
}

/** Why it was refused: want of money ends when somebody pays in. */
export function failureHolds(failure: Failure, { next }: ChildsCards): boolean {
  const isMoney = failure.kind === 'problem' && failure.problem.code === 'not_enough_money';
  return !isMoney || next.hindrance === 'not_enough_money';
}

/** The block that took effect although the order beside it was refused. */
export function blockHolds(blockedAt: string, { cards }: ChildsCards): boolean {
  return cards.some((card) => card.state === 'blocked' && card.since === blockedAt);
}
