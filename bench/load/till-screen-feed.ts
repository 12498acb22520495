// A till's live socket, as the screen in a browser holds it: hands each shown child to who waits for its tap.
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { PresentedChild } from '../../contracts/presentations.ts';
import { type MessageToScreen, SocketTicket } from '../../contracts/till-feed.ts';
import { requestBytes, TillConnection } from './till-connection.ts';
import type { TillKey } from './till-key.ts';

export class TillScreenFeed {
  readonly #socket: WebSocket;
  #catalogueVersion = 0;
  readonly #waiting = new Map<string, PromiseWithResolvers<PresentedChild>>();

  static async open(port: number, tillId: string, screen: TillKey): Promise<TillScreenFeed> {
    const host = `127.0.0.1:${port}`;
    const connection = await TillConnection.open(port);
    const request = screen.signed({ method: 'POST', target: '/api/socket-tickets', body: '{}' });
    const answer = await connection.send(requestBytes(host, request));
    connection.close();
    if (answer.status >= 300) throw new Error(`no socket ticket: ${answer.status} ${answer.body}`);
    const { ticket } = SocketTicket.parse(JSON.parse(answer.body));
    const url = `ws://${host}/api/tills/${tillId}/feed?ticket=${encodeURIComponent(ticket)}`;
    const socket = new WebSocket(url, { origin: `http://${host}`, perMessageDeflate: false });
    const feed = new TillScreenFeed(socket);
    // The first message is the welcome.
    await once(socket, 'message');
    return feed;
  }

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (bytes) => this.#receive(JSON.parse(String(bytes)) as MessageToScreen));
    socket.on('close', (code, reason) => this.#fail(new Error(`feed closed: ${code} ${reason}`)));
  }

  /** Ask before the tap is sent: the screen may hear of it before the reader's bridge has its answer. */
  childOf(tapId: string): Promise<PresentedChild> {
    const waiting = Promise.withResolvers<PresentedChild>();
    this.#waiting.set(tapId, waiting);
    return waiting.promise;
  }

  close(): void {
    this.#socket.removeAllListeners('close');
    this.#socket.terminate();
  }

  /** What the screen would draw its products from. */
  get catalogueVersion(): number {
    return this.#catalogueVersion;
  }

  #receive(message: MessageToScreen): void {
    if (message.type === 'welcome') this.#catalogueVersion = message.catalogueVersion;
    if (message.type !== 'tap') return;
    const waiting = this.#waiting.get(message.tapId);
    this.#waiting.delete(message.tapId);
    if (message.result.kind === 'child') waiting?.resolve(message.result.child);
    else waiting?.reject(new Error(`tap refused: ${JSON.stringify(message.result.problem)}`));
  }

  #fail(error: Error): void {
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
