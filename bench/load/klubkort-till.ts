// One till of Klubkort, as its bridge and its screen drive it: taps that end with a child on the screen,
// and the purchase that the cashier then confirms.
import { randomUUID } from 'node:crypto';
import type { PresentedChild } from '../../contracts/presentations.ts';
import type { PurchaseLine, PurchaseRequest } from '../../contracts/purchases.ts';
import type { TapRequest } from '../../contracts/taps.ts';
import { requestBytes, type TillConnection } from './till-connection.ts';
import { TillKey, type TillKeyText } from './till-key.ts';
import { TillScreenFeed } from './till-screen-feed.ts';

/** The devices of a till that was paired. */
export interface PairedTill {
  readonly screen: TillKeyText;
  readonly bridge: TillKeyText;
}

export class KlubkortTill {
  readonly #host: string;
  readonly #screen: TillKey;
  readonly #bridge: TillKey;
  readonly #feed: TillScreenFeed;

  static async open(port: number, paired: PairedTill): Promise<KlubkortTill> {
    const screen = new TillKey(paired.screen);
    const feed = await TillScreenFeed.open(port, paired.screen.tillId, screen);
    return new KlubkortTill(port, screen, new TillKey(paired.bridge), feed);
  }

  constructor(port: number, screen: TillKey, bridge: TillKey, feed: TillScreenFeed) {
    this.#host = `127.0.0.1:${port}`;
    this.#screen = screen;
    this.#bridge = bridge;
    this.#feed = feed;
  }

  /** Makes a tap ready. Sending it answers when the screen has the child and the bridge its answer. */
  tapReady(uid: string): (connection: TillConnection) => Promise<PresentedChild> {
    const tapId = randomUUID();
    const body: TapRequest = { evidence: { class: 'uid', uid }, readMsAgo: 0 };
    const target = `/api/taps/${tapId}`;
    const signed = this.#bridge.signed({ method: 'PUT', target, body: JSON.stringify(body) });
    const request = requestBytes(this.#host, signed);
    return async (connection) => {
      const shown = this.#feed.childOf(tapId);
      shown.catch(() => undefined); // The bridge's answer below tells more about what went wrong.
      const answer = await connection.send(request);
      if (answer.status >= 300) throw new Error(`tap: ${answer.status} ${answer.body}`);
      return shown;
    };
  }

  tap(connection: TillConnection, uid: string): Promise<PresentedChild> {
    return this.tapReady(uid)(connection);
  }

  /** Makes the purchase of one line ready for the child on the screen. */
  purchaseReady(
    child: PresentedChild,
    line: PurchaseLine,
  ): (connection: TillConnection) => Promise<void> {
    const { catalogueVersion } = this.#feed;
    const { presentation, accountId } = child;
    const body: PurchaseRequest = { presentation, catalogueVersion, lines: [line] };
    const target = `/api/accounts/${accountId}/purchases/${randomUUID()}`;
    const signed = this.#screen.signed({ method: 'PUT', target, body: JSON.stringify(body) });
    const request = requestBytes(this.#host, signed);
    return async (connection) => {
      const answer = await connection.send(request);
      if (answer.status !== 201) throw new Error(`purchase: ${answer.status} ${answer.body}`);
    };
  }

  close(): void {
    this.#feed.close();
  }
}
