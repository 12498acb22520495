import { beforeEach, expect, test } from 'vitest';
import type { Inbox, InboxMessage } from '../../../contracts/inbox.ts';
import { sendBy } from '../api.ts';
import { unread } from '../live.ts';
import { InboxReader } from './inbox-reader.ts';

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
