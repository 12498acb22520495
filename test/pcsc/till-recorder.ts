// Stands in for the till's server on the loopback: pairs a bridge, checks its signatures, acknowledges
// its taps once per id and records everything in order. Knows no cards and no children.
import { createHash, randomUUID, webcrypto } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { DEVICE_HEADERS, DeviceHeaders, deviceProofText } from '../../contracts/device-proof.ts';
import { TillId } from '../../contracts/ids.ts';
import { type DevicePublicKey, PairingRequest } from '../../contracts/pairings.ts';
import { OLDEST_SHOWN_READING_MS } from '../../contracts/presentations.ts';
import { bridgeHelloText, MessageFromBridge, PING, PONG } from '../../contracts/readers.ts';
import { TapRequest } from '../../contracts/taps.ts';

const KEY_ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE_ALGORITHM = { name: 'ECDSA', hash: 'SHA-256' } as const;

export interface RecordedTap {
  readonly tapId: string;
  readonly uid: string;
  readonly readMsAgo: number;
  readonly shown: boolean;
  /** How often this id has come by now. */
  times: number;
}

export class TillRecorder {
  readonly tillId = TillId.parse(`t0165${'b'.repeat(33)}`);
  readonly #port: number;
  /** In order of first arrival. */
  readonly taps: RecordedTap[] = [];
  /** `ready`, `card_read_too_fast` and so on, in order of arrival. */
  readonly said: string[] = [];
  readonly wrongSignatures: string[] = [];
  /** True: record each tap but cut the connection instead of answering. */
  loseAnswers = false;
  pings = 0;
  #publicKey: DevicePublicKey | undefined;
  #server: Server | undefined;
  #sockets: WebSocketServer | undefined;

  constructor(port: number) {
    this.#port = port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        this.wrongSignatures.push(`not understood: ${String(error)}`);
        response.writeHead(500).end();
      });
    });
    const sockets = new WebSocketServer({ noServer: true });
    server.on('upgrade', (request, socket, head) => {
      if (request.url !== `/api/tills/${this.tillId}/bridge`) socket.destroy();
      else sockets.handleUpgrade(request, socket, head, (webSocket) => this.#greet(webSocket));
    });
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#server = server;
    this.#sockets = sockets;
  }

  /** As if the machine had gone: sockets are cut, nobody listens. */
  async stop(): Promise<void> {
    for (const socket of this.#sockets?.clients ?? []) socket.terminate();
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const target = request.url ?? '';
    if (request.method === 'PUT' && target.startsWith('/api/pairings/')) {
      this.#publicKey = PairingRequest.parse(JSON.parse(body.toString())).publicKey;
      json(response, 201, { tillId: this.tillId, tillName: 'Kassen', clubName: 'Klubben' });
      return;
    }
    if (request.method !== 'PUT' || !target.startsWith('/api/taps/')) {
      response.writeHead(404).end();
      return;
    }
    if (!(await this.#isSigned(request, target, body))) {
      this.wrongSignatures.push(target);
      response.writeHead(401).end();
      return;
    }
    const tap = this.#recordTap(target.slice('/api/taps/'.length), body);
    if (this.loseAnswers) response.destroy();
    else
      json(response, 200, {
        tapId: tap.tapId,
        shown: tap.shown,
        ...(tap.shown ? {} : { notShownBecause: 'too_old' }),
      });
  }

  #recordTap(tapId: string, body: Buffer): RecordedTap {
    const request = TapRequest.parse(JSON.parse(body.toString()));
    const known = this.taps.find((tap) => tap.tapId === tapId);
    if (known) {
      known.times += 1;
      return known;
    }
    const tap = {
      tapId,
      uid: request.evidence.uid,
      readMsAgo: request.readMsAgo,
      shown: request.readMsAgo <= OLDEST_SHOWN_READING_MS,
      times: 1,
    };
    this.taps.push(tap);
    return tap;
  }

  async #isSigned(request: IncomingMessage, target: string, body: Buffer): Promise<boolean> {
    const headers = DeviceHeaders.parse({
      tillId: request.headers[DEVICE_HEADERS.tillId],
      device: request.headers[DEVICE_HEADERS.device],
      signedAt: request.headers[DEVICE_HEADERS.signedAt],
      signature: request.headers[DEVICE_HEADERS.signature],
    });
    const bodySha256 = createHash('sha256').update(body).digest('hex');
    const proof = { ...headers, method: request.method ?? '', target, bodySha256 };
    return this.#verify(deviceProofText(proof), headers.signature);
  }

  #greet(socket: WebSocket): void {
    const nonce = randomUUID();
    socket.send(JSON.stringify({ type: 'challenge', nonce }));
    socket.on('message', (data) => {
      const text = String(data);
      if (text === PING) {
        this.pings += 1;
        socket.send(PONG);
        return;
      }
      const message = MessageFromBridge.parse(JSON.parse(text));
      if (message.type === 'reader') this.said.push(message.state);
      else if (message.type === 'read_failed') this.said.push(message.failure);
      else void this.#welcome(socket, nonce, message.signature);
    });
  }

  async #welcome(socket: WebSocket, nonce: string, signature: string): Promise<void> {
    if (await this.#verify(bridgeHelloText(this.tillId, nonce), signature)) {
      socket.send(JSON.stringify({ type: 'welcome' }));
    } else {
      this.wrongSignatures.push('hello');
      socket.close(1008, 'device_proof_wrong');
    }
  }

  async #verify(text: string, signature: string): Promise<boolean> {
    if (!this.#publicKey) return false;
    const { subtle } = webcrypto;
    const key = await subtle.importKey('jwk', this.#publicKey, KEY_ALGORITHM, false, ['verify']);
    const bytes = Buffer.from(signature, 'base64url');
    return subtle.verify(SIGNATURE_ALGORITHM, key, bytes, new TextEncoder().encode(text));
  }
}

function json(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
