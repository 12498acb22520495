import { beforeEach, expect, test } from 'vitest';
import type { ChildOverview, Children } from '../../../contracts/children.ts';
import type { AccountId } from '../../../contracts/ids.ts';
import type { Inbox, InboxMessage } from '../../../contracts/inbox.ts';
import type { LinkView } from '../../../contracts/links.ts';
import { sendBy } from '../api.ts';
import { unread } from '../live.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import type { LoadState } from '../use-loaded.ts';
import { InboxReader, stillShown } from './inbox-reader.ts';

/** The server's inbox: how many messages there are, pages of three. */
let newest = 7;
let readUpTo = 5;
let told: number[] = [];

beforeEach(() => {
  newest = 7;
  readUpTo = 5;
  told = [];
  sendBy(async (target, { body }) => {
    const url = new URL(target, 'https://here.test');
    if (url.pathname === '/api/inbox/read') {
      const { upTo } = JSON.parse(String(body));
      told.push(upTo);
      readUpTo = Math.max(readUpTo, upTo);
      return Response.json({ readUpTo, unread: newest - readUpTo });
    }
    const before = Number(url.searchParams.get('before') ?? newest + 1);
    const numbers = [before - 1, before - 2, before - 3].filter((number) => number > 0);
    const last = numbers.at(-1) ?? 1;
    return Response.json({
      messages: numbers.map(message),
      next: last > 1 ? last : null,
      ...{ readUpTo, unread: newest - readUpTo },
    } satisfies Inbox);
  });
});

function message(number: number): InboxMessage {
  return {
    ...{ number, at: '2026-11-21T12:00:00.000Z', accountId: null, childGivenName: null },
    content: { kind: 'email_changed' },
  };
}

function numbers(reader: InboxReader): number[] {
  const { value } = reader.shown;
  return value.kind === 'ok' ? value.value.messages.map(({ number }) => number) : [];
}

test('shows the newest first and older ones when asked, until there is none', async () => {
  const reader = new InboxReader();
  await reader.load();
  expect(numbers(reader)).toEqual([7, 6, 5]);
  expect(unread.value).toBe(2);
  await reader.loadMore();
  await reader.loadMore();
  await reader.loadMore();
  expect(numbers(reader)).toEqual([7, 6, 5, 4, 3, 2, 1]);
});

test('what was unread at first stays marked after it is read', async () => {
  const reader = new InboxReader();
  await reader.load();
  await reader.noteRead();
  expect(told).toEqual([7]);
  expect(unread.value).toBe(0);
  await reader.load();
  expect(reader.newAbove.value).toBe(5);
  await reader.noteRead();
  expect(told).toEqual([7]);
});

test('a message that comes live stands on top, once', async () => {
  const reader = new InboxReader();
  await reader.load();
  newest = 8;
  reader.hear(message(8));
  reader.hear(message(8));
  expect(numbers(reader)).toEqual([8, 7, 6, 5]);
  await reader.noteRead();
  expect(told).toEqual([8]);
});

test('after a line that was gone the new ones join what is shown, without a gap', async () => {
  const reader = new InboxReader();
  await reader.load();
  await reader.loadMore();
  newest = 9;
  await reader.load();
  expect(numbers(reader)).toEqual([9, 8, 7, 6, 5, 4, 3, 2]);
  newest = 30;
  await reader.load();
  expect(numbers(reader)).toEqual([30, 29, 28]);
});

test('what is about a child that is linked no more goes from the page, with the list of children', () => {
  const linked = `a0165${'A'.repeat(33)}` as AccountId;
  const gone = `a0165${'B'.repeat(33)}` as AccountId;
  const messages = [null, linked, gone].map((accountId, index) => ({
    ...message(index + 1),
    accountId,
  }));
  const shown = (known: LoadState<Children>) =>
    stillShown(messages, known).map(({ accountId }) => accountId);
  const overview = { ...fakeWorld().children[0]?.overview, accountId: linked } as ChildOverview;
  const value = { children: [overview], unreachable: [], otherLinks: [] };
  expect(shown({ kind: 'ok', value })).toEqual([null, linked]);
  expect(shown({ kind: 'loading' })).toEqual([null, linked, gone]);
  const link = { ...fakeWorld().links[0], accountId: gone } as LinkView;
  expect(shown({ kind: 'ok', value: { ...value, unreachable: [link] } })).toContain(gone);
});
