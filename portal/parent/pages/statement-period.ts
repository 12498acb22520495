// Which days a statement covers: the periods that have a name, and those of the reader's own choice. Days
// are Danish, as "2026-11-21". Pure: today is given.

import { LONGEST_STATEMENT_DAYS } from '../../../contracts/statement.ts';

export const PERIOD_NAMES = ['this_month', 'last_month', 'last_3_months'] as const;
export type PeriodName = (typeof PERIOD_NAMES)[number];

export interface Period {
  readonly from: string;
  readonly to: string;
}

const DAY_MS = 86_400_000;

export function namedPeriod(name: PeriodName, today: string): Period {
  switch (name) {
    case 'this_month':
      return { from: `${today.slice(0, 7)}-01`, to: today };
    case 'last_month': {
      const lastDay = daysLater(`${today.slice(0, 7)}-01`, -1);
      return { from: `${lastDay.slice(0, 7)}-01`, to: lastDay };
    }
    case 'last_3_months':
      return { from: daysLater(monthsEarlier(today, 3), 1), to: today };
  }
}

/** As many days as one statement covers, up to and with `to`. */
export function longestUntil(to: string): Period {
  return { from: daysLater(to, 1 - LONGEST_STATEMENT_DAYS), to };
}

export function isTooLong(period: Period): boolean {
  return daysOf(period) > LONGEST_STATEMENT_DAYS;
}

/** The name of a period, if it has one today. */
export function nameOfPeriod(period: Period, today: string): PeriodName | null {
  const isSame = (name: PeriodName) => {
    const { from, to } = namedPeriod(name, today);
    return from === period.from && to === period.to;
  };
  return PERIOD_NAMES.find(isSame) ?? null;
}

export function daysLater(day: string, days: number): string {
  return dayOf(middayOf(day) + days * DAY_MS);
}

/** Both ends included. */
export function daysOf({ from, to }: Period): number {
  return Math.round((middayOf(to) - middayOf(from)) / DAY_MS) + 1;
}

/** A moment in the middle of the day, for formats that take moments. */
export function middayOf(day: string): number {
  return Date.parse(`${day}T12:00:00Z`);
}

/** Monday of the day's week. */
export function mondayOf(day: string): string {
  const weekday = new Date(middayOf(day)).getUTCDay() || 7;
  return daysLater(day, 1 - weekday);
}

/** What is no day of the calendar, as 31 February, is none. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && dayOf(middayOf(text)) === text;
}

export function isPeriod({ from, to }: Period): boolean {
  return isDay(from) && isDay(to) && from <= to;
}

/** The same day of an earlier month, or that month's last day. */
function monthsEarlier(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month - months, 0, 12)).getUTCDate();
  return dayOf(Date.UTC(year, month - 1 - months, Math.min(date, lastOfMonth), 12));
}

function dayOf(at: number): string {
  return Number.isNaN(at) ? '' : new Date(at).toISOString().slice(0, 10);
}
