// A point in time as Europe/Copenhagen's calendar has it: day, ISO week, weekday and clock. Owns nothing
// about limits. The clock is never read here.

export interface CopenhagenMoment {
  /** "2026-11-21" */
  readonly day: string;
  /** ISO week, "2026-W47": weeks begin on Monday. */
  readonly week: string;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  /** "14:05" on the wall; in the repeated hour of autumn twice the same. */
  readonly clock: string;
}

const format = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Copenhagen',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Formatting costs microseconds; all of one minute is the same moment. */
let lastMinute = Number.NaN;
let lastMoment: CopenhagenMoment | undefined;

export function copenhagenMoment(atMs: number): CopenhagenMoment {
  const minute = Math.floor(atMs / 60_000);
  if (lastMoment !== undefined && minute === lastMinute) return lastMoment;
  const parts: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(atMs)) parts[type] = value;
  const day = `${parts.year}-${parts.month}-${parts.day}`;
  const noonMs = Date.parse(`${day}T12:00:00Z`);
  const weekday = ((new Date(noonMs).getUTCDay() + 6) % 7) + 1;
  lastMoment = {
    day,
    week: isoWeek(noonMs, weekday),
    weekday,
    clock: `${parts.hour}:${parts.minute}`,
  };
  lastMinute = minute;
  return lastMoment;
}

/** The week belongs to the year of its Thursday (ISO 8601). */
function isoWeek(noonMs: number, weekday: number): string {
  const thursday = new Date(noonMs + (4 - weekday) * DAY_MS);
  const year = thursday.getUTCFullYear();
  const dayOfYear = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / DAY_MS);
  return `${year}-W${String(Math.floor(dayOfYear / 7) + 1).padStart(2, '0')}`;
}

/** The instant at which a day ("2026-11-21") begins on the wall; clocks never change at midnight here. */
export function copenhagenMidnight(day: string): number {
  const utcMidnightMs = Date.parse(`${day}T00:00:00Z`);
  for (const offsetMs of [HOUR_MS, 2 * HOUR_MS]) {
    const moment = copenhagenMoment(utcMidnightMs - offsetMs);
    if (moment.day === day && moment.clock === '00:00') return utcMidnightMs - offsetMs;
  }
  throw new RangeError(`not a day: ${day}`);
}

/** The day that many days later. */
export function daysLater(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
