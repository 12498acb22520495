import { expect, test } from 'vitest';
import { keepLastSale, keepParked, keptCounter } from './kept-counter.ts';
import { PlayedSale, purchaseIdOf, reading, TOAST, tillIdOf } from './sale-examples.ts';
import { storeInMemory } from './store-examples.ts';

test('each till finds its own counter again, and none another’s', async () => {
  const store = storeInMemory();
  const { state } = new PlayedSale()
    .read(reading(1))
    .add(TOAST)
    .confirm(purchaseIdOf(1))
    .accept()
    .add(TOAST)
    .play({ type: 'cart_parked', parkedId: 'parked' });
  await keepParked(store, tillIdOf(1), state.parked);
  await keepLastSale(store, tillIdOf(1), state.lastSale);
  expect(await keptCounter(store, tillIdOf(2))).toEqual({ parked: [], lastSale: null });
  const { parked, lastSale } = state;
  expect(await keptCounter(store, tillIdOf(1))).toEqual({ parked, lastSale });
});
