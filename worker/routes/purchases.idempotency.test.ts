// I3 as a till meets it: the same request again, whatever happened to the first, is one purchase.
import { evictDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { NO_LIMITS } from '../../contracts/limits.ts';
import {
  account,
  LEADER,
  type TestChild,
  topUp,
} from '../../durable-objects/testing/seeded-club.ts';
import { TestClub } from '../testing/test-club.ts';
import { BOLLE, JUICE, problemCode, SLIK, type TestTill } from '../testing/test-till.ts';

let club: TestClub;
let till: TestTill;

beforeAll(async () => {
  club = await TestClub.open();
  till = await club.openTill();
});

async function purchasesOf(child: TestChild): Promise<number> {
  const inspection = await account(child.accountId).inspect();
  return (inspection?.lastSequence ?? 0) - 1;
}

async function ready(balanceOre = 100_00) {
  const child = await club.registerChild(balanceOre);
  const shown = await till.show(child);
  const purchaseId = crypto.randomUUID();
  const buy = async () => {
    const response = await till.purchase(shown, [BOLLE], purchaseId);
    return { status: response.status, body: await response.text() };
  };
  return { child, shown, purchaseId, buy };
}

describe('the same purchase id again (I3)', () => {
  it('in sequence is one purchase, with the same bytes of receipt each time', async () => {
    const { child, buy } = await ready();
    const first = await buy();
    expect(first.status).toBe(201);
    for (let round = 0; round < 5; round++) expect(await buy()).toEqual(first);
    expect(await purchasesOf(child)).toBe(1);
  });

  it('fifty times at once is one purchase, with the same bytes of receipt each time', async () => {
    const { child, buy } = await ready();
    const answers = await Promise.all(Array.from({ length: 50 }, buy));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(await purchasesOf(child)).toBe(1);
  });

  it('after its answer was lost, or given up at any moment, is one purchase', async () => {
    for (let delayMs = 0; delayMs < 8; delayMs++) {
      const { child, shown, purchaseId, buy } = await ready();
      const signal = AbortSignal.timeout(delayMs);
      const lost = till.purchase(shown, [BOLLE], purchaseId, { signal });
      await lost.then(
        (response) => response.body?.cancel(),
        () => 'given up',
      );
      const first = await buy();
      expect(first.status).toBe(201);
      expect(await buy()).toEqual(first);
      expect(await purchasesOf(child)).toBe(1);
    }
  });

  it('after account and till were evicted is one purchase', async () => {
    const { child, buy } = await ready();
    const first = await buy();
    await evictDurableObject(account(child.accountId));
    await evictDurableObject(env.TILL.getByName(till.screen.tillId));
    expect(await buy()).toEqual(first);
    expect(await purchasesOf(child)).toBe(1);
  });

  it('after the price, the limits, the card, the money and the operator changed is one purchase', async () => {
    const { child, buy } = await ready(12_00);
    const first = await buy();
    await club.putProduct('bolle', 'food', 13_00);
    expect(await buy()).toEqual(first);
    await club.putProduct('bolle', 'food', 12_00, { onSale: false });
    expect(await buy()).toEqual(first);
    await club.putProduct('bolle', 'food', 12_00);
    const limits = { ...NO_LIMITS, allowedWeekdays: [] };
    await account(child.accountId).setLimits({ seenVersion: 0, limits, by: LEADER });
    expect(await buy()).toEqual(first);
    await account(child.accountId).blockCard({ cardId: child.cardId, by: LEADER });
    expect(await buy()).toEqual(first);
    await topUp(child.accountId, 50_00);
    expect(await buy()).toEqual(first);
    await till.changeOperator({ kind: 'sign_out' });
    expect(await buy()).toEqual(first);
    await till.signIn('staff');
    expect(await purchasesOf(child)).toBe(2);
  });

  it('written in another order and spacing is still the same purchase', async () => {
    const { child, shown, purchaseId, buy } = await ready();
    const first = await buy();
    const body = { lines: [{ priceOre: 12_00, quantity: 1, productId: 'bolle' }] };
    const rawBody = JSON.stringify(
      { ...body, catalogueVersion: 1, presentation: shown.presentation },
      null,
      2,
    );
    const target = `/api/accounts/${child.accountId}/purchases/${purchaseId}`;
    const response = await till.screen.send('PUT', target, undefined, { rawBody });
    expect({ status: response.status, body: await response.text() }).toEqual(first);
  });

  it('with another body is a conflict and writes nothing', async () => {
    const { child, shown, purchaseId, buy } = await ready();
    const first = await buy();
    const bodies = [[JUICE], [{ ...BOLLE, quantity: 2 }], [BOLLE, JUICE], [BOLLE, BOLLE]];
    for (const lines of bodies) {
      const response = await till.purchase(shown, lines, purchaseId);
      expect(response.status).toBe(409);
      expect(await problemCode(response)).toBe('purchase_id_reused');
    }
    const again = await till.show(child);
    const response = await till.purchase(again, [BOLLE], purchaseId);
    expect(await problemCode(response)).toBe('purchase_id_reused');
    expect(await buy()).toEqual(first);
    expect(await purchasesOf(child)).toBe(1);
  });
});

describe('a refused purchase id (I3)', () => {
  it('stays refused after a top-up; a new id with the same presentation then passes (I12)', async () => {
    const { child, shown, buy } = await ready(4_99);
    const first = await buy();
    expect(JSON.parse(first.body).code).toBe('not_today');
    await topUp(child.accountId, 50_00);
    await evictDurableObject(account(child.accountId));
    const second = await buy();
    expect(second.status).toBe(first.status);
    const withoutInstance = (body: string) => ({ ...JSON.parse(body), instance: '' });
    expect(withoutInstance(second.body)).toEqual(withoutInstance(first.body));
    const response = await till.purchase(shown, [BOLLE]);
    expect(response.status).toBe(201);
  });

  it('is not remembered when the body was malformed: the id is free', async () => {
    const { shown, purchaseId, buy } = await ready();
    const response = await till.purchase(shown, [{ ...SLIK, quantity: 0 }], purchaseId);
    expect(await problemCode(response)).toBe('invalid_request');
    expect((await buy()).status).toBe(201);
  });

  it('is not remembered when the device was refused: the id is free', async () => {
    const { shown, purchaseId, buy } = await ready();
    const signedAt = Date.now() - 3_600_000;
    const response = await till.purchase(shown, [BOLLE], purchaseId, { signedAt });
    expect(await problemCode(response)).toBe('device_clock_wrong');
    expect((await buy()).status).toBe(201);
  });
});

describe('a reversal id (I3)', () => {
  it('gives the first outcome through HTTP, and belongs to one purchase', async () => {
    const { child, shown, purchaseId, buy } = await ready();
    await buy();
    const reversalId = crypto.randomUUID();
    const undo = async () => (await till.reverse(child.accountId, purchaseId, reversalId)).text();
    const first = await undo();
    expect(JSON.parse(first)).toMatchObject({ purchaseId, totalOre: 12_00 });
    expect(await Promise.all(Array.from({ length: 20 }, undo))).toEqual(Array(20).fill(first));
    const other = crypto.randomUUID();
    expect(await problemCode(await till.reverse(child.accountId, other, reversalId))).toBe(
      'reversal_id_reused',
    );
    expect(await problemCode(await till.purchase(shown, [BOLLE], reversalId))).toBe(
      'purchase_id_reused',
    );
    expect(await purchasesOf(child)).toBe(2);
  });
});
