// What one till does all day: a child taps, something is sold, now and then a sale is undone or sent twice.
// Every request is kept in the ledger before it is sent, and the till page's own queue asks again with the
// same id and body until there is an outcome.
import { randomUUID } from 'node:crypto';
import { PurchaseId, ReversalId } from '../../contracts/ids.ts';
import type { PresentedChild } from '../../contracts/presentations.ts';
import { createOutstandingQueue, type OutstandingQueue } from '../../portal/till/outstanding.ts';
import { createPauses } from '../../portal/till/pauses.ts';
import type { LoadTill } from '../load/load-till.ts';
import type { LoadProduct, LoadWorld } from '../load/load-world.ts';
import type { SeededRandom } from '../load/seeded-random.ts';
import type { KeptRequest, Ledger, Request } from './ledger.ts';

const TAP_WITHIN_MS = 10_000;

/** How long the tills sell, and how long they may take to settle what is still open then. */
export interface Shift {
  isOver(): boolean;
  /** What has no outcome then never gets one. */
  readonly givenUp: Promise<void>;
}

export class TillAtWork {
  readonly till: LoadTill;
  /** Everything that this till ever asked for. */
  readonly kept: KeptRequest[] = [];
  readonly #world: LoadWorld;
  readonly #ledger: Ledger;
  readonly #random: SeededRandom;
  readonly #queue: OutstandingQueue;
  readonly #pauses = createPauses();

  constructor(till: LoadTill, world: LoadWorld, ledger: Ledger, random: SeededRandom) {
    this.till = till;
    this.#world = world;
    this.#ledger = ledger;
    this.#random = random;
    this.#queue = createOutstandingQueue({
      api: till.screen,
      // The ledger has it already: it also writes down what the request is worth.
      keep: async () => {},
      forget: async () => {},
      kept: async () => [],
      settled: async (settlement) => ledger.settle(settlement),
      pause: (pauseMs) => this.#pauses.pause(pauseMs),
    });
  }

  /** The house is back: ask again now, as the page does when its socket is open again. */
  hurry(): void {
    this.#pauses.hurry();
  }

  /** @throws Error when the till meets what no till should: a refused bridge, or another child's face. */
  async work(shift: Shift): Promise<void> {
    while (!shift.isOver()) {
      const hot = this.#random.happens(0.25);
      const child = this.#random.pick(this.#world.children.filter(({ isHot }) => isHot === hot));
      const shown = await this.till.tap(child.uid, TAP_WITHIN_MS);
      if (shown === null) continue;
      if (shown.kind === 'problem') throw new Error(`a child's card: ${shown.problem.code}`);
      if (shown.child.accountId !== child.accountId) throw new Error("another child's face");
      await this.#serve(shown.child, shift);
    }
  }

  async #serve(child: PresentedChild, shift: Shift): Promise<void> {
    const lines = this.#drawCart();
    const sale = await this.#buy(child, lines, shift);
    if (sale.refusalCode === 'not_today' && this.#random.happens(0.5)) {
      // A refusal does not use up the presentation: perhaps there is money for the cheapest thing.
      const [cheapest] = this.#world.products.toSorted((one, two) => one.priceOre - two.priceOre);
      if (cheapest) await this.#buy(child, [{ product: cheapest, quantity: 1 }], shift);
    }
    if (!sale.isAccepted) return;
    if (this.#random.happens(0.04)) await this.#buy(child, lines, shift);
    if (!this.#random.happens(0.1)) return;
    await this.#undo(sale, shift);
    if (this.#random.happens(0.2)) await this.#undo(sale, shift);
  }

  #drawCart(): CartLine[] {
    const products = this.#world.products.filter(() => this.#random.happens(0.4));
    const chosen = products.length > 0 ? products : [this.#random.pick(this.#world.products)];
    return chosen.map((product) => ({ product, quantity: this.#random.whole(1, 2) }));
  }

  #buy(child: PresentedChild, lines: readonly CartLine[], shift: Shift): Promise<KeptRequest> {
    const { accountId, presentationId, presentation } = child;
    const purchaseId = PurchaseId.parse(randomUUID());
    const request: Request = {
      kind: 'purchase',
      id: purchaseId,
      purchase: {
        purchaseId,
        tillId: this.till.tillId,
        accountId,
        presentationId,
        body: {
          presentation,
          catalogueVersion: this.till.catalogueVersion,
          lines: lines.map(({ product, quantity }) => ({
            productId: product.productId,
            quantity,
            priceOre: product.priceOre,
          })),
        },
        cart: [],
        confirmedAt: Date.now(),
      },
    };
    let totalOre = 0;
    for (const { product, quantity } of lines) totalOre += product.priceOre * quantity;
    return this.#settle(request, totalOre, shift);
  }

  #undo(sale: KeptRequest, shift: Shift): Promise<KeptRequest> {
    const { accountId } = sale;
    const purchaseId = PurchaseId.parse(sale.id);
    const request: Request = {
      kind: 'reversal',
      id: ReversalId.parse(randomUUID()),
      accountId,
      purchaseId,
    };
    return this.#settle(request, sale.totalOre, shift);
  }

  /** Resolves with the outcome, or without one when the time is over. */
  async #settle(request: Request, totalOre: number, shift: Shift): Promise<KeptRequest> {
    const kept = this.#ledger.keep(request, totalOre);
    this.kept.push(kept);
    await this.#queue.send(request);
    // An impatient page: the same request twice at once.
    if (this.#random.happens(0.05)) await this.#queue.send(request);
    await Promise.race([kept.settled.promise, shift.givenUp]);
    return kept;
  }
}

interface CartLine {
  readonly product: LoadProduct;
  readonly quantity: number;
}
