// Charges that a rule has ordered and that the provider may not have when it is back: sent only where the rule, as it
// stands then, would order them.
import { expect, test, vi } from 'vitest';
import type { AutoTopUpTerms } from '../../contracts/auto-top-ups.ts';
import { ore } from '../../contracts/ore.ts';
import { putRule, ruleOf, runsOf, standingRule } from '../testing/auto-top-ups.ts';
import { purseOf } from '../testing/card-orders.ts';
import { acceptedValue } from '../testing/counter.ts';
import { payingInWorld } from '../testing/paying-in-world.ts';
import { account, type TestChild, topUp } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import { endObject } from '../testing/top-ups.ts';

const world = payingInWorld();

async function change(child: TestChild, ruleId: string, terms: Partial<AutoTopUpTerms>) {
  const { version } = await ruleOf(child, ruleId);
  acceptedValue(await putRule(child, { ruleId, version, terms, consent: null }));
}

test('nothing above a lowered amount is taken, and what is due then is the lowered one', async () => {
  const { child, ruleId } = await world.childWithUnsent({ terms: { amountOre: ore(200_00) } });
  await change(child, ruleId, { amountOre: ore(50_00) });
  await world.providerIsBack(child);
  await vi.waitFor(async () => expect(await purseOf(child)).toBe(90_00));
  expect(world.taken()).toEqual([50_00]);
});

test('nothing is taken above a lowered cap, together with what the month has seen', async () => {
  const child = await world.club.registerChild(60_00);
  const ruleId = await standingRule(child, world.fake, { terms: { mostPerMonthOre: ore(200_00) } });
  await world.buy(child, 20_00);
  await vi.waitFor(async () => expect(await purseOf(child)).toBe(140_00));
  world.fake.isDown = true;
  await world.buy(child, 100_00);
  await vi.waitFor(async () => expect((await runsOf(child))[1]?.state).toBe('waiting'));
  await endObject(child);
  await change(child, ruleId, { mostPerMonthOre: ore(100_00) });
  await world.providerIsBack(child);
  expect(world.taken()).toEqual([100_00]);
  expect(await purseOf(child)).toBe(40_00);
});

test('nothing is taken below a lowered threshold that is not reached', async () => {
  const { child, ruleId } = await world.childWithUnsent();
  await change(child, ruleId, { belowOre: ore(10_00) });
  await world.providerIsBack(child);
  expect(world.taken()).toEqual([]);
  expect((await runsOf(child)).map(({ state }) => state)).toEqual(['cancelled']);
});

test('nothing is taken when the balance has risen meanwhile', async () => {
  const { child } = await world.childWithUnsent();
  acceptedValue(await topUp(child.accountId, 500_00));
  await world.providerIsBack(child);
  expect(world.taken()).toEqual([]);
  expect(await purseOf(child)).toBe(540_00);
});

test('what is still due is taken, once', async () => {
  const { child } = await world.childWithUnsent();
  await world.providerIsBack(child);
  await vi.waitFor(async () => expect(await purseOf(child)).toBe(140_00));
  expect(world.taken()).toEqual([100_00]);
});

test('one that no provider has heard of ends with the change, and is ordered anew by the new terms', async () => {
  const { child, ruleId } = await world.childWithUnsent({ terms: { amountOre: ore(200_00) } });
  await query(account(child.accountId), "UPDATE top_up_attempt SET state = 'created'");
  await change(child, ruleId, { amountOre: ore(50_00) });
  expect((await runsOf(child)).map(({ state, amountOre }) => [state, amountOre])).toEqual([
    ['cancelled', 200_00],
    ['created', 50_00],
  ]);
  await world.providerIsBack(child);
  await vi.waitFor(async () => expect(await purseOf(child)).toBe(90_00));
  expect(world.taken()).toEqual([50_00]);
});

test('one ordered at the end of a month and taken in the next counts in both', async () => {
  world.clock.pass(Date.parse('2026-11-30T22:00:00Z') - Date.now());
  const { child } = await world.childWithUnsent({ terms: { mostPerMonthOre: ore(100_00) } });
  await world.providerIsBack(child);
  await vi.waitFor(async () => expect(await purseOf(child)).toBe(140_00));
  expect(new Date(Date.now()).toISOString().slice(0, 7)).toBe('2026-12');
  await world.buy(child, 100_00);
  await account(child.accountId).sweepTopUps();
  expect(world.taken()).toEqual([100_00]);
});
