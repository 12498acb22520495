// The portal's live socket: a ticket for one connection, the connection, a ping, and again after each loss,
// later and later. Absent: what a message does to the page, and when there is a session (live-inbox.tsx).
import { MessageToPortal } from '../../contracts/inbox.ts';
import { PING, PONG } from '../../contracts/readers.ts';
import type { SocketTicket } from '../../contracts/till-feed.ts';
import type { Answer } from './api.ts';

export interface FeedSocket {
  send(text: string): void;
  close(): void;
}

export interface SocketEvents {
  heard(data: unknown): void;
  /** Also of a connection that never came about. */
  closed(): void;
}

export interface FeedDependencies {
  ticket(): Promise<Answer<SocketTicket>>;
  open(ticket: string, events: SocketEvents): FeedSocket;
  heard(message: MessageToPortal): void;
  /** A number from 0 to 1, so that all portals do not come back in the same instant. */
  chance(): number;
}

export interface Feed {
  /** Something suggests that the line is back: do not wait for the next try. */
  hurry(): void;
  stop(): void;
}

/** Idle for ten seconds, the other side forgets when it last said something. */
const REMEMBERED_MS = 8_000;
const PING_EVERY_MS = 25_000;
/** Two pings without a word: the line is dead even if nobody has told the browser. */
const SILENCE_MS = 55_000;
const SHORTEST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;

/** Whether something may have changed since the page was opened, before there was a socket to hear it. */
export function mayHaveMissed(lastSaidMsAgo: number | null, openForMs: number): boolean {
  if (openForMs > REMEMBERED_MS) return true;
  return lastSaidMsAgo !== null && lastSaidMsAgo <= openForMs;
}

export function startInboxFeed(dependencies: FeedDependencies): Feed {
  let stopped = false;
  let tries = 0;
  let wake = () => {};
  let socket: FeedSocket | null = null;

  const hear = (message: MessageToPortal) => {
    if (stopped) return;
    if (message.type === 'welcome') tries = 0;
    dependencies.heard(message);
  };

  const run = async () => {
    while (!stopped) {
      const answer = await dependencies.ticket();
      if (stopped) return;
      if (answer.kind === 'ok') {
        const { ticket } = answer.value;
        await untilClosed((events) => {
          socket = dependencies.open(ticket, events);
          return socket;
        }, hear);
        socket = null;
      }
      if (stopped) return;
      const pauseMs = Math.min(SHORTEST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS);
      tries = Math.min(tries + 1, 10);
      await new Promise<void>((resolve) => {
        wake = resolveAfter(resolve, pauseMs * (0.5 + dependencies.chance() / 2));
      });
    }
  };
  void run();
  return {
    hurry: () => wake(),
    stop() {
      stopped = true;
      socket?.close();
      wake();
    },
  };
}

function resolveAfter(resolve: () => void, pauseMs: number): () => void {
  const timer = setTimeout(resolve, pauseMs);
  return () => {
    clearTimeout(timer);
    resolve();
  };
}

function untilClosed(
  open: (events: SocketEvents) => FeedSocket,
  hear: (message: MessageToPortal) => void,
): Promise<void> {
  return new Promise((resolve) => {
    let heardAt = Date.now();
    const socket = open({
      heard(data) {
        heardAt = Date.now();
        if (data === PONG) return;
        const message = MessageToPortal.safeParse(parsedJson(data));
        if (message.success) hear(message.data);
        else console.error('unreadable message', message.error.issues);
      },
      closed() {
        clearInterval(pinging);
        resolve();
      },
    });
    const pinging = setInterval(() => {
      if (Date.now() - heardAt <= SILENCE_MS) return socket.send(PING);
      clearInterval(pinging);
      socket.close();
      // A dead line may take minutes to say that it is closed.
      resolve();
    }, PING_EVERY_MS);
  });
}

function parsedJson(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    // The shape check that follows names what came.
    return data;
  }
}
