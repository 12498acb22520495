// Paying in by hand through both providers' simulators: the routes, who may, and what is never told to whom.
import { beforeAll, describe, expect, it } from 'vitest';
import { ClosedTopUp, PayingIn, TopUp, topUpPath } from '../../contracts/top-ups.ts';
import { purseOf } from '../../durable-objects/testing/card-orders.ts';
import {
  account,
  topUp as deposit,
  linkGuardian,
  SeededClub,
  type TestChild,
} from '../../durable-objects/testing/seeded-club.ts';
import { actOnPage, type Way } from '../testing/payers-hand.ts';
import { ORIGIN } from '../testing/test-device.ts';
import { openGuardian, type TestGuardian } from '../testing/test-guardian.ts';
import { problemCode } from '../testing/test-till.ts';

const WAYS: readonly Way[] = ['nexi', 'mobilepay'];
const club = new SeededClub();
beforeAll(() => club.seed());

async function family(chargedOre = 0): Promise<{ child: TestChild; parent: TestGuardian }> {
  const child = await club.registerChild(chargedOre);
  return { child, parent: await openGuardian(child) };
}

const pathOf = ({ accountId }: TestChild, topUpId: string) =>
  `/api/accounts/${accountId}/top-ups/${topUpId}`;

function put(
  guardian: TestGuardian,
  child: TestChild,
  topUpId: string,
  special: object = {},
): Promise<Response> {
  const body = { amountOre: 100_00, provider: 'mobilepay', language: 'da', ...special };
  return guardian.request(pathOf(child, topUpId), { method: 'PUT', body });
}

async function begun(guardian: TestGuardian, child: TestChild, special: object = {}) {
  const response = await put(guardian, child, crypto.randomUUID(), special);
  expect(response.status).toBe(201);
  return TopUp.parse(await response.json());
}

async function looked(guardian: TestGuardian, child: TestChild, { topUpId }: TopUp) {
  const response = await guardian.request(pathOf(child, topUpId));
  expect(response.status).toBe(200);
  return TopUp.parse(await response.json());
}

async function payingIn(guardian: TestGuardian, { accountId }: TestChild) {
  const response = await guardian.request(`/api/accounts/${accountId}/top-ups`);
  expect(response.status).toBe(200);
  return PayingIn.parse(await response.json());
}

describe.each(WAYS)('a top-up by %s', (provider) => {
  it('leads to the provider’s page, back to the own page, and is credited when it is looked at', async () => {
    const { child, parent } = await family();
    const topUp = await begun(parent, child, { provider });
    expect(topUp).toMatchObject({ state: 'waiting', because: null, sequence: null });
    const back = await actOnPage(provider, topUp.address ?? '');
    const returned = new URL(back ?? '');
    expect(returned.origin + returned.pathname).toBe(
      `${ORIGIN}/boern/${child.accountId}/indbetaling`,
    );
    expect(back).toContain(topUpPath(child.accountId, topUp.topUpId).split('?')[1]);
    expect(await looked(parent, child, topUp)).toMatchObject({
      ...{ state: 'credited', address: null, sequence: 1, ruleId: null },
      receiptNumber: `${child.accountId}-1`,
    });
    expect(await purseOf(child)).toBe(100_00);
  });

  it('is believed nothing that the way back says: unpaid, it waits', async () => {
    const { child, parent } = await family();
    const topUp = await begun(parent, child, { provider });
    expect((await looked(parent, child, topUp)).state).toBe('waiting');
    expect((await account(child.accountId).inspect())?.lastSequence).toBe(0);
  });

  it('is closed at the provider when its payer wants that, and can be paid no more', async () => {
    const { child, parent } = await family();
    const topUp = await begun(parent, child, { provider });
    const closed = await parent.request(pathOf(child, topUp.topUpId), { method: 'DELETE' });
    expect(ClosedTopUp.parse(await closed.json())).toMatchObject({
      ...{ state: 'cancelled', because: 'cancelled_by_payer', address: null, closing: 'ended' },
    });
    await actOnPage(provider, topUp.address ?? '').catch(() => undefined);
    expect((await looked(parent, child, topUp)).state).toBe('cancelled');
    expect((await account(child.accountId).inspect())?.lastSequence).toBe(0);
  });

  it('that was paid before it was closed is credited, and says so', async () => {
    const { child, parent } = await family();
    const topUp = await begun(parent, child, { provider });
    await actOnPage(provider, topUp.address ?? '');
    const closed = await parent.request(pathOf(child, topUp.topUpId), { method: 'DELETE' });
    expect(ClosedTopUp.parse(await closed.json())).toMatchObject({
      ...{ state: 'credited', closing: 'ended' },
    });
  });

  it('that meets a full account is let go or goes back, and says why', async () => {
    const { child, parent } = await family();
    const topUp = await begun(parent, child, { provider, amountOre: 900_00 });
    await deposit(child.accountId, 200_00);
    await actOnPage(provider, topUp.address ?? '');
    await looked(parent, child, topUp);
    expect(await looked(parent, child, topUp)).toMatchObject({
      state: provider === 'nexi' ? 'refunded' : 'cancelled',
      because: 'above_highest_balance',
      sequence: null,
    });
    expect((await account(child.accountId).inspect())?.lastSequence).toBe(1);
  });
});

describe('the page of paying in', () => {
  it('offers both ways, amounts and room, and shows the asker’s own, newest first', async () => {
    const { child, parent } = await family(700_00);
    const first = await begun(parent, child, { amountOre: 50_00 });
    const second = await begun(parent, child, { amountOre: 60_00, provider: 'nexi' });
    const page = await payingIn(parent, child);
    expect(page).toMatchObject({
      ...{ lowestTopUpOre: 50_00, highestBalanceOre: 1_000_00, roomOre: 190_00 },
      presetsOre: [100_00, 200_00, 300_00],
      ways: [
        { provider: 'nexi', state: 'answers' },
        { provider: 'mobilepay', state: 'answers' },
      ],
    });
    expect(page.mine.map(({ topUpId }) => topUpId)).toEqual([second.topUpId, first.topUpId]);
  });

  it('tells a payer neither room nor what others paid, and lets a payer pay', async () => {
    const { child, parent } = await family(700_00);
    await begun(parent, child);
    const payer = await openGuardian();
    await linkGuardian(child.childId, payer.guardianId, 'payer');
    expect(await payingIn(payer, child)).toMatchObject({ roomOre: null, mine: [] });
    const topUp = await begun(payer, child, { provider: 'nexi' });
    await actOnPage('nexi', topUp.address ?? '');
    expect((await looked(payer, child, topUp)).state).toBe('credited');
    expect((await payingIn(parent, child)).mine).toHaveLength(1);
  });
});

describe('a payment that the provider is carrying out', () => {
  it('cannot be closed any more, and that is told apart from no answer', async () => {
    const { child, parent } = await family();
    const topUp = await begun(parent, child, { provider: 'nexi' });
    await actOnPage('nexi', topUp.address ?? '', 'delay');
    const closed = await parent.request(pathOf(child, topUp.topUpId), { method: 'DELETE' });
    expect(ClosedTopUp.parse(await closed.json())).toMatchObject({
      ...{ state: 'waiting', closing: 'under_way' },
    });
  });
});

describe('a top-up is refused', () => {
  it.each([
    ['below the lowest sum', { amountOre: 49_99 }, 'invalid_request'],
    ['above the highest balance', { amountOre: 1_000_01 }, 'above_highest_balance'],
    ['without a sum', { amountOre: 0 }, 'invalid_request'],
    ['of half an øre', { amountOre: 100.5 }, 'invalid_request'],
    ['by an unknown way', { provider: 'cash' }, 'invalid_request'],
    ['with more than is asked', { returnAddress: 'https://evil.example' }, 'invalid_request'],
  ] as const)('%s', async (_, special, code) => {
    const { child, parent } = await family();
    const response = await put(parent, child, crypto.randomUUID(), special);
    expect(await problemCode(response)).toBe(code);
    expect(await account(child.accountId).topUpAttempts()).toEqual([]);
  });

  it('under an id that stands for another, and is the same one when it is sent again', async () => {
    const { child, parent } = await family();
    const first = await begun(parent, child);
    const again = await put(parent, child, first.topUpId);
    expect(TopUp.parse(await again.json())).toEqual(first);
    const other = await put(parent, child, first.topUpId, { amountOre: 100_01 });
    expect(await problemCode(other)).toBe('top_up_id_reused');
    const second = await openGuardian();
    await linkGuardian(child.childId, second.guardianId);
    expect(await problemCode(await put(second, child, first.topUpId))).toBe('top_up_id_reused');
    const look = await second.request(pathOf(child, first.topUpId));
    expect(await problemCode(look)).toBe('top_up_unknown');
  });
});
