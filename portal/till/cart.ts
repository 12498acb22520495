// What is about to be sold: lines of products with the price that the cashier saw. Pure.
// Deliberately absent: the child, the purchase and anything that the server decides.
import type { Catalogue, CatalogueProduct } from '../../contracts/catalogue.ts';
import type { ProductId } from '../../contracts/ids.ts';
import { type Ore, sumOre, timesOre } from '../../contracts/ore.ts';
import { MOST_LINES, type PurchaseLine } from '../../contracts/purchases.ts';

export const MOST_OF_ONE_LINE = 99;

export interface CartLine {
  readonly productId: ProductId;
  readonly name: string;
  readonly priceOre: Ore;
  /** The operator typed the price; a typed line keeps its price when the catalogue changes. */
  readonly typed: boolean;
  readonly quantity: number;
}

export type Cart = readonly CartLine[];

/** A price that is no longer what the cashier saw; `null` means that it is not sold any more. */
export interface PriceChange {
  readonly name: string;
  readonly fromOre: Ore;
  readonly toOre: Ore | null;
}

/** Two pieces of the same product share a line, unless their typed prices differ. */
export function lineKey(line: CartLine): string {
  return line.typed ? `${line.productId}@${line.priceOre}` : line.productId;
}

export function totalOfCart(cart: Cart): Ore {
  return sumOre(cart.map((line) => timesOre(line.priceOre, line.quantity)));
}

export function piecesOf(cart: Cart, productId?: ProductId): number {
  return cart.reduce(
    (pieces, line) =>
      productId === undefined || line.productId === productId ? pieces + line.quantity : pieces,
    0,
  );
}

export function purchaseLinesOf(cart: Cart): PurchaseLine[] {
  return cart.map(({ productId, quantity, priceOre }) => ({ productId, quantity, priceOre }));
}

/** One more of a product; `null` when the cart has no room for it. */
export function withProduct(
  cart: Cart,
  product: CatalogueProduct,
  typedPriceOre: Ore | null,
): Cart | null {
  const line = lineOf(product, typedPriceOre);
  return line && withLine(cart, line);
}

export function withQuantity(cart: Cart, key: string, quantity: number): Cart {
  const allowed = Math.min(Math.max(Math.trunc(quantity), 0), MOST_OF_ONE_LINE);
  return cart
    .map((line) => (lineKey(line) === key ? { ...line, quantity: allowed } : line))
    .filter((line) => line.quantity > 0);
}

/** The prices in force as a catalogue states them, for the products of a cart. */
export function withCatalogue(cart: Cart, catalogue: Catalogue): RepricedCart {
  const products = new Map(catalogue.products.map((product) => [product.productId, product]));
  return repriced(cart, (line) => {
    const pricing = products.get(line.productId)?.pricing;
    if (pricing?.kind === 'fixed') return pricing.priceOre;
    if (pricing?.kind === 'typed' && line.typed && line.priceOre <= pricing.maximumPriceOre) {
      return line.priceOre;
    }
    return null;
  });
}

/** The prices that a refusal named; lines that it does not name stay as they are. */
export function withPrices(
  cart: Cart,
  prices: readonly { readonly productId: ProductId; readonly priceOre: Ore | null }[],
): RepricedCart {
  const named = new Map(prices.map((price) => [price.productId, price.priceOre]));
  return repriced(cart, (line) => {
    const priceOre = named.get(line.productId);
    return priceOre === undefined ? line.priceOre : priceOre;
  });
}

export interface RepricedCart {
  readonly cart: Cart;
  readonly changes: readonly PriceChange[];
}

function repriced(cart: Cart, priceOf: (line: CartLine) => Ore | null): RepricedCart {
  const changes: PriceChange[] = [];
  let result: Cart = [];
  for (const line of cart) {
    const priceOre = priceOf(line);
    if (priceOre !== line.priceOre) {
      changes.push({ name: line.name, fromOre: line.priceOre, toOre: priceOre });
    }
    if (priceOre === null) continue;
    const typed = line.typed && priceOre === line.priceOre;
    const merged = withLine(result, { ...line, priceOre, typed });
    if (merged) result = merged;
    else changes.push({ name: line.name, fromOre: line.priceOre, toOre: null });
  }
  return { cart: result, changes };
}

function lineOf(product: CatalogueProduct, typedPriceOre: Ore | null): CartLine | null {
  const { productId, name, pricing } = product;
  if (pricing.kind === 'fixed') {
    return { productId, name, priceOre: pricing.priceOre, typed: false, quantity: 1 };
  }
  const allowed =
    typedPriceOre !== null && typedPriceOre > 0 && typedPriceOre <= pricing.maximumPriceOre;
  return allowed ? { productId, name, priceOre: typedPriceOre, typed: true, quantity: 1 } : null;
}

function withLine(cart: Cart, added: CartLine): Cart | null {
  const key = lineKey(added);
  const present = cart.find((line) => lineKey(line) === key);
  if (!present) return cart.length < MOST_LINES ? [...cart, added] : null;
  const quantity = present.quantity + added.quantity;
  return quantity > MOST_OF_ONE_LINE ? null : withQuantity(cart, key, quantity);
}
