// Whatever a provider makes of an order, no rule orders without end: each possible outcome against the walk of a day,
// with a fuse so wide that it stops nothing; and whatever came to nothing is told.
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { ruleOf, runsOf } from '../testing/auto-top-ups.ts';
import type { ChargeFate } from '../testing/fake-agreements.ts';
import { childWithNexiRule, type FakeNexi } from '../testing/fake-nexi.ts';
import { nexiOutside } from '../testing/lost-nexi-charges.ts';
import { DAY_MS, HOUR_MS, payingInWorld, toldOf } from '../testing/paying-in-world.ts';
import { setSettings, type TestChild } from '../testing/seeded-club.ts';

type Outside = typeof world.fake;

const world = payingInWorld();
beforeAll(() => setSettings({ autoTopUpsPerDay: 1000 }));

const fate = (one: ChargeFate) => (fake: Outside) => {
  fake.recurring.fate = one;
};
const says = (one: object) => (fake: Outside) => {
  fake.recurring.fate = 'waits';
  fake.recurring.says = one;
};
const takenAndGivenBack = { summary: { captured: 100_00, refunded: 100_00, cancelled: 0 } };

const CHARGE = { chargeId: 'c', amount: 100_00 };
const OTHER = { unscheduledSubscriptionId: '6'.padEnd(32, '0') };

/** The day of a rule that is due from its beginning on, and of which nothing else comes. */
async function aDayGoesBy(child: TestChild): Promise<void> {
  await world.buy(child, 20_00);
  await vi.waitFor(async () => expect(await runsOf(child)).not.toEqual([]));
  // Time enough for a rule that orders again as soon as the last order has ended.
  await scheduler.wait(500);
  for (let hours = 3; hours < 24; hours += 3) await world.pass(child, 3 * HOUR_MS);
}

async function told(child: TestChild): Promise<string[]> {
  const kinds = ['top_up_failed', 'auto_top_up_paused', 'top_up_returned'];
  const all = await Promise.all(kinds.map((kind) => toldOf(child, kind)));
  return kinds.filter((_, index) => all[index]?.length);
}

describe('of MobilePay a rule orders once in a day, and says what failed, where the charge', () => {
  test.each<[string, (fake: Outside) => void, string[]]>([
    ['is taken', fate('taken'), []],
    ['waits', fate('waits'), []],
    ['was cancelled there', fate('cancelled'), ['top_up_failed']],
    ['is declined softly', fate('technical_error'), ['top_up_failed']],
    ['is declined for no reason', says({ status: 'FAILED' }), ['top_up_failed']],
    ['needs its owner', fate('user_action_required'), ['auto_top_up_paused']],
    ['is above the owner’s limit', fate('charge_amount_too_high'), ['auto_top_up_paused']],
    [
      'was taken and given back',
      says(takenAndGivenBack),
      ['auto_top_up_paused', 'top_up_returned'],
    ],
    ['is one of another sum', says({ amount: 900_00 }), ['auto_top_up_paused']],
    ['is one in another currency', says({ currency: 'NOK' }), ['auto_top_up_paused']],
    ['is another one', says({ id: 'another' }), ['auto_top_up_paused']],
    ['stands as no charge stands', says({ status: 'ODD' }), []],
    ['cannot be looked at', (fake) => Object.assign(fake.recurring, { lookStatus: 404 }), []],
    ['may not be looked at', (fake) => Object.assign(fake.recurring, { lookStatus: 403 }), []],
    [
      'is refused',
      (fake) => Object.assign(fake.recurring, { orderStatus: 400 }),
      ['top_up_failed'],
    ],
    ['is refused for our keys', (fake) => Object.assign(fake.recurring, { orderStatus: 401 }), []],
    ['comes too often', (fake) => Object.assign(fake.recurring, { orderStatus: 429 }), []],
    ['meets a fault', (fake) => Object.assign(fake.recurring, { orderStatus: 500 }), []],
    ['reaches nobody', (fake) => Object.assign(fake, { isDown: true }), []],
  ])('%s', async (_, outside, expected) => {
    const { child } = await world.childWithRule(60_00);
    outside(world.fake);
    await aDayGoesBy(child);
    expect(await runsOf(child)).toHaveLength(1);
    expect(await told(child)).toEqual(expected);
  });
});

describe('of Nexi a rule orders once in a day, and says what failed, where the charge', () => {
  const ended = (special: object) => (nexi: FakeNexi) => {
    const summary = { chargedAmount: 0, refundedAmount: 0, cancelledAmount: 0 };
    nexi.paymentSays = { summary, charges: [], ...special };
  };
  const failed = (code: string) => (nexi: FakeNexi) => {
    nexi.itemSays = { status: 'Failed', code };
  };
  test.each<[string, (nexi: FakeNexi) => void, string[]]>([
    ['was ended there', ended({ terminated: '2026-11-21T12:00:00Z' }), ['top_up_failed']],
    [
      'was cancelled there',
      ended({ summary: { chargedAmount: 0, refundedAmount: 0, cancelledAmount: 100_00 } }),
      ['top_up_failed'],
    ],
    ['is reserved only', ended({}), []],
    ['meets no funds', failed('51'), ['top_up_failed']],
    ['meets a stolen card', failed('43'), ['auto_top_up_paused']],
    ['meets a card that must be approved', failed('65'), ['auto_top_up_paused']],
    ['is one of several', ended({ charges: [{}, {}].map(() => CHARGE) }), ['auto_top_up_paused']],
    ['is another card’s', (nexi) => Object.assign(nexi.itemSays, OTHER), ['auto_top_up_paused']],
    ['is not found', (nexi) => Object.assign(nexi, { bulkStatus: 404 }), []],
    ['is refused', (nexi) => Object.assign(nexi, { orderStatus: 400 }), ['top_up_failed']],
    ['is not answered', (nexi) => Object.assign(nexi, { losesOrders: true }), []],
  ])('%s', async (_, outside, expected) => {
    const nexi = nexiOutside();
    const { child } = await childWithNexiRule(world.club, nexi, 60_00);
    outside(nexi);
    await aDayGoesBy(child);
    expect(await runsOf(child)).toHaveLength(1);
    expect(await told(child)).toEqual(expected);
  });
});

test('a charge that is cancelled there is tried three times, each is told, and then its rule stands still', async () => {
  const { child, ruleId } = await world.childWithRule(60_00);
  world.fake.recurring.fate = 'cancelled';
  await world.buy(child, 20_00);
  for (let days = 0; days < 8; days++) await world.pass(child, DAY_MS);
  expect(await runsOf(child)).toHaveLength(3);
  expect(await toldOf(child, 'top_up_failed')).toMatchObject(
    Array(2).fill({ because: 'cancelled_elsewhere', isAutomatic: true, payer: child.guardianId }),
  );
  expect(await toldOf(child, 'auto_top_up_paused')).toMatchObject([
    { because: 'cancelled_elsewhere', mend: 'try_again' },
  ]);
  expect(await ruleOf(child, ruleId)).toMatchObject({
    ...{ state: 'paused', pausedBecause: 'cancelled_elsewhere', mend: 'try_again' },
    lastRun: { state: 'declined', because: 'cancelled_elsewhere' },
  });
});
