// A card reader without hardware: a unix socket says what happens to it. Serves where no reader service
// runs, and in tests; behaves at the port like the real one, down to the card that keeps lying there.
import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { isRandomUid } from '../contracts/taps.ts';
import type { CardReader, CardReaderObserver, OwnReaderState } from './card-reader.ts';
import { type Clock, systemClock } from './clock.ts';
import { type FakeReaderAnswer, FakeReaderCommand } from './fake-reader-messages.ts';
import { wordsOf } from './log.ts';

/** Unix socket addresses hold 108 bytes, the closing zero included. */
const LONGEST_SOCKET_PATH_BYTES = 107;

export class FakeReader implements CardReader {
  readonly #socketPath: string;
  readonly #clock: Clock;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #observer: CardReaderObserver | undefined;
  #state: OwnReaderState = 'ready';
  #lyingUid: string | undefined;

  constructor(socketPath: string, clock: Clock = systemClock) {
    this.#socketPath = socketPath;
    this.#clock = clock;
  }

  /** @throws Error if the socket cannot be made, in words. */
  async start(observer: CardReaderObserver): Promise<void> {
    if (Buffer.byteLength(this.#socketPath) > LONGEST_SOCKET_PATH_BYTES) {
      throw new Error(`The fake reader's socket path is too long: ${this.#socketPath}`);
    }
    if (await answers(this.#socketPath)) {
      throw new Error(`Another fake reader serves ${this.#socketPath}.`);
    }
    rmSync(this.#socketPath, { force: true });
    const server = createServer((socket) => this.#serve(socket));
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) =>
        reject(new Error(`The fake reader cannot listen: ${error.message}`, { cause: error })),
      );
      server.listen(this.#socketPath, resolve);
    });
    chmodSync(this.#socketPath, 0o600);
    this.#server = server;
    this.#observer = observer;
    observer.stateChanged(this.#state);
  }

  async close(): Promise<void> {
    this.#observer = undefined;
    const server = this.#server;
    if (!server) return;
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    createInterface({ input: socket }).on('line', (line) => {
      socket.write(`${JSON.stringify(this.#answerLine(line))}\n`);
    });
  }

  #answerLine(line: string): FakeReaderAnswer {
    try {
      return this.#obey(FakeReaderCommand.parse(JSON.parse(line)));
    } catch (error) {
      return { type: 'refused', because: `not understood: ${wordsOf(error)}` };
    }
  }

  #obey(command: FakeReaderCommand): FakeReaderAnswer {
    switch (command.type) {
      case 'card':
        if (this.#state !== 'ready') return { type: 'refused', because: this.#state };
        this.#putCard(command.uid);
        return { type: 'done' };
      case 'remove':
        this.#lyingUid = undefined;
        return { type: 'done' };
      case 'state':
        this.#turn(command.state);
        return { type: 'done' };
      case 'read_failed':
        this.#observer?.readFailed(command.failure);
        return { type: 'done' };
      default:
        return command satisfies never;
    }
  }

  #putCard(uid: string): void {
    if (this.#lyingUid === uid) return;
    this.#lyingUid = uid;
    if (isRandomUid(uid)) this.#observer?.readFailed('card_not_usable');
    else this.#observer?.cardRead({ evidence: { class: 'uid', uid }, readAt: this.#clock() });
  }

  #turn(state: OwnReaderState): void {
    // An unplugged reader loses its card; a service that stops does not lift it.
    if (state === 'no_reader') this.#lyingUid = undefined;
    if (state === this.#state) return;
    this.#state = state;
    this.#observer?.stateChanged(state);
  }
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
