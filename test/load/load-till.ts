// One till of a test: a paired screen and bridge and the screen's socket, opened again whenever it was cut.
// It shows the child of a tapped card. Absent: selling, which is done through `screen` by who
// keeps the books of the test.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type OperatorId, TapId, type TillId } from '../../contracts/ids.ts';
import { OperatorOnShift } from '../../contracts/operators.ts';
import { TapAcknowledgement } from '../../contracts/taps.ts';
import type { TapShown } from '../../contracts/till-feed.ts';
import type { Api, Send } from '../../portal/till/api.ts';
import { type PairedDevice, pairDevice, wordsOf } from './paired-device.ts';
import { ScreenSocket } from './screen-socket.ts';
import { type Witness, witnessedSend } from './witnessed-send.ts';

const SHOWN_WITHIN_MS = 3_000;
const TRY_AGAIN_AFTER_MS = 60;

export class LoadTill {
  /** Signs as the till's screen. */
  readonly screen: Api;
  readonly tillId: TillId;
  readonly #address: () => string;
  readonly #bridge: Api;
  readonly #screenDevice: PairedDevice;
  #socket: ScreenSocket | null = null;

  static async pair(address: () => string, code: string, witness: Witness): Promise<LoadTill> {
    const send = witnessedSend(address, witness);
    const screen = await pairDevice(send, code, 'screen');
    const bridge = await pairDevice(send, code, 'bridge');
    return new LoadTill(address, send, screen, bridge);
  }

  constructor(address: () => string, send: Send, screen: PairedDevice, bridge: PairedDevice) {
    this.#address = address;
    this.#screenDevice = screen;
    this.screen = screen.apiOver(send);
    this.tillId = screen.tillId;
    this.#bridge = bridge.apiOver(send);
  }

  /** As {@link screen}, but told to another witness. */
  screenBefore(witness: Witness): Api {
    return this.#screenDevice.apiOver(witnessedSend(this.#address, witness));
  }

  /** What the screen would draw its products from; 0 before the first welcome. */
  get catalogueVersion(): number {
    return this.#socket?.catalogueVersion ?? 0;
  }

  /** @throws Error with the house's own words when it is refused. */
  async signIn(operatorId: OperatorId, pin: string): Promise<void> {
    const answer = await this.screen.call({
      method: 'PUT',
      target: `/api/tills/${this.tillId}/operator`,
      body: { kind: 'sign_in', operatorId, pin },
      answer: OperatorOnShift,
    });
    if (answer.kind !== 'ok') throw new Error(`Nobody is signed in: ${wordsOf(answer)}`);
  }

  /**
   * Holds a card to the reader until the screen says something, again after each cut line. Null when it
   * said nothing in time.
   *
   * @throws Error when the house refuses the bridge itself.
   */
  async tap(uid: string, withinMs: number): Promise<TapShown['result'] | null> {
    const until = Date.now() + withinMs;
    while (Date.now() < until) {
      const shown = await this.#tapOnce(uid);
      if (shown !== null) return shown;
      await delay(TRY_AGAIN_AFTER_MS);
    }
    return null;
  }

  close(): void {
    this.#socket?.close();
  }

  async #tapOnce(uid: string): Promise<TapShown['result'] | null> {
    if (!this.#socket?.isOpen) {
      const { tillId, screen } = this;
      this.#socket = await ScreenSocket.open(this.#address(), tillId, screen, SHOWN_WITHIN_MS);
    }
    if (this.#socket === null) return null;
    const tapId = TapId.parse(randomUUID());
    const shown = this.#socket.tapShown(tapId, SHOWN_WITHIN_MS);
    const answer = await this.#bridge.call({
      method: 'PUT',
      target: `/api/taps/${tapId}`,
      body: { evidence: { class: 'uid', uid }, readMsAgo: 0 },
      answer: TapAcknowledgement,
    });
    if (answer.kind === 'ok') return shown;
    if (answer.kind === 'unreachable' || answer.problem.status >= 500) return null;
    throw new Error(`The bridge was refused: ${wordsOf(answer)}`);
  }
}
