// The live sockets of a till: screens that listen, one bridge that tells of its reader. They hibernate:
// what must outlive the object's memory stands in each socket's attachment.
import { z } from 'zod';
import { type MessageToBridge, PING, PONG, type ReaderState } from '../../contracts/readers.ts';
import type { MessageToScreen } from '../../contracts/till-feed.ts';

const BridgeAttachment = z.strictObject({
  nonce: z.string(),
  isProven: z.boolean(),
  reader: z.enum(['ready', 'no_reader', 'service_down']).nullable(),
  since: z.number(),
});
export type BridgeAttachment = z.infer<typeof BridgeAttachment>;

/** Bridges that have not proven themselves yet; more at once is not a till's PC. */
const MOST_UNPROVEN_BRIDGES = 4;

export class TillSockets {
  readonly #ctx: DurableObjectState;

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
  }

  openScreen(): { response: Response; socket: WebSocket } {
    const [client, server] = Object.values(new WebSocketPair()) as [WebSocket, WebSocket];
    this.#ctx.acceptWebSocket(server, ['screen']);
    return { response: new Response(null, { status: 101, webSocket: client }), socket: server };
  }

  sayTo(socket: WebSocket, message: MessageToScreen): void {
    send(socket, message);
  }

  openBridge(nonce: string, now: number): Response {
    const unproven = this.#bridges().filter(({ attachment }) => !attachment.isProven);
    const tooMany = Math.max(0, unproven.length + 1 - MOST_UNPROVEN_BRIDGES);
    for (const { socket } of unproven.slice(0, tooMany)) {
      close(socket, 4001, 'too many unproven bridges');
    }
    const [client, server] = Object.values(new WebSocketPair()) as [WebSocket, WebSocket];
    this.#ctx.acceptWebSocket(server, ['bridge']);
    setBridge(server, { nonce, isProven: false, reader: null, since: now });
    send(server, { type: 'challenge', nonce } satisfies MessageToBridge);
    return new Response(null, { status: 101, webSocket: client });
  }

  isBridge(socket: WebSocket): boolean {
    return this.#ctx.getTags(socket).includes('bridge');
  }

  bridge(socket: WebSocket): BridgeAttachment {
    return BridgeAttachment.parse(socket.deserializeAttachment());
  }

  /** One bridge a till: an older one that has not noticed its end is closed. */
  proveBridge(socket: WebSocket, now: number): void {
    for (const other of this.#bridges()) {
      if (other.socket !== socket && other.attachment.isProven) {
        close(other.socket, 4002, 'replaced by a newer connection');
        setBridge(other.socket, { ...other.attachment, isProven: false });
      }
    }
    setBridge(socket, { ...this.bridge(socket), isProven: true, since: now });
    send(socket, { type: 'welcome' } satisfies MessageToBridge);
  }

  setReader(socket: WebSocket, reader: NonNullable<BridgeAttachment['reader']>): void {
    setBridge(socket, { ...this.bridge(socket), reader });
  }

  /** What the screen should know of its reader; a socket that is closing counts as gone. */
  readerState(gone?: WebSocket): ReaderState {
    const proven = this.#bridges()
      .filter(({ socket, attachment }) => attachment.isProven && socket !== gone)
      .sort((left, right) => right.attachment.since - left.attachment.since)[0];
    return proven === undefined ? 'bridge_away' : (proven.attachment.reader ?? 'no_reader');
  }

  screens(): WebSocket[] {
    return this.#ctx.getWebSockets('screen').filter((socket) => socket.readyState === 1);
  }

  tellScreens(message: MessageToScreen): void {
    for (const socket of this.screens()) send(socket, message);
  }

  closeDevice(device: 'screen' | 'bridge'): void {
    if (device === 'screen') this.tellScreens({ type: 'unpaired' });
    for (const socket of this.#ctx.getWebSockets(device)) close(socket, 4003, 'paired anew');
  }

  #bridges(): { socket: WebSocket; attachment: BridgeAttachment }[] {
    return this.#ctx
      .getWebSockets('bridge')
      .filter((socket) => socket.readyState === 1)
      .map((socket) => ({ socket, attachment: this.bridge(socket) }));
  }
}

function setBridge(socket: WebSocket, attachment: BridgeAttachment): void {
  socket.serializeAttachment(attachment);
}

function send(socket: WebSocket, message: MessageToScreen | MessageToBridge): void {
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
