// The cards' page at work: one thing at a time, and what became of it. After each answer the cards are read
// anew, since a refusal may have changed them too: a block takes effect all the same. Until they are read,
// nothing else begins: a button that is still there from before would ask for the same thing again.
import { useState } from 'preact/hooks';
import type { CardChange, CardOrder, CardOrderRequest } from '../../../contracts/cards.ts';
import type { AccountId, CardId, CardOrderId } from '../../../contracts/ids.ts';
import type { Answer } from '../api.ts';
import { loadChildren } from '../children-store.ts';
import type { Failure } from '../problem-notice.tsx';
import { useUnderWay } from '../use-under-way.ts';
import { type CardDeed, cancelOrder, changeCard, orderCard } from './card-calls.ts';

export type CardResult =
  | { readonly kind: CardDeed; readonly change: CardChange }
  | { readonly kind: 'ordered' | 'cancelled'; readonly order: CardOrder };

type Kind = CardResult['kind'];

export interface CardWork {
  readonly isBusy: boolean;
  readonly result: CardResult | null;
  readonly failure: Failure | null;
  /** Whether this is under way: an order by the card that it blocks, or none. */
  isDoing(kind: Kind, id: CardId | CardOrderId | null): boolean;
  change(deed: CardDeed, cardId: CardId): Promise<void>;
  order(request: CardOrderRequest): Promise<void>;
  cancel(orderId: CardOrderId): Promise<void>;
}

export function useCardWork(accountId: AccountId, reload: () => Promise<void>): CardWork {
  const underWay = useUnderWay<string>();
  const [result, show] = useState<CardResult | null>(null);
  const [failure, fail] = useState<Failure | null>(null);

  const once = <Value>(
    name: string,
    ask: () => Promise<Answer<Value>>,
    resultOf: (value: Value) => CardResult,
  ) =>
    underWay.run(name, async () => {
      show(null);
      fail(null);
      const answer = await ask();
      if (answer.kind === 'ok') show(resultOf(answer.value));
      else fail(answer);
      void loadChildren();
      await reload();
    });
  return {
    isBusy: underWay.name !== null,
    result,
    failure,
    isDoing: (kind, id) => underWay.name === nameOf(kind, id),
    change: (deed, cardId) =>
      once(
        nameOf(deed, cardId),
        () => changeCard(accountId, deed, cardId),
        (change) => ({ kind: deed, change }),
      ),
    order: (request) =>
      once(
        nameOf('ordered', request.blockCardId),
        () => orderCard(accountId, request),
        (order) => ({ kind: 'ordered', order }),
      ),
    cancel: (orderId) =>
      once(
        nameOf('cancelled', orderId),
        () => cancelOrder(accountId, orderId),
        (order) => ({ kind: 'cancelled', order }),
      ),
  };
}

function nameOf(kind: Kind, id: CardId | CardOrderId | null): string {
  return `${kind} ${id}`;
}
