// How long the municipality waits for accounts that ask their provider: for a moment, and what comes later is kept.
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, expect, it, vi } from 'vitest';
import type { AccountId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import { municipality, SeededClub } from '../testing/seeded-club.ts';
import { PaymentComparison } from './payment-comparison.ts';
import { PaymentComparisonStore, type PaymentItem } from './payment-comparison-store.ts';
import { PaymentItemReasons } from './payment-item-reasons.ts';
import { PeopleStore } from './people-store.ts';
import { PersonKeys } from './person-keys.ts';

const ACCOUNT = 'a-slow-one' as AccountId;
const ITEM: PaymentItem = {
  ...{ provider: 'nexi', reference: 'r-1', kind: 'needs_a_person', movementId: null },
  ...{ accountId: ACCOUNT, providerOre: ore(0), journalOre: ore(100_00), because: 'open' },
};

afterEach(() => {
  vi.restoreAllMocks();
});

it('the nightly look at an account waits for a moment only, and keeps what comes later', async () => {
  await new SeededClub().seed();
  await runInDurableObject(municipality(), async (_, ctx) => {
    const store = new PaymentComparisonStore(ctx.storage.sql);
    const keys = JSON.stringify({ 1: Buffer.alloc(32, 1).toString('base64') });
    const comparison = new PaymentComparison(ctx, store, {
      providers: () => new Map(),
      isOpened: () => true,
      reasons: new PaymentItemReasons(
        new PersonKeys(new PeopleStore(ctx.storage.sql), keys),
        () => null,
      ),
      note: () => undefined,
      account: () => ({
        comparePayments: async () => ({ agreedOre: ore(0), isSettled: true }),
        openPayments: () => scheduler.wait(5_000).then(() => [ITEM]),
      }),
    });
    const began = performance.now();
    await comparison.lookAt(ACCOUNT, Date.now());
    expect(performance.now() - began).toBeLessThan(4_500);
    expect(store.openItems()).toEqual([]);
    await scheduler.wait(2_500);
    expect(store.openItems()).toMatchObject([ITEM]);
  });
});
