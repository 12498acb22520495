// Days of the month as a standing rule means them: the 31st is the last day of a shorter month. Pure, in the
// days ("2026-11-21") and months ("2026-11") of Copenhagen's calendar; the clock is never read here.
import { copenhagenMidnight } from './copenhagen-moment.ts';

export function monthOf(day: string): string {
  return day.slice(0, 7);
}

export function monthsLater(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** The instants between which a month lies. */
export function monthBounds(month: string): { readonly from: number; readonly until: number } {
  return {
    from: copenhagenMidnight(`${month}-01`),
    until: copenhagenMidnight(`${monthsLater(month, 1)}-01`),
  };
}

/** The last of these days that has begun: today, or one before. */
export function latestDayDue(today: string, dayOfMonth: number): string {
  const thisMonth = dayInMonth(monthOf(today), dayOfMonth);
  return thisMonth <= today ? thisMonth : dayInMonth(monthsLater(monthOf(today), -1), dayOfMonth);
}

/** The first of these days after today. */
export function nextDayDue(today: string, dayOfMonth: number): string {
  const thisMonth = dayInMonth(monthOf(today), dayOfMonth);
  return thisMonth > today ? thisMonth : dayInMonth(monthsLater(monthOf(today), 1), dayOfMonth);
}

function dayInMonth(month: string, dayOfMonth: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return `${month}-${String(Math.min(dayOfMonth, lastDay)).padStart(2, '0')}`;
}
