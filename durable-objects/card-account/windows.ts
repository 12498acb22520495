// The windows that spending is summed over: Copenhagen's day, its ISO week, and the day's spending by
// name. A refund gives its share back to its purchase's windows, whenever it comes.
import type { CopenhagenMoment } from './copenhagen-moment.ts';

export interface SpendingWindows {
  readonly day: string;
  readonly week: string;
  /** Set only when the child was found by name. */
  readonly namedDay: string | null;
}

export function spendingWindows(moment: CopenhagenMoment, named: boolean): SpendingWindows {
  return {
    day: `day:${moment.day}`,
    week: `week:${moment.week}`,
    namedDay: named ? `named:${moment.day}` : null,
  };
}

export function windowNames(windows: SpendingWindows): string[] {
  const names = [windows.day, windows.week];
  if (windows.namedDay !== null) names.push(windows.namedDay);
  return names;
}
