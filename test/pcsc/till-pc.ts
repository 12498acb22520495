// A till's PC with all that stands on it: reader service, bridge, and the server it talks to, inside the
// private namespace. Offers what the cases share: putting cards, and waiting for what must follow.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  putVirtualCard,
  type VirtualCard,
  type VirtualCardKind,
} from '../../local/virtual-card.ts';
import { BridgeProcess, pairBridge } from './bridge-process.ts';
import { PrivatePcscd } from './private-pcscd.ts';
import { ScriptedPcsc } from './scripted-pcsc.ts';
import { type RecordedTap, TillRecorder } from './till-recorder.ts';
import { until } from './until.ts';

const SERVER_PORT = 21_100;
const STATUS_PORT = 21_101;

/** pcscd looks at a virtual reader every 400 ms. */
export const NEXT_LOOK_MS = 1_000;

/** A bridge whose child was killed a few times waits 10 s before it starts another. */
const LONGEST_START_MS = 15_000;

/** Long enough for everything that may follow at once. */
export const SOON_MS = 3_000;

export class TillPc {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'klubkort-pcsc-'));
  readonly service = new PrivatePcscd();
  readonly server = new TillRecorder(SERVER_PORT);
  readonly scripted = new ScriptedPcsc(this.folder);
  #bridge: BridgeProcess | undefined;
  #earlierOutput = '';
  readonly #cards: VirtualCard[] = [];

  get bridge(): BridgeProcess {
    if (!this.#bridge) throw new Error('the bridge was not started');
    return this.#bridge;
  }

  /** What every bridge of this PC has written so far. */
  get output(): string {
    return this.#earlierOutput + (this.#bridge?.output ?? '');
  }

  async start(): Promise<void> {
    await this.server.start();
    await this.service.start();
    await pairBridge(this.folder, this.server.origin, 'ABCD-1234');
  }

  /** `main` is the file to run, when it is not the source. */
  async restartBridge(reader: 'virtual' | 'scripted', main?: string): Promise<void> {
    await this.#bridge?.end();
    this.#earlierOutput = this.output;
    this.#bridge = new BridgeProcess({
      stateFolder: this.folder,
      statusPort: STATUS_PORT,
      environment: reader === 'scripted' ? this.scripted.environment : {},
      ...(main ? { main } : {}),
    });
  }

  async end(): Promise<void> {
    await this.removeCards();
    await this.#bridge?.end();
    await this.service.stop();
    await this.server.stop();
    rmSync(this.folder, { recursive: true });
  }

  async putCard(
    kind: VirtualCardKind,
    uid: string,
    tearAt?: (command: Buffer) => boolean,
  ): Promise<VirtualCard> {
    const card = await putVirtualCard({ kind, uid, ...(tearAt ? { tearAt } : {}) });
    this.#cards.push(card);
    return card;
  }

  /** Takes every card off the virtual reader and waits until the service has seen it. */
  async removeCards(): Promise<void> {
    if (this.#cards.length === 0) return;
    for (const card of this.#cards.splice(0)) await card.remove();
    await sleep(NEXT_LOOK_MS);
  }

  /** @returns the next tap that comes after `already` of them. */
  async tapAfter(already: number, timeoutMs = SOON_MS): Promise<RecordedTap> {
    await until('a tap arrives', () => this.server.taps.length > already, timeoutMs);
    const tap = this.server.taps[already];
    if (!tap) throw new Error('the tap is gone');
    return tap;
  }

  async readerIsReady(): Promise<void> {
    const isReady = async () => {
      // Until its page listens, there is nobody to ask.
      const status = await this.bridge.status().catch(() => undefined);
      return status?.link === 'open' && status.reader === 'ready';
    };
    await until('the reader is ready', isReady, LONGEST_START_MS);
  }

  /** Waits until the bridge has said these words, from a point in `server.said` on. */
  async saysAfter(already: number, words: string[], timeoutMs = SOON_MS): Promise<void> {
    const said = () => this.server.said.slice(already);
    await until(
      `the bridge says ${words.join(', ')}`,
      () => words.every((word, index) => said()[index] === word),
      timeoutMs,
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}; it said ${said().join(', ') || 'nothing'}`);
    });
  }
}
