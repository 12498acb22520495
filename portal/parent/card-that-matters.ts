// Of a child's cards the one that is spoken of first, and the order in which they are shown.
// Deliberately absent: what may be done with a card (pages/card-actions.ts).
import type { CardState, ChildsCard } from '../../contracts/cards.ts';

const BY_WEIGHT: readonly CardState[] = ['active', 'delivered', 'blocked', 'produced', 'ordered'];

/** Null when there is none yet, or only ones that no longer count. */
export function cardThatMatters(cards: readonly ChildsCard[]): ChildsCard | null {
  for (const state of BY_WEIGHT) {
    const card = cards.find((candidate) => candidate.state === state);
    if (card) return card;
  }
  return null;
}

/** The card on its way beside the one that matters: a lost card is blocked and its successor is ordered. */
export function cardOnItsWay(cards: readonly ChildsCard[]): ChildsCard | null {
  const main = cardThatMatters(cards);
  const isComing = ({ state }: ChildsCard) => ['ordered', 'produced', 'delivered'].includes(state);
  return cards.find((card) => card !== main && isComing(card)) ?? null;
}
