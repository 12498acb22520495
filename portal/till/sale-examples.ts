// Invented children, products and answers for the tests of the till. Not a part of the page.
import type { Catalogue } from '../../contracts/catalogue.ts';
import type {
  AccountId,
  CategoryId,
  PresentationId,
  ProductId,
  PurchaseId,
  ReversalId,
  TillId,
} from '../../contracts/ids.ts';
import { type Ore, ore, sumOre, timesOre } from '../../contracts/ore.ts';
import type { PresentedChild } from '../../contracts/presentations.ts';
import { type Problem, problemOf, type Refusal } from '../../contracts/problems.ts';
import type { Receipt, ReversalReceipt } from '../../contracts/purchases.ts';
import { totalOfCart } from './cart.ts';
import { saleStep } from './sale.ts';
import {
  EMPTY_SALE,
  type OutstandingPurchase,
  type SaleEffect,
  type SaleEvent,
  type SaleState,
} from './sale-state.ts';
import type { Happening } from './till.ts';

/** An hour on the day of the tests; only differences matter. */
export const NOON = Date.UTC(2026, 10, 21, 11);

export const TOAST = 'toast' as ProductId;
export const APPLE = 'apple' as ProductId;
export const WOOD = 'wood' as ProductId;

export const CATALOGUE: Catalogue = {
  version: 3,
  categories: [{ categoryId: 'food' as CategoryId, name: 'Mad', colour: 1 }],
  products: [
    fixed(TOAST, 'Toast', 1500),
    fixed(APPLE, 'Æble', 300),
    {
      productId: WOOD,
      categoryId: 'food' as CategoryId,
      name: 'Træ efter mål',
      pricing: { kind: 'typed', maximumPriceOre: ore(15_000) },
      favourite: false,
    },
  ],
};

/** The same catalogue a version later, with another price for a toast. */
export function catalogueWithToastAt(priceOre: number): Catalogue {
  const products = CATALOGUE.products.map((product) =>
    product.productId === TOAST ? fixed(TOAST, 'Toast', priceOre) : product,
  );
  return { ...CATALOGUE, version: CATALOGUE.version + 1, products };
}

export function purchaseIdOf(number: number): PurchaseId {
  return uuid('1', number) as PurchaseId;
}

export function reversalIdOf(number: number): ReversalId {
  return uuid('2', number) as ReversalId;
}

export function presentationIdOf(number: number): PresentationId {
  return uuid('3', number) as PresentationId;
}

export function accountIdOf(number: number): AccountId {
  return `a0165${String(number).padStart(33, '0')}` as AccountId;
}

export function tillIdOf(number: number): TillId {
  return `t0165${String(number).padStart(33, '0')}` as TillId;
}

/** A reading of a child's card; each reading has a number of its own. */
export function reading(
  number: number,
  childNumber = number,
  expiresInMs = 90_000,
): PresentedChild {
  return {
    accountId: accountIdOf(childNumber),
    presentationId: presentationIdOf(number),
    presentation: `presentation-of-reading-${number}.${'s'.repeat(43)}`,
    kind: 'card',
    childName: `Barn ${childNumber}`,
    photo: null,
    expiresInMs,
    boughtMinutesAgo: null,
  };
}

export function problem(refusal: Refusal): Problem {
  return problemOf(refusal, 'an-occurrence');
}

export function receiptOf(purchase: OutstandingPurchase, soldAt = NOON): Receipt {
  const lines = purchase.cart.map(({ productId, name, quantity, priceOre }) => ({
    productId,
    name,
    quantity,
    priceOre,
    amountOre: timesOre(priceOre, quantity),
    vatRatePercent: 0,
  }));
  return {
    receiptNumber: '4021-17',
    purchaseId: purchase.purchaseId,
    accountId: purchase.accountId,
    soldAt: new Date(soldAt).toISOString(),
    clubName: 'Klub Eksempel',
    salesPointName: 'Café',
    tillName: 'Kasse 1',
    lines,
    totalOre: sumOre(lines.map((line) => line.amountOre)),
    reversibleUntil: new Date(soldAt + 300_000).toISOString(),
  };
}

export function reversalReceiptOf(receipt: Receipt, reversalId: ReversalId): ReversalReceipt {
  return {
    receiptNumber: '4021-18',
    reversalId,
    purchaseId: receipt.purchaseId,
    reversedAt: receipt.soldAt,
    totalOre: receipt.totalOre,
  };
}

/** A sale that remembers what it asked for, so that a test reads as what happens at the counter. */
export class PlayedSale {
  state: SaleState = EMPTY_SALE;
  readonly effects: SaleEffect[] = [];
  now = NOON;

  constructor() {
    this.play({ type: 'till_taken', tillId: tillIdOf(1), parked: [], lastSale: null });
    this.play({ type: 'catalogue_loaded', catalogue: CATALOGUE });
  }

  play(happening: Happening): this {
    const { state, effects } = saleStep(this.state, { ...happening, at: this.now } as SaleEvent);
    this.state = state;
    this.effects.push(...effects);
    return this;
  }

  read(child: PresentedChild): this {
    return this.play({ type: 'child_presented', child });
  }

  add(productId: ProductId, typedPriceOre: Ore | null = null): this {
    return this.play({ type: 'product_added', productId, typedPriceOre });
  }

  /** Time passes, and the till looks at its clock as it does in the browser. */
  pass(durationMs: number): this {
    this.now += durationMs;
    return this.play({ type: 'clock' });
  }

  /** Presses the button for the child and sum on the screen, after the face has been looked at. */
  confirm(purchaseId: PurchaseId): this {
    this.pass(1_000);
    const presentationId = this.state.child?.presentationId;
    if (!presentationId) throw new Error('nobody is shown, so there is no button to press');
    const totalOre = totalOfCart(this.state.cart);
    return this.play({ type: 'confirmed', presentationId, totalOre, purchaseId });
  }

  sent(): readonly OutstandingPurchase[] {
    return this.effects.flatMap((effect) =>
      effect.type === 'send_purchase' ? [effect.purchase] : [],
    );
  }

  lastSent(): OutstandingPurchase {
    const purchase = this.sent().at(-1);
    if (!purchase) throw new Error('nothing was sent');
    return purchase;
  }

  accept(purchase = this.lastSent()): this {
    const receipt = receiptOf(purchase, this.now);
    return this.play({ type: 'purchase_accepted', purchaseId: purchase.purchaseId, receipt });
  }

  refuse(refusal: Refusal, purchase = this.lastSent()): this {
    return this.play({
      type: 'purchase_refused',
      purchaseId: purchase.purchaseId,
      problem: problem(refusal),
      parkedId: `parked-${purchase.purchaseId}`,
    });
  }

  sounds(): readonly string[] {
    return this.effects.flatMap((effect) => (effect.type === 'sound' ? [effect.sound] : []));
  }
}

function fixed(productId: ProductId, name: string, priceOre: number) {
  return {
    productId,
    categoryId: 'food' as CategoryId,
    name,
    pricing: { kind: 'fixed', priceOre: ore(priceOre) },
    favourite: true,
  } as const;
}

function uuid(kind: string, number: number): string {
  return `00000000-0000-4000-8${kind.padStart(3, '0')}-${String(number).padStart(12, '0')}`;
}
