import { expect, test } from 'vitest';
import { NoticeContent } from '../../../contracts/inbox.ts';
import { noticeKinds } from './notice-kinds.ts';

const of = (group: string, rights: Parameters<typeof noticeKinds>[0] = ['full']) =>
  noticeKinds(rights).find((found) => found.group === group)?.kinds ?? [];

test('each kind of message stands in the settings once', () => {
  const all = noticeKinds(['full', 'payer']).flatMap(({ kinds }) => kinds);
  expect(new Set(all).size).toBe(all.length);
  expect(all).toHaveLength(NoticeContent.options.length);
});

test('what fails of money stands among what cannot be turned off', () => {
  expect(of('always')).toEqual(
    expect.arrayContaining(['top_up_failed', 'top_up_returned', 'auto_top_up_paused']),
  );
  expect(of('needsMe')).toContain('auto_top_up_held');
  expect(of('others')).toEqual(expect.arrayContaining(['top_up', 'auto_top_up_changed']));
});

test('who only pays is shown nothing of purchases, limits or cards', () => {
  const kinds = noticeKinds(['payer']).flatMap((found) => found.kinds);
  expect(kinds).toContain('top_up_failed');
  expect(kinds).toContain('auto_top_up_held');
  for (const kind of ['purchase', 'low_balance', 'limits_changed', 'card'] as const) {
    expect(kinds).not.toContain(kind);
  }
});
