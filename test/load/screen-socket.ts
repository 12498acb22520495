// The live socket of a till's screen, opened with a ticket. It hands each shown tap to who waits for it, and
// says "nothing" once it is closed. Absent: opening it again, which is the till's business.
import { WebSocket } from 'ws';
import type { TapId, TillId } from '../../contracts/ids.ts';
import { MessageToScreen, SocketTicket, type TapShown } from '../../contracts/till-feed.ts';
import type { Api } from '../../portal/till/api.ts';

type TapResult = TapShown['result'];

export class ScreenSocket {
  readonly catalogueVersion: number;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<string, (result: TapResult | null) => void>();

  /** Null when nobody answers, or the line is cut before the welcome. */
  static async open(
    address: string,
    tillId: TillId,
    screen: Api,
    withinMs: number,
  ): Promise<ScreenSocket | null> {
    const answer = await screen.call({
      method: 'POST',
      target: '/api/socket-tickets',
      answer: SocketTicket,
    });
    if (answer.kind !== 'ok') return null;
    const url = new URL(`/api/tills/${tillId}/feed`, address);
    url.protocol = 'ws:';
    url.searchParams.set('ticket', answer.value.ticket);
    const socket = new WebSocket(url, { origin: address, handshakeTimeout: withinMs });
    // A socket that fails closes as well; what follows from it is decided there.
    socket.on('error', () => {});
    const first = await firstMessage(socket, withinMs);
    if (first?.type !== 'welcome') {
      socket.terminate();
      return null;
    }
    return new ScreenSocket(socket, first.catalogueVersion);
  }

  constructor(socket: WebSocket, catalogueVersion: number) {
    this.#socket = socket;
    this.catalogueVersion = catalogueVersion;
    socket.on('message', (bytes) => this.#hear(MessageToScreen.parse(JSON.parse(String(bytes)))));
    socket.on('close', () => {
      for (const tell of [...this.#waiting.values()]) tell(null);
    });
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  /** What the screen gets for a tap; null when the line was cut or the time is over. Ask before tapping. */
  tapShown(tapId: TapId, withinMs: number): Promise<TapResult | null> {
    return new Promise((resolve) => {
      const tell = (result: TapResult | null) => {
        clearTimeout(timer);
        this.#waiting.delete(tapId);
        resolve(result);
      };
      const timer = setTimeout(() => tell(null), withinMs);
      this.#waiting.set(tapId, tell);
    });
  }

  close(): void {
    this.#socket.terminate();
  }

  #hear(message: MessageToScreen): void {
    if (message.type === 'tap') this.#waiting.get(message.tapId)?.(message.result);
  }
}

function firstMessage(socket: WebSocket, withinMs: number): Promise<MessageToScreen | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), withinMs);
    const settle = (message: MessageToScreen | null) => {
      clearTimeout(timer);
      resolve(message);
    };
    socket.once('message', (bytes) => settle(MessageToScreen.parse(JSON.parse(String(bytes)))));
    socket.once('close', () => settle(null));
  });
}
