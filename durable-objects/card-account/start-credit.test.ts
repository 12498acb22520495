// Credit through the object: what it lets by, and that its end freezes nothing (I2).
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PersonId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import { runClock, stopClockAt } from '../testing/clock.ts';
import { acceptedValue, Counter, codeOf } from '../testing/counter.ts';
import {
  account,
  linkGuardian,
  SeededClub,
  setSettings,
  type TestChild,
  topUp,
} from '../testing/seeded-club.ts';

const START_CREDIT = { startCreditOre: ore(50_00) };
let club: SeededClub;
let counter: Counter;

beforeEach(async () => {
  club = new SeededClub();
  await club.seed(START_CREDIT);
  counter = new Counter(club);
});
afterEach(runClock);

async function link(child: TestChild): Promise<void> {
  await linkGuardian(child.childId, child.guardianId);
}

async function purseOf(child: TestChild): Promise<number | undefined> {
  return (await account(child.accountId).inspect())?.sumsOre.purse;
}

/** Refused, frozen by nobody, and repaid by the first top-up. */
async function isInDebtAndRepays(child: TestChild): Promise<void> {
  expect(codeOf(await counter.sellTo(child, [1]))).toBe('not_today');
  const inspection = await account(child.accountId).inspect();
  expect(inspection).toMatchObject({ frozenBecause: null, sumsOre: { purse: -50_00 } });
  expect(await account(child.accountId).audit()).toMatchObject({ ok: true });
  acceptedValue(await topUp(child.accountId, 60_00));
  expect(await purseOf(child)).toBe(10_00);
  expect(codeOf(await counter.sellTo(child, [10_01]))).toBe('not_today');
  expect(codeOf(await counter.sellTo(child, [10_00]))).toBe('accepted');
}

describe('start credit', () => {
  it('lets a child without a linked guardian buy for fifty kroner, and no øre more', async () => {
    const child = await club.registerChild(0, { linked: false });
    expect(codeOf(await counter.sellTo(child, [50_01]))).toBe('not_today');
    expect(codeOf(await counter.sellTo(child, [50_00]))).toBe('accepted');
    expect(codeOf(await counter.sellTo(child, [1]))).toBe('not_today');
    expect(await purseOf(child)).toBe(-50_00);
    expect(await account(child.accountId).audit()).toMatchObject({ ok: true });
  });

  it('ends with the first link: a purse at −50 kr refuses, freezes nothing, and is repaid', async () => {
    const child = await club.registerChild(0, { linked: false });
    acceptedValue(await counter.sellTo(child, [50_00]));
    await link(child);
    await isInDebtAndRepays(child);
  });

  it('ends after eight weeks: a purse at −50 kr refuses, freezes nothing, and is repaid', async () => {
    stopClockAt('2026-08-03T08:00:00.000Z');
    const child = await club.registerChild(0, { linked: false });
    acceptedValue(await counter.sellTo(child, [49_00]));
    stopClockAt('2026-09-28T07:59:59.999Z');
    acceptedValue(await counter.sellTo(child, [1_00]));
    stopClockAt('2026-09-28T08:00:00.000Z');
    await isInDebtAndRepays(child);
  });

  it('ends when the municipality takes it away', async () => {
    const child = await club.registerChild(0, { linked: false });
    acceptedValue(await counter.sellTo(child, [50_00]));
    await setSettings({});
    await isInDebtAndRepays(child);
  });

  it('lets a sale be undone when it has ended meanwhile: the purse only rises', async () => {
    const child = await club.registerChild(0, { linked: false });
    const purchaseId = crypto.randomUUID();
    acceptedValue(await counter.sellTo(child, [20_00], purchaseId));
    acceptedValue(await counter.sellTo(child, [30_00]));
    await link(child);
    acceptedValue(await counter.reverse(child, purchaseId));
    expect(await purseOf(child)).toBe(-30_00);
    expect((await account(child.accountId).inspect())?.frozenBecause).toBeNull();
  });
});

describe('the highest balance', () => {
  it('is reached to the øre, and refused beyond', async () => {
    const child = await club.registerChild(999_99);
    expect(codeOf(await topUp(child.accountId, 2))).toBe('above_highest_balance');
    expect(codeOf(await topUp(child.accountId, 1))).toBe('accepted');
    expect(codeOf(await topUp(child.accountId, 1))).toBe('above_highest_balance');
  });

  it.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 1_000_001])(
    'is no matter when the amount of %d is none',
    async (amountOre) => {
      const child = await club.registerChild(0);
      const outcome = await account(child.accountId).topUp({
        topUpId: crypto.randomUUID() as never,
        amountOre: amountOre as never,
        by: 'leader-testesen' as PersonId,
        reason: 'test',
      });
      expect(outcome).toEqual({ ok: false, refusal: { code: 'invalid_request' } });
      expect(await purseOf(child)).toBe(0);
    },
  );
});
