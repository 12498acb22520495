// The settings of notices while they are edited: begun from what is in force, compared with it, and read back
// as a change. Pure.
import type { AccountId } from '../../../contracts/ids.ts';
import type { NoticeLevel, NoticeSettings, NoticeSettingsChange } from '../../../contracts/me.ts';

export interface NoticeForm {
  /** Which version it was begun from. */
  readonly version: number;
  readonly push: boolean;
  readonly email: boolean;
  readonly isQuiet: boolean;
  readonly from: string;
  readonly until: string;
  readonly levels: Readonly<Record<string, NoticeLevel>>;
}

/** What stands in the fields when a quiet time is switched on for the first time. */
const NIGHT = { from: '21:00', until: '07:00' };

export function noticeFormOf(settings: NoticeSettings): NoticeForm {
  return {
    version: settings.version,
    push: settings.push,
    email: settings.email,
    isQuiet: settings.quiet !== null,
    ...(settings.quiet ?? NIGHT),
    levels: Object.fromEntries(settings.levels.map(({ accountId, level }) => [accountId, level])),
  };
}

/** Null when the quiet time is none. Levels of children that are no longer linked stay as they were. */
export function noticeChangeOf(form: NoticeForm): NoticeSettingsChange | null {
  const { push, email, isQuiet, from, until } = form;
  const isTime = (text: string) => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text);
  if (isQuiet && !(isTime(from) && isTime(until) && from !== until)) return null;
  return {
    ...{ push, email, quiet: isQuiet ? { from, until } : null },
    levels: Object.entries(form.levels)
      .filter(([, level]) => level !== 'all')
      .map(([accountId, level]) => ({ accountId: accountId as AccountId, level })),
  };
}

export function levelIn(form: NoticeForm, accountId: string): NoticeLevel {
  return form.levels[accountId] ?? 'all';
}

export function isNoticeForm(value: unknown): value is NoticeForm {
  const form = value as Partial<NoticeForm> | null;
  return (
    typeof form?.version === 'number' &&
    typeof form.from === 'string' &&
    typeof form.until === 'string' &&
    typeof form.levels === 'object'
  );
}
