// When a standing rule charges by the balance, within which caps, and which of two guardians' rules.
import { describe, expect, test, vi } from 'vitest';
import type { AutoTopUpTerms } from '../../contracts/auto-top-ups.ts';
import { ore } from '../../contracts/ore.ts';
import { ruleOf, runsOf, standingRule } from '../testing/auto-top-ups.ts';
import { cancelOrder, orderCard, purseOf } from '../testing/card-orders.ts';
import { acceptedValue, refund } from '../testing/counter.ts';
import {
  amountsOf,
  chargesSettled,
  DAY_MS,
  payingInWorld,
  purseBecomes,
  sweep,
} from '../testing/paying-in-world.ts';
import {
  account,
  linkGuardian,
  newGuardianId,
  type TestChild,
  topUp,
} from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import { endObject, ring, startTopUp } from '../testing/top-ups.ts';

const world = payingInWorld();

describe('a rule by the balance', () => {
  test('tops up when a purchase crosses the threshold, and not before', async () => {
    const { child, ruleId } = await world.childWithRule(100_00);
    await world.buy(child, 50_00);
    await chargesSettled(child);
    expect(await runsOf(child)).toEqual([]);
    await world.buy(child, 1);
    await purseBecomes(child, 149_99);
    const rule = await ruleOf(child, ruleId);
    expect(rule).toMatchObject({ state: 'active', thisMonthOre: 100_00, hindrance: null });
    expect(rule.lastRun).toMatchObject({ state: 'credited', amountOre: 100_00, ruleId });
    expect(world.fake.recurring.charges.size).toBe(1);
  });

  test('is looked at with the fee of a card, too', async () => {
    const { child } = await world.childWithRule(60_00);
    const order = { orderId: crypto.randomUUID(), blockCardId: child.cardId };
    acceptedValue(await orderCard(child, order));
    await purseBecomes(child, 135_00);
  });

  test('is charged once for many purchases at the same time', async () => {
    const { child } = await world.childWithRule(60_00);
    const shown = await Promise.all([1, 2, 3].map(() => world.counter.show(child)));
    await Promise.all(shown.map((one) => world.counter.sell(one, [10_00])));
    await purseBecomes(child, 130_00);
    expect(await amountsOf(child)).toEqual([[100_00, 'credited']]);
  });

  test('is never started by what is given back, or by money that comes in', async () => {
    const { child } = await world.childWithRule(200_00);
    const purchaseId = crypto.randomUUID();
    acceptedValue(await world.counter.sellTo(child, [100_00], purchaseId));
    const { orderId } = acceptedValue(await orderCard(child, { blockCardId: child.cardId }));
    // From here on it would be due: its threshold alone is moved.
    await query(
      account(child.accountId),
      `UPDATE auto_top_up_rule SET terms = json_set(terms, '$.belowOre', 40000)`,
    );
    await endObject(child);
    acceptedValue(await refund(child, purchaseId, 'all'));
    acceptedValue(await cancelOrder(child, orderId));
    acceptedValue(await topUp(child.accountId, 10_00));
    await scheduler.wait(50);
    expect(await runsOf(child)).toEqual([]);
  });

  test('is not started by its own credit, but by the next purchase or sweep', async () => {
    const { child } = await world.childWithRule(310_00, {
      terms: { belowOre: ore(300_00), amountOre: ore(50_00) },
    });
    await world.buy(child, 150_00);
    await purseBecomes(child, 210_00);
    await ring(child);
    expect(await amountsOf(child)).toHaveLength(1);
    await world.buy(child, 1_00);
    await purseBecomes(child, 259_00);
    await sweep(child);
    await purseBecomes(child, 309_00);
  });
});

describe('the caps', () => {
  const often = { mostPerMonthOre: ore(200_00) };

  test('of a month holds under purchases at the same time, and ends with it', async () => {
    const { child, ruleId } = await world.childWithRule(60_00, { terms: often });
    for (let round = 0; round < 4; round++) {
      const purseOre = Number(await purseOf(child));
      const shown = await Promise.all([1, 2].map(() => world.counter.show(child)));
      const each = Math.floor((purseOre - 10_00) / 2);
      if (each > 0) await Promise.all(shown.map((one) => world.counter.sell(one, [each])));
      await chargesSettled(child);
    }
    expect(await amountsOf(child)).toEqual([
      [100_00, 'credited'],
      [100_00, 'credited'],
    ]);
    expect((await ruleOf(child, ruleId)).hindrance).toBe('monthly_cap');
    // No purchase is needed for it: the account's own alarm looks when the month begins.
    world.clock.pass(40 * DAY_MS);
    await ring(child);
    expect(await amountsOf(child)).toHaveLength(3);
  });

  test('of a day is the municipality’s, and is over after a day', async () => {
    const { child, ruleId } = await world.childWithRule(60_00);
    for (let round = 0; round < 4; round++) {
      await world.buy(child, Number(await purseOf(child)) - 10_00);
      await chargesSettled(child);
    }
    expect(await amountsOf(child)).toHaveLength(3);
    expect((await ruleOf(child, ruleId)).hindrance).toBe('daily_fuse');
    world.clock.pass(DAY_MS);
    await ring(child);
    expect(await amountsOf(child)).toHaveLength(4);
  });

  test('of the balance is respected with another top-up in flight', async () => {
    const child = await world.club.registerChild(60_00);
    const ruleId = await standingRule(child, world.fake, {
      terms: { belowOre: ore(500_00), amountOre: ore(500_00), mostPerMonthOre: ore(2_000_00) },
    });
    await purseBecomes(child, 560_00);
    acceptedValue(await startTopUp(child, { amountOre: 440_00 }));
    await world.buy(child, 100_00);
    await chargesSettled(child);
    expect(await amountsOf(child)).toHaveLength(1);
    expect((await ruleOf(child, ruleId)).hindrance).toBe('no_room');
  });

  test('of the balance keeps back what was ordered, when the room is gone before it is sent', async () => {
    const { child } = await world.childWithRule(60_00);
    world.fake.isDown = true;
    await world.buy(child, 20_00);
    await vi.waitFor(async () => expect((await runsOf(child))[0]?.state).toBe('waiting'));
    await query(account(child.accountId), "UPDATE top_up_attempt SET state = 'created'");
    await endObject(child);
    world.fake.isDown = false;
    await topUp(child.accountId, 1_000_00 - 40_00);
    world.clock.pass(60_000);
    await ring(child);
    expect(world.fake.recurring.charges.size).toBe(0);
    expect((await runsOf(child))[0]).toMatchObject({
      ...{ state: 'cancelled', because: 'above_highest_balance' },
    });
  });

  test('of the balance gives back what no longer fits, and says so', async () => {
    const { child } = await world.childWithRule(60_00);
    world.fake.recurring.nextFates('waits');
    await world.buy(child, 20_00);
    const reference = await vi.waitFor(() => [...world.fake.recurring.charges.keys()][0] ?? fail());
    await topUp(child.accountId, 1_000_00 - 40_00);
    world.fake.recurring.settle(reference, 'taken');
    await account(child.accountId).askAboutTopUp({ reference });
    expect(world.fake.recurring.charges.get(reference)).toMatchObject({
      captures: 1,
      refundedOre: 100_00,
    });
    expect(await purseOf(child)).toBe(1_000_00);
    expect((await runsOf(child))[0]?.because).toBe('above_highest_balance');
  });
});

describe('of two guardians’ rules', () => {
  async function two(first: Partial<AutoTopUpTerms>, second: Partial<AutoTopUpTerms>) {
    const child = await world.club.registerChild(300_00);
    const other = newGuardianId();
    await linkGuardian(child.childId, other);
    const older = await standingRule(child, world.fake, { terms: first });
    const younger = await standingRule(child, world.fake, { terms: second, by: other });
    return { child, older, younger };
  }
  const payers = async (child: TestChild) => (await runsOf(child)).map(({ ruleId }) => ruleId);

  test('that are due together one charges: the highest threshold, the oldest of equals', async () => {
    const { child, younger } = await two({}, { belowOre: ore(60_00) });
    await world.buy(child, 199_00);
    await world.buy(child, 61_00);
    await purseBecomes(child, 140_00);
    expect(await payers(child)).toEqual([younger]);
    const equals = await two({}, {});
    await world.buy(equals.child, 199_00);
    await world.buy(equals.child, 61_00);
    await purseBecomes(equals.child, 140_00);
    expect(await payers(equals.child)).toEqual([equals.older]);
  });

  test('the next pays when the first is declined for good, without a new crossing', async () => {
    const { child, older, younger } = await two({}, {});
    world.fake.recurring.nextFates('user_action_required', 'taken');
    await world.buy(child, 199_00);
    await world.buy(child, 61_00);
    await purseBecomes(child, 140_00);
    expect(await payers(child)).toEqual([older, younger]);
    expect((await ruleOf(child, older)).state).toBe('paused');
  });

  test('the next pays when the first has reached its cap', async () => {
    const { child, older, younger } = await two({ mostPerMonthOre: ore(100_00) }, {});
    await world.buy(child, 199_00);
    await world.buy(child, 61_00);
    await purseBecomes(child, 140_00);
    await world.buy(child, 100_00);
    await purseBecomes(child, 140_00);
    expect(await payers(child)).toEqual([older, younger]);
  });

  test('one that was outranked pays later, without a new crossing', async () => {
    const { child, older, younger } = await two(
      { belowOre: ore(100_00), amountOre: ore(50_00), mostPerMonthOre: ore(50_00) },
      { belowOre: ore(99_00) },
    );
    await world.buy(child, 199_00);
    await world.buy(child, 91_00);
    await purseBecomes(child, 60_00);
    expect(await payers(child)).toEqual([older]);
    await sweep(child);
    await purseBecomes(child, 160_00);
    expect(await payers(child)).toEqual([older, younger]);
  });
});

function fail(): never {
  throw new Error('nothing was charged');
}
