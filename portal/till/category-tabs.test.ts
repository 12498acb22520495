import { expect, test } from 'vitest';
import { Catalogue } from '../../contracts/catalogue.ts';
import { FAVOURITES, productsOfTab, shownTab } from './category-tabs.ts';

/** Products as the server orders them, by category and name; those with a star are favourites. */
function catalogue(...products: readonly string[]): Catalogue {
  return Catalogue.parse({
    version: 1,
    categories: [
      { categoryId: 'food', name: 'Mad', colour: 1 },
      { categoryId: 'drinks', name: 'Drikkevarer', colour: 2 },
    ],
    products: products.map((written) => {
      const [categoryId = '', name = ''] = written.replace('*', '').split('/');
      return {
        productId: name,
        categoryId,
        name,
        pricing: { kind: 'fixed', priceOre: 5_00 },
        favourite: written.endsWith('*'),
      };
    }),
  });
}

const namesOf = (given: Catalogue, tab: string) =>
  productsOfTab(given, tab).map(({ name }) => name);

const MIXED = catalogue('food/apple', 'food/bun*', 'food/cake', 'food/pear*', 'drinks/milk*');

test('favourites stand first in their category, each part in the order of the catalogue', () => {
  expect(namesOf(MIXED, 'food')).toEqual(['bun', 'pear', 'apple', 'cake']);
  expect(namesOf(MIXED, 'drinks')).toEqual(['milk']);
});

test('the favourites of all categories have a tab of their own, which is shown first', () => {
  expect(shownTab(MIXED, FAVOURITES)).toBe(FAVOURITES);
  expect(namesOf(MIXED, FAVOURITES)).toEqual(['bun', 'pear', 'milk']);
});

test('without a favourite the first category is shown, and so when the wanted one has gone', () => {
  const plain = catalogue('food/apple', 'drinks/milk');
  expect(shownTab(plain, FAVOURITES)).toBe('food');
  expect(shownTab(plain, 'toys')).toBe('food');
  expect(shownTab(MIXED, 'drinks')).toBe('drinks');
});
