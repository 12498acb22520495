import { describe, expect, test } from 'vitest';
import { latestDayDue, monthBounds, monthsLater, nextDayDue } from './auto-top-up-calendar.ts';

describe('a day of the month', () => {
  test.each([
    // today, day of the month, the last that has begun, the next after today
    ['2026-11-21', 21, '2026-11-21', '2026-12-21'],
    ['2026-11-21', 22, '2026-10-22', '2026-11-22'],
    ['2026-11-21', 1, '2026-11-01', '2026-12-01'],
    ['2026-11-29', 31, '2026-10-31', '2026-11-30'],
    ['2026-11-30', 31, '2026-11-30', '2026-12-31'],
    ['2027-02-28', 30, '2027-02-28', '2027-03-30'],
    ['2028-02-28', 30, '2028-01-30', '2028-02-29'],
    ['2026-12-31', 31, '2026-12-31', '2027-01-31'],
    ['2027-01-01', 31, '2026-12-31', '2027-01-31'],
  ])('on %s, of the %i., is %s and then %s', (today, dayOfMonth, latest, next) => {
    expect(latestDayDue(today, dayOfMonth)).toBe(latest);
    expect(nextDayDue(today, dayOfMonth)).toBe(next);
  });
});

test('a month lies between two midnights of Copenhagen, also where the clock changes', () => {
  const iso = (at: number) => new Date(at).toISOString();
  const { from, until } = monthBounds('2026-10');
  expect([iso(from), iso(until)]).toEqual(['2026-09-30T22:00:00.000Z', '2026-10-31T23:00:00.000Z']);
  expect(monthsLater('2026-12', 1)).toBe('2027-01');
  expect(monthsLater('2026-01', -1)).toBe('2025-12');
});
