import { beforeAll, describe, expect, it } from 'vitest';
import { Catalogue } from '../../contracts/catalogue.ts';
import type { CategoryId, ProductId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import { Problem } from '../../contracts/problems.ts';
import { account, municipality, setSettings } from '../../durable-objects/testing/seeded-club.ts';
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

  it('is refused when the highest price of an item was lowered since', async () => {
    const child = await club.registerChild(500_00);
    await club.putProduct('trip', 'food', 199_99);
    await setSettings({ itemPriceBelowOre: ore(199_99) });
    const line = { productId: 'trip', quantity: 1, priceOre: 199_99 };
    const response = await till.purchase(await till.show(child), [line]);
    await setSettings({});
    expect(await problemCode(response)).toBe('item_too_expensive');
  });
});

describe('a product that is put into the catalogue', () => {
  const put = (change: object) =>
    municipality().putProduct({
      clubId: club.clubId,
      productId: 'tried' as ProductId,
      categoryId: 'food' as CategoryId,
      name: 'Prøve',
      pricing: { kind: 'fixed', priceOre: ore(3_00) },
      favourite: false,
      accountingCode: '4711',
      vatRatePercent: 25,
      salesPointIds: [club.salesPointId],
      onSale: true,
      ...change,
    });

  it.each([
    ['a price of half an øre', { pricing: { kind: 'fixed', priceOre: 0.5 } }, '/pricing/priceOre'],
    ['a price of nothing', { pricing: { kind: 'fixed', priceOre: 0 } }, '/pricing/priceOre'],
    [
      'a negative maximum',
      { pricing: { kind: 'typed', maximumPriceOre: -1 } },
      '/pricing/maximumPriceOre',
    ],
    ['another kind of price', { pricing: { kind: 'free' } }, '/pricing/kind'],
    ['no name', { name: '' }, '/name'],
    ['an id in capitals', { productId: 'Tried' }, '/productId'],
    ['a category that is no id', { categoryId: '' }, '/categoryId'],
    ['a negative VAT', { vatRatePercent: -1 }, '/vatRatePercent'],
    ['a VAT above all of it', { vatRatePercent: 101 }, '/vatRatePercent'],
    ['half a percent of VAT', { vatRatePercent: 0.5 }, '/vatRatePercent'],
    ['no sales point', { salesPointIds: [] }, '/salesPointIds'],
    ['a field nobody knows', { colour: 1 }, ''],
    ['a category that the club does not have', { categoryId: 'toys' }, '/categoryId'],
    [
      'a sales point that the club does not have',
      { salesPointIds: ['cafe', 'kiosk'] },
      '/salesPointIds/1',
    ],
    ['a club that does not exist', { clubId: 'club-nowhere' }, '/categoryId'],
  ])('with %s is malformed, and changes nothing', async (_, change, pointer) => {
    const before = await catalogue();
    expect(await put(change)).toMatchObject({
      refusal: { code: 'invalid_request', errors: [{ pointer }] },
    });
    expect(await catalogue()).toEqual(before);
  });

  it('must cost less than the highest price of an item, typed prices too', async () => {
    for (const kind of ['fixed', 'typed'] as const) {
      const before = await catalogue();
      const at = (priceOre: number) =>
        kind === 'fixed' ? { kind, priceOre } : { kind, maximumPriceOre: priceOre };
      expect(await put({ pricing: at(200_00), onSale: false })).toMatchObject({
        refusal: { code: 'item_too_expensive' },
      });
      expect(await catalogue()).toEqual(before);
      expect(await put({ pricing: at(199_99), onSale: false })).toEqual({ ok: true, value: null });
    }
  });

  it.each([
    ['fixed', (priceOre: number) => ({ kind: 'fixed', priceOre })],
    ['typed', (maximumPriceOre: number) => ({ kind: 'typed', maximumPriceOre })],
  ] as const)(
    'can be withdrawn at its own %s price when the highest price fell below it',
    async (_, at) => {
      const accepted = { ok: true, value: null };
      const tooExpensive = { refusal: { code: 'item_too_expensive' } };
      expect(await put({ pricing: at(150_00) })).toEqual(accepted);
      await setSettings({ itemPriceBelowOre: ore(100_00) });
      expect(await put({ pricing: at(150_00) })).toMatchObject(tooExpensive);
      expect(await put({ pricing: at(149_00), onSale: false })).toMatchObject(tooExpensive);
      expect(await put({ pricing: at(150_00), onSale: false })).toEqual(accepted);
      expect((await catalogue()).products.map(({ productId }) => productId)).not.toContain('tried');
      expect(await put({ pricing: at(150_00) })).toMatchObject(tooExpensive);
      expect(await put({ pricing: at(99_99) })).toEqual(accepted);
      await setSettings({});
    },
  );
});
