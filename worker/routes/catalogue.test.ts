import { beforeAll, describe, expect, it } from 'vitest';
import { Catalogue } from '../../contracts/catalogue.ts';
import type { CategoryId, ProductId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import { Problem } from '../../contracts/problems.ts';
import { account, municipality } from '../../durable-objects/testing/seeded-club.ts';
import { TestClub } from '../testing/test-club.ts';
import { BOLLE, JUICE, problemCode, type TestTill } from '../testing/test-till.ts';

let club: TestClub;
let till: TestTill;

beforeAll(async () => {
  club = await TestClub.open();
  till = await club.openTill();
});

async function catalogue(at = till): Promise<Catalogue> {
  const response = await at.screen.send('GET', `/api/tills/${at.screen.tillId}/catalogue`);
  return Catalogue.parse(await response.json());
}

describe('the catalogue of a till', () => {
  it('holds what its sales point sells, fixed and typed prices, and no accounting codes', async () => {
    const { products, categories } = await catalogue();
    expect(products.map(({ productId }) => productId).toSorted()).toEqual(
      ['bolle', 'juice', 'ore', 'slik', 'trae'].toSorted(),
    );
    expect(products.find(({ productId }) => productId === 'trae')?.pricing).toEqual({
      kind: 'typed',
      maximumPriceOre: 150_00,
    });
    expect(categories.map(({ name }) => name)).toEqual(['Mad', 'Slik', 'Værksted']);
    expect(JSON.stringify(products)).not.toContain('4711');
  });

  it('leaves out what another sales point sells, and the category that is empty by that', async () => {
    await club.putProduct('saw', 'food', 9_00, { salesPointId: 'workshop' });
    const { products } = await catalogue();
    expect(products.some(({ productId }) => productId === 'saw')).toBe(false);
    await club.putProduct('slik', 'sweets', 5_00, { onSale: false });
    const { categories } = await catalogue();
    expect(categories.map(({ name }) => name)).toEqual(['Mad', 'Værksted']);
    await club.putProduct('slik', 'sweets', 5_00);
  });

  it('gets a new version when something changed, and only then', async () => {
    const { version } = await catalogue();
    await club.putProduct('bolle', 'food', 12_00);
    await club.addClub();
    expect((await catalogue()).version).toBe(version);
    await club.putProduct('bolle', 'food', 12_50);
    expect((await catalogue()).version).toBe(version + 1);
    await club.putProduct('bolle', 'food', 12_00);
    expect((await catalogue()).version).toBe(version + 2);
    await club.addClub('Søde sager');
    const changed = await catalogue();
    expect(changed.version).toBe(version + 3);
    expect(changed.categories.map(({ name }) => name)).toContain('Søde sager');
  });
});

describe('a price that changed since the screen showed it', () => {
  it('is refused with the new price, and charged only when the screen says it again', async () => {
    const child = await club.registerChild(100_00);
    const shown = await till.show(child);
    await club.putProduct('juice', 'food', 9_00);
    const stale = await till.purchase(shown, [BOLLE, JUICE]);
    const problem = Problem.parse(await stale.json());
    expect(problem).toMatchObject({
      code: 'price_changed',
      status: 409,
      prices: [{ productId: 'juice', priceOre: 9_00 }],
    });
    expect((await account(child.accountId).inspect())?.sumsOre.purse).toBe(100_00);
    const anew = await till.purchase(shown, [BOLLE, { ...JUICE, priceOre: 9_00 }]);
    expect(await anew.json()).toMatchObject({ totalOre: 21_00 });
    await club.putProduct('juice', 'food', 8_00);
  });

  it('stands in the order of the tiles: by category, then as a Danish list is sorted', async () => {
    const other = await TestClub.open();
    for (const name of ['æble', 'øl-fri', 'ananas']) {
      const productId = `p-${name.replace('æ', 'ae').replace('ø', 'oe')}`;
      await municipality().putProduct({
        clubId: other.clubId,
        productId: productId as ProductId,
        categoryId: 'food' as CategoryId,
        name,
        pricing: { kind: 'fixed', priceOre: ore(3_00) },
        favourite: false,
        accountingCode: '4711',
        vatRatePercent: 0,
        salesPointIds: [other.salesPointId],
        onSale: true,
      });
    }
    const { products } = await catalogue(await other.openTill());
    const names = products.map((product) => product.name);
    expect(names).toEqual(['ananas', 'bolle', 'juice', 'ore', 'æble', 'øl-fri', 'slik', 'trae']);
  });

  it('is refused also when it fell', async () => {
    const child = await club.registerChild(100_00);
    await club.putProduct('juice', 'food', 7_00);
    const stale = await till.purchase(await till.show(child), [JUICE]);
    expect(await problemCode(stale)).toBe('price_changed');
    await club.putProduct('juice', 'food', 8_00);
  });

  it('is a new typed price when the operator types it: no version is asked for', async () => {
    const child = await club.registerChild(200_00);
    for (const priceOre of [1, 149_99]) {
      const line = { productId: 'trae', quantity: 1, priceOre };
      const response = await till.purchase(await till.show(child), [line]);
      expect(await response.json()).toMatchObject({ totalOre: priceOre });
    }
  });

  it('becomes unknown when the product was withdrawn', async () => {
    const child = await club.registerChild(100_00);
    const shown = await till.show(child);
    await club.putProduct('juice', 'food', 8_00, { onSale: false });
    expect(await problemCode(await till.purchase(shown, [JUICE]))).toBe('product_unknown');
    await club.putProduct('juice', 'food', 8_00);
    expect((await till.purchase(shown, [JUICE])).status).toBe(201);
  });

  it('is refused when a product of 200 kr came into the catalogue', async () => {
    const child = await club.registerChild(500_00);
    await club.putProduct('trip', 'food', { kind: 'fixed', priceOre: ore(200_00) });
    const line = { productId: 'trip', quantity: 1, priceOre: 200_00 };
    const response = await till.purchase(await till.show(child), [line]);
    expect(await problemCode(response)).toBe('item_too_expensive');
  });
});
