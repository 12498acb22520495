import { describe, expect, it } from 'vitest';
import { Receipt } from '../../contracts/purchases.ts';
import { account } from '../../durable-objects/testing/seeded-club.ts';
import { TestClub } from '../testing/test-club.ts';
import { BOLLE, JUICE } from '../testing/test-till.ts';

describe('a purchase', () => {
  it('comes out of the account of the child whose card was tapped, with a receipt by lines', async () => {
    const club = await TestClub.open();
    const till = await club.openTill();
    const child = await club.registerChild(100_00);
    const shown = await till.show(child);
    expect(shown.childName).toBe(child.name);
    expect(shown.photo?.mediaType).toBe('image/png');

    const response = await till.purchase(shown, [BOLLE, { ...JUICE, quantity: 2 }]);
    expect(response.status).toBe(201);
    const receipt = Receipt.parse(await response.json());
    expect(receipt.totalOre).toBe(28_00);
    expect(receipt.receiptNumber).toBe(`${child.accountId}-2`);
    expect(receipt.lines.map((line) => line.amountOre)).toEqual([12_00, 16_00]);

    const inspection = await account(child.accountId).inspect();
    expect(inspection?.sumsOre).toEqual({ purse: 72_00, sales: 28_00, top_ups: -100_00 });
    expect(await account(child.accountId).audit()).toEqual({ ok: true, value: { entries: 2 } });
  });
});
