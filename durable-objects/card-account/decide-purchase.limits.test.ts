import { describe, expect, it } from 'vitest';
import type { CategoryId, ClubId } from '../../contracts/ids.ts';
import { type Limits, NO_LIMITS } from '../../contracts/limits.ts';
import { ore } from '../../contracts/ore.ts';
import { acceptedCase, FIXED, NOW, named, withLines } from '../testing/purchase-case.ts';
import { copenhagenMoment } from './copenhagen-moment.ts';
import { decidePurchase, type PurchaseState } from './decide-purchase.ts';

function reasonOf(
  limits: Partial<Limits>,
  change: Partial<PurchaseState> = {},
  quantity = 1,
): string {
  const state = { ...acceptedCase().state, limits: { ...NO_LIMITS, ...limits }, ...change };
  const decision = decidePurchase(state, withLines([[FIXED, quantity, 12_00]]), NOW);
  if (decision.accepted) return 'accepted';
  expect(decision.refusal).toEqual({ code: 'not_today' });
  return decision.notTodayReason ?? 'no reason';
}

const at = (instant: string) => ({ moment: copenhagenMoment(Date.parse(instant)) });

describe("a parent's limits", () => {
  it('allow what stays within amount per purchase, day and week, to the øre', () => {
    expect(reasonOf({ perPurchaseOre: ore(12_00) })).toBe('accepted');
    expect(reasonOf({ perPurchaseOre: ore(11_99) })).toBe('limit_purchase');
    const spent = { spentDayOre: ore(8_00), spentWeekOre: ore(30_00) };
    expect(reasonOf({ perDayOre: ore(20_00) }, spent)).toBe('accepted');
    expect(reasonOf({ perDayOre: ore(19_99) }, spent)).toBe('limit_day');
    expect(reasonOf({ perWeekOre: ore(42_00) }, spent)).toBe('accepted');
    expect(reasonOf({ perWeekOre: ore(41_99) }, spent)).toBe('limit_week');
  });

  it('may be zero: then nothing is sold, and nothing breaks', () => {
    expect(reasonOf({ perDayOre: ore(0) })).toBe('limit_day');
  });

  it('may stand below what is already spent: purchases are refused, no more', () => {
    const spent = { spentDayOre: ore(50_00), spentWeekOre: ore(50_00) };
    expect(reasonOf({ perDayOre: ore(10_00) }, spent)).toBe('limit_day');
  });

  it('block a category wherever it stands in the cart', () => {
    expect(reasonOf({ blockedCategoryIds: ['sweets' as CategoryId] })).toBe('accepted');
    expect(reasonOf({ blockedCategoryIds: ['food' as CategoryId] })).toBe('limit_category');
  });

  it('allow weekdays of Copenhagen, not of UTC', () => {
    const fridays = { allowedWeekdays: [5] };
    expect(reasonOf(fridays, at('2026-11-20T22:59:59Z'))).toBe('accepted');
    expect(reasonOf(fridays, at('2026-11-20T23:00:00Z'))).toBe('limit_weekday');
    expect(reasonOf({ allowedWeekdays: [] })).toBe('limit_weekday');
  });

  it('allow hours of the wall, from inclusive, until exclusive', () => {
    const hours = { allowedHours: { from: '14:00', until: '16:30' } };
    expect(reasonOf(hours, at('2026-11-21T12:59:59Z'))).toBe('limit_hours');
    expect(reasonOf(hours, at('2026-11-21T13:00:00Z'))).toBe('accepted');
    expect(reasonOf(hours, at('2026-11-21T15:29:59Z'))).toBe('accepted');
    expect(reasonOf(hours, at('2026-11-21T15:30:00Z'))).toBe('limit_hours');
    expect(reasonOf(hours, at('2026-07-04T12:00:00Z'))).toBe('accepted');
  });

  it('hold in both of the hours that autumn repeats, and after the one that spring leaves out', () => {
    const night = { allowedHours: { from: '02:00', until: '03:00' } };
    for (const instant of ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z']) {
      expect(reasonOf(night, at(instant))).toBe('accepted');
    }
    expect(reasonOf(night, at('2026-10-25T02:00:00Z'))).toBe('limit_hours');
    expect(reasonOf(night, at('2026-03-29T01:00:00Z'))).toBe('limit_hours');
  });

  it('allow the clubs that are listed', () => {
    expect(reasonOf({ allowedClubIds: ['club-1' as ClubId] })).toBe('accepted');
    expect(reasonOf({ allowedClubIds: ['club-2' as ClubId] })).toBe('limit_club');
  });

  it('give their reasons in one order, the money last', () => {
    const money = { availableOre: ore(0) };
    const all: Partial<Limits> = {
      allowedClubIds: [],
      allowedWeekdays: [],
      allowedHours: { from: '00:00', until: '00:00' },
      blockedCategoryIds: ['food' as CategoryId],
      perPurchaseOre: ore(0),
      perDayOre: ore(0),
      perWeekOre: ore(0),
    };
    const names = Object.keys(all) as (keyof Limits)[];
    const reasons = [...names, null].map((_, place) =>
      reasonOf(Object.fromEntries(names.slice(place).map((name) => [name, all[name]])), money),
    );
    expect(reasons).toEqual([
      'limit_club',
      'limit_weekday',
      'limit_hours',
      'limit_category',
      'limit_purchase',
      'limit_day',
      'limit_week',
      'funds',
    ]);
  });
});

describe('the money', () => {
  it('reaches to the last øre, with the credit in force and no further', () => {
    expect(reasonOf({}, { availableOre: ore(12_00) })).toBe('accepted');
    expect(reasonOf({}, { availableOre: ore(11_99) })).toBe('funds');
    expect(reasonOf({}, { availableOre: ore(2_00), creditOre: ore(10_00) })).toBe('accepted');
    expect(reasonOf({}, { availableOre: ore(1_99), creditOre: ore(10_00) })).toBe('funds');
  });

  it('is refused to a purse that credit left below zero', () => {
    expect(reasonOf({}, { availableOre: ore(-50_00), creditOre: ore(0) })).toBe('funds');
  });
});

describe('a child found by name', () => {
  const rich = { ...named(acceptedCase().state), availableOre: ore(500_00) };

  it('has a cap of its own on each purchase, which the till is told', () => {
    const decision = decidePurchase(rich, withLines([[FIXED, 5, 12_00]]), NOW);
    expect(decision).toMatchObject({ refusal: { code: 'presentation_cap', capOre: 50_00 } });
    expect(decidePurchase(rich, withLines([[FIXED, 4, 12_00]]), NOW)).toMatchObject({
      accepted: true,
    });
  });

  it('has a cap on each day, which the till is not told', () => {
    const spent = { ...rich, spentNamedDayOre: ore(88_00) };
    expect(reasonOf({}, spent)).toBe('accepted');
    expect(reasonOf({}, { ...spent, spentNamedDayOre: ore(88_01) })).toBe('named_day_cap');
  });

  it('does not fill the cap of the day by what was bought with a card', () => {
    expect(reasonOf({}, { ...acceptedCase().state, spentNamedDayOre: ore(500_00) })).toBe(
      'accepted',
    );
  });
});
