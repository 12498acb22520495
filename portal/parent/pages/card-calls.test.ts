import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ore } from '../../../contracts/ore.ts';
import { sendBy } from '../api.ts';
import { FakeServer } from '../testing/fake-server.ts';
import { MemoryStorage } from '../testing/memory-storage.ts';
import { changeCard, orderCard } from './card-calls.ts';

let server: FakeServer;

beforeEach(() => {
  vi.stubGlobal('sessionStorage', new MemoryStorage());
  vi.stubGlobal('localStorage', new MemoryStorage());
  server = new FakeServer();
  sendBy(server.send);
});

function child(number: 0 | 1) {
  const found = server.world.children[number];
  const card = found?.cards.find(({ printedNumber }) => printedNumber !== null);
  if (!found || !card) throw new Error('the fake world has changed');
  return { ...found, accountId: found.overview.accountId, cardId: card.cardId };
}
const orderIds = () =>
  server.requests.filter(({ path }) => path.includes('/card-orders/')).map(({ path }) => path);

describe('an order of a new card', () => {
  const order = () =>
    orderCard(child(0).accountId, { blockCardId: child(0).cardId, feeOre: ore(2500) });

  test('whose answer is lost is the same order at the next try', async () => {
    server.answersToLose = 1;
    expect((await order()).kind).toBe('unreachable');
    expect((await order()).kind).toBe('ok');
    expect(new Set(orderIds()).size).toBe(1);
    expect(child(0).orders).toHaveLength(1);
    expect(child(0).balanceOre).toBe(12_350 - 2500);
  });

  test('pressed twice at once is one order with one fee', async () => {
    await Promise.all([order(), order()]);
    expect(new Set(orderIds()).size).toBe(1);
    expect(child(0).balanceOre).toBe(12_350 - 2500);
  });

  test('that was answered is done with: the next one is another order', async () => {
    await order();
    const again = await order();
    expect(again.kind === 'problem' && again.problem.code).toBe('card_order_open');
    expect(new Set(orderIds()).size).toBe(2);
  });

  test('keeps its id while nobody is logged in, for after the login', async () => {
    server.isSessionOver = true;
    await order();
    server.isSessionOver = false;
    await order();
    expect(new Set(orderIds()).size).toBe(1);
  });
});

test('a card found again gives the fee back', async () => {
  const { accountId, cardId } = child(0);
  await orderCard(accountId, { blockCardId: cardId, feeOre: ore(2500) });
  const found = await changeCard(accountId, 'unblocked', cardId);
  expect(found.kind === 'ok' && found.value).toMatchObject({
    card: { state: 'active' },
    returnedFeeOre: 2500,
  });
  expect(child(0).balanceOre).toBe(12_350);
});
