// One reader edits what to be told while the same settings are saved elsewhere, on another device or in another
// tab: what was typed stays, what was changed elsewhere alone is taken over, and both are named. Pure.
import type { NoticeSettings } from '../../../contracts/me.ts';
import { isNoticeForm, levelIn, type NoticeForm, noticeFormOf } from './notice-settings-form.ts';

/** `level:` is followed by the id of the child's account. */
export type NoticeField = 'email' | 'push' | 'quiet' | `level:${string}`;

export interface NoticeEditing {
  /** As it was when editing began, or was last met elsewhere. */
  readonly seen: NoticeForm;
  readonly typed: NoticeForm;
  /** What was changed elsewhere since editing began; empty until that is met. */
  readonly news: readonly NoticeField[];
  /** Of these the ones that the reader has changed to something else. */
  readonly clashes: readonly NoticeField[];
}

export function beginNoticeEditing(settings: NoticeSettings): NoticeEditing {
  const seen = noticeFormOf(settings);
  return { seen, typed: seen, news: [], clashes: [] };
}

export function meetNewerNotices(
  { seen, typed }: NoticeEditing,
  newer: NoticeSettings,
): NoticeEditing {
  const theirs = noticeFormOf(newer);
  const isSame = (one: NoticeForm, other: NoticeForm) => (field: NoticeField) =>
    choiceOf(one, field) === choiceOf(other, field);
  const news = fieldsOf(seen, theirs, typed).filter((field) => !isSame(seen, theirs)(field));
  const isMine = (field: NoticeField) => !isSame(typed, seen)(field);
  const merged = news
    .filter((field) => !isMine(field))
    .reduce((form, field) => taken(form, theirs, field), typed);
  return {
    seen: theirs,
    typed: { ...merged, version: newer.version },
    news,
    clashes: news.filter((field) => isMine(field) && !isSame(typed, theirs)(field)),
  };
}

export function hasNoticeChanges({ seen, typed }: NoticeEditing): boolean {
  return fieldsOf(seen, typed).some((field) => choiceOf(seen, field) !== choiceOf(typed, field));
}

/** What a field says, as one text: two forms choose the same when it is the same. */
export function choiceOf(form: NoticeForm, field: NoticeField): string {
  if (field === 'quiet') return form.isQuiet ? `${form.from}-${form.until}` : '';
  if (field === 'email' || field === 'push') return form[field] ? 'on' : '';
  return levelIn(form, accountOf(field));
}

export function accountOf(field: `level:${string}`): string {
  return field.slice('level:'.length);
}

export function isNoticeEditing(value: unknown): value is NoticeEditing {
  const draft = value as Partial<NoticeEditing> | null;
  const hasLists = Array.isArray(draft?.news) && Array.isArray(draft.clashes);
  return hasLists && isNoticeForm(draft?.seen) && isNoticeForm(draft.typed);
}

function fieldsOf(...forms: readonly NoticeForm[]): NoticeField[] {
  const accounts = new Set(forms.flatMap(({ levels }) => Object.keys(levels)));
  const levels = [...accounts].map((accountId) => `level:${accountId}` as const);
  return [...levels, 'email', 'push', 'quiet'];
}

function taken(form: NoticeForm, from: NoticeForm, field: NoticeField): NoticeForm {
  switch (field) {
    case 'quiet':
      return { ...form, isQuiet: from.isQuiet, from: from.from, until: from.until };
    case 'email':
    case 'push':
      return { ...form, [field]: from[field] };
    default: {
      const accountId = accountOf(field);
      return { ...form, levels: { ...form.levels, [accountId]: levelIn(from, accountId) } };
    }
  }
}
