// What a parent does with a card, as asked of the account. An order has one id per intent: a second press, or
// a try after a lost answer, is the same order. Blocks name their card, so that a repeat changes nothing.
import { CardChange, CardOrder, type CardOrderRequest } from '../../../contracts/cards.ts';
import type { AccountId, CardId, CardOrderId } from '../../../contracts/ids.ts';
import { type Answer, call } from '../api.ts';
import { intentId, settleIntent } from '../intents.ts';

export type CardDeed = 'blocked' | 'unblocked' | 'activated';

export function changeCard(
  accountId: AccountId,
  deed: CardDeed,
  cardId: CardId,
): Promise<Answer<CardChange>> {
  const part = deed === 'activated' ? 'activation' : 'block';
  return call({
    method: deed === 'unblocked' ? 'DELETE' : 'PUT',
    target: `/api/accounts/${accountId}/cards/${cardId}/${part}`,
    answer: CardChange,
  });
}

export async function orderCard(
  accountId: AccountId,
  body: CardOrderRequest,
): Promise<Answer<CardOrder>> {
  const intent = `order:${accountId}:${body.blockCardId}:${body.feeOre}`;
  const target = `/api/accounts/${accountId}/card-orders/${intentId(intent)}`;
  const answer = await call({ method: 'PUT', target, body, answer: CardOrder });
  settleIntent(intent, answer);
  return answer;
}

export function cancelOrder(
  accountId: AccountId,
  orderId: CardOrderId,
): Promise<Answer<CardOrder>> {
  const target = `/api/accounts/${accountId}/card-orders/${orderId}`;
  return call({ method: 'DELETE', target, answer: CardOrder });
}
