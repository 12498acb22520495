// What guardians are told of a card's move: everything but that a card is being made. Runs inside the
// transaction that moves it. Absent: the move itself (card-desk.ts), and who may hear of it.
import type { CardState } from '../../contracts/cards.ts';
import type { Asker } from './asker.ts';
import type { CardMove } from './decide-card.ts';
import type { Books } from './settle.ts';

/** @param before what the card was; null where that says nothing more. */
export function tellOfCard(
  { cards, store }: Books,
  asker: Asker,
  { cardId, to }: CardMove,
  now: number,
  before: CardState | null = null,
): void {
  if (to === 'produced') return;
  const orderId = cards.orderIdOf(cardId);
  if (to === 'delivered') {
    store.insertNotice({ at: now, kind: 'card_ready', facts: { cardId, orderId } });
    return;
  }
  const facts = { cardId, state: to, before, by: asker.id, orderId };
  store.insertNotice({ at: now, kind: 'card_state', facts });
}
