// "Kan bruge i dag": the least that any rule leaves, and the rule that says so.
import { describe, expect, it } from 'vitest';
import type { ClubId } from '../../contracts/ids.ts';
import { type Limits, NO_LIMITS } from '../../contracts/limits.ts';
import { ore } from '../../contracts/ore.ts';
import { copenhagenMoment } from './copenhagen-moment.ts';
import { decideUsableToday, type TodayFacts } from './decide-usable-today.ts';

const HERE = 'bakkens-hjerte' as ClubId;
const ELSEWHERE = 'klub-storagergaard' as ClubId;
/** A Wednesday. */
const NOON = copenhagenMoment(Date.parse('2026-11-18T12:00:00+01:00'));

const FACTS: TodayFacts = {
  purseOre: ore(100_00),
  creditOre: ore(0),
  limits: NO_LIMITS,
  spentDayOre: ore(0),
  spentWeekOre: ore(0),
  spentNamedDayOre: ore(0),
  namedDayCapOre: ore(60_00),
  clubIds: [HERE],
  hasActiveCard: true,
  isFrozen: false,
  moment: NOON,
};

function decided(change: Partial<TodayFacts>, limits: Partial<Limits> = {}): [number, string] {
  const facts = { ...FACTS, ...change, limits: { ...NO_LIMITS, ...limits } };
  const { amountOre, reason } = decideUsableToday(facts);
  return [amountOre, reason];
}

describe('what a child can use today', () => {
  it.each([
    ['all its money', {}, {}, [100_00, 'balance']],
    ['money and credit', { purseOre: ore(-10_00), creditOre: ore(50_00) }, {}, [40_00, 'balance']],
    ['nothing below the credit', { purseOre: ore(-10_00) }, {}, [0, 'balance']],
    [
      'what the day leaves',
      { spentDayOre: ore(8_00) },
      { perDayOre: ore(40_00) },
      [32_00, 'per_day'],
    ],
    [
      'what the week leaves, if less',
      { spentDayOre: ore(8_00), spentWeekOre: ore(90_00) },
      { perDayOre: ore(40_00), perWeekOre: ore(100_00) },
      [10_00, 'per_week'],
    ],
    [
      'nothing of a day that is full',
      { spentDayOre: ore(50_00) },
      { perDayOre: ore(40_00) },
      [0, 'per_day'],
    ],
    ['nothing on another weekday', {}, { allowedWeekdays: [1, 2] }, [0, 'weekday']],
    ['all on an allowed weekday', {}, { allowedWeekdays: [3] }, [100_00, 'balance']],
    [
      'nothing when the hours are over',
      {},
      { allowedHours: { from: '08:00', until: '12:00' } },
      [0, 'hours'],
    ],
    [
      'all when they are still to come',
      {},
      { allowedHours: { from: '14:00', until: '17:00' } },
      [100_00, 'balance'],
    ],
    ['nothing in no hour', {}, { allowedHours: { from: '14:00', until: '14:00' } }, [0, 'hours']],
    ['nothing where no own club is allowed', {}, { allowedClubIds: [ELSEWHERE] }, [0, 'no_club']],
    ['nothing without a club', { clubIds: [] }, {}, [0, 'no_club']],
    [
      'all where one of two is allowed',
      { clubIds: [HERE, ELSEWHERE] },
      { allowedClubIds: [ELSEWHERE] },
      [100_00, 'balance'],
    ],
    [
      'by name up to the cap, without a card',
      { hasActiveCard: false, spentNamedDayOre: ore(10_00) },
      {},
      [50_00, 'no_usable_card'],
    ],
    [
      'less money than the cap, without a card',
      { hasActiveCard: false, purseOre: ore(20_00) },
      {},
      [20_00, 'balance'],
    ],
    ['nothing of a frozen account', { isFrozen: true }, {}, [0, 'frozen']],
    [
      'the first of equal reasons',
      { purseOre: ore(0), isFrozen: true },
      { perDayOre: ore(0) },
      [0, 'balance'],
    ],
    [
      'all in spite of a limit for one purchase',
      {},
      { perPurchaseOre: ore(5_00) },
      [100_00, 'balance'],
    ],
  ] as const)('is %s', (_name, change, limits, expected) => {
    expect(decided(change, limits as Partial<Limits>)).toEqual(expected);
  });

  it('is said with what was spent of which limit, and the hours', () => {
    const limits = {
      ...NO_LIMITS,
      ...{ perPurchaseOre: ore(20_00), perDayOre: ore(40_00), perWeekOre: null },
      allowedHours: { from: '10:00', until: '17:00' },
    };
    const spent = { spentDayOre: ore(8_00), spentWeekOre: ore(18_00) };
    expect(decideUsableToday({ ...FACTS, ...spent, limits })).toEqual({
      ...{ amountOre: 32_00, reason: 'per_day', perPurchaseOre: 20_00 },
      today: { spentOre: 8_00, limitOre: 40_00 },
      thisWeek: { spentOre: 18_00, limitOre: null },
      hours: { from: '10:00', until: '17:00' },
      byName: null,
    });
  });

  it('is said with the cap of a day by name, without a card', () => {
    const facts = { ...FACTS, hasActiveCard: false, spentNamedDayOre: ore(10_00) };
    expect(decideUsableToday(facts)).toMatchObject({
      ...{ amountOre: 50_00, reason: 'no_usable_card' },
      byName: { spentOre: 10_00, limitOre: 60_00 },
    });
  });
});
