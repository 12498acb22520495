// Purchases at Klubkort's tills. A presentation lives 90 s and pays once, so cards are tapped ahead,
// untimed, unless the tap is what is timed.
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountId } from '../../contracts/ids.ts';
import type { PurchaseLine } from '../../contracts/purchases.ts';
import { Awake } from './awake.ts';
import { KlubkortTill, type PairedTill } from './klubkort-till.ts';
import type { LoadPlan, LoadSource, PreparedLoad, Step } from './load-plan.ts';
import { TillConnection } from './till-connection.ts';

export interface KlubkortChild {
  readonly accountId: AccountId;
  readonly uid: string;
}

export interface KlubkortPlace {
  readonly port: number;
  readonly tills: readonly PairedTill[];
  readonly children: readonly KlubkortChild[];
  readonly hotChild: KlubkortChild;
  readonly line: PurchaseLine;
}

/**
 * An account writes the looks at its child with the next purchase or after two seconds. A cashier takes
 * longer than that, so the looks of taps made ahead are waited for: they belong to the taps.
 */
const LOOKS_ARE_WRITTEN_MS = 2_300;

export class KlubkortLoad implements LoadSource {
  readonly #place: KlubkortPlace;
  readonly #tills: readonly KlubkortTill[];
  readonly #awake = new Awake();

  static async open(place: KlubkortPlace): Promise<KlubkortLoad> {
    const tills: KlubkortTill[] = [];
    for (const paired of place.tills) tills.push(await KlubkortTill.open(place.port, paired));
    return new KlubkortLoad(place, tills);
  }

  constructor(place: KlubkortPlace, tills: readonly KlubkortTill[]) {
    this.#place = place;
    this.#tills = tills;
  }

  async prepare(plan: LoadPlan): Promise<PreparedLoad> {
    const loads = await Promise.all(
      this.#tills.slice(0, plan.tills).map(async (till) => {
        const connection = await TillConnection.open(this.#place.port);
        const steps: Step[] = [];
        for (let step = 0; step < Math.ceil(plan.steps / plan.tills); step += 1) {
          steps.push(await this.#step(plan, till, connection));
        }
        return { connection, steps };
      }),
    );
    if (plan.work === 'purchase') await sleep(LOOKS_ARE_WRITTEN_MS);
    return { tills: loads, untimedPurchases: 0 };
  }

  async #step(plan: LoadPlan, till: KlubkortTill, connection: TillConnection): Promise<Step> {
    const { children, hotChild, line } = this.#place;
    const drawn = children[randomInt(children.length)];
    const { uid } = plan.accounts === 'many' && drawn ? drawn : hotChild;
    const sleeps = this.#awake.mustBeWoken(uid);
    if (plan.work === 'tap_and_purchase') {
      if (sleeps) await till.tap(connection, uid);
      return async () => {
        const child = await till.tap(connection, uid);
        await till.purchaseReady(child, line)(connection);
      };
    }
    const purchase = till.purchaseReady(await till.tap(connection, uid), line);
    return () => purchase(connection);
  }
}
