// The end of a standing rule by its guardian: at once for us, and for the provider as soon as it has heard.
import { describe, expect, test, vi } from 'vitest';
import {
  agreementsOf,
  deleteRule,
  putRule,
  rulesOf,
  runsOf,
  standingRule,
} from '../testing/auto-top-ups.ts';
import { purseOf } from '../testing/card-orders.ts';
import { acceptedValue, codeOf } from '../testing/counter.ts';
import { DAY_MS, payingInWorld } from '../testing/paying-in-world.ts';
import { account } from '../testing/seeded-club.ts';
import { endObject, ring } from '../testing/top-ups.ts';

const world = payingInWorld();

describe('deleting', () => {
  test('is done at once with the provider down, which is told when it is back (I9)', async () => {
    const child = await world.club.registerChild(100_00);
    const ruleId = await standingRule(child, world.fake);
    world.fake.isDown = true;
    expect(codeOf(await deleteRule(child, ruleId))).toBe('accepted');
    expect((await rulesOf(child)).rules).toEqual([]);
    await world.buy(child, 60_00);
    await endObject(child);
    for (let day = 0; day < 3; day++) {
      world.clock.pass(DAY_MS);
      expect(await ring(child)).toBe(true);
    }
    expect([...world.fake.recurring.agreements.values()][0]?.status).toBe('ACTIVE');
    world.fake.isDown = false;
    world.clock.pass(DAY_MS);
    await ring(child);
    expect([...world.fake.recurring.agreements.values()][0]?.status).toBe('STOPPED');
    expect((await agreementsOf(child, ruleId))[0]).toMatchObject({
      state: 'ended',
      nextAskAt: null,
    });
    expect(await runsOf(child)).toEqual([]);
    expect(codeOf(await deleteRule(child, ruleId))).toBe('accepted');
    expect(codeOf(await putRule(child, { firstTopUpOre: 50_00 }))).toBe('accepted');
  });

  test('orders nothing anew that was lost on the way before it', async () => {
    const child = await world.club.registerChild(100_00);
    const ruleId = await standingRule(child, world.fake);
    world.fake.isDown = true;
    await world.buy(child, 60_00);
    await vi.waitFor(async () => expect((await runsOf(child))[0]?.state).toBe('waiting'));
    acceptedValue(await deleteRule(child, ruleId));
    // The order and its repeat are lost; the question after it finds nothing.
    await endObject(child);
    world.fake.isDown = false;
    await vi.waitFor(async () => {
      world.clock.pass(DAY_MS);
      await ring(child);
      expect((await runsOf(child))[0]?.state).toBe('cancelled');
    });
    expect(world.fake.recurring.charges.size).toBe(0);
  });

  test('takes back a charge that no provider has heard of, and keeps one that went out', async () => {
    const child = await world.club.registerChild(100_00);
    const ruleId = await standingRule(child, world.fake);
    world.fake.recurring.nextFates('waits');
    await world.buy(child, 60_00);
    const [reference] = await vi.waitFor(() => {
      expect(world.fake.recurring.charges.size).toBe(1);
      return [...world.fake.recurring.charges.keys()];
    });
    acceptedValue(await deleteRule(child, ruleId));
    world.fake.recurring.settle(String(reference), 'taken');
    await account(child.accountId).askAboutTopUp({ reference: String(reference) });
    expect(await purseOf(child)).toBe(140_00);
  });
});
