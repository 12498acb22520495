import { afterEach, describe, expect, test } from 'vitest';
import { LimitsChange } from '../../../contracts/limits.ts';
import { language } from '../../ui/language.ts';
import { limitsChangeInWords } from './limits-change-words.ts';

const change = (field: string, before: unknown, after: unknown) =>
  limitsChangeInWords(LimitsChange.parse({ field, before, after })).replaceAll('\u00a0', ' ');

afterEach(() => {
  language.value = 'da';
});

describe('a change of the limits in words', () => {
  test('writes amounts as money', () => {
    expect(change('perDayOre', null, 40_50)).toBe('Højst pr. dag: ingen grænse → 40,50 kr.');
    language.value = 'en';
    expect(change('perDayOre', 30_00, 40_50)).toBe('At most per day: DKK 30 → DKK 40.50');
  });

  test('writes hours as clock times, midnight as the end of the day', () => {
    const evening = { from: '20:00', until: '22:00' };
    expect(change('allowedHours', evening, null)).toBe(
      'Tid på dagen: kl. 20.00–22.00 → hele dagen',
    );
    language.value = 'en';
    expect(change('allowedHours', null, { from: '20:00', until: '24:00' })).toBe(
      'Time of day: all day → 20:00–24:00',
    );
  });

  test('writes weekdays in lower case where the language does', () => {
    expect(change('allowedWeekdays', [1, 2], null)).toBe(
      'Kun på disse dage: mandag, tirsdag → alle dage',
    );
    language.value = 'en';
    expect(change('allowedWeekdays', [1, 2], null)).toContain('Monday, Tuesday');
  });
});
