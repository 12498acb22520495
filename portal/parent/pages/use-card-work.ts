// The cards' page at work: one thing at a time, and what became of it. After each answer the cards are read
// anew, since a refusal may have changed them too: a block takes effect all the same.
import { useRef, useState } from 'preact/hooks';
import type { CardChange, CardOrder, CardOrderRequest } from '../../../contracts/cards.ts';
import type { AccountId, CardId, CardOrderId } from '../../../contracts/ids.ts';
import type { Answer } from '../api.ts';
import { loadChildren } from '../children-store.ts';
import type { Failure } from '../problem-notice.tsx';
import { type CardDeed, cancelOrder, changeCard, orderCard } from './card-calls.ts';

export type CardResult =
  | { readonly kind: CardDeed; readonly change: CardChange }
  | { readonly kind: 'ordered' | 'cancelled'; readonly order: CardOrder };

export interface CardWork {
  readonly isBusy: boolean;
  readonly result: CardResult | null;
  readonly failure: Failure | null;
  change(deed: CardDeed, cardId: CardId): Promise<void>;
  order(request: CardOrderRequest): Promise<void>;
  cancel(orderId: CardOrderId): Promise<void>;
}

export function useCardWork(accountId: AccountId, reload: () => void): CardWork {
  const [isBusy, showBusy] = useState(false);
  const [result, show] = useState<CardResult | null>(null);
  const [failure, fail] = useState<Failure | null>(null);
  // Known at once, before the next picture: a double click is two presses of the same button.
  const busy = useRef(false);

  const once = async <Value>(
    ask: () => Promise<Answer<Value>>,
    resultOf: (value: Value) => CardResult,
  ) => {
    if (busy.current) return;
    busy.current = true;
    showBusy(true);
    show(null);
    fail(null);
    const answer = await ask();
    if (answer.kind === 'ok') show(resultOf(answer.value));
    else fail(answer);
    reload();
    void loadChildren();
    busy.current = false;
    showBusy(false);
  };
  return {
    isBusy,
    result,
    failure,
    change: (deed, cardId) =>
      once(
        () => changeCard(accountId, deed, cardId),
        (change) => ({ kind: deed, change }),
      ),
    order: (request) =>
      once(
        () => orderCard(accountId, request),
        (order) => ({ kind: 'ordered', order }),
      ),
    cancel: (orderId) =>
      once(
        () => cancelOrder(accountId, orderId),
        (order) => ({ kind: 'cancelled', order }),
      ),
  };
}
