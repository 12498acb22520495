// What the municipality's walk asks the payment provider on behalf of one account.
import { expect, test, vi } from 'vitest';
import { runsOf } from '../testing/auto-top-ups.ts';
import { DAY_MS, payingInWorld, sweep } from '../testing/paying-in-world.ts';

const world = payingInWorld();

test('the walk orders what is due, asks about it once, and asks about what was open before it', async () => {
  const { child } = await world.childWithRule(60_00);
  const { recurring } = world.fake;
  recurring.nextFates('technical_error', 'waits');
  await world.buy(child, 20_00);
  await vi.waitFor(async () => expect((await runsOf(child))[0]?.state).toBe('declined'));

  world.clock.pass(DAY_MS);
  world.fake.calls = [];
  await sweep(child);
  expect(world.fake.calls).toEqual(['POST charge', 'GET charge']);

  world.fake.calls = [];
  await sweep(child);
  expect(world.fake.calls).toEqual(['GET charge']);
});
