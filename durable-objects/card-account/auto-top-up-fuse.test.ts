// The fuse of an account: so many orders in 24 hours and no more, whoever's, whatever a provider made of them, and
// however they were set going.
import { runInDurableObject } from 'cloudflare:test';
import { expect, test, vi } from 'vitest';
import type { TopUpId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import { mendRule, ruleOf, runsOf, standingRule } from '../testing/auto-top-ups.ts';
import { acceptedValue } from '../testing/counter.ts';
import { DAY_MS, payingInWorld, purseBecomes } from '../testing/paying-in-world.ts';
import {
  account,
  linkGuardian,
  newGuardianId,
  type TestChild,
  topUp,
} from '../testing/seeded-club.ts';
import { ring } from '../testing/top-ups.ts';
import { OrderedChargeStore } from './ordered-charge-store.ts';
import { TopUpStore } from './top-up-store.ts';

const world = payingInWorld();

const runsBecome = (child: TestChild, orders: number) =>
  vi.waitFor(async () => expect(await runsOf(child)).toHaveLength(orders));

test('an order that was declined counts, and one that a guardian tried again by hand', async () => {
  const { child, ruleId } = await world.childWithRule(60_00);
  world.fake.recurring.fate = 'charge_amount_too_high';
  await world.buy(child, 20_00);
  for (let orders = 1; orders <= 3; orders++) {
    await runsBecome(child, orders);
    await vi.waitFor(async () => expect((await ruleOf(child, ruleId)).state).toBe('paused'));
    if (orders < 3) acceptedValue(await mendRule(child, ruleId));
  }
  world.fake.recurring.fate = 'taken';
  const other = newGuardianId();
  await linkGuardian(child.childId, other);
  await topUp(child.accountId, 50_00);
  const wish = { by: other, terms: { belowOre: ore(100_00) } };
  const second = await standingRule(child, world.fake, wish);
  await scheduler.wait(100);
  expect(await runsOf(child)).toHaveLength(3);
  expect(await ruleOf(child, second, other)).toMatchObject({ hindrance: 'daily_fuse' });
  world.clock.pass(DAY_MS);
  await ring(child);
  await purseBecomes(child, 190_00);
});

test('what was declined counts no more when its guardian has mended it, and it goes on', async () => {
  const { child, ruleId } = await world.childWithRule(90_00, { terms: { amountOre: ore(50_00) } });
  for (let order = 1; order <= 2; order++) {
    await world.buy(child, 50_00);
    await purseBecomes(child, 90_00);
  }
  world.fake.recurring.nextFates('charge_amount_too_high');
  await world.buy(child, 50_00);
  await vi.waitFor(async () => expect((await ruleOf(child, ruleId)).state).toBe('paused'));
  expect(await runsOf(child)).toHaveLength(3);
  acceptedValue(await mendRule(child, ruleId));
  await purseBecomes(child, 90_00);
  // Three that were paid: no more today.
  await world.buy(child, 50_00);
  await scheduler.wait(100);
  expect(await ruleOf(child, ruleId)).toMatchObject({ hindrance: 'daily_fuse' });
});

/** Ordered on the account just now: as many again as the one order that it has. */
function ordered(
  child: TestChild,
  orders: number,
  then: (one: TopUpStore, number: number) => void,
) {
  return runInDurableObject(account(child.accountId), (_, { storage }) => {
    const attempts = new TopUpStore(storage.sql);
    const first = attempts.known(attempts.nextNumber() - 1);
    for (let order = 0; order < orders; order++) {
      const number = attempts.nextNumber();
      const ids = { topUpId: crypto.randomUUID() as TopUpId, reference: `order-${number}` };
      attempts.insert({ ...first, ...ids, number, createdAt: Date.now(), nextAskAt: Date.now() });
      then(attempts, number);
    }
    return new OrderedChargeStore(storage.sql).orderedSince(Date.now() - DAY_MS).length;
  });
}

test.each(['credited', 'cancelled', 'declined', 'refund_due', 'refunded'] as const)(
  'an order counts that a provider may have heard of and that is %s',
  async (state) => {
    const { child } = await world.childWithRule(60_00);
    await world.buy(child, 20_00);
    await purseBecomes(child, 140_00);
    const counted = await ordered(child, 1, (attempts, number) => {
      attempts.markBegun(number);
      attempts.putRefundDue(number, ore(1), 'above_highest_balance', Date.now());
      if (state !== 'refund_due') attempts.end(number, state, 'by_us');
    });
    expect(counted).toBe(2);
  },
);

test('what was withdrawn unheard counts only where it is so much that something must be wrong', async () => {
  const withdraw = (attempts: TopUpStore, number: number) =>
    attempts.end(number, 'cancelled', 'by_us');
  const { child, ruleId } = await world.childWithRule(60_00, { terms: { amountOre: ore(50_00) } });
  await world.buy(child, 20_00);
  await purseBecomes(child, 90_00);
  expect(await ordered(child, 24, withdraw)).toBe(1);
  await world.buy(child, 50_00);
  await purseBecomes(child, 90_00);
  expect(await ordered(child, 1, withdraw)).toBe(27);
  await world.buy(child, 50_00);
  await scheduler.wait(100);
  expect(await ruleOf(child, ruleId)).toMatchObject({ hindrance: 'daily_fuse' });
  expect((await runsOf(child)).filter(({ state }) => state === 'credited')).toHaveLength(2);
});
