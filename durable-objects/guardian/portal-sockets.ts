// The live sockets of a guardian's open portals. They hibernate; each belongs to one session, whose hash is
// its tag, and is closed with it. Nothing but a ping comes the other way. Absent: what is said (inbox-desk.ts).
import type { MessageToPortal } from '../../contracts/inbox.ts';
import { PING, PONG } from '../../contracts/readers.ts';

/** The portal logs in again before it opens another. */
export const SESSION_OVER = 4401;
/** A person has a phone, a tablet and a few tabs. */
const MOST_SOCKETS = 20;

/** How old the first answer may be that an open page shows: what ended since then is news to it. */
const PAGE_BEFORE_SOCKET_MS = 60_000;

/** What a socket keeps while the object sleeps: of which birthdays its page knows. */
interface SocketFacts {
  readonly agesKnownAt: number;
}

/** When a session ends, or null when it is over. */
export type EndOfSession = (sessionHash: string) => number | null;

export class PortalSockets {
  readonly #ctx: DurableObjectState;
  readonly #endOf: EndOfSession;
  /** In memory: a portal that was away for longer than an idle object stays awake asks for all again. */
  #saidAt: number | null = null;

  constructor(ctx: DurableObjectState, endOf: EndOfSession) {
    this.#ctx = ctx;
    this.#endOf = endOf;
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
  }

  open(sessionHash: string, unread: number): Response {
    const open = this.#open();
    for (const oldest of open.slice(0, Math.max(0, open.length + 1 - MOST_SOCKETS))) {
      close(oldest, 4002, 'too many sockets');
    }
    const [client, server] = Object.values(new WebSocketPair()) as [WebSocket, WebSocket];
    this.#ctx.acceptWebSocket(server, [sessionHash]);
    keep(server, { agesKnownAt: Date.now() - PAGE_BEFORE_SOCKET_MS });
    const lastSaidMsAgo = this.#saidAt === null ? null : Math.max(0, Date.now() - this.#saidAt);
    send(server, { type: 'welcome', unread, lastSaidMsAgo });
    return new Response(null, { status: 101, webSocket: client });
  }

  /** A socket whose session is over hears nothing more, however late its alarm is. */
  tell(messages: readonly MessageToPortal[]): void {
    this.#saidAt = Date.now();
    this.closeEnded();
    for (const socket of this.#open()) for (const message of messages) send(socket, message);
  }

  /** Closes what belongs to sessions that are over. */
  closeEnded(): void {
    for (const socket of this.#open()) {
      if (this.#endOf(this.#sessionOf(socket)) !== null) continue;
      send(socket, { type: 'logged_out' });
      close(socket, SESSION_OVER, 'the session is over');
    }
  }

  /** When the first session that has a socket ends; null without sockets. */
  nextEnd(): number | null {
    const ends = this.#open().map((socket) => this.#endOf(this.#sessionOf(socket)) ?? 0);
    return ends.length === 0 ? null : Math.min(...ends);
  }

  /** When the next of these birthdays is that some open page does not know of; may lie in the past. */
  nextUnknownAge(comingsOfAge: readonly number[]): number | null {
    const unknown = this.#open().flatMap((socket) => {
      const { agesKnownAt } = factsOf(socket);
      return comingsOfAge.filter((at) => at > agesKnownAt);
    });
    return unknown.length === 0 ? null : Math.min(...unknown);
  }

  /** A child has come of age: nobody pushes a link for that, so that the pages are told here to look again. */
  tellOfAges(comingsOfAge: readonly number[], unread: () => number, now: number): void {
    const next = this.nextUnknownAge(comingsOfAge);
    if (next === null || next > now) return;
    this.tell([{ type: 'changed', accountId: null, unread: unread() }]);
    for (const socket of this.#open()) keep(socket, { agesKnownAt: now });
  }

  #open(): WebSocket[] {
    return this.#ctx.getWebSockets().filter((socket) => socket.readyState === WebSocket.OPEN);
  }

  #sessionOf(socket: WebSocket): string {
    return this.#ctx.getTags(socket)[0] ?? '';
  }
}

function keep(socket: WebSocket, facts: SocketFacts): void {
  socket.serializeAttachment(facts);
}

function factsOf(socket: WebSocket): SocketFacts {
  return socket.deserializeAttachment() as SocketFacts;
}

function send(socket: WebSocket, message: MessageToPortal): void {
  try {
    socket.send(JSON.stringify(message));
  } catch {
    // The socket closed between being listed and being written to; its close event follows.
  }
}

function close(socket: WebSocket, code: number, reason: string): void {
  try {
    socket.close(code, reason);
  } catch {
    // Already closing.
  }
}
