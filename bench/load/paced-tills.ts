// Tills at which children buy at a steady pace, as a club does, and not as fast as the server can: how long each
// takes from the tap to the receipt while something else goes on. A till that waits longer leaves its next one out.
import { setTimeout as sleep } from 'node:timers/promises';
import type { PurchaseLine } from '../../contracts/purchases.ts';
import type { KlubkortChild } from './klubkort-load.ts';
import { KlubkortTill, type PairedTill } from './klubkort-till.ts';
import { TillConnection } from './till-connection.ts';

export interface PacedPlace {
  readonly port: number;
  readonly tills: readonly PairedTill[];
  readonly children: readonly KlubkortChild[];
  readonly line: PurchaseLine;
}

export class PacedTills {
  readonly #place: PacedPlace;
  readonly #tills: readonly { till: KlubkortTill; connection: TillConnection }[];

  static async open(place: PacedPlace): Promise<PacedTills> {
    const { port } = place;
    const tills = await Promise.all(
      place.tills.map(async (paired) => ({
        till: await KlubkortTill.open(port, paired),
        connection: await TillConnection.open(port),
      })),
    );
    const paced = new PacedTills(place, tills);
    // Each child once, so that none of them has to be woken while time is measured.
    await paced.sell(1, place.children.length / tills.length);
    return paced;
  }

  constructor(
    place: PacedPlace,
    tills: readonly { till: KlubkortTill; connection: TillConnection }[],
  ) {
    this.#place = place;
    this.#tills = tills;
  }

  /** @returns the milliseconds of each purchase, from its tap to its receipt. */
  async sell(everyMs: number, timesEach: number): Promise<number[]> {
    let left = timesEach * this.#tills.length;
    return this.sellWhile(everyMs, () => left-- > 0);
  }

  /** Goes on for as long as it is told to. */
  async sellWhile(everyMs: number, goesOn: () => boolean): Promise<number[]> {
    const timesMs: number[] = [];
    const { children, line } = this.#place;
    let next = 0;
    const selling = this.#tills.map(async ({ till, connection }, index) => {
      // The tills do not beat as one.
      await sleep((everyMs * index) / this.#tills.length);
      while (goesOn()) {
        const child = children[next++ % children.length];
        if (child === undefined) throw new Error('a place without children');
        const startedAt = performance.now();
        const shown = await till.tap(connection, child.uid);
        await till.purchaseReady(shown, line)(connection);
        const tookMs = performance.now() - startedAt;
        timesMs.push(tookMs);
        await sleep(everyMs - (tookMs % everyMs));
      }
    });
    await Promise.all(selling);
    return timesMs;
  }

  close(): void {
    for (const { till, connection } of this.#tills) {
      connection.close();
      till.close();
    }
  }
}
