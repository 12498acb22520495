// What a till's counter keeps over a reload: parked carts and the last sale, each under its own till, since a
// screen may be paired with another one. Purchases without an answer are the outbox's.
import type { TillId } from '../../contracts/ids.ts';
import type { LastSale, ParkedCart } from './sale-state.ts';
import type { Store } from './store.ts';

export interface KeptCounter {
  readonly parked: readonly ParkedCart[];
  readonly lastSale: LastSale | null;
}

export async function keptCounter(store: Store, tillId: TillId): Promise<KeptCounter> {
  const parked = ((await store.get('counter', parkedKey(tillId))) ?? []) as readonly ParkedCart[];
  const kept = await store.get('counter', lastSaleKey(tillId));
  return { parked, lastSale: (kept ?? null) as LastSale | null };
}

export function keepParked(store: Store, tillId: TillId, parked: readonly ParkedCart[]) {
  return store.put('counter', parkedKey(tillId), parked);
}

export function keepLastSale(store: Store, tillId: TillId, lastSale: LastSale | null) {
  return store.put('counter', lastSaleKey(tillId), lastSale);
}

function parkedKey(tillId: TillId): string {
  return `parked of ${tillId}`;
}

function lastSaleKey(tillId: TillId): string {
  return `last sale of ${tillId}`;
}
