import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CategoryId } from '../../contracts/ids.ts';
import { Limits, NO_LIMITS } from '../../contracts/limits.ts';
import { ore } from '../../contracts/ore.ts';
import { runClock, stopClockAt } from '../testing/clock.ts';
import { acceptedValue, Counter, codeOf, refund } from '../testing/counter.ts';
import { account, LEADER, SeededClub, type TestChild, topUp } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';

const club = new SeededClub();
const counter = new Counter(club);
beforeAll(() => club.seed());
afterEach(runClock);

async function limitedChild(limits: Partial<Limits>): Promise<TestChild> {
  const child = await club.registerChild(500_00);
  await setLimits(child, limits, 0);
  return child;
}

async function setLimits(child: TestChild, limits: Partial<Limits>, seenVersion: number) {
  const changed = { ...NO_LIMITS, ...limits };
  return account(child.accountId).setLimits({ seenVersion, limits: changed, by: LEADER });
}

async function reasonsOf(child: TestChild): Promise<unknown[]> {
  const notices = (await account(child.accountId).inspect())?.notices ?? [];
  return notices.filter(({ kind }) => kind === 'refused').map(({ facts }) => facts.reason);
}

async function spentOf(child: TestChild): Promise<Record<string, unknown>> {
  const rows = await query(account(child.accountId), 'SELECT * FROM spent');
  return Object.fromEntries(rows.map((row) => [row.spending_window, row.amount_ore]));
}

describe('the limits of a child', () => {
  it.each([
    ['per purchase', { perPurchaseOre: ore(9_99) }, 'limit_purchase'],
    ['per day', { perDayOre: ore(9_99) }, 'limit_day'],
    ['per week', { perWeekOre: ore(9_99) }, 'limit_week'],
    ['on a category', { blockedCategoryIds: ['food' as CategoryId] }, 'limit_category'],
    ['on weekdays', { allowedWeekdays: [] }, 'limit_weekday'],
    ['on hours', { allowedHours: { from: '00:00', until: '00:00' } }, 'limit_hours'],
    ['on clubs', { allowedClubIds: [] }, 'limit_club'],
  ])('%s refuse a purchase, and the reason goes to the guardians alone', async (...row) => {
    const [, limits, reason] = row;
    const child = await limitedChild(limits);
    const outcome = await counter.sellTo(child, [10_00]);
    expect(outcome).toEqual({ ok: false, refusal: { code: 'not_today' } });
    expect(await reasonsOf(child)).toEqual([reason]);
  });

  it('are in force at the next purchase, and gone when they are lifted', async () => {
    const child = await limitedChild({ perDayOre: ore(10_00) });
    const shown = await counter.show(child);
    expect(codeOf(await counter.sell(shown, [10_01]))).toBe('not_today');
    acceptedValue(await setLimits(child, {}, 1));
    expect(codeOf(await counter.sell(shown, [10_01]))).toBe('accepted');
  });

  it('are changed by whoever has seen the version in force, and by nobody else', async () => {
    const child = await limitedChild({ perDayOre: ore(10_00) });
    expect(await setLimits(child, {}, 0)).toMatchObject({ refusal: { code: 'version_conflict' } });
    expect(await setLimits(child, {}, 2)).toMatchObject({ refusal: { code: 'version_conflict' } });
    const both = await Promise.all([
      setLimits(child, { perDayOre: ore(20_00) }, 1),
      setLimits(child, { perDayOre: ore(30_00) }, 1),
    ]);
    expect(both.map((outcome) => outcome.ok).toSorted()).toEqual([false, true]);
    expect((await account(child.accountId).inspect())?.limitsVersion).toBe(2);
  });

  it.each([
    ['a fraction of an øre', { perDayOre: 0.5 }],
    ['an eighth day', { allowedWeekdays: [8] }],
    ['half past twenty-five', { allowedHours: { from: '25:30', until: '26:00' } }],
    ['a field too many', { perYearOre: 1 }],
  ])('cannot hold %s', (_, limits) => {
    expect(Limits.safeParse({ ...NO_LIMITS, ...limits }).success).toBe(false);
  });

  it('set below what is already spent freeze nothing: purchases are refused until they allow', async () => {
    const child = await limitedChild({});
    acceptedValue(await counter.sellTo(child, [80_00]));
    acceptedValue(await setLimits(child, { perDayOre: ore(50_00), perWeekOre: ore(50_00) }, 1));
    expect(codeOf(await counter.sellTo(child, [1]))).toBe('not_today');
    expect(await account(child.accountId).audit()).toEqual({ ok: true, value: { entries: 2 } });
    acceptedValue(await setLimits(child, { perDayOre: ore(80_01) }, 2));
    expect(codeOf(await counter.sellTo(child, [1]))).toBe('accepted');
    expect((await account(child.accountId).inspect())?.frozenBecause).toBeNull();
  });
});

describe("Copenhagen's days and weeks (I8)", () => {
  it('begin anew at midnight on the wall, the week on Monday', async () => {
    stopClockAt('2026-11-22T22:59:59.900Z');
    const child = await limitedChild({ perDayOre: ore(10_00), perWeekOre: ore(10_00) });
    expect(codeOf(await counter.sellTo(child, [10_00]))).toBe('accepted');
    expect(codeOf(await counter.sellTo(child, [1]))).toBe('not_today');
    stopClockAt('2026-11-22T23:00:00.100Z');
    expect(codeOf(await counter.sellTo(child, [10_00]))).toBe('accepted');
    stopClockAt('2026-11-23T23:00:00.100Z');
    expect(codeOf(await counter.sellTo(child, [1]))).toBe('not_today');
    expect(await reasonsOf(child)).toEqual(['limit_day', 'limit_week']);
    expect(await spentOf(child)).toEqual({
      'day:2026-11-22': 10_00,
      'week:2026-W47': 10_00,
      'day:2026-11-23': 10_00,
      'week:2026-W48': 10_00,
    });
    expect(await account(child.accountId).audit()).toEqual({ ok: true, value: { entries: 3 } });
  });

  it('hold one limit over the 25 hours of the longest day and the 23 of the shortest', async () => {
    for (const [begin, end, next] of [
      ['2026-10-24T22:00:00Z', '2026-10-25T22:59:59Z', '2026-10-25T23:00:00Z'],
      ['2026-03-28T23:00:00Z', '2026-03-29T21:59:59Z', '2026-03-29T22:00:00Z'],
    ] as const) {
      stopClockAt(begin);
      const child = await limitedChild({ perDayOre: ore(10_00) });
      expect(codeOf(await counter.sellTo(child, [10_00]))).toBe('accepted');
      stopClockAt(end);
      expect(codeOf(await counter.sellTo(child, [1]))).toBe('not_today');
      stopClockAt(next);
      expect(codeOf(await counter.sellTo(child, [10_00]))).toBe('accepted');
    }
  });

  it("get a refund's share back where the purchase was, whenever the refund comes", async () => {
    stopClockAt('2026-11-20T12:00:00Z');
    const child = await limitedChild({});
    const purchaseId = crypto.randomUUID();
    acceptedValue(await counter.sellTo(child, [30_00, 10_00], purchaseId));
    stopClockAt('2026-11-24T12:00:00Z');
    acceptedValue(await counter.sellTo(child, [5_00]));
    acceptedValue(await refund(child, purchaseId, [{ line: 0, quantity: 1 }]));
    expect(await spentOf(child)).toEqual({
      'day:2026-11-20': 10_00,
      'week:2026-W47': 10_00,
      'day:2026-11-24': 5_00,
      'week:2026-W48': 5_00,
    });
    expect(await account(child.accountId).audit()).toEqual({ ok: true, value: { entries: 4 } });
  });
});

describe('a refund', () => {
  it('says what it gave back, keeps its reason encrypted, and never exceeds what was paid', async () => {
    const child = await limitedChild({});
    const purchaseId = crypto.randomUUID();
    acceptedValue(await counter.sellTo(child, [30_00, 10_00], purchaseId));
    const part = [{ line: 0, quantity: 1 }];
    const first = acceptedValue(await refund(child, purchaseId, part));
    expect(first).toMatchObject({ purchaseId, totalOre: 30_00 });
    const atOnce = await Promise.all(
      Array.from({ length: 6 }, () => refund(child, purchaseId, [{ line: 1, quantity: 1 }])),
    );
    expect(atOnce.map(codeOf).toSorted()).toEqual([
      'accepted',
      ...Array(5).fill('already_refunded'),
    ]);
    expect(codeOf(await refund(child, purchaseId, part))).toBe('already_refunded');
    expect((await account(child.accountId).inspect())?.sumsOre.purse).toBe(500_00);
    const rows = await query(
      account(child.accountId),
      "SELECT reason_ciphertext FROM entry WHERE kind = 'refund'",
    );
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain(Buffer.from('fortrudt').toString('hex'));
  });

  it('may lift the account above its highest balance: it is the child’s money', async () => {
    const child = await club.registerChild(1_000_00);
    const purchaseId = crypto.randomUUID();
    acceptedValue(await counter.sellTo(child, [100_00], purchaseId));
    acceptedValue(await topUp(child.accountId, 100_00));
    acceptedValue(await refund(child, purchaseId, 'all'));
    expect((await account(child.accountId).inspect())?.sumsOre.purse).toBe(1_100_00);
    expect(codeOf(await topUp(child.accountId, 1))).toBe('above_highest_balance');
  });
});

describe('a set of limits', () => {
  it('is not one with an amount below zero, or with hours that end before they begin', () => {
    const parses = (limits: object) => Limits.safeParse({ ...NO_LIMITS, ...limits }).success;
    expect(parses({ perDayOre: 0, allowedHours: { from: '12:00', until: '24:00' } })).toBe(true);
    expect(parses({ perDayOre: -1 })).toBe(false);
    expect(parses({ perWeekOre: 1.5 })).toBe(false);
    expect(parses({ allowedHours: { from: '18:00', until: '12:00' } })).toBe(false);
    expect(parses({ allowedHours: { from: '12:00', until: '12:00' } })).toBe(true);
    expect(parses({ allowedHours: { from: '25:00', until: '26:00' } })).toBe(false);
  });
});
