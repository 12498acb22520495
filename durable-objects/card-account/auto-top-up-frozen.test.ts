// A standing rule of an account that is frozen: it rests, costs no calls of the alarm, and goes on with the thaw.
import { runInDurableObject } from 'cloudflare:test';
import { expect, test, vi } from 'vitest';
import { putRule, runsOf, standingRule } from '../testing/auto-top-ups.ts';
import { purseOf } from '../testing/card-orders.ts';
import { codeOf } from '../testing/counter.ts';
import { DAY_MS, freeze, payingInWorld, sweep } from '../testing/paying-in-world.ts';
import { account, type TestChild } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import { ring } from '../testing/top-ups.ts';
import { CardAccount } from './card-account.ts';

const world = payingInWorld();

async function childWithDay(): Promise<TestChild> {
  const child = await world.club.registerChild(60_00);
  await standingRule(child, world.fake, { terms: { belowOre: null, dayOfMonth: 1 } });
  return child;
}

function alarmAt(child: TestChild): Promise<number | null> {
  return runInDurableObject(account(child.accountId), (_, { storage }) => storage.getAlarm());
}

test('its day comes, and sets no alarm that rings for ever', async () => {
  const child = await childWithDay();
  await freeze(child, 'a test');
  world.clock.pass(40 * DAY_MS);
  await ring(child);
  await ring(child);
  await account(child.accountId).sweepTopUps();
  const at = await alarmAt(child);
  expect(at === null || at > Date.now() + 60_000, `next alarm ${at}`).toBe(true);
  expect(await runsOf(child)).toEqual([]);
});

test('a time to look that is past rings at most once', async () => {
  const child = await childWithDay();
  await query(account(child.accountId), 'UPDATE auto_top_up_rule SET look_at = 1');
  const rings = vi.spyOn(CardAccount.prototype, 'alarm');
  await freeze(child, 'a test');
  await account(child.accountId).audit();
  await scheduler.wait(1_000);
  expect(rings.mock.calls.length).toBeLessThanOrEqual(1);
});

test('what came due meanwhile is paid with the thaw, by the alarm of the next start', async () => {
  const child = await childWithDay();
  await freeze(child, 'a test');
  world.clock.pass(40 * DAY_MS);
  await ring(child);
  await freeze(child, null);
  await account(child.accountId).inspect();
  await vi.waitFor(async () => expect(await ring(child)).toBe(true));
  await vi.waitFor(async () => expect(await purseOf(child)).toBe(160_00));
});

test('orders nothing, and charges nothing that was ordered', async () => {
  const { child } = await world.childWithRule(60_00);
  await freeze(child, 'a test');
  await sweep(child);
  expect(codeOf(await world.counter.tap(child))).toBe('account_frozen');
  expect(codeOf(await putRule(child))).toBe('auto_top_up_exists');
  expect(world.fake.recurring.charges.size).toBe(0);
});
