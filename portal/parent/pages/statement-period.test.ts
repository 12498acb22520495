import { expect, test } from 'vitest';
import {
  daysLater,
  daysOf,
  isDay,
  isTooLong,
  longestUntil,
  mondayOf,
  namedPeriod,
  nameOfPeriod,
} from './statement-period.ts';

test('this month goes until today, last month is whole', () => {
  expect(namedPeriod('this_month', '2026-11-21')).toEqual({ from: '2026-11-01', to: '2026-11-21' });
  expect(namedPeriod('last_month', '2026-11-21')).toEqual({ from: '2026-10-01', to: '2026-10-31' });
  expect(namedPeriod('last_month', '2027-01-02')).toEqual({ from: '2026-12-01', to: '2026-12-31' });
});

test('three months back is the day after the same day, or after the last day of a shorter month', () => {
  expect(namedPeriod('last_3_months', '2026-11-21').from).toBe('2026-08-22');
  expect(namedPeriod('last_3_months', '2026-05-31').from).toBe('2026-03-01');
  expect(namedPeriod('last_3_months', '2026-01-15').from).toBe('2025-10-16');
});

test('a period is known by its name again, and others have none', () => {
  const today = '2026-11-21';
  expect(nameOfPeriod(namedPeriod('last_month', today), today)).toBe('last_month');
  expect(nameOfPeriod({ from: '2026-10-02', to: '2026-10-31' }, today)).toBeNull();
});

test('counts both ends, over a change of the clock as well', () => {
  expect(daysOf({ from: '2026-10-24', to: '2026-10-26' })).toBe(3);
  expect(daysOf({ from: '2026-11-21', to: '2026-11-21' })).toBe(1);
});

test('weeks begin on Mondays', () => {
  expect(mondayOf('2026-11-22')).toBe('2026-11-16');
  expect(mondayOf('2026-11-16')).toBe('2026-11-16');
});

test('only days of the calendar are days', () => {
  expect(['2026-02-28', '2026-02-31', '2026-13-01', '21.11.2026', ''].map(isDay)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

test('the longest period ends on the day that was chosen, and one day more is too long', () => {
  const longest = longestUntil('2026-11-21');
  expect(longest.to).toBe('2026-11-21');
  expect(isTooLong(longest)).toBe(false);
  expect(isTooLong({ ...longest, from: daysLater(longest.from, -1) })).toBe(true);
});
