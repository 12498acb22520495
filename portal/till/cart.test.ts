import { describe, expect, test } from 'vitest';
import { ore } from '../../contracts/ore.ts';
import {
  type Cart,
  lineKey,
  piecesOf,
  purchaseLinesOf,
  totalOfCart,
  withCatalogue,
  withPrices,
  withProduct,
  withQuantity,
} from './cart.ts';
import { APPLE, CATALOGUE, catalogueWithToastAt, TOAST, WOOD } from './sale-examples.ts';

const [toast, apple, wood] = CATALOGUE.products;

function cartOf(...added: readonly (readonly [typeof toast, number | null])[]): Cart {
  return added.reduce<Cart>((cart, [product, typedOre]) => {
    const more = product && withProduct(cart, product, typedOre === null ? null : ore(typedOre));
    if (!more) throw new Error('the cart took no more');
    return more;
  }, []);
}

describe('cart', () => {
  test('counts a second press on the same product in the same line', () => {
    const cart = cartOf([toast, null], [apple, null], [toast, null]);
    expect(cart.map((line) => [line.name, line.quantity])).toEqual([
      ['Toast', 2],
      ['Æble', 1],
    ]);
    expect(totalOfCart(cart)).toBe(3300);
    expect(piecesOf(cart)).toBe(3);
    expect(piecesOf(cart, TOAST)).toBe(2);
  });

  test('keeps a line for each typed price, and joins the same price again', () => {
    const cart = cartOf([wood, 1250], [wood, 900], [wood, 1250]);
    expect(purchaseLinesOf(cart)).toEqual([
      { productId: WOOD, quantity: 2, priceOre: 1250 },
      { productId: WOOD, quantity: 1, priceOre: 900 },
    ]);
  });

  test('takes no typed price of nothing or above its maximum', () => {
    if (!wood) throw new Error('the catalogue has wood');
    expect(withProduct([], wood, ore(0))).toBeNull();
    expect(withProduct([], wood, null)).toBeNull();
    expect(withProduct([], wood, ore(15_001))).toBeNull();
    expect(withProduct([], wood, ore(15_000))).toHaveLength(1);
  });

  test('has room for 99 of a line and for 50 lines', () => {
    if (!toast || !wood) throw new Error('the catalogue has both');
    const full = withQuantity(cartOf([toast, null]), TOAST, 99);
    expect(withProduct(full, toast, null)).toBeNull();
    expect(withQuantity(full, TOAST, 100)[0]?.quantity).toBe(99);
    const long = cartOf(...Array.from({ length: 50 }, (_, at) => [wood, 100 + at] as const));
    expect(withProduct(long, toast, null)).toBeNull();
  });

  test('loses a line whose quantity comes down to none', () => {
    const cart = cartOf([toast, null], [apple, null]);
    expect(withQuantity(cart, TOAST, 0).map((line) => line.productId)).toEqual([APPLE]);
  });

  test('takes the prices that a refusal names, and says what changed', () => {
    const cart = cartOf([toast, null], [apple, null]);
    const repriced = withPrices(cart, [{ productId: TOAST, priceOre: ore(1700) }]);
    expect(totalOfCart(repriced.cart)).toBe(2000);
    expect(repriced.changes).toEqual([{ name: 'Toast', fromOre: 1500, toOre: 1700 }]);
  });

  test('takes out what is not sold any more, and says so', () => {
    const cart = cartOf([toast, null], [apple, null]);
    const repriced = withPrices(cart, [{ productId: TOAST, priceOre: null }]);
    expect(repriced.cart.map((line) => line.productId)).toEqual([APPLE]);
    expect(repriced.changes).toEqual([{ name: 'Toast', fromOre: 1500, toOre: null }]);
  });

  test('follows a new catalogue, but leaves a typed price that is still allowed', () => {
    const cart = cartOf([toast, null], [wood, 1250]);
    const repriced = withCatalogue(cart, catalogueWithToastAt(1600));
    expect(repriced.cart.map((line) => line.priceOre)).toEqual([1600, 1250]);
    expect(repriced.changes).toEqual([{ name: 'Toast', fromOre: 1500, toOre: 1600 }]);
  });

  test('takes out a typed price that a new maximum does not allow', () => {
    const cart = cartOf([wood, 1250]);
    const products = CATALOGUE.products.map((product) =>
      product.productId === WOOD
        ? { ...product, pricing: { kind: 'typed', maximumPriceOre: ore(1000) } as const }
        : product,
    );
    const repriced = withCatalogue(cart, { ...CATALOGUE, products });
    expect(repriced).toEqual({
      cart: [],
      changes: [{ name: 'Træ efter mål', fromOre: 1250, toOre: null }],
    });
  });

  test('joins lines that a fixed price makes alike', () => {
    const cart = cartOf([wood, 1250], [wood, 900]);
    const repriced = withPrices(cart, [{ productId: WOOD, priceOre: ore(1000) }]);
    expect(repriced.cart).toHaveLength(1);
    expect(repriced.cart.map((line) => [lineKey(line), line.quantity])).toEqual([[WOOD, 2]]);
  });
});
