import { describe, expect, test } from 'vitest';
import { Limits, type LimitsInForce, NO_LIMITS } from '../../../contracts/limits.ts';
import { ore } from '../../../contracts/ore.ts';
import { beginEditing, hasChanges, inLanguage, meetNewer, saysTheSame } from './limits-editing.ts';

const spent = { spentOre: ore(0), limitOre: null };
const inForce = (version: number, limits: Partial<Limits>): LimitsInForce => ({
  version,
  limits: Limits.parse({ ...NO_LIMITS, ...limits }),
  setAt: null,
  setBy: null,
  today: spent,
  thisWeek: spent,
});
const forty = inForce(1, { perDayOre: ore(4000) });
const begun = beginEditing(forty, 'da');

describe('two parents editing the limits', () => {
  test('the second keeps what was typed and gets what the first changed elsewhere', () => {
    const mine = { ...begun, typed: { ...begun.typed, perWeek: '100' } };
    const met = meetNewer(mine, inForce(2, { perDayOre: ore(3000) }));
    expect(met).toMatchObject({ version: 2, news: ['perDay'], clashes: [] });
    expect(met.typed).toMatchObject({ perDay: '30', perWeek: '100' });
  });

  test('a field that both changed keeps what was typed, and is named', () => {
    const mine = { ...begun, typed: { ...begun.typed, perDay: '50' } };
    const met = meetNewer(mine, inForce(2, { perDayOre: ore(3000) }));
    expect(met).toMatchObject({ news: ['perDay'], clashes: ['perDay'] });
    expect(met.typed.perDay).toBe('50');
    expect(met.seen.perDayOre).toBe(3000);
  });

  test('a reader who has typed nothing just sees what the other saved', () => {
    const met = meetNewer(begun, inForce(2, { perDayOre: ore(3000) }));
    expect(met).toMatchObject({ version: 2, news: [], typed: { perDay: '30' } });
  });

  test('two who wrote the same do not clash', () => {
    const mine = { ...begun, typed: { ...begun.typed, perDay: '30' } };
    const met = meetNewer(mine, inForce(2, { perDayOre: ore(3000) }));
    expect(met).toMatchObject({ news: ['perDay'], clashes: [] });
    expect(hasChanges(met)).toBe(false);
  });
});

test("the reader's own save whose answer was lost is recognised", () => {
  const wanted = Limits.parse({ ...NO_LIMITS, allowedWeekdays: [2, 1] });
  expect(saysTheSame(wanted, inForce(2, { allowedWeekdays: [1, 2] }))).toBe(true);
  expect(saysTheSame(wanted, inForce(2, { allowedWeekdays: [1] }))).toBe(false);
});

test('there is nothing to save until something was typed', () => {
  expect(hasChanges(begun)).toBe(false);
  expect(hasChanges({ ...begun, typed: { ...begun.typed, perDay: '' } })).toBe(true);
});

test('a change of language midway writes the typed amounts anew', () => {
  const mine = { ...begun, typed: { ...begun.typed, perDay: '1.040,50' } };
  expect(inLanguage(mine, 'en').typed.perDay).toBe('1,040.50');
  const unreadable = { ...begun, typed: { ...begun.typed, perDay: 'fyrre' } };
  expect(inLanguage(unreadable, 'en').typed.perDay).toBe('fyrre');
});
