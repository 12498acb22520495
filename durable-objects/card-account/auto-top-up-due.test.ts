// Charges of standing rules that time brings: by a day of the month, after a sleep or a crash, and those of which
// nobody knows yet.
import { runInDurableObject } from 'cloudflare:test';
import { describe, expect, test, vi } from 'vitest';
import { mendRule, ruleOf, runsOf } from '../testing/auto-top-ups.ts';
import { purseOf } from '../testing/card-orders.ts';
import { codeOf } from '../testing/counter.ts';
import {
  amountsOf,
  DAY_MS,
  payingInWorld,
  purseBecomes,
  sweep,
} from '../testing/paying-in-world.ts';
import { account } from '../testing/seeded-club.ts';
import { endObject, letCrash, ring } from '../testing/top-ups.ts';

const world = payingInWorld();

describe('what is not known', () => {
  test('of a charge that went through ends in one charge and one credit', async () => {
    const { child } = await world.childWithRule(60_00);
    // The order is carried out, its answer and its repeat's are lost, and the provider is gone.
    world.fake.trouble('lost_after', 'lost_after');
    await world.buy(child, 20_00);
    await vi.waitFor(() => expect(world.fake.recurring.charges.size).toBe(1));
    world.fake.isDown = true;
    for (let minute = 0; minute < 3; minute++) {
      world.clock.pass(60_000);
      await ring(child);
    }
    await sweep(child);
    await world.buy(child, 1_00);
    expect(await purseOf(child)).toBe(39_00);
    world.fake.isDown = false;
    await world.purseBecomesByTheAlarm(child, 139_00);
    expect([...world.fake.recurring.charges.values()].map(({ captures }) => captures)).toEqual([1]);
  });

  test('of an order that never arrived is ordered under the same reference', async () => {
    const { child } = await world.childWithRule(60_00);
    world.fake.isDown = true;
    await world.buy(child, 20_00);
    await vi.waitFor(async () => expect((await runsOf(child))[0]?.state).toBe('waiting'));
    await endObject(child);
    world.fake.isDown = false;
    expect(world.fake.recurring.charges.size).toBe(0);
    await world.purseBecomesByTheAlarm(child, 140_00);
    expect([...world.fake.recurring.charges.keys()]).toEqual([(await runsOf(child))[0]?.reference]);
  });

  test('does not keep a purchase waiting, nor stop the till', async () => {
    const { child } = await world.childWithRule(60_00);
    world.fake.isDown = true;
    await world.buy(child, 20_00);
    await world.buy(child, 1_00);
    await vi.waitFor(async () => expect((await runsOf(child))[0]?.state).toBe('waiting'));
    expect(await amountsOf(child)).toHaveLength(1);
    world.fake.isDown = false;
    await world.purseBecomesByTheAlarm(child, 139_00);
  });
});

describe('a run that comes due (I9)', () => {
  test('while the object sleeps runs by its alarm', async () => {
    const { child } = await world.childWithRule(60_00, {
      terms: { belowOre: null, dayOfMonth: 1 },
    });
    await endObject(child);
    world.clock.pass(32 * DAY_MS);
    expect(await ring(child)).toBe(true);
    await purseBecomes(child, 160_00);
    await ring(child);
    await sweep(child);
    expect(await amountsOf(child)).toHaveLength(1);
  });

  test('with the object’s death at the charge runs after its next start', async () => {
    const { child } = await world.childWithRule(60_00);
    await letCrash(child, world.fake);
    world.fake.trouble('crash_before');
    await world.counter.sellTo(child, [20_00]).catch(() => undefined);
    await vi.waitFor(async () => {
      const [run] = await runsOf(child);
      expect(run?.state).toBe('waiting');
    });
    await world.purseBecomesByTheAlarm(child, 140_00);
    expect([...world.fake.recurring.charges.values()].map(({ captures }) => captures)).toEqual([1]);
  });

  test('and has lost its alarm for good is seen by the sweep', async () => {
    const { child } = await world.childWithRule(60_00, {
      terms: { belowOre: null, dayOfMonth: 1 },
    });
    await runInDurableObject(account(child.accountId), (_, state) => state.storage.deleteAlarm());
    world.clock.pass(32 * DAY_MS);
    await runInDurableObject(account(child.accountId), (_, state) => state.storage.deleteAlarm());
    expect(await sweep(child)).toEqual({ hasWork: true });
    await purseBecomes(child, 160_00);
  });

  test('has an alarm again after any start', async () => {
    const { child } = await world.childWithRule(60_00, {
      terms: { belowOre: null, dayOfMonth: 1 },
    });
    const alarm = () =>
      runInDurableObject(account(child.accountId), (_, state) => state.storage.getAlarm());
    await runInDurableObject(account(child.accountId), (_, state) => state.storage.deleteAlarm());
    await endObject(child);
    await purseOf(child);
    await vi.waitFor(async () => expect(await alarm()).not.toBeNull());
  });
});

describe('a rule by the day', () => {
  test('pays each month once, also one that was paused on its day', async () => {
    const { child, ruleId } = await world.childWithRule(60_00, {
      terms: { belowOre: null, dayOfMonth: 31 },
    });
    world.fake.recurring.nextFates('charge_amount_too_high');
    world.clock.pass(35 * DAY_MS);
    await ring(child);
    expect(await amountsOf(child)).toEqual([[100_00, 'declined']]);
    world.clock.pass(DAY_MS);
    expect(codeOf(await mendRule(child, ruleId))).toBe('accepted');
    await purseBecomes(child, 160_00);
    world.clock.pass(DAY_MS);
    await ring(child);
    await sweep(child);
    expect(await amountsOf(child)).toHaveLength(2);
    world.clock.pass(31 * DAY_MS);
    await ring(child);
    await purseBecomes(child, 260_00);
  });

  test('is not started by purchases before its day', async () => {
    const { child, ruleId } = await world.childWithRule(60_00, {
      terms: { belowOre: null, dayOfMonth: 1 },
    });
    await world.buy(child, 59_00);
    await sweep(child);
    expect(await runsOf(child)).toEqual([]);
    expect((await ruleOf(child, ruleId)).nextDay).toMatch(/-01$/);
  });
});
