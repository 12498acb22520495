import { expect, test } from 'vitest';
import type { NoticeSettings } from '../../../contracts/me.ts';
import {
  beginNoticeEditing,
  hasNoticeChanges,
  isNoticeEditing,
  meetNewerNotices,
  type NoticeEditing,
} from './notice-settings-editing.ts';
import { type NoticeForm, noticeChangeOf } from './notice-settings-form.ts';

const ALMA = `a0165${'A'.repeat(33)}` as NoticeSettings['levels'][number]['accountId'];
const FRIDA = `a0165${'B'.repeat(33)}` as typeof ALMA;

const SETTINGS: NoticeSettings = {
  ...{ version: 3, push: true, email: true, quiet: null },
  levels: [{ accountId: ALMA, level: 'needs_me' }],
};

function typed(change: Partial<NoticeForm>): NoticeEditing {
  const editing = beginNoticeEditing(SETTINGS);
  return { ...editing, typed: { ...editing.typed, ...change } };
}

test('what was typed stays, and what was changed elsewhere alone is taken over and named', () => {
  const met = meetNewerNotices(typed({ email: false }), {
    ...{ ...SETTINGS, version: 4, push: false },
    levels: [
      { accountId: ALMA, level: 'needs_me' },
      { accountId: FRIDA, level: 'nothing' },
    ],
  });
  expect(noticeChangeOf(met.typed)).toMatchObject({ email: false, push: false });
  expect(noticeChangeOf(met.typed)?.levels).toContainEqual({ accountId: FRIDA, level: 'nothing' });
  expect(met.typed.version).toBe(4);
  expect(new Set(met.news)).toEqual(new Set(['push', `level:${FRIDA}`]));
  expect(met.clashes).toEqual([]);
  expect(hasNoticeChanges(met)).toBe(true);
});

test('where both changed the same, the typed one stays and both are named', () => {
  const mine = typed({ isQuiet: true, from: '22:00', until: '06:00', levels: { [ALMA]: 'all' } });
  const met = meetNewerNotices(mine, {
    ...{ ...SETTINGS, version: 5, quiet: { from: '20:00', until: '08:00' } },
    levels: [{ accountId: ALMA, level: 'nothing' }],
  });
  expect(met.typed).toMatchObject({ from: '22:00', until: '06:00', levels: { [ALMA]: 'all' } });
  expect(new Set(met.clashes)).toEqual(new Set(['quiet', `level:${ALMA}`]));
});

test("the reader's own change that was saved without an answer leaves nothing to save", () => {
  const met = meetNewerNotices(typed({ email: false }), { ...SETTINGS, version: 4, email: false });
  expect(hasNoticeChanges(met)).toBe(false);
  expect(met.clashes).toEqual([]);
});

test('a draft that comes back is the same, and another shape is none', () => {
  const editing = typed({ email: false });
  expect(isNoticeEditing(JSON.parse(JSON.stringify(editing)))).toBe(true);
  expect([null, {}, { ...editing, typed: null }].some(isNoticeEditing)).toBe(false);
});
