import { describe, expect, test } from 'vitest';
import { Limits, NO_LIMITS } from '../../../contracts/limits.ts';
import { readLimits, type TypedLimits, typedLimits } from './limits-form.ts';

const STRICT = Limits.parse({
  perPurchaseOre: 2000,
  perDayOre: 4050,
  perWeekOre: 100_000,
  blockedCategoryIds: ['slik', 'chips'],
  allowedWeekdays: [5, 1],
  allowedHours: { from: '14:00', until: '24:00' },
  allowedClubIds: ['bakkens-hjerte'],
});
const nothing = typedLimits(NO_LIMITS, 'da');
const mistakesOf = (typed: Partial<TypedLimits>) => {
  const read = readLimits({ ...nothing, ...typed }, 'da');
  return read.ok ? {} : read.mistakes;
};

describe('the limits as typed', () => {
  test.each(['da', 'en'] as const)('come back as they were, in %s', (language) => {
    const read = readLimits(typedLimits(STRICT, language), language);
    expect(read).toEqual({
      ok: true,
      limits: { ...STRICT, blockedCategoryIds: ['chips', 'slik'], allowedWeekdays: [1, 5] },
    });
    expect(readLimits(typedLimits(NO_LIMITS, language), language)).toEqual({
      ok: true,
      limits: NO_LIMITS,
    });
  });

  test('are written as a parent would write them', () => {
    expect(typedLimits(STRICT, 'da')).toMatchObject({ perDay: '40,50', perWeek: '1.000' });
    expect(typedLimits(STRICT, 'en')).toMatchObject({ perDay: '40.50', perWeek: '1,000' });
  });

  test('tell an amount of nothing from no amount', () => {
    const read = readLimits({ ...nothing, perDay: '0', perWeek: ' ' }, 'da');
    expect(read.ok && read.limits.perDayOre).toBe(0);
    expect(read.ok && read.limits.perWeekOre).toBe(null);
  });

  test('name each field that cannot be meant', () => {
    expect(mistakesOf({ perDay: 'fyrre', perWeek: '12.50' })).toEqual({
      perDay: 'amount',
      perWeek: 'amount',
    });
    expect(mistakesOf({ weekdays: [], clubs: [] })).toEqual({
      weekdays: 'no_weekday',
      clubs: 'no_club',
    });
    const hours = (from: string, until: string) =>
      mistakesOf({ hours: { isLimited: true, from, until } });
    expect(hours('15:00', '15:00')).toEqual({ hours: 'hours' });
    expect(hours('15:00', '')).toEqual({ hours: 'hours' });
    expect(hours('15:00', '00:00')).toEqual({});
  });

  test('allow each weekday by null, however often it is ticked', () => {
    const read = readLimits({ ...nothing, weekdays: [7, 1, 2, 3, 4, 5, 6] }, 'da');
    expect(read.ok && read.limits.allowedWeekdays).toBe(null);
  });
});
