// When a standing rule charges, and when not, against a fake MobilePay at the way out.
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AutoTopUpTerms } from '../../contracts/auto-top-ups.ts';
import { ore } from '../../contracts/ore.ts';
import {
  approve,
  mendRule,
  putRule,
  type RuleWish,
  ruleOf,
  runsOf,
  standingRule,
} from '../testing/auto-top-ups.ts';
import { orderCard, purseOf } from '../testing/card-orders.ts';
import { acceptedValue, Counter, codeOf, refund } from '../testing/counter.ts';
import { FakeMobilePay } from '../testing/fake-mobilepay.ts';
import {
  account,
  linkGuardian,
  newGuardianId,
  SeededClub,
  type TestChild,
  topUp,
} from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import { endObject, letCrash, ring, runningClock, startTopUp } from '../testing/top-ups.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const club = new SeededClub();
const counter = new Counter(club);
let fake: FakeMobilePay;
let clock: ReturnType<typeof runningClock>;
beforeAll(() => club.seed());
beforeEach(() => {
  fake = new FakeMobilePay();
  fake.install();
  clock = runningClock();
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** A child with that much on the account and a rule in force. */
async function childWithRule(balanceOre: number, wish: RuleWish = {}) {
  const child = await club.registerChild(balanceOre);
  return { child, ruleId: await standingRule(child, fake, wish) };
}

async function buy(child: TestChild, amountOre: number): Promise<void> {
  acceptedValue(await counter.sellTo(child, [amountOre]));
}

/** What the first page says of the guardian's own rule. */
async function troubleOf({ accountId, guardianId: by }: TestChild) {
  const overview = await account(accountId).overview({ by });
  return overview.ok ? overview.value.autoTopUp : overview;
}

/** What was ordered beside an answer has come to its end. */
async function settled(child: TestChild): Promise<void> {
  await vi.waitFor(async () => {
    const open = await query(
      account(child.accountId),
      "SELECT number FROM top_up_attempt WHERE next_ask_at IS NOT NULL AND state <> 'waiting'",
    );
    expect(open).toEqual([]);
  });
}

async function purseBecomes(child: TestChild, amountOre: number): Promise<void> {
  await vi.waitFor(async () => expect(await purseOf(child)).toBe(amountOre));
}

/** Days go by until it does; the call that is under way is not repeated meanwhile. */
async function purseBecomesByTheAlarm(child: TestChild, amountOre: number): Promise<void> {
  await vi.waitFor(async () => {
    clock.pass(DAY_MS);
    await ring(child);
    expect(await purseOf(child)).toBe(amountOre);
  });
}

const sweep = (child: TestChild) => account(child.accountId).sweepTopUps();
const amounts = async (child: TestChild) =>
  (await runsOf(child)).map(({ amountOre, state }) => [amountOre, state]);

describe('a rule by the balance', () => {
  test('tops up when a purchase crosses the threshold, and not before', async () => {
    const { child, ruleId } = await childWithRule(100_00);
    await buy(child, 50_00);
    await settled(child);
    expect(await runsOf(child)).toEqual([]);
    await buy(child, 1);
    await purseBecomes(child, 149_99);
    const rule = await ruleOf(child, ruleId);
    expect(rule).toMatchObject({ state: 'active', thisMonthOre: 100_00, hindrance: null });
    expect(rule.lastRun).toMatchObject({ state: 'credited', amountOre: 100_00, ruleId });
    expect(fake.recurring.charges.size).toBe(1);
  });

  test('is looked at with the fee of a card, too', async () => {
    const { child } = await childWithRule(60_00);
    const order = { orderId: crypto.randomUUID(), blockCardId: child.cardId };
    acceptedValue(await orderCard(child, order));
    await purseBecomes(child, 135_00);
  });

  test('is charged once for many purchases at the same time', async () => {
    const { child } = await childWithRule(60_00);
    const shown = await Promise.all([1, 2, 3].map(() => counter.show(child)));
    await Promise.all(shown.map((one) => counter.sell(one, [10_00])));
    await purseBecomes(child, 130_00);
    expect(await amounts(child)).toEqual([[100_00, 'credited']]);
  });

  test('is never started by what is given back, or by money that comes in', async () => {
    const { child } = await childWithRule(200_00);
    const purchaseId = crypto.randomUUID();
    acceptedValue(await counter.sellTo(child, [100_00], purchaseId));
    // From here on it would be due: its threshold alone is moved.
    await query(
      account(child.accountId),
      `UPDATE auto_top_up_rule SET terms = json_set(terms, '$.belowOre', 40000)`,
    );
    await endObject(child);
    acceptedValue(await refund(child, purchaseId, 'all'));
    acceptedValue(await topUp(child.accountId, 10_00));
    await scheduler.wait(50);
    expect(await runsOf(child)).toEqual([]);
  });

  test('is not started by its own credit, but by the next purchase or sweep', async () => {
    const { child } = await childWithRule(310_00, {
      terms: { belowOre: ore(300_00), amountOre: ore(50_00) },
    });
    await buy(child, 150_00);
    await purseBecomes(child, 210_00);
    await ring(child);
    expect(await amounts(child)).toHaveLength(1);
    await buy(child, 1_00);
    await purseBecomes(child, 259_00);
    await sweep(child);
    await purseBecomes(child, 309_00);
  });
});

describe('the caps', () => {
  const often = { mostPerMonthOre: ore(200_00) };

  test('of a month holds under purchases at the same time, and ends with it', async () => {
    const { child, ruleId } = await childWithRule(60_00, { terms: often });
    for (let round = 0; round < 4; round++) {
      const purseOre = Number(await purseOf(child));
      const shown = await Promise.all([1, 2].map(() => counter.show(child)));
      const each = Math.floor((purseOre - 10_00) / 2);
      if (each > 0) await Promise.all(shown.map((one) => counter.sell(one, [each])));
      await settled(child);
    }
    expect(await amounts(child)).toEqual([
      [100_00, 'credited'],
      [100_00, 'credited'],
    ]);
    expect((await ruleOf(child, ruleId)).hindrance).toBe('monthly_cap');
    // No purchase is needed for it: the account's own alarm looks when the month begins.
    clock.pass(40 * DAY_MS);
    await ring(child);
    expect(await amounts(child)).toHaveLength(3);
  });

  test('of a day is the municipality’s, and is over after a day', async () => {
    const { child, ruleId } = await childWithRule(60_00);
    for (let round = 0; round < 4; round++) {
      await buy(child, Number(await purseOf(child)) - 10_00);
      await settled(child);
    }
    expect(await amounts(child)).toHaveLength(3);
    expect((await ruleOf(child, ruleId)).hindrance).toBe('daily_fuse');
    clock.pass(DAY_MS);
    await ring(child);
    expect(await amounts(child)).toHaveLength(4);
  });

  test('of the balance is respected with another top-up in flight', async () => {
    const child = await club.registerChild(60_00);
    const ruleId = await standingRule(child, fake, {
      terms: { belowOre: ore(500_00), amountOre: ore(500_00), mostPerMonthOre: ore(2_000_00) },
    });
    await purseBecomes(child, 560_00);
    acceptedValue(await startTopUp(child, { amountOre: 440_00 }));
    await buy(child, 100_00);
    await settled(child);
    expect(await amounts(child)).toHaveLength(1);
    expect((await ruleOf(child, ruleId)).hindrance).toBe('no_room');
  });

  test('of the balance keeps back what was ordered, when the room is gone before it is sent', async () => {
    const { child } = await childWithRule(60_00);
    fake.isDown = true;
    await buy(child, 20_00);
    await vi.waitFor(async () => expect((await runsOf(child))[0]?.state).toBe('waiting'));
    await query(account(child.accountId), "UPDATE top_up_attempt SET state = 'created'");
    await endObject(child);
    fake.isDown = false;
    await topUp(child.accountId, 1_000_00 - 40_00);
    clock.pass(60_000);
    await ring(child);
    expect(fake.recurring.charges.size).toBe(0);
    expect((await runsOf(child))[0]).toMatchObject({
      ...{ state: 'cancelled', because: 'above_highest_balance' },
    });
  });

  test('of the balance gives back what no longer fits, and says so', async () => {
    const { child } = await childWithRule(60_00);
    fake.recurring.nextFates('waits');
    await buy(child, 20_00);
    const reference = await vi.waitFor(() => [...fake.recurring.charges.keys()][0] ?? fail());
    await topUp(child.accountId, 1_000_00 - 40_00);
    fake.recurring.settle(reference, 'taken');
    await account(child.accountId).askAboutTopUp({ reference });
    expect(fake.recurring.charges.get(reference)).toMatchObject({
      captures: 1,
      refundedOre: 100_00,
    });
    expect(await purseOf(child)).toBe(1_000_00);
    expect((await runsOf(child))[0]?.because).toBe('above_highest_balance');
  });
});

describe('of two guardians’ rules', () => {
  async function two(first: Partial<AutoTopUpTerms>, second: Partial<AutoTopUpTerms>) {
    const child = await club.registerChild(300_00);
    const other = newGuardianId();
    await linkGuardian(child.childId, other);
    const older = await standingRule(child, fake, { terms: first });
    const younger = await standingRule(child, fake, { terms: second, by: other });
    return { child, older, younger };
  }
  const payers = async (child: TestChild) => (await runsOf(child)).map(({ ruleId }) => ruleId);

  test('that are due together one charges: the highest threshold, the oldest of equals', async () => {
    const { child, younger } = await two({}, { belowOre: ore(60_00) });
    await buy(child, 199_00);
    await buy(child, 61_00);
    await purseBecomes(child, 140_00);
    expect(await payers(child)).toEqual([younger]);
    const equals = await two({}, {});
    await buy(equals.child, 199_00);
    await buy(equals.child, 61_00);
    await purseBecomes(equals.child, 140_00);
    expect(await payers(equals.child)).toEqual([equals.older]);
  });

  test('the next pays when the first is declined for good, without a new crossing', async () => {
    const { child, older, younger } = await two({}, {});
    fake.recurring.nextFates('user_action_required', 'taken');
    await buy(child, 199_00);
    await buy(child, 61_00);
    await purseBecomes(child, 140_00);
    expect(await payers(child)).toEqual([older, younger]);
    expect((await ruleOf(child, older)).state).toBe('paused');
  });

  test('the next pays when the first has reached its cap', async () => {
    const { child, older, younger } = await two({ mostPerMonthOre: ore(100_00) }, {});
    await buy(child, 199_00);
    await buy(child, 61_00);
    await purseBecomes(child, 140_00);
    await buy(child, 100_00);
    await purseBecomes(child, 140_00);
    expect(await payers(child)).toEqual([older, younger]);
  });

  test('one that was outranked pays later, without a new crossing', async () => {
    const { child, older, younger } = await two(
      { belowOre: ore(100_00), amountOre: ore(50_00), mostPerMonthOre: ore(50_00) },
      { belowOre: ore(99_00) },
    );
    await buy(child, 199_00);
    await buy(child, 91_00);
    await purseBecomes(child, 60_00);
    expect(await payers(child)).toEqual([older]);
    await sweep(child);
    await purseBecomes(child, 160_00);
    expect(await payers(child)).toEqual([older, younger]);
  });
});

describe('a decline', () => {
  test('that is soft is tried again after a day and after three, and pauses at the third', async () => {
    const { child, ruleId } = await childWithRule(60_00);
    fake.recurring.fate = 'technical_error';
    await buy(child, 20_00);
    await vi.waitFor(async () => expect(await amounts(child)).toEqual([[100_00, 'declined']]));
    expect(await ruleOf(child, ruleId)).toMatchObject({
      ...{ state: 'active', hindrance: 'retry_later', mend: 'try_again' },
      nextTryAt: expect.any(String),
    });
    expect(await troubleOf(child)).toBe('retrying');
    await buy(child, 1_00);
    await sweep(child);
    expect(await amounts(child)).toHaveLength(1);
    clock.pass(DAY_MS);
    await ring(child);
    expect(await amounts(child)).toHaveLength(2);
    clock.pass(DAY_MS);
    await ring(child);
    expect(await amounts(child)).toHaveLength(2);
    clock.pass(DAY_MS);
    await ring(child);
    expect(await amounts(child)).toHaveLength(3);
    expect(await ruleOf(child, ruleId)).toMatchObject({
      ...{ state: 'paused', pausedBecause: 'provider_trouble', mend: 'try_again' },
      ...{ hindrance: null, nextTryAt: null },
    });
    expect(await troubleOf(child)).toBe('paused');
    clock.pass(7 * DAY_MS);
    await ring(child);
    await sweep(child);
    expect(await amounts(child)).toHaveLength(3);
    const told = await query(account(child.accountId), 'SELECT kind FROM notice ORDER BY sequence');
    const kinds = told.map(({ kind }) => kind).filter((kind) => String(kind).includes('top_up'));
    expect(kinds).toEqual([
      'auto_top_up_changed',
      'top_up_failed',
      'top_up_failed',
      'auto_top_up_paused',
    ]);
  });

  test('that is soft is forgotten with the next credit', async () => {
    const { child, ruleId } = await childWithRule(60_00);
    fake.recurring.nextFates('technical_error');
    await buy(child, 20_00);
    await vi.waitFor(async () => expect(await amounts(child)).toEqual([[100_00, 'declined']]));
    clock.pass(DAY_MS);
    await ring(child);
    await purseBecomes(child, 140_00);
    expect(await ruleOf(child, ruleId)).toMatchObject({ nextTryAt: null, mend: null });
    const [row] = await query(
      account(child.accountId),
      'SELECT soft_declines FROM auto_top_up_rule',
    );
    expect(row?.soft_declines).toBe(0);
  });

  test('that only its owner can mend pauses at once, and is never tried again by itself', async () => {
    const { child, ruleId } = await childWithRule(60_00);
    fake.recurring.nextFates('charge_amount_too_high');
    await buy(child, 20_00);
    await vi.waitFor(async () => expect(await amounts(child)).toEqual([[100_00, 'declined']]));
    expect(await ruleOf(child, ruleId)).toMatchObject({
      ...{ state: 'paused', pausedBecause: 'own_limit_too_low', mend: 'try_again' },
    });
    for (let day = 0; day < 5; day++) {
      clock.pass(DAY_MS);
      await ring(child);
      await sweep(child);
      await buy(child, 1_00);
    }
    expect(await amounts(child)).toHaveLength(1);
    const mendingId = crypto.randomUUID();
    const mended = await Promise.all([1, 2].map(() => mendRule(child, ruleId, { mendingId })));
    expect(mended.map(codeOf)).toEqual(['accepted', 'accepted']);
    await purseBecomes(child, 135_00);
    expect(codeOf(await mendRule(child, ruleId, { mendingId }))).toBe('accepted');
    expect(codeOf(await mendRule(child, ruleId))).toBe('nothing_to_mend');
    expect(await amounts(child)).toHaveLength(2);
  });

  test('is not tried by hand more than three times a day', async () => {
    const { child, ruleId } = await childWithRule(60_00);
    fake.recurring.fate = 'charge_amount_too_high';
    await buy(child, 20_00);
    for (let press = 0; press < 2; press++) {
      await vi.waitFor(async () => expect((await ruleOf(child, ruleId)).state).toBe('paused'));
      expect(codeOf(await mendRule(child, ruleId))).toBe('accepted');
    }
    await vi.waitFor(async () => expect((await ruleOf(child, ruleId)).state).toBe('paused'));
    const refusal = { code: 'too_many_tries', retryAfterMs: expect.any(Number) };
    expect(await mendRule(child, ruleId)).toMatchObject({ refusal });
    expect(await amounts(child)).toHaveLength(3);
  });

  test('of an agreement that its customer stopped pauses, and another page mends it', async () => {
    const { child, ruleId } = await childWithRule(60_00);
    const [{ reference } = { reference: '' }] = await query(
      account(child.accountId),
      'SELECT reference FROM agreement',
    );
    fake.recurring.stop(String(reference));
    await buy(child, 20_00);
    await vi.waitFor(async () => expect((await ruleOf(child, ruleId)).state).toBe('paused'));
    expect(await ruleOf(child, ruleId)).toMatchObject({
      ...{ pausedBecause: 'agreement_stopped', mend: 'new_method' },
    });
    const mended = acceptedValue(await mendRule(child, ruleId));
    expect(mended).toMatchObject({ state: 'paused', approval: { address: expect.any(String) } });
    await approve(child, fake, ruleId);
    await purseBecomes(child, 140_00);
    expect(await ruleOf(child, ruleId)).toMatchObject({ state: 'active', approval: null });
  });
});

describe('a charge that is taken back', () => {
  test('pauses its guardian’s rule, until that one approves another page', async () => {
    const { child, ruleId } = await childWithRule(60_00);
    await buy(child, 20_00);
    await purseBecomes(child, 140_00);
    const reference = (await runsOf(child))[0]?.reference ?? '';
    const movement = {
      kind: 'dispute_withheld',
      movementId: 'm-1',
      amountOre: ore(100_00),
    } as const;
    await account(child.accountId).comparePayments({
      ...{ provider: 'mobilepay', day: '2026-11-20' },
      charges: [{ reference, movements: [{ ...movement, occurredAt: '2026-11-20T10:00:00Z' }] }],
    });
    expect(await purseOf(child)).toBe(40_00);
    expect(await ruleOf(child, ruleId)).toMatchObject({
      ...{ state: 'paused', pausedBecause: 'charged_back', mend: 'new_method' },
    });
    await buy(child, 1_00);
    await sweep(child);
    expect(await amounts(child)).toHaveLength(1);
    acceptedValue(await mendRule(child, ruleId));
    await approve(child, fake, ruleId);
    await purseBecomes(child, 139_00);
  });
});

describe('what is not known', () => {
  test('of a charge that went through ends in one charge and one credit', async () => {
    const { child } = await childWithRule(60_00);
    // The order is carried out, its answer and its repeat's are lost, and the provider is gone.
    fake.trouble('lost_after', 'lost_after');
    await buy(child, 20_00);
    await vi.waitFor(() => expect(fake.recurring.charges.size).toBe(1));
    fake.isDown = true;
    for (let minute = 0; minute < 3; minute++) {
      clock.pass(60_000);
      await ring(child);
    }
    await sweep(child);
    await buy(child, 1_00);
    expect(await purseOf(child)).toBe(39_00);
    fake.isDown = false;
    await purseBecomesByTheAlarm(child, 139_00);
    expect([...fake.recurring.charges.values()].map(({ captures }) => captures)).toEqual([1]);
  });

  test('of an order that never arrived is ordered under the same reference', async () => {
    const { child } = await childWithRule(60_00);
    fake.isDown = true;
    await buy(child, 20_00);
    await vi.waitFor(async () => expect((await runsOf(child))[0]?.state).toBe('waiting'));
    await endObject(child);
    fake.isDown = false;
    expect(fake.recurring.charges.size).toBe(0);
    await purseBecomesByTheAlarm(child, 140_00);
    expect([...fake.recurring.charges.keys()]).toEqual([(await runsOf(child))[0]?.reference]);
  });

  test('does not keep a purchase waiting, nor stop the till', async () => {
    const { child } = await childWithRule(60_00);
    fake.isDown = true;
    await buy(child, 20_00);
    await buy(child, 1_00);
    await vi.waitFor(async () => expect((await runsOf(child))[0]?.state).toBe('waiting'));
    expect(await amounts(child)).toHaveLength(1);
    fake.isDown = false;
    await purseBecomesByTheAlarm(child, 139_00);
  });
});

describe('a run that comes due (I9)', () => {
  test('while the object sleeps runs by its alarm', async () => {
    const { child } = await childWithRule(60_00, { terms: { belowOre: null, dayOfMonth: 1 } });
    await endObject(child);
    clock.pass(32 * DAY_MS);
    expect(await ring(child)).toBe(true);
    await purseBecomes(child, 160_00);
    await ring(child);
    await sweep(child);
    expect(await amounts(child)).toHaveLength(1);
  });

  test('with the object’s death at the charge runs after its next start', async () => {
    const { child } = await childWithRule(60_00);
    await letCrash(child, fake);
    fake.trouble('crash_before');
    await counter.sellTo(child, [20_00]).catch(() => undefined);
    await vi.waitFor(async () => {
      const [run] = await runsOf(child);
      expect(run?.state).toBe('waiting');
    });
    await purseBecomesByTheAlarm(child, 140_00);
    expect([...fake.recurring.charges.values()].map(({ captures }) => captures)).toEqual([1]);
  });

  test('and has lost its alarm for good is seen by the sweep', async () => {
    const { child } = await childWithRule(60_00, { terms: { belowOre: null, dayOfMonth: 1 } });
    await runInDurableObject(account(child.accountId), (_, state) => state.storage.deleteAlarm());
    clock.pass(32 * DAY_MS);
    await runInDurableObject(account(child.accountId), (_, state) => state.storage.deleteAlarm());
    expect(await sweep(child)).toEqual({ hasWork: true });
    await purseBecomes(child, 160_00);
  });

  test('has an alarm again after any start', async () => {
    const { child } = await childWithRule(60_00, { terms: { belowOre: null, dayOfMonth: 1 } });
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
    const { child, ruleId } = await childWithRule(60_00, {
      terms: { belowOre: null, dayOfMonth: 31 },
    });
    fake.recurring.nextFates('charge_amount_too_high');
    clock.pass(35 * DAY_MS);
    await ring(child);
    expect(await amounts(child)).toEqual([[100_00, 'declined']]);
    clock.pass(DAY_MS);
    expect(codeOf(await mendRule(child, ruleId))).toBe('accepted');
    await purseBecomes(child, 160_00);
    clock.pass(DAY_MS);
    await ring(child);
    await sweep(child);
    expect(await amounts(child)).toHaveLength(2);
    clock.pass(31 * DAY_MS);
    await ring(child);
    await purseBecomes(child, 260_00);
  });

  test('is not started by purchases before its day', async () => {
    const { child, ruleId } = await childWithRule(60_00, {
      terms: { belowOre: null, dayOfMonth: 1 },
    });
    await buy(child, 59_00);
    await sweep(child);
    expect(await runsOf(child)).toEqual([]);
    expect((await ruleOf(child, ruleId)).nextDay).toMatch(/-01$/);
  });
});

describe('an account that is frozen', () => {
  test('orders nothing, and charges nothing that was ordered', async () => {
    const { child } = await childWithRule(60_00);
    await query(
      account(child.accountId),
      "UPDATE account SET frozen_at = 1, frozen_because = 'a test'",
    );
    await endObject(child);
    await sweep(child);
    expect(codeOf(await counter.tap(child))).toBe('account_frozen');
    expect(codeOf(await putRule(child))).toBe('auto_top_up_exists');
    expect(fake.recurring.charges.size).toBe(0);
  });
});

function fail(): never {
  throw new Error('nothing was charged');
}
