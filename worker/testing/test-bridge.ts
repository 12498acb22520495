// The bridge's socket for tests: it hears the challenge, proves itself with the bridge's key, tells of its reader.
import { bridgeHelloText, MessageToBridge } from '../../contracts/readers.ts';
import { edge } from './edge.ts';
import { ORIGIN, type TestDevice } from './test-device.ts';

export class TestBridge {
  readonly heard: string[] = [];
  readonly #device: TestDevice;
  readonly #socket: WebSocket;
  /** The code that the other side closed with, or null while it is open. */
  closedWith: number | null = null;

  constructor(device: TestDevice, socket: WebSocket) {
    this.#device = device;
    this.#socket = socket;
    socket.accept();
    socket.addEventListener('message', ({ data }) => {
      this.heard.push(String(data));
    });
    socket.addEventListener('close', ({ code }) => {
      this.closedWith = code;
    });
  }

  static async connect(device: TestDevice): Promise<TestBridge> {
    const response = await edge.fetch(
      new Request(`${ORIGIN}/api/tills/${device.tillId}/bridge`, {
        headers: { upgrade: 'websocket' },
      }),
    );
    if (response.webSocket === null) throw new Error(await response.text());
    return new TestBridge(device, response.webSocket);
  }

  /** Connects and proves itself. */
  static async open(device: TestDevice): Promise<TestBridge> {
    const bridge = await TestBridge.connect(device);
    await bridge.hello();
    await bridge.hear('welcome');
    return bridge;
  }

  async hello(signWith?: CryptoKey, nonce?: string): Promise<void> {
    const challenge = await this.hear('challenge');
    const { tillId } = this.#device;
    const text = bridgeHelloText(tillId, nonce ?? challenge.nonce);
    const signature = await this.#device.sign(text, signWith);
    this.say({ type: 'hello', tillId, signature });
  }

  say(message: unknown): void {
    this.#socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  close(): void {
    this.#socket.close();
  }

  async hear<Type extends MessageToBridge['type']>(
    type: Type,
  ): Promise<Extract<MessageToBridge, { type: Type }>> {
    for (let round = 0; round < 200; round++) {
      for (const text of this.heard) {
        const message = MessageToBridge.parse(JSON.parse(text));
        if (message.type === type) return message as Extract<MessageToBridge, { type: Type }>;
      }
      await scheduler.wait(10);
    }
    throw new Error(`the bridge did not hear ${type}; it heard ${this.heard.join('\n')}`);
  }

  async hearClose(): Promise<number> {
    for (let round = 0; round < 200; round++) {
      if (this.closedWith !== null) return this.closedWith;
      await scheduler.wait(10);
    }
    throw new Error('the socket stayed open');
  }
}
