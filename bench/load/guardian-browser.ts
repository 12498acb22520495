// A guardian's browser as the server meets it: requests with the session's cookie from the own origin over one
// keep-alive connection, and the portal's live socket. Absent: any page.
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { MessageToPortal } from '../../contracts/inbox.ts';
import { requestBytes, type TillConnection } from './till-connection.ts';

export class GuardianBrowser {
  readonly #host: string;
  readonly #connection: TillConnection;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(port: number, cookie: string, connection: TillConnection) {
    this.#host = `127.0.0.1:${port}`;
    this.#connection = connection;
    this.#headers = { cookie, origin: `http://${this.#host}` };
  }

  /** The answer's JSON. @throws Error for a refusal. */
  async ask<Answer>(
    method: string,
    target: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const request = {
      ...{ method, target, headers: { ...this.#headers, ...headers } },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const answer = await this.#connection.send(requestBytes(this.#host, request));
    if (answer.status >= 300) throw new Error(`${target}: ${answer.status} ${answer.body}`);
    return JSON.parse(answer.body) as Answer;
  }

  /** Resolves when the portal has been welcomed. */
  async openPortal(onMessage: (message: MessageToPortal) => void): Promise<WebSocket> {
    const { ticket } = await this.ask<{ ticket: string }>('POST', '/api/inbox/socket-tickets', {});
    const address = `ws://${this.#host}/api/inbox/feed?ticket=${encodeURIComponent(ticket)}`;
    const { cookie = '', origin = '' } = this.#headers;
    const socket = new WebSocket(address, {
      ...{ origin, headers: { cookie }, perMessageDeflate: false },
    });
    await once(socket, 'message');
    socket.on('message', (bytes) => onMessage(JSON.parse(String(bytes)) as MessageToPortal));
    return socket;
  }
}
