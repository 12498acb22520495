// What a parent does with a card, asked of the account once per intent, and what became of it. After each
// answer the cards are read anew, since a refusal may have changed them too: a block takes effect all the
// same.
import { useState } from 'preact/hooks';
import { CardChange, CardOrder, type CardOrderRequest } from '../../../contracts/cards.ts';
import type { AccountId, CardId, CardOrderId } from '../../../contracts/ids.ts';
import type { Answer } from '../api.ts';
import { call } from '../api.ts';
import { loadChildren } from '../children-store.ts';
import { intentId, settleIntent } from '../intents.ts';
import type { Failure } from '../problem-notice.tsx';

export type CardResult =
  | { readonly kind: 'blocked' | 'unblocked' | 'activated'; readonly change: CardChange }
  | { readonly kind: 'ordered'; readonly order: CardOrder }
  | { readonly kind: 'cancelled' };

export interface CardWork {
  readonly isBusy: boolean;
  readonly result: CardResult | null;
  readonly failure: Failure | null;
  block(cardId: CardId): Promise<void>;
  unblock(cardId: CardId): Promise<void>;
  activate(cardId: CardId): Promise<void>;
  order(request: CardOrderRequest): Promise<void>;
  cancel(orderId: CardOrderId): Promise<void>;
}

export function useCardWork(accountId: AccountId, reload: () => void): CardWork {
  const [isBusy, beBusy] = useState(false);
  const [result, show] = useState<CardResult | null>(null);
  const [failure, fail] = useState<Failure | null>(null);
  const base = `/api/accounts/${accountId}`;

  const settle = async <Value>(
    asked: Promise<Answer<Value>>,
    resultOf: (value: Value) => CardResult,
  ) => {
    beBusy(true);
    show(null);
    fail(null);
    const answer = await asked;
    if (answer.kind === 'ok') show(resultOf(answer.value));
    else fail(answer);
    reload();
    void loadChildren();
    beBusy(false);
  };
  const change = (kind: 'blocked' | 'unblocked' | 'activated', cardId: CardId) => {
    const method = kind === 'unblocked' ? 'DELETE' : 'PUT';
    const target = `${base}/cards/${cardId}/${kind === 'activated' ? 'activation' : 'block'}`;
    return settle(call({ method, target, answer: CardChange }), (value) => ({
      kind,
      change: value,
    }));
  };
  const once = (work: () => Promise<void>) => (isBusy ? Promise.resolve() : work());
  return {
    isBusy,
    result,
    failure,
    block: (cardId) => once(() => change('blocked', cardId)),
    unblock: (cardId) => once(() => change('unblocked', cardId)),
    activate: (cardId) => once(() => change('activated', cardId)),
    order: (request) =>
      once(() => settle(ordered(base, request), (order) => ({ kind: 'ordered', order }))),
    cancel: (orderId) =>
      once(() =>
        settle(
          call({ method: 'DELETE', target: `${base}/card-orders/${orderId}`, answer: null }),
          () => ({ kind: 'cancelled' }),
        ),
      ),
  };
}

/** A second press, or a try after a lost answer, is the same order. */
async function ordered(base: string, body: CardOrderRequest): Promise<Answer<CardOrder>> {
  const intent = `order:${base}:${body.blockCardId}:${body.feeOre}`;
  const target = `${base}/card-orders/${intentId(intent)}`;
  const answer = await call({ method: 'PUT', target, body, answer: CardOrder });
  settleIntent(intent, answer);
  return answer;
}
