import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { Receipt } from '../../contracts/purchases.ts';
import { runClock, stopClockAt } from '../../durable-objects/testing/clock.ts';
import { account } from '../../durable-objects/testing/seeded-club.ts';
import { everyStoredValue } from '../../durable-objects/testing/stored-rows.ts';
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
    expect(inspection?.sumsOre).toEqual({
      ...{ purse: 72_00, sales: 28_00, top_ups: -100_00, fees: 0, receivables: 0 },
    });
    expect(await account(child.accountId).audit()).toEqual({ ok: true, value: { entries: 2 } });
  });

  it('is written by the account alone: the disk of the till stays as it was', async () => {
    const club = await TestClub.open();
    const till = await club.openTill();
    const child = await club.registerChild(100_00);
    const stub = env.TILL.getByName(till.screen.tillId);
    const before = await everyStoredValue(stub);
    const shown = await till.show(child);
    expect((await till.purchase(shown, [BOLLE])).status).toBe(201);
    expect(await everyStoredValue(stub)).toBe(before);
  });

  it('is remembered for the hint that the child has bought just now, in this club', async () => {
    const club = await TestClub.open();
    const till = await club.openTill();
    const child = await club.registerChild(100_00);
    const shown = await till.show(child);
    expect(shown.boughtMinutesAgo).toBeNull();
    const purchaseId = crypto.randomUUID();
    await till.purchase(shown, [BOLLE], purchaseId);
    try {
      const inMinutes = (minutes: number) =>
        stopClockAt(new Date(soldAt + minutes * 60_000).toISOString());
      const soldAt = Date.now();
      expect((await till.show(child)).boughtMinutesAgo).toBe(0);
      inMinutes(2);
      expect((await till.show(child)).boughtMinutesAgo).toBe(2);
      inMinutes(15);
      expect((await till.show(child)).boughtMinutesAgo).toBeNull();
    } finally {
      runClock();
    }
    const other = await TestClub.open();
    const elsewhere = await other.openTill();
    expect((await elsewhere.show(child)).boughtMinutesAgo).toBeNull();
    await till.reverse(child.accountId, purchaseId);
    expect((await till.show(child)).boughtMinutesAgo).toBeNull();
  });
});
