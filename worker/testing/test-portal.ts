// A guardian's open portal for tests: the socket of its inbox, and what it heard.
import { MessageToPortal } from '../../contracts/inbox.ts';
import { SocketTicket } from '../../contracts/till-feed.ts';
import { edge } from './edge.ts';
import { ORIGIN } from './test-device.ts';
import type { TestGuardian } from './test-guardian.ts';

export async function ticketOf(guardian: TestGuardian): Promise<string> {
  const response = await guardian.request('/api/inbox/socket-tickets', { method: 'POST' });
  return SocketTicket.parse(await response.json()).ticket;
}

export function openFeed(
  ticket: string,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  return edge.fetch(
    new Request(`${ORIGIN}/api/inbox/feed?ticket=${ticket}`, {
      headers: { upgrade: 'websocket', host: new URL(ORIGIN).host, ...headers },
    }),
  );
}

export class TestPortal {
  readonly heard: MessageToPortal[] = [];
  readonly #socket: WebSocket;
  /** The code that the other side closed with, or null while it is open. */
  closedWith: number | null = null;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.accept();
    socket.addEventListener('message', ({ data }) => {
      this.heard.push(MessageToPortal.parse(JSON.parse(String(data))));
    });
    socket.addEventListener('close', ({ code }) => {
      this.closedWith = code;
    });
  }

  static async open(guardian: TestGuardian): Promise<TestPortal> {
    const headers = { origin: ORIGIN, cookie: guardian.cookie };
    const response = await openFeed(await ticketOf(guardian), headers);
    if (response.webSocket === null) throw new Error(await response.text());
    return new TestPortal(response.webSocket);
  }

  close(): void {
    this.#socket.close();
  }

  /** Waits for a message of that type. */
  async hear<Type extends MessageToPortal['type']>(
    type: Type,
  ): Promise<Extract<MessageToPortal, { type: Type }>> {
    for (let round = 0; round < 300; round++) {
      const message = this.heard.find((heard) => heard.type === type);
      if (message !== undefined) return message as Extract<MessageToPortal, { type: Type }>;
      await scheduler.wait(10);
    }
    throw new Error(`the portal did not hear ${type}; it heard ${JSON.stringify(this.heard)}`);
  }

  async hearsClosing(): Promise<number> {
    for (let round = 0; round < 300 && this.closedWith === null; round++) await scheduler.wait(10);
    return this.closedWith ?? 0;
  }
}
