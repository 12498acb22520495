// The one quiet time of a guardian, by Copenhagen's clock and across midnight. Pure.
import type { NoticeSettings } from '../../contracts/me.ts';
import { copenhagenMoment } from '../card-account/copenhagen-moment.ts';

const MINUTE_MS = 60_000;
const MINUTES_A_DAY = 1_440;

/** When the quiet time that now runs is over; null when none runs. Equal ends mean no quiet time. */
export function quietUntil(quiet: NoticeSettings['quiet'], now: number): number | null {
  if (quiet === null) return null;
  const from = minutesOf(quiet.from);
  const until = minutesOf(quiet.until);
  const clock = minutesAt(now);
  const isQuiet = from <= until ? from <= clock && clock < until : clock >= from || clock < until;
  if (!isQuiet) return null;
  const end = startOfMinute(now) + forward(clock, until) * MINUTE_MS;
  // Across a change of the clock an hour is missing or there twice: mend by what the wall then shows.
  const off = forward(minutesAt(end), until);
  return end + (off > MINUTES_A_DAY / 2 ? off - MINUTES_A_DAY : off) * MINUTE_MS;
}

function forward(fromMinutes: number, toMinutes: number): number {
  return (toMinutes - fromMinutes + MINUTES_A_DAY) % MINUTES_A_DAY;
}

function minutesAt(at: number): number {
  return minutesOf(copenhagenMoment(at).clock);
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

function startOfMinute(at: number): number {
  return at - (at % MINUTE_MS);
}
