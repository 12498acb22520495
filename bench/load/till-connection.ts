// One till's keep-alive connection: HTTP/1.1 over a bare socket, one request at a time. A general client
// would take more CPU than some of the servers measured here, and on the same cores.
// Deliberately absent: pipelining, redirects, reconnection; whatever is unexpected fails the run.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface RequestText {
  readonly method: string;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The bytes of a request, made before time is measured. */
export function requestBytes(host: string, request: RequestText): Buffer {
  const lines = [`${request.method} ${request.target} HTTP/1.1`, `host: ${host}`];
  for (const [name, value] of Object.entries(request.headers ?? {}))
    lines.push(`${name}: ${value}`);
  if (request.body !== undefined) lines.push('content-type: application/json');
  lines.push(`content-length: ${Buffer.byteLength(request.body ?? '')}`, '', request.body ?? '');
  return Buffer.from(lines.join('\r\n'));
}

export class TillConnection {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #waiting: PromiseWithResolvers<Answer> | null = null;

  static async open(port: number): Promise<TillConnection> {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    await once(socket, 'connect');
    return new TillConnection(socket);
  }

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes) => this.#receive(bytes));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('the server closed the connection')));
  }

  send(request: Buffer): Promise<Answer> {
    if (this.#waiting) throw new Error('one request at a time');
    this.#waiting = Promise.withResolvers<Answer>();
    this.#socket.write(request);
    return this.#waiting.promise;
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(bytes: Buffer): void {
    this.#received = this.#received.length === 0 ? bytes : Buffer.concat([this.#received, bytes]);
    const answer = readAnswer(this.#received);
    if (!answer) return;
    this.#received = Buffer.alloc(0);
    this.#settle()?.resolve(answer);
  }

  #fail(error: Error): void {
    this.#settle()?.reject(error);
  }

  #settle(): PromiseWithResolvers<Answer> | null {
    const waiting = this.#waiting;
    this.#waiting = null;
    return waiting;
  }
}

/** A complete answer, or undefined while bytes are missing. */
function readAnswer(bytes: Buffer): Answer | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const head = bytes.toString('latin1', 0, headEnd);
  const status = Number(head.slice(9, 12));
  const bodyStart = headEnd + 4;
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    const bodyEnd = bodyStart + Number(length);
    return bytes.length < bodyEnd ? undefined : { status, body: bytes.toString('utf8', bodyStart) };
  }
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) {
    const isWhole = bytes.toString('latin1', bytes.length - 5) === '0\r\n\r\n';
    return isWhole ? { status, body: readChunks(bytes, bodyStart) } : undefined;
  }
  return { status, body: '' };
}

function readChunks(bytes: Buffer, start: number): string {
  const parts: Buffer[] = [];
  for (let position = start; ; ) {
    const lineEnd = bytes.indexOf('\r\n', position);
    const size = Number.parseInt(bytes.toString('latin1', position, lineEnd), 16);
    if (size === 0) return Buffer.concat(parts).toString('utf8');
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    position = lineEnd + 2 + size + 2;
  }
}
