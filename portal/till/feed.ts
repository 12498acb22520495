// The till's live socket: a signed ticket, a connection, a ping, and again after each loss.
// Deliberately absent: what a message does to the screen.
import type { TillId } from '../../contracts/ids.ts';
import type { ProblemCode } from '../../contracts/problems.ts';
import { PING, PONG } from '../../contracts/readers.ts';
import { MessageToScreen, SocketTicket } from '../../contracts/till-feed.ts';
import type { Api } from './api.ts';

export type Connection =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'lost'; readonly since: number };

export interface FeedDependencies {
  readonly api: Api;
  readonly tillId: TillId;
  now(): number;
  heard(message: MessageToScreen): void;
  connection(connection: Connection): void;
  /** The device is no longer paired; the feed has stopped. */
  unpaired(): void;
}

export interface Feed {
  /** Something suggests that the line is back: do not wait for the next try. */
  hurry(): void;
  stop(): void;
}

const PING_EVERY_MS = 10_000;
/** Two pings without a word: the line is dead even if nobody has told the browser. */
const SILENCE_MS = 22_000;
const LONGEST_PAUSE_MS = 8_000;

const NO_LONGER_PAIRED: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'device_revoked',
  // Another screen was paired in this one's place, so its key is the one that fits now.
  'device_proof_wrong',
]);

export function startFeed(dependencies: FeedDependencies): Feed {
  let stopped = false;
  let tries = 0;
  let lostSince: number | null = null;
  let wake = () => {};
  let socket: WebSocket | null = null;

  const lost = () => {
    lostSince ??= dependencies.now();
    if (!stopped) dependencies.connection({ kind: 'lost', since: lostSince });
  };

  const stop = () => {
    stopped = true;
    socket?.close();
    wake();
  };

  const hear = (message: MessageToScreen) => {
    if (message.type === 'welcome') {
      tries = 0;
      lostSince = null;
      dependencies.connection({ kind: 'connected' });
    }
    dependencies.heard(message);
    if (message.type !== 'unpaired') return;
    stop();
    dependencies.unpaired();
  };

  const run = async () => {
    dependencies.connection({ kind: 'connecting' });
    while (!stopped) {
      const answer = await dependencies.api.call({
        method: 'POST',
        target: '/api/socket-tickets',
        answer: SocketTicket,
      });
      if (stopped) return;
      if (answer.kind === 'problem' && NO_LONGER_PAIRED.has(answer.problem.code)) {
        stop();
        return dependencies.unpaired();
      }
      if (answer.kind === 'ok') {
        socket = new WebSocket(feedAddress(dependencies.tillId, answer.value.ticket));
        await untilClosed(socket, hear);
        socket = null;
      }
      lost();
      const pauseMs = Math.min(250 * 2 ** tries, LONGEST_PAUSE_MS);
      tries = Math.min(tries + 1, 10);
      if (!stopped) await new Promise<void>((resolve) => (wake = resolveAfter(resolve, pauseMs)));
    }
  };
  void run();
  return { hurry: () => wake(), stop };
}

function resolveAfter(resolve: () => void, pauseMs: number): () => void {
  // A little chance keeps all tills of a club from coming back in the same instant.
  const timer = setTimeout(resolve, pauseMs * (0.75 + Math.random() / 2));
  return () => {
    clearTimeout(timer);
    resolve();
  };
}

function feedAddress(tillId: TillId, ticket: string): URL {
  const address = new URL(`/api/tills/${tillId}/feed`, location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  address.searchParams.set('ticket', ticket);
  return address;
}

function untilClosed(socket: WebSocket, hear: (message: MessageToScreen) => void): Promise<void> {
  return new Promise((resolve) => {
    let heardAt = performance.now();
    const pinging = setInterval(() => {
      if (performance.now() - heardAt > SILENCE_MS) return done();
      if (socket.readyState === WebSocket.OPEN) socket.send(PING);
    }, PING_EVERY_MS);
    const done = () => {
      clearInterval(pinging);
      socket.onmessage = null;
      socket.close();
      resolve();
    };
    socket.onclose = done;
    socket.onerror = done;
    socket.onmessage = ({ data }) => {
      heardAt = performance.now();
      if (data === PONG) return;
      const message = MessageToScreen.safeParse(parsedJson(data));
      if (message.success) hear(message.data);
      else console.error('unreadable message', message.error.issues);
    };
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
