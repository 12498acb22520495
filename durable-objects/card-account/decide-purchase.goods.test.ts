import { describe, expect, it } from 'vitest';
import { ore } from '../../contracts/ore.ts';
import { acceptedCase, FIXED, NOW, TYPED, withLines } from '../testing/purchase-case.ts';
import type { ProductFact } from './commands.ts';
import { decidePurchase } from './decide-purchase.ts';

function decide(lines: readonly (readonly [ProductFact | null, number, number])[]) {
  return decidePurchase(acceptedCase().state, withLines(lines), NOW);
}

describe('the goods of a purchase', () => {
  it('are taken at the price of today, times the quantity, and kept with code and rate', () => {
    const decision = decide([
      [FIXED, 3, 12_00],
      [TYPED, 1, 37_25],
    ]);
    expect(decision).toMatchObject({
      accepted: true,
      totalOre: 73_25,
      draft: {
        kind: 'purchase',
        postings: [
          { ledgerAccount: 'purse', amountOre: -73_25 },
          { ledgerAccount: 'sales', amountOre: 73_25 },
        ],
        purchase: { catalogueVersion: 3, clubId: 'club-1', cardId: 'card-1' },
        soldLines: [
          { name: 'Bolle', quantity: 3, priceOre: 12_00, accountingCode: '4711' },
          { name: 'Træ', quantity: 1, priceOre: 37_25, vatRatePercent: 0 },
        ],
      },
    });
  });

  it('are named with their places when they are not sold here', () => {
    const decision = decide([
      [FIXED, 1, 12_00],
      [null, 1, 5_00],
    ]);
    expect(decision).toMatchObject({
      refusal: { code: 'product_unknown', errors: [{ pointer: '/lines/1/productId' }] },
    });
  });

  it('are refused with the new price, dearer or cheaper, and never charged silently', () => {
    for (const seenOre of [11_99, 12_01]) {
      expect(decide([[FIXED, 1, seenOre]])).toMatchObject({
        refusal: { code: 'price_changed', prices: [{ productId: 'bolle', priceOre: 12_00 }] },
      });
    }
  });

  it('may cost what the operator types, up to the maximum', () => {
    expect(decide([[TYPED, 1, 99_00]])).toMatchObject({ accepted: true });
    const above = acceptedCase();
    const command = withLines([[TYPED, 1, 150_01]]);
    expect(
      decidePurchase({ ...above.state, availableOre: ore(500_00) }, command, NOW),
    ).toMatchObject({
      refusal: { code: 'price_not_allowed', errors: [{ pointer: '/lines/0/priceOre' }] },
    });
  });

  it('must cost less than 200 kr apiece; a cart of cheap ones may cost more', () => {
    const dear = (priceOre: number): ProductFact => ({
      ...FIXED,
      pricing: { kind: 'fixed', priceOre: ore(priceOre) },
    });
    const state = { ...acceptedCase().state, availableOre: ore(500_00) };
    const decideRich = (product: ProductFact, quantity: number, priceOre: number) =>
      decidePurchase(state, withLines([[product, quantity, priceOre]]), NOW);
    expect(decideRich(dear(199_99), 1, 199_99)).toMatchObject({ accepted: true });
    expect(decideRich(dear(200_00), 1, 200_00)).toMatchObject({
      refusal: { code: 'item_too_expensive' },
    });
    expect(decideRich(FIXED, 20, 12_00)).toMatchObject({ accepted: true, totalOre: 240_00 });
  });
});
