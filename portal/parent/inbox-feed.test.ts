import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MessageToPortal } from '../../contracts/inbox.ts';
import { PING, PONG } from '../../contracts/readers.ts';
import type { SocketTicket } from '../../contracts/till-feed.ts';
import type { Answer } from './api.ts';
import {
  type Feed,
  type FeedSocket,
  mayHaveMissed,
  type SocketEvents,
  startInboxFeed,
} from './inbox-feed.ts';

class FakeSocket implements FeedSocket {
  readonly sent: string[] = [];
  readonly #events: SocketEvents;
  isClosed = false;
  constructor(events: SocketEvents) {
    this.#events = events;
  }
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.isClosed = true;
    this.#events.closed();
  }
  say(message: unknown): void {
    this.#events.heard(typeof message === 'string' ? message : JSON.stringify(message));
  }
}

const WELCOME: MessageToPortal = { type: 'welcome', unread: 3, lastSaidMsAgo: null };
const TICKET: Answer<SocketTicket> = { kind: 'ok', value: { ticket: 't', expiresInMs: 1000 } };

let sockets: FakeSocket[] = [];
let heard: MessageToPortal[] = [];
let tickets: number[] = [];
let ticket: Answer<SocketTicket> = TICKET;
let feed: Feed;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  sockets = [];
  heard = [];
  tickets = [];
  ticket = TICKET;
  feed = startInboxFeed({
    async ticket() {
      tickets.push(Date.now());
      return ticket;
    },
    open(_ticket, events) {
      const socket = new FakeSocket(events);
      sockets.push(socket);
      return socket;
    },
    heard: (message) => heard.push(message),
    chance: () => 1,
  });
});

afterEach(() => {
  feed.stop();
  vi.useRealTimers();
});

const settled = () => vi.advanceTimersByTimeAsync(0);

test('hears what is said, and nothing that is not of the contract', async () => {
  await settled();
  const complained = vi.spyOn(console, 'error').mockImplementation(() => {});
  sockets[0]?.say(WELCOME);
  sockets[0]?.say({ type: 'gift' });
  sockets[0]?.say('not json');
  expect(heard).toEqual([WELCOME]);
  expect(complained).toHaveBeenCalledTimes(2);
  complained.mockRestore();
});

test('comes back with a new ticket after a loss, later each time, and soon again after a welcome', async () => {
  await settled();
  for (let loss = 0; loss < 3; loss += 1) {
    sockets.at(-1)?.close();
    await vi.advanceTimersByTimeAsync(500 * 2 ** loss);
  }
  expect(tickets).toEqual([0, 500, 1500, 3500]);
  sockets.at(-1)?.say(WELCOME);
  sockets.at(-1)?.close();
  await vi.advanceTimersByTimeAsync(500);
  expect(tickets.at(-1)).toBe(4000);
});

test('waits without a ticket as it does without a line, at most a minute', async () => {
  ticket = { kind: 'unreachable', because: 'network' };
  await settled();
  sockets[0]?.close();
  await vi.advanceTimersByTimeAsync(20 * 60_000);
  expect(sockets).toHaveLength(1);
  const pauses = tickets.slice(1).map((at, index) => at - (tickets[index] ?? 0));
  expect(Math.max(...pauses)).toBe(60_000);
  feed.hurry();
  await settled();
  expect(tickets.at(-1)).toBe(Date.now());
});

test('a line that is silent for two pings is dead', async () => {
  await settled();
  await vi.advanceTimersByTimeAsync(25_000);
  expect(sockets[0]?.sent).toEqual([PING]);
  sockets[0]?.say(PONG);
  await vi.advanceTimersByTimeAsync(50_000);
  expect(sockets[0]?.isClosed).toBe(false);
  await vi.advanceTimersByTimeAsync(25_000);
  expect(sockets[0]?.isClosed).toBe(true);
});

test('once stopped it asks for nothing more', async () => {
  await settled();
  feed.stop();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(sockets[0]?.isClosed).toBe(true);
  expect(tickets).toHaveLength(1);
});

test('what was said while the page was opening is missed, and what was said before is not', () => {
  expect(mayHaveMissed(300, 2_000)).toBe(true);
  expect(mayHaveMissed(2_000, 2_000)).toBe(true);
  expect(mayHaveMissed(2_500, 2_000)).toBe(false);
  expect(mayHaveMissed(null, 2_000)).toBe(false);
});

test('after a long opening nobody can say what was missed', () => {
  expect(mayHaveMissed(null, 30_000)).toBe(true);
});
