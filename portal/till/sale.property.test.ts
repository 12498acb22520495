import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PresentationId } from '../../contracts/ids.ts';
import { type Ore, ore } from '../../contracts/ore.ts';
import type { PresentedChild } from '../../contracts/presentations.ts';
import { totalOfCart } from './cart.ts';
import { confirmBlocker } from './sale.ts';
import {
  APPLE,
  catalogueWithToastAt,
  PlayedSale,
  problem,
  purchaseIdOf,
  reading,
  TOAST,
} from './sale-examples.ts';
import type { OutstandingPurchase } from './sale-state.ts';

/** What the button said when it was drawn; `null` while it could not be pressed. */
interface Drawn {
  readonly presentationId: PresentationId;
  readonly totalOre: Ore;
}

type Step =
  | { readonly do: 'read'; readonly child: number; readonly again: boolean; readonly forMs: number }
  | { readonly do: 'draw' | 'wrong' | 'accept' | 'park' | 'take' | 'lock' }
  /** Usually what stands on the button now; else what stood there a while ago. */
  | { readonly do: 'press'; readonly late: boolean }
  | { readonly do: 'add'; readonly product: 'toast' | 'apple' }
  | { readonly do: 'answer'; readonly switchChild: boolean }
  | { readonly do: 'refuse'; readonly code: 'not_today' | 'presentation_expired' | 'price_changed' }
  | { readonly do: 'price'; readonly priceOre: number }
  | { readonly do: 'pass'; readonly durationMs: number };

const read = fc.record({
  do: fc.constant('read' as const),
  child: fc.integer({ min: 1, max: 3 }),
  again: fc.boolean(),
  forMs: fc.constantFrom(500, 5_000, 90_000),
});
const add = fc.record({
  do: fc.constant('add' as const),
  product: fc.constantFrom('toast' as const, 'apple' as const),
});
const pass = fc.record({
  do: fc.constant('pass' as const),
  durationMs: fc.constantFrom(1, 400, 400, 400, 400, 6_000),
});
const button = fc.oneof(
  fc.constant({ do: 'draw' as const }),
  fc.record({ do: fc.constant('press' as const), late: fc.boolean() }),
);
const other = fc.oneof(
  fc.record({ do: fc.constantFrom('wrong', 'accept', 'accept', 'park', 'take', 'lock') }),
  fc.record({ do: fc.constant('answer' as const), switchChild: fc.boolean() }),
  fc.record({
    do: fc.constant('refuse' as const),
    code: fc.constantFrom('not_today', 'presentation_expired', 'price_changed'),
  }),
  fc.record({ do: fc.constant('price' as const), priceOre: fc.integer({ min: 1000, max: 2000 }) }),
) as fc.Arbitrary<Step>;

/** Weighted towards what makes a sale, so that the rest happens in the midst of sales. */
const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: read, weight: 3 },
  { arbitrary: add, weight: 3 },
  { arbitrary: pass, weight: 4 },
  { arbitrary: button, weight: 6 },
  { arbitrary: other, weight: 4 },
);

/** Plays steps on a counter where the cashier presses what was drawn a while ago. */
class Counter {
  readonly sale = new PlayedSale();
  drawn: Drawn | null = null;
  readonly pressed: { readonly drawn: Drawn; readonly sent: OutstandingPurchase }[] = [];
  readonly accepted: OutstandingPurchase[] = [];
  readonly sentAway = new Set<PresentationId>();
  #lastRead: PresentedChild | null = null;
  #readings = 0;
  #purchases = 0;
  #version = 4;

  play(step: Step): void {
    const { sale } = this;
    switch (step.do) {
      case 'read':
        if (!step.again || !this.#lastRead) {
          this.#readings += 1;
          this.#lastRead = reading(this.#readings, step.child, step.forMs);
        }
        sale.read(this.#lastRead);
        break;
      case 'draw':
        this.#draw();
        break;
      case 'press':
        if (!step.late) this.#draw();
        this.#press();
        break;
      case 'wrong': {
        const { child, confirming } = sale.state;
        if (!child) return;
        if (!confirming) this.sentAway.add(child.presentationId);
        sale.play({ type: 'wrong_child', presentationId: child.presentationId });
        break;
      }
      case 'add':
        sale.add(step.product === 'toast' ? TOAST : APPLE);
        break;
      case 'answer': {
        const { next } = sale.state;
        if (!next) return;
        sale.play({
          type: 'switch_answered',
          nextPresentationId: next.presentationId,
          switchChild: step.switchChild,
        });
        break;
      }
      case 'accept': {
        const purchase = this.#unanswered();
        if (!purchase) return;
        this.accepted.push(purchase);
        sale.accept(purchase);
        break;
      }
      case 'refuse': {
        const purchase = this.#unanswered();
        if (!purchase) return;
        sale.play({
          type: 'purchase_refused',
          purchaseId: purchase.purchaseId,
          problem: problem({
            code: step.code,
            prices: [{ productId: TOAST, priceOre: ore(1800) }],
          }),
          parkedId: `refused-${purchase.purchaseId}`,
        });
        break;
      }
      case 'price': {
        const catalogue = { ...catalogueWithToastAt(step.priceOre), version: this.#version++ };
        sale.play({ type: 'catalogue_loaded', catalogue });
        break;
      }
      case 'park':
        sale.play({ type: 'cart_parked', parkedId: `parked-${this.#readings}-${sale.now}` });
        break;
      case 'take': {
        const parkedId = sale.state.parked[0]?.parkedId ?? '';
        sale.play({ type: 'parked_taken', parkedId, swapId: `swap-${sale.now}-${parkedId}` });
        break;
      }
      case 'lock':
        sale.play({ type: 'operator_left' });
        break;
      case 'pass':
        sale.pass(step.durationMs);
    }
  }

  #draw(): void {
    const { state } = this.sale;
    this.drawn =
      state.child && confirmBlocker(state) === null
        ? { presentationId: state.child.presentationId, totalOre: totalOfCart(state.cart) }
        : null;
  }

  #press(): void {
    if (!this.drawn) return;
    const before = this.sale.sent().length;
    this.#purchases += 1;
    const purchaseId = purchaseIdOf(this.#purchases);
    this.sale.play({ type: 'confirmed', ...this.drawn, purchaseId });
    const sent = this.sale.sent()[before];
    if (sent) this.pressed.push({ drawn: this.drawn, sent });
  }

  #unanswered(): OutstandingPurchase | undefined {
    const { confirming, inDoubt } = this.sale.state;
    return confirming ?? inDoubt.find(({ settlement }) => settlement.kind === 'waiting')?.purchase;
  }
}

const RUNS = { numRuns: 1_000 };

function always(check: (counter: Counter) => void): void {
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }), (steps) => {
      const counter = new Counter();
      for (const one of steps) {
        counter.play(one);
        check(counter);
      }
    }),
    RUNS,
  );
}

test('whatever happens, a purchase is that of the child and the sum that the button was drawn for', () => {
  const bought = new Set<OutstandingPurchase>();
  always(({ pressed, sale }) => {
    expect(sale.sent()).toHaveLength(pressed.length);
    for (const { drawn, sent } of pressed) {
      bought.add(sent);
      expect(sent.presentationId).toBe(drawn.presentationId);
      const sum = sent.body.lines.reduce((total, line) => total + line.priceOre * line.quantity, 0);
      expect(sum).toBe(drawn.totalOre);
    }
  });
  // The property must not hold for want of sales.
  expect(bought.size).toBeGreaterThan(500);
});

test('whatever happens, a child who was sent away buys nothing and does not come back', () => {
  always(({ sentAway, sale }) => {
    const { child, next } = sale.state;
    if (child) expect(sentAway).not.toContain(child.presentationId);
    if (next) expect(sentAway).not.toContain(next.presentationId);
  });
});

test('whatever happens, a presentation that has paid pays for nothing more', () => {
  always(({ accepted }) => {
    const paid = accepted.map((purchase) => purchase.presentationId);
    expect(new Set(paid).size).toBe(paid.length);
  });
});

test('whatever happens, the cart that was sent is sold, in doubt, or back in hand', () => {
  always(({ sale, accepted }) => {
    const { confirming, inDoubt } = sale.state;
    for (const purchase of sale.sent()) {
      const isSold = accepted.includes(purchase);
      const waits =
        confirming === purchase ||
        inDoubt.some((doubt) => doubt.purchase === purchase && doubt.settlement.kind === 'waiting');
      // Both at once would sell the same cart twice over.
      expect(isSold && waits).toBe(false);
    }
    // While a purchase is under way nothing else can be sent.
    if (confirming) expect(confirmBlocker(sale.state)).toBe('confirming');
  });
});

test('whatever happens, a child with a purchase in doubt cannot begin another', () => {
  always(({ sale, pressed }) => {
    const waiting = sale.state.inDoubt.filter(({ settlement }) => settlement.kind === 'waiting');
    const { confirming } = sale.state;
    if (confirming && pressed.at(-1)?.sent === confirming) {
      expect(waiting.map(({ purchase }) => purchase.accountId)).not.toContain(confirming.accountId);
    }
  });
});
