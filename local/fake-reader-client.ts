// The other end of the bridge's fake reader: puts cards on it and takes them away, over its unix socket.
import { connect, type Socket } from 'node:net';
import { createInterface, type Interface } from 'node:readline';
import { FakeReaderAnswer, type FakeReaderCommand } from '../reader-bridge/fake-reader-messages.ts';

const ANSWER_TIMEOUT_MS = 5_000;

export class FakeReaderClient {
  readonly #socket: Socket;
  readonly #lines: Interface;

  /** @throws Error in words, if no fake reader listens there. */
  static connect(socketPath: string): Promise<FakeReaderClient> {
    return new Promise((resolve, reject) => {
      const socket = connect(socketPath);
      socket.once('connect', () => {
        socket.removeAllListeners('error');
        resolve(new FakeReaderClient(socket));
      });
      socket.once('error', (error) =>
        reject(
          new Error(`No fake reader listens at ${socketPath}: is the demo running?`, {
            cause: error,
          }),
        ),
      );
    });
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#socket.on('error', () => this.#socket.destroy());
    this.#lines = createInterface({ input: socket });
  }

  /** @throws Error in words, if the reader refuses or does not answer. */
  async say(command: FakeReaderCommand): Promise<void> {
    const line = this.#nextLine();
    this.#socket.write(`${JSON.stringify(command)}\n`);
    const answer = FakeReaderAnswer.parse(JSON.parse(await line));
    if (answer.type === 'refused') throw new Error(`The fake reader refused: ${answer.because}`);
  }

  close(): void {
    this.#lines.close();
    this.#socket.destroy();
  }

  #nextLine(): Promise<string> {
    return new Promise((resolve, reject) => {
      const silent = () => reject(new Error('The fake reader does not answer.'));
      const timer = setTimeout(silent, ANSWER_TIMEOUT_MS);
      this.#socket.once('close', silent);
      this.#lines.once('line', (line) => {
        clearTimeout(timer);
        this.#socket.off('close', silent);
        resolve(line);
      });
    });
  }
}
