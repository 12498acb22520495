// Taps and purchases at Klubkort's tills, as bridge and screen send them. A presentation lives 90 s and
// pays once, so cards are tapped ahead, untimed, unless the tap is what is timed.
import { randomInt, randomUUID } from 'node:crypto';
import type { AccountId } from '../../contracts/ids.ts';
import type { PresentedChild } from '../../contracts/presentations.ts';
import type { PurchaseRequest } from '../../contracts/purchases.ts';
import type { TapRequest } from '../../contracts/taps.ts';
import type { LoadPlan, LoadSource, Step, TillLoad } from './load-plan.ts';
import { requestBytes, TillConnection } from './till-connection.ts';
import { TillKey, type TillKeyText } from './till-key.ts';
import { TillScreenFeed } from './till-screen-feed.ts';

export interface KlubkortChild {
  readonly accountId: AccountId;
  readonly uid: string;
}

export interface KlubkortPlace {
  readonly port: number;
  readonly tills: readonly { readonly screen: TillKeyText; readonly bridge: TillKeyText }[];
  readonly children: readonly KlubkortChild[];
  readonly hotChild: KlubkortChild;
  readonly catalogueVersion: number;
  readonly line: PurchaseRequest['lines'][number];
}

interface Till {
  readonly screen: TillKey;
  readonly bridge: TillKey;
  readonly feed: TillScreenFeed;
}

export class KlubkortLoad implements LoadSource {
  readonly #place: KlubkortPlace;
  readonly #tills: readonly Till[];

  static async open(place: KlubkortPlace): Promise<KlubkortLoad> {
    const tills: Till[] = [];
    for (const { screen: screenText, bridge } of place.tills) {
      const screen = new TillKey(screenText);
      const feed = await TillScreenFeed.open(place.port, screenText.tillId, screen);
      tills.push({ screen, bridge: new TillKey(bridge), feed });
    }
    return new KlubkortLoad(place, tills);
  }

  constructor(place: KlubkortPlace, tills: readonly Till[]) {
    this.#place = place;
    this.#tills = tills;
  }

  prepare(plan: LoadPlan): Promise<readonly TillLoad[]> {
    return Promise.all(
      this.#tills.slice(0, plan.tills).map(async (till) => {
        const connection = await TillConnection.open(this.#place.port);
        const steps: Step[] = [];
        for (let step = 0; step < Math.ceil(plan.steps / plan.tills); step += 1) {
          steps.push(await this.#step(plan, till, connection));
        }
        return { connection, steps };
      }),
    );
  }

  close(): void {
    for (const till of this.#tills) till.feed.close();
  }

  async #step(plan: LoadPlan, till: Till, connection: TillConnection): Promise<Step> {
    const drawn = this.#place.children[randomInt(this.#place.children.length)];
    const { uid } = plan.accounts === 'many' && drawn ? drawn : this.#place.hotChild;
    if (plan.work === 'tap_and_purchase') {
      return async () => {
        const child = await this.tap(till, connection, uid);
        await buy(connection, this.#purchase(till, child));
      };
    }
    const purchase = this.#purchase(till, await this.tap(till, connection, uid));
    return () => buy(connection, purchase);
  }

  /** Answers when the screen has the child and the bridge its acknowledgement. */
  async tap(till: Till, connection: TillConnection, uid: string): Promise<PresentedChild> {
    const tapId = randomUUID();
    const body: TapRequest = { evidence: { class: 'uid', uid }, readMsAgo: 0 };
    const target = `/api/taps/${tapId}`;
    const signed = till.bridge.signed({ method: 'PUT', target, body: JSON.stringify(body) });
    const shown = till.feed.childOf(tapId);
    shown.catch(() => undefined); // The bridge's answer below tells more about what went wrong.
    const answer = await connection.send(requestBytes(`127.0.0.1:${this.#place.port}`, signed));
    if (answer.status >= 300) throw new Error(`tap: ${answer.status} ${answer.body}`);
    return shown;
  }

  #purchase(till: Till, child: PresentedChild): Buffer {
    const { catalogueVersion, line, port } = this.#place;
    const { presentation, accountId } = child;
    const body: PurchaseRequest = { presentation, catalogueVersion, lines: [line] };
    const target = `/api/accounts/${accountId}/purchases/${randomUUID()}`;
    const signed = till.screen.signed({ method: 'PUT', target, body: JSON.stringify(body) });
    return requestBytes(`127.0.0.1:${port}`, signed);
  }
}

async function buy(connection: TillConnection, purchase: Buffer): Promise<void> {
  const answer = await connection.send(purchase);
  if (answer.status !== 201) throw new Error(`purchase: ${answer.status} ${answer.body}`);
}
