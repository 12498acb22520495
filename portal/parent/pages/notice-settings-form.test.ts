import { expect, test } from 'vitest';
import { type NoticeSettings, NoticeSettingsChange } from '../../../contracts/me.ts';
import { levelIn, noticeChangeOf, noticeFormOf } from './notice-settings-form.ts';

const ALMA = `a0165${'A'.repeat(33)}` as NoticeSettings['levels'][number]['accountId'];
const FRIDA = `a0165${'B'.repeat(33)}` as typeof ALMA;

const SETTINGS: NoticeSettings = {
  ...{ version: 3, push: true, email: false, quiet: { from: '22:00', until: '06:30' } },
  levels: [{ accountId: ALMA, level: 'needs_me' }],
};

test('what is in force and not touched is the same change', () => {
  const { version: _, ...same } = SETTINGS;
  expect(noticeChangeOf(noticeFormOf(SETTINGS))).toEqual(same);
  expect(() => NoticeSettingsChange.parse(noticeChangeOf(noticeFormOf(SETTINGS)))).not.toThrow();
});

test('a child without a level of its own is told of all, and "all" is not written down', () => {
  const form = noticeFormOf(SETTINGS);
  expect([levelIn(form, ALMA), levelIn(form, FRIDA)]).toEqual(['needs_me', 'all']);
  const changed = noticeChangeOf({ ...form, levels: { [ALMA]: 'all', [FRIDA]: 'nothing' } });
  expect(changed?.levels).toEqual([{ accountId: FRIDA, level: 'nothing' }]);
});

test('a quiet time begins as the night, may cross midnight, and has two different ends', () => {
  const form = { ...noticeFormOf({ ...SETTINGS, quiet: null }), isQuiet: true };
  expect(noticeChangeOf(form)?.quiet).toEqual({ from: '21:00', until: '07:00' });
  expect(noticeChangeOf({ ...form, until: '21:00' })).toBeNull();
  expect(noticeChangeOf({ ...form, until: '' })).toBeNull();
  expect(noticeChangeOf({ ...form, until: '', isQuiet: false })?.quiet).toBeNull();
});
