// The bridge itself: a reader on one side, the till's server on the other. Wires the parts and owns
// nothing but the order in which they start and end.
import type { CardReader, CardReading, OwnReaderState } from './card-reader.ts';
import { type Clock, systemClock } from './clock.ts';
import { importDeviceKey } from './device-key.ts';
import { DeviceSigner } from './device-signer.ts';
import type { Log } from './log.ts';
import type { PairedDevice } from './pairing.ts';
import { type BridgeStatus, StatusPage } from './status-page.ts';
import { type PosterTimings, TapPoster } from './tap-poster.ts';
import { TapQueue } from './tap-queue.ts';
import { type LinkTimings, TillLink } from './till-link.ts';

export interface BridgeOptions {
  readonly device: PairedDevice;
  readonly server: URL;
  readonly reader: CardReader;
  readonly statusPort: number;
  readonly version: string;
  readonly log: Log;
  readonly clock?: Clock;
  readonly posterTimings?: Partial<PosterTimings>;
  readonly linkTimings?: Partial<LinkTimings>;
}

export class Bridge {
  readonly #options: BridgeOptions;
  readonly #queue: TapQueue;
  readonly #poster: TapPoster;
  readonly #link: TillLink;
  readonly #statusPage: StatusPage;
  #readerState: OwnReaderState | undefined;
  #lastTapAt: string | null = null;

  static async create(options: BridgeOptions): Promise<Bridge> {
    const privateKey = await importDeviceKey(options.device.privateKey);
    return new Bridge(options, new DeviceSigner(options.device.tillId, privateKey));
  }

  constructor(options: BridgeOptions, signer: DeviceSigner) {
    const { log, server } = options;
    const clock = options.clock ?? systemClock;
    this.#options = options;
    this.#queue = new TapQueue(clock, log);
    this.#poster = new TapPoster({
      server,
      signer,
      queue: this.#queue,
      clock,
      log,
      ...(options.posterTimings ? { timings: options.posterTimings } : {}),
    });
    this.#link = new TillLink({
      server,
      signer,
      log,
      welcomed: () => this.#poster.wake(),
      ...(options.linkTimings ? { timings: options.linkTimings } : {}),
    });
    this.#statusPage = new StatusPage(() => this.status, log);
  }

  get status(): BridgeStatus {
    const { device, server, version } = this.#options;
    return {
      version,
      server: server.origin,
      tillName: device.tillName,
      clubName: device.clubName,
      link: this.#link.state,
      reader: this.#readerState ?? 'starting',
      lastTapAt: this.#lastTapAt,
      queuedTaps: this.#queue.length,
    };
  }

  /** @throws Error if the status port is taken or the reader cannot be watched at all. */
  async start(): Promise<void> {
    const { log, reader, statusPort, version } = this.#options;
    const port = await this.#statusPage.start(statusPort);
    log('bridge_started', { version, statusPage: `http://127.0.0.1:${port}/` });
    this.#poster.start();
    this.#link.start();
    await reader.start({
      cardRead: (reading) => this.#tap(reading),
      readFailed: (failure) => this.#link.tellReadFailed(failure),
      stateChanged: (state) => {
        this.#readerState = state;
        this.#link.tellReaderState(state);
      },
    });
  }

  async close(): Promise<void> {
    await this.#options.reader.close();
    await Promise.all([this.#poster.close(), this.#link.close(), this.#statusPage.close()]);
    this.#options.log('bridge_ended', { unsentTaps: this.#queue.length });
  }

  #tap(reading: CardReading): void {
    const { tapId } = this.#queue.add(reading);
    this.#lastTapAt = new Date().toISOString();
    this.#options.log('tap_read', { tapId });
    this.#poster.wake();
  }
}
