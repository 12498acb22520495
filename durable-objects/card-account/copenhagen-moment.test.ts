import { describe, expect, it } from 'vitest';
import { copenhagenMidnight, copenhagenMoment, daysLater } from './copenhagen-moment.ts';

/** Instants in UTC, and what calendar and clock on the wall in Copenhagen say. */
const INSTANTS = [
  ['winter, a minute before midnight', '2026-11-20T22:59:59.999Z', '2026-11-20', 5, '23:59'],
  ['winter, midnight', '2026-11-20T23:00:00.000Z', '2026-11-21', 6, '00:00'],
  ['summer, a minute before midnight', '2026-07-05T21:59:59.999Z', '2026-07-05', 7, '23:59'],
  ['summer, midnight', '2026-07-05T22:00:00.000Z', '2026-07-06', 1, '00:00'],
  ['spring, before the clock jumps', '2026-03-29T00:59:59.999Z', '2026-03-29', 7, '01:59'],
  ['spring, after the clock jumped', '2026-03-29T01:00:00.000Z', '2026-03-29', 7, '03:00'],
  ['spring, the short day ends', '2026-03-29T21:59:59.999Z', '2026-03-29', 7, '23:59'],
  ['spring, the day after begins', '2026-03-29T22:00:00.000Z', '2026-03-30', 1, '00:00'],
  ['autumn, the long day begins', '2026-10-24T22:00:00.000Z', '2026-10-25', 7, '00:00'],
  ['autumn, half past two for the first time', '2026-10-25T00:30:00Z', '2026-10-25', 7, '02:30'],
  ['autumn, half past two again', '2026-10-25T01:30:00Z', '2026-10-25', 7, '02:30'],
  ['autumn, the long day ends', '2026-10-25T22:59:59.999Z', '2026-10-25', 7, '23:59'],
  ['autumn, the day after begins', '2026-10-25T23:00:00.000Z', '2026-10-26', 1, '00:00'],
  ['a leap day', '2028-02-29T12:00:00.000Z', '2028-02-29', 2, '13:00'],
] as const;

/** Days at noon, and the ISO week that each belongs to. */
const WEEKS = [
  ['2026-11-21', '2026-W47'],
  ['2026-11-22', '2026-W47'],
  ['2026-11-23', '2026-W48'],
  ['2025-12-28', '2025-W52'],
  ['2025-12-29', '2026-W01'],
  ['2026-01-01', '2026-W01'],
  ['2026-12-31', '2026-W53'],
  ['2027-01-03', '2026-W53'],
  ['2027-01-04', '2027-W01'],
  ['2024-12-30', '2025-W01'],
  ['2023-01-01', '2022-W52'],
] as const;

describe("Copenhagen's moment", () => {
  it.each(INSTANTS)('in %s has the day, weekday and clock of the wall', (...row) => {
    const [, instant, day, weekday, clock] = row;
    expect(copenhagenMoment(Date.parse(instant))).toMatchObject({ day, weekday, clock });
  });

  it.each(WEEKS)('on %s stands in ISO week %s', (day, week) => {
    expect(copenhagenMoment(Date.parse(`${day}T12:00:00Z`)).week).toBe(week);
  });

  it('keeps one day over both of the hours that autumn repeats', () => {
    const hours = Array.from({ length: 25 }, (_, hour) =>
      copenhagenMoment(Date.parse('2026-10-24T22:00:00Z') + hour * 3_600_000),
    );
    expect(new Set(hours.map(({ day }) => day))).toEqual(new Set(['2026-10-25']));
    expect(hours.filter(({ clock }) => clock === '02:00')).toHaveLength(2);
  });

  it('turns the week at midnight on the wall, not in UTC', () => {
    expect(copenhagenMoment(Date.parse('2026-11-22T22:59:59.999Z')).week).toBe('2026-W47');
    expect(copenhagenMoment(Date.parse('2026-11-22T23:00:00.000Z')).week).toBe('2026-W48');
  });

  it('answers for each instant by itself, whichever was asked before', () => {
    const first = copenhagenMoment(Date.parse('2026-11-20T22:59:30Z'));
    const second = copenhagenMoment(Date.parse('2026-11-20T23:00:30Z'));
    expect([first.day, second.day]).toEqual(['2026-11-20', '2026-11-21']);
    expect(copenhagenMoment(Date.parse('2026-11-20T22:59:31Z')).day).toBe('2026-11-20');
  });
});

describe('midnight', () => {
  it.each([
    ['in winter', '2026-11-21', '2026-11-20T23:00:00.000Z'],
    ['in summer', '2026-07-06', '2026-07-05T22:00:00.000Z'],
    ['before the clock goes forward', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['after it went forward', '2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['before the clock goes back', '2026-10-25', '2026-10-24T22:00:00.000Z'],
    ['after it went back', '2026-10-26', '2026-10-25T23:00:00.000Z'],
    ['of a new year', '2027-01-01', '2026-12-31T23:00:00.000Z'],
  ])('%s is where the day begins', (_, day, instant) => {
    expect(new Date(copenhagenMidnight(day)).toISOString()).toBe(instant);
    expect(copenhagenMoment(Date.parse(instant) - 1).day < day).toBe(true);
  });

  it('follows the calendar over months and leap years', () => {
    expect(daysLater('2028-02-28', 1)).toBe('2028-02-29');
    expect(daysLater('2026-12-31', 1)).toBe('2027-01-01');
    expect(daysLater('2026-03-28', 2)).toBe('2026-03-30');
  });

  it('is not of a day that is none', () => {
    expect(() => copenhagenMidnight('2026-02-30')).toThrow(RangeError);
  });
});
