// A rule that is due and held back by its month's cap, or by the account's daily fuse: its guardian is told once, and
// sees it on the overview, until it runs again.
import { expect, test, vi } from 'vitest';
import type { GuardianId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import { approve, putRule, ruleOf, rulesOf, standingRule } from '../testing/auto-top-ups.ts';
import { acceptedValue } from '../testing/counter.ts';
import { guardianWithInbox, kindsOf, settled } from '../testing/inbox-of.ts';
import {
  amountsOf,
  chargesSettled,
  DAY_MS,
  HOUR_MS,
  payingInWorld,
  purseBecomes,
  sweep,
  toldOf,
} from '../testing/paying-in-world.ts';
import { account, linkGuardian, newGuardianId, type TestChild } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import { cancelTopUp, startTopUp } from '../testing/top-ups.ts';

const world = payingInWorld();

const ONCE_A_MONTH = { mostPerMonthOre: ore(100_00) };
const OFTEN = { terms: { amountOre: ore(50_00), mostPerMonthOre: ore(1_000_00) } };

const troubleOf = async (child: TestChild, by: GuardianId = child.guardianId) =>
  acceptedValue(await account(child.accountId).overview({ by })).autoTopUp;

/** Three top-ups of the day, and due again. */
async function untilTheFuse(child: TestChild): Promise<void> {
  for (let count = 0; count < 3; count++) {
    await world.buy(child, 50_00);
    await chargesSettled(child);
  }
  await world.buy(child, 50_00);
  await chargesSettled(child);
  expect(await amountsOf(child)).toHaveLength(3);
}

test('at its cap it is told of once in the month, with what is used, and shown on the overview', async () => {
  const { child, ruleId } = await world.childWithRule(60_00, { terms: ONCE_A_MONTH });
  expect(await troubleOf(child)).toBeNull();
  await world.buy(child, 20_00);
  await purseBecomes(child, 140_00);
  expect(await toldOf(child, 'auto_top_up_held')).toEqual([]);
  expect(await troubleOf(child)).toBeNull();
  await world.buy(child, 100_00);
  const held = {
    ...{ because: 'monthly_cap', usedOre: 100_00, mostOre: 100_00 },
    until: expect.stringMatching(/^\d{4}-\d\d-(30|31|28|29)T2[23]:00:00.000Z$/),
  };
  expect(await toldOf(child, 'auto_top_up_held')).toEqual([
    { payer: child.guardianId, ruleId, held },
  ]);
  expect(await troubleOf(child)).toBe('held');
  expect((await ruleOf(child, ruleId)).held).toEqual(held);
  await world.buy(child, 5_00);
  await sweep(child);
  expect(await toldOf(child, 'auto_top_up_held')).toHaveLength(1);
});

test('at the fuse it is told of once in the day, with how often and since when, and again on another day', async () => {
  const { child, ruleId } = await world.childWithRule(60_00, OFTEN);
  await untilTheFuse(child);
  const { held } = await ruleOf(child, ruleId);
  if (held?.because !== 'daily_fuse') throw new Error('not held by the fuse');
  expect(held.times).toBe(3);
  expect(Date.parse(held.until)).toBe(Date.parse(held.since) + DAY_MS);
  expect(await troubleOf(child)).toBe('held');
  await world.pass(child, HOUR_MS);
  expect(await toldOf(child, 'auto_top_up_held')).toEqual([
    { payer: child.guardianId, ruleId, held },
  ]);
  await world.pass(child, 2 * DAY_MS);
  await chargesSettled(child);
  expect(await troubleOf(child)).toBeNull();
  await untilHeldAgain(child);
  expect(await toldOf(child, 'auto_top_up_held')).toHaveLength(2);
});

async function untilHeldAgain(child: TestChild): Promise<void> {
  for (let count = 0; count < 3; count++) {
    await world.buy(child, 50_00);
    await chargesSettled(child);
  }
}

test('what only a look finds is told by the look, without an entry', async () => {
  const { child } = await world.childWithRule(60_00);
  const parent = await guardianWithInbox();
  await linkGuardian(child.childId, parent, 'full');
  const terms = { ...ONCE_A_MONTH, belowOre: ore(90_00) };
  await standingRule(child, world.fake, { by: parent, terms });
  await purseBecomes(child, 160_00);
  const topUpId = crypto.randomUUID();
  acceptedValue(await startTopUp(child, { topUpId }));
  await world.buy(child, 80_00);
  acceptedValue(await cancelTopUp(child, topUpId));
  await vi.waitFor(async () => expect(await kindsOf(parent)).toContain('top_up'));
  await settled();
  expect(await kindsOf(parent)).not.toContain('auto_top_up_held');
  await sweep(child);
  await vi.waitFor(async () => expect(await kindsOf(parent)).toContain('auto_top_up_held'));
});

test('while it pays in, or while another does, it is held back by nothing yet', async () => {
  const { child, ruleId } = await world.childWithRule(60_00, { terms: ONCE_A_MONTH });
  world.fake.recurring.nextFates('waits');
  await world.buy(child, 20_00);
  expect((await ruleOf(child, ruleId)).held).toBeNull();
  expect(await troubleOf(child)).toBeNull();
  expect(await toldOf(child, 'auto_top_up_held')).toEqual([]);
});

test('a payer is not told of the fuse, which tells of what others pay', async () => {
  const { child } = await world.childWithRule(60_00, OFTEN);
  const payer = newGuardianId();
  await linkGuardian(child.childId, payer, 'payer');
  const ruleId = await standingRule(child, world.fake, {
    by: payer,
    terms: { belowOre: null, dayOfMonth: 1 },
  });
  await untilTheFuse(child);
  await query(
    account(child.accountId),
    "UPDATE auto_top_up_rule SET done_day = '2026-01-01' WHERE rule_id = ?",
    ruleId,
  );
  await sweep(child);
  const rule = await ruleOf(child, ruleId, payer);
  expect(rule).toMatchObject({ hindrance: 'waits', held: null, orderedAtOnceOre: null });
  const told = await toldOf(child, 'auto_top_up_held');
  expect(told).toEqual([expect.objectContaining({ payer: child.guardianId })]);
  expect((await rulesOf(child, payer)).atOnceFromOre).toBeNull();
  expect(await troubleOf(child, payer)).toBeNull();
});

test('what the month has ordered is told apart from what nobody has answered for', async () => {
  const { child, ruleId } = await world.childWithRule(60_00);
  world.fake.recurring.nextFates('waits');
  await world.buy(child, 20_00);
  await chargesSettled(child);
  const { thisMonthOre, thisMonthOpenOre } = await ruleOf(child, ruleId);
  expect([thisMonthOre, thisMonthOpenOre]).toEqual([100_00, 100_00]);
});

test('the payment at set-up is the last run, until one comes by itself', async () => {
  const child = await world.club.registerChild(20_00);
  const { ruleId } = acceptedValue(await putRule(child, { firstTopUpOre: 50_00 }));
  expect((await ruleOf(child, ruleId)).lastRun).toBeNull();
  await approve(child, world.fake, ruleId);
  await purseBecomes(child, 70_00);
  expect(await ruleOf(child, ruleId)).toMatchObject({
    ...{ lastRun: { state: 'credited', amountOre: 50_00 }, isLastRunOfSetUp: true },
    thisMonthOre: 0,
  });
  await world.buy(child, 30_00);
  await purseBecomes(child, 140_00);
  expect(await ruleOf(child, ruleId)).toMatchObject({
    ...{ lastRun: { amountOre: 100_00 }, isLastRunOfSetUp: false, thisMonthOpenOre: 0 },
  });
});

test('what is ordered at once is told as it would be: nothing at the cap', async () => {
  const { child, ruleId } = await world.childWithRule(60_00, { terms: ONCE_A_MONTH });
  expect(await ruleOf(child, ruleId)).toMatchObject({ orderedAtOnceOre: null });
  expect((await rulesOf(child)).atOnceFromOre).toBe(60_01);
  await world.buy(child, 20_00);
  await purseBecomes(child, 140_00);
  await world.buy(child, 100_00);
  expect(await ruleOf(child, ruleId)).toMatchObject({ orderedAtOnceOre: null });
  const newest = { belowOre: ore(50_00), amountOre: ore(60_00), mostPerMonthOre: ore(200_00) };
  const raised = acceptedValue(await putRule(child, { ruleId, version: 1, terms: newest }));
  expect(raised.orderedAtOnceOre).toBe(60_00);
  await approve(child, world.fake, ruleId);
  await purseBecomes(child, 100_00);
});
