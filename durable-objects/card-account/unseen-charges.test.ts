// A rule's charge that its provider has accepted, or may have, and that cannot be seen: it is asked for, and never
// ordered anew (I7).
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ruleOf, runsOf, standingRule } from '../testing/auto-top-ups.ts';
import { purseOf } from '../testing/card-orders.ts';
import { childWithNexiRule, type FakeNexi } from '../testing/fake-nexi.ts';
import { daysGoBy, nexiOutside } from '../testing/lost-nexi-charges.ts';
import { DAY_MS, HOUR_MS, payingInWorld } from '../testing/paying-in-world.ts';
import type { TestChild } from '../testing/seeded-club.ts';
import { nudge, ring } from '../testing/top-ups.ts';

const world = payingInWorld();
const buy = (child: TestChild) => world.buy(child, 20_00);

const settled = (child: TestChild) =>
  vi.waitFor(async () => expect((await runsOf(child))[0]?.state).not.toBe('created'));

async function nudgeAll(child: TestChild): Promise<void> {
  for (const { reference } of await runsOf(child)) await nudge(child.accountId, reference);
}

describe('at Nexi, an order that was accepted', () => {
  let fake: FakeNexi;
  beforeEach(() => {
    fake = nexiOutside();
  });

  test.each([400, 403, 404])('and whose look is answered with %d is taken once', async (status) => {
    const { child } = await childWithNexiRule(world.club, fake, 60_00);
    fake.bulkStatus = status;
    await buy(child);
    await settled(child);
    await daysGoBy(world, child, 4);
    expect(await runsOf(child)).toMatchObject([{ state: 'waiting' }]);
    fake.bulkStatus = null;
    await nudgeAll(child);
    await daysGoBy(world, child, 2);
    expect(await runsOf(child)).toMatchObject([{ state: 'credited' }]);
    expect(fake.chargedOre()).toBe(100_00);
    expect(await purseOf(child)).toBe(140_00);
  });

  test('hours late and cannot be found for a moment is taken once', async () => {
    const { child } = await childWithNexiRule(world.club, fake, 60_00);
    fake.isDown = true;
    await buy(child);
    await settled(child);
    await scheduler.wait(600);
    world.clock.pass(2 * HOUR_MS);
    await ring(child);
    fake.isDown = false;
    fake.bulkStatus = 404;
    world.clock.pass(DAY_MS);
    await ring(child);
    fake.bulkStatus = null;
    await nudgeAll(child);
    await daysGoBy(world, child, 2);
    expect(fake.chargedOre()).toBe(100_00);
    expect(await purseOf(child)).toBe(140_00);
  });

  test.each([400, 409])(
    'and lost, whose repeat is refused with %d, is taken once and no other is ordered',
    async (status) => {
      const { child } = await childWithNexiRule(world.club, fake, 60_00);
      fake.lostOrders = 1;
      fake.repeatStatus = status;
      await buy(child);
      await settled(child);
      await scheduler.wait(600);
      expect(await runsOf(child)).toMatchObject([{ state: 'waiting', because: null }]);
      await daysGoBy(world, child, 3);
      expect(await runsOf(child)).toMatchObject([{ state: 'waiting' }]);
      fake.repeatStatus = null;
      await nudgeAll(child);
      expect(await runsOf(child)).toMatchObject([{ state: 'credited' }]);
      expect(fake.chargedOre()).toBe(100_00);
      expect(await purseOf(child)).toBe(140_00);
    },
  );

  test('the house’s own keys are no decline: it pays when they are accepted again', async () => {
    const { child, ruleId } = await childWithNexiRule(world.club, fake, 60_00);
    fake.orderStatus = 401;
    await buy(child);
    await settled(child);
    await daysGoBy(world, child, 4);
    expect((await ruleOf(child, ruleId)).state).toBe('active');
    expect(await runsOf(child)).toMatchObject([{ state: 'waiting' }]);
    fake.orderStatus = null;
    await daysGoBy(world, child, 1);
    expect(await runsOf(child)).toMatchObject([{ state: 'credited' }]);
    expect(fake.chargedOre()).toBe(100_00);
  });
});

test('at MobilePay, a charge that was accepted and whose look is refused is taken once', async () => {
  const { fake } = world;
  const child = await world.club.registerChild(60_00);
  await standingRule(child, fake);
  const inner = vi.mocked(globalThis.fetch).getMockImplementation();
  if (inner === undefined) throw new Error('the fake is not installed');
  let isRefused = true;
  vi.mocked(globalThis.fetch).mockImplementation(async (address, init) => {
    const isLook = (init?.method ?? 'GET') === 'GET' && /\/charges\/[^/]+$/.test(String(address));
    return isRefused && isLook ? Response.json({}, { status: 403 }) : inner(address, init);
  });
  await buy(child);
  await settled(child);
  await daysGoBy(world, child, 3);
  expect(await runsOf(child)).toMatchObject([{ state: 'waiting' }]);
  isRefused = false;
  await daysGoBy(world, child, 2);
  expect(await runsOf(child)).toMatchObject([{ state: 'credited' }]);
  expect([...fake.recurring.charges.values()].map(({ captures }) => captures)).toEqual([1]);
  expect(await purseOf(child)).toBe(140_00);
});
