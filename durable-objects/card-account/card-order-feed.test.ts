// I9: an order on its way to the municipality always has an alarm behind it, also in the moment in which it is
// told: a crash just then must forget nothing.
import { runInDurableObject } from 'cloudflare:test';
import { beforeAll, expect, it } from 'vitest';
import { orderCard } from '../testing/card-orders.ts';
import { acceptedValue } from '../testing/counter.ts';
import { account, municipality, SeededClub, type TestChild } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import type { CardAccount } from './card-account.ts';
import { CardOrderFeed } from './card-order-feed.ts';
import { CardStore } from './card-store.ts';

const club = new SeededClub();
beforeAll(() => club.seed());

/** An account with an order that the municipality could not hear of. */
async function untold(): Promise<TestChild> {
  const child = await club.registerChild(100_00);
  await query(municipality(), 'ALTER TABLE card_order RENAME TO away');
  acceptedValue(await orderCard(child));
  await scheduler.wait(100);
  await query(municipality(), 'ALTER TABLE away RENAME TO card_order');
  return child;
}

it('an order is told with an alarm behind it', async () => {
  const { accountId } = await untold();
  const alarms = await runInDurableObject(account(accountId), async (_: CardAccount, ctx) => {
    await ctx.storage.deleteAlarm();
    const whenTold: (number | null)[] = [];
    const takeCardOrder = async () => void whenTold.push(await ctx.storage.getAlarm());
    const doors = { accountId, municipality: () => ({ takeCardOrder }) };
    await new CardOrderFeed(ctx, new CardStore(ctx.storage.sql), doors).nudge();
    await scheduler.wait(10);
    return whenTold;
  });
  expect(alarms).toEqual([expect.any(Number)]);
});

it('nothing to tell sets no alarm', async () => {
  const { accountId } = await club.registerChild(100_00);
  const alarm = await runInDurableObject(account(accountId), async (_: CardAccount, ctx) => {
    await ctx.storage.deleteAlarm();
    const municipalityThatIsNotCalled = () => {
      throw new Error('there is nothing to tell');
    };
    const doors = { accountId, municipality: municipalityThatIsNotCalled };
    await new CardOrderFeed(ctx, new CardStore(ctx.storage.sql), doors).nudge();
    return ctx.storage.getAlarm();
  });
  expect(alarm).toBeNull();
});
