// The bridge's own socket to its till: says who it is, then what its reader is doing. Dials out and
// comes back after any outage. Scans do not travel here.
import WebSocket from 'ws';
import {
  type MessageFromBridge,
  MessageToBridge,
  PING,
  PONG,
  type ReadFailure,
} from '../contracts/readers.ts';
import type { OwnReaderState } from './card-reader.ts';
import type { DeviceSigner } from './device-signer.ts';
import { type Log, wordsOf } from './log.ts';

export interface LinkTimings {
  readonly pingMs: number;
  readonly pongTimeoutMs: number;
  /** From dialling to the welcome. */
  readonly welcomeTimeoutMs: number;
  readonly backOffMs: readonly number[];
}

export const LINK_TIMINGS: LinkTimings = {
  pingMs: 10_000,
  pongTimeoutMs: 5_000,
  welcomeTimeoutMs: 10_000,
  backOffMs: [500, 1_000, 2_000, 5_000],
};

export type LinkState = 'open' | 'connecting' | 'waiting';

export interface TillLinkOptions {
  readonly server: URL;
  readonly signer: DeviceSigner;
  readonly log: Log;
  /** The till knows this bridge again. */
  readonly welcomed: () => void;
  readonly timings?: Partial<LinkTimings>;
}

/** The largest message that the till has for its bridge is a challenge. */
const LONGEST_MESSAGE_BYTES = 4_096;

export class TillLink {
  readonly #options: TillLinkOptions;
  readonly #timings: LinkTimings;
  #state: LinkState = 'waiting';
  #socket: WebSocket | undefined;
  #timer: NodeJS.Timeout | undefined;
  #pongTimer: NodeJS.Timeout | undefined;
  #failures = 0;
  /** Why the socket of now is being given up. */
  #why = '';
  #closed = false;
  #reader: OwnReaderState | undefined;

  constructor(options: TillLinkOptions) {
    this.#options = options;
    this.#timings = { ...LINK_TIMINGS, ...options.timings };
  }

  get state(): LinkState {
    return this.#state;
  }

  start(): void {
    this.#dial();
  }

  tellReaderState(state: OwnReaderState): void {
    this.#reader = state;
    if (this.#state === 'open') this.#say({ type: 'reader', state });
  }

  /** Worth telling at once or not at all. */
  tellReadFailed(failure: ReadFailure): void {
    if (this.#state === 'open') this.#say({ type: 'read_failed', failure });
    else this.#options.log('read_failed_not_told', { failure });
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#pongTimer);
    this.#socket?.terminate();
  }

  #dial(): void {
    const { server, signer } = this.#options;
    const url = new URL(`/api/tills/${signer.tillId}/bridge`, server);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    this.#state = 'connecting';
    const socket = new WebSocket(url, {
      maxPayload: LONGEST_MESSAGE_BYTES,
      handshakeTimeout: this.#timings.welcomeTimeoutMs,
    });
    this.#socket = socket;
    this.#why = '';
    this.#timer = setTimeout(
      () => this.#hangUp(socket, 'no welcome in time'),
      this.#timings.welcomeTimeoutMs,
    );
    socket.on('message', (data) => {
      this.#hear(socket, data.toString()).catch((error: unknown) =>
        this.#hangUp(socket, `not understood: ${wordsOf(error)}`),
      );
    });
    // A reason of our own comes first; hanging up makes errors by itself.
    socket.on('error', (error) => {
      this.#why ||= wordsOf(error);
    });
    socket.on('close', (code, reason) =>
      this.#lost(this.#why || reason.toString() || `code ${code}`),
    );
  }

  async #hear(socket: WebSocket, text: string): Promise<void> {
    if (text === PONG) {
      clearTimeout(this.#pongTimer);
      return;
    }
    const { log, signer, welcomed } = this.#options;
    const message = MessageToBridge.parse(JSON.parse(text));
    if (message.type === 'challenge') {
      const signature = await signer.helloSignature(message.nonce);
      if (socket === this.#socket) this.#say({ type: 'hello', tillId: signer.tillId, signature });
      return;
    }
    clearTimeout(this.#timer);
    this.#failures = 0;
    this.#state = 'open';
    log('link_open');
    if (this.#reader) this.#say({ type: 'reader', state: this.#reader });
    this.#timer = setInterval(() => this.#ping(socket), this.#timings.pingMs);
    welcomed();
  }

  #ping(socket: WebSocket): void {
    socket.send(PING);
    clearTimeout(this.#pongTimer);
    this.#pongTimer = setTimeout(
      () => this.#hangUp(socket, 'no pong in time'),
      this.#timings.pongTimeoutMs,
    );
  }

  #hangUp(socket: WebSocket, why: string): void {
    this.#why ||= why;
    socket.terminate();
  }

  #lost(why: string): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#pongTimer);
    if (this.#closed) return;
    this.#state = 'waiting';
    const { backOffMs } = this.#timings;
    const fullMs = backOffMs[this.#failures] ?? backOffMs.at(-1) ?? 0;
    this.#failures += 1;
    // All tills of a town lose the server together; they should not come back together.
    const delayMs = Math.round(fullMs * (0.75 + Math.random() * 0.5));
    this.#options.log('link_lost', { why, dialAgainInMs: delayMs });
    this.#timer = setTimeout(() => this.#dial(), delayMs);
  }

  #say(message: MessageFromBridge): void {
    this.#socket?.send(JSON.stringify(message));
  }
}
