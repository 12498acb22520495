// The way of an ordered card through the municipality: work list, print batch, index, delivery. What was broken
// off goes on, and a chip is nobody's before its card is made.
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { keyedHash } from '../keyed-hash.ts';
import {
  cancelOrder,
  deliverOrdered,
  orderCard,
  printCard,
  stateOf,
  waitUntilOnWorkList,
} from '../testing/card-orders.ts';
import { acceptedValue, Counter, codeOf } from '../testing/counter.ts';
import {
  account,
  LEADER,
  municipality,
  newUid,
  SeededClub,
  type TestChild,
} from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';

const club = new SeededClub();
const counter = new Counter(club);
beforeAll(() => club.seed());

async function ordered() {
  const child = await club.registerChild(50_00);
  const order = acceptedValue(await orderCard(child, { blockCardId: child.cardId }));
  await waitUntilOnWorkList(order.cardId);
  return { child, order };
}

function identifierOf(uid: string): string {
  return keyedHash('card', uid, env.CARD_KEY);
}

async function indexedAs(uid: string): Promise<string | null> {
  return municipality().findCard(identifierOf(uid));
}

async function breakCards(child: TestChild): Promise<() => Promise<unknown>> {
  const stub = account(child.accountId);
  await query(stub, 'ALTER TABLE card RENAME TO lost_card');
  return () => query(stub, 'ALTER TABLE lost_card RENAME TO card');
}

function forgetAlarm(): Promise<void> {
  return runInDurableObject(municipality(), (_, { storage }) => storage.deleteAlarm());
}

function alarmInMs(): Promise<number> {
  return runInDurableObject(municipality(), async (_, { storage }) => {
    return ((await storage.getAlarm()) ?? Number.POSITIVE_INFINITY) - Date.now();
  });
}

describe('the work list of card orders', () => {
  it('hears of an order, of its cancelling, and of nothing older after it', async () => {
    const { child, order } = await ordered();
    const [report] = (await municipality().cardOrders('ordered')).filter(
      ({ cardId }) => cardId === order.cardId,
    );
    expect(report).toMatchObject({ accountId: child.accountId, orderId: order.orderId, events: 1 });
    acceptedValue(await cancelOrder(child, order.orderId));
    await waitUntilOnWorkList(order.cardId, 'cancelled');
    if (report !== undefined) await municipality().takeCardOrder(report);
    await waitUntilOnWorkList(order.cardId, 'cancelled');
  });

  it('is told by the alarm, and by the audit, what did not arrive (I9)', async () => {
    for (const again of [
      (child: TestChild) => runDurableObjectAlarm(account(child.accountId)),
      (child: TestChild) => account(child.accountId).audit(),
    ]) {
      const stub = municipality();
      await query(stub, 'ALTER TABLE card_order RENAME TO lost_order');
      const child = await club.registerChild(50_00);
      const { cardId } = acceptedValue(await orderCard(child));
      await scheduler.wait(20);
      await query(stub, 'ALTER TABLE lost_order RENAME TO card_order');
      expect((await stub.cardOrders('ordered')).map((order) => order.cardId)).not.toContain(cardId);
      await again(child);
      expect((await stub.cardOrders('ordered')).map((order) => order.cardId)).toContain(cardId);
    }
  });
});

describe('a print batch', () => {
  it('makes the cards that their accounts still want, and indexes those alone', async () => {
    const [kept, gone] = [await ordered(), await ordered()];
    acceptedValue(await cancelOrder(gone.child, gone.order.orderId));
    const cards = [kept, gone].map(({ order: { orderId, cardId } }) => ({
      ...{ orderId, cardId },
      uid: newUid(),
      printedNumber: '0815',
    }));
    const batch = { batchId: crypto.randomUUID(), by: LEADER, cards };
    const answers = [
      { cardId: kept.order.cardId, answer: 'produced' },
      { cardId: gone.order.cardId, answer: 'cancelled' },
    ];
    expect(await municipality().producePrintBatch(batch)).toEqual({ ok: true, value: answers });
    expect(await indexedAs(cards[0]?.uid ?? '')).toBe(kept.child.accountId);
    expect(await indexedAs(cards[1]?.uid ?? '')).toBeNull();
    expect(await municipality().producePrintBatch(batch)).toEqual({ ok: true, value: answers });
    await waitUntilOnWorkList(kept.order.cardId, 'produced');
  });

  it('that was broken off goes on by the alarm; the same batch again waits for nothing (I9)', async () => {
    const { child, order } = await ordered();
    const uid = newUid();
    const batchId = crypto.randomUUID();
    const mend = await breakCards(child);
    await forgetAlarm();
    const first = acceptedValue(await printCard(order, uid, batchId));
    expect(first).toEqual([{ cardId: order.cardId, answer: null }]);
    expect(await alarmInMs()).toBeLessThanOrEqual(60_000);
    await runDurableObjectAlarm(municipality());
    expect(await indexedAs(uid)).toBeNull();
    expect(await alarmInMs()).toBeLessThanOrEqual(60_000);
    await mend();
    await runDurableObjectAlarm(municipality());
    expect(await indexedAs(uid)).toBe(child.accountId);
    const again = acceptedValue(await printCard(order, uid, batchId));
    expect(again).toEqual([{ cardId: order.cardId, answer: 'produced' }]);
  });

  it('asked for twice at once makes one card', async () => {
    const { order } = await ordered();
    const [uid, batchId] = [newUid(), crypto.randomUUID()];
    const both = await Promise.all([1, 2].map(() => printCard(order, uid, batchId)));
    expect(both.map(codeOf)).toEqual(['accepted', 'accepted']);
    expect(acceptedValue(await printCard(order, uid, batchId))[0]?.answer).toBe('produced');
  });

  it('does not take a chip twice, a random one, or an order that is not there', async () => {
    const [one, other] = [await ordered(), await ordered()];
    const uid = newUid();
    acceptedValue(await printCard(one.order, uid));
    expect(codeOf(await printCard(other.order, uid))).toBe('card_state_conflict');
    expect(codeOf(await printCard(other.order, one.child.uid))).toBe('card_state_conflict');
    expect(codeOf(await printCard(other.order, '08112233'))).toBe('card_not_usable');
    const foreign = { orderId: one.order.orderId, cardId: other.order.cardId };
    expect(codeOf(await printCard(foreign))).toBe('card_order_unknown');
    expect(await stateOf(other.child, other.order.cardId)).toBe('ordered');
  });

  it('keeps a chip for its card while an account is out of reach', async () => {
    const [one, other] = [await ordered(), await ordered()];
    const uid = newUid();
    const mend = await breakCards(one.child);
    await printCard(one.order, uid);
    expect(codeOf(await printCard(other.order, uid))).toBe('card_state_conflict');
    const { childId, cardId } = await club.registerChild(0, { card: false });
    const registered = await municipality().registerCard({ childId, cardId, uid, by: LEADER });
    expect(codeOf(registered)).toBe('card_state_conflict');
    await mend();
  });

  it('with another chip for a card that is made is a conflict of that card alone', async () => {
    const { child, order } = await ordered();
    acceptedValue(await printCard(order));
    const uid = newUid();
    const answers = acceptedValue(await printCard(order, uid));
    expect(answers).toEqual([{ cardId: order.cardId, answer: 'card_state_conflict' }]);
    expect(await indexedAs(uid)).toBeNull();
    expect(await stateOf(child, order.cardId)).toBe('produced');
  });

  it('writes no UID to disk', async () => {
    const { order } = await ordered();
    const uid = newUid();
    await printCard(order, uid);
    const rows = await query(municipality(), 'SELECT * FROM print_card');
    expect(JSON.stringify(rows)).not.toContain(uid);
    expect(JSON.stringify(rows)).toContain(identifierOf(uid));
  });
});

describe('the way from the club to the child', () => {
  it('is delivered before it is handed over, each once', async () => {
    const { child, order } = await ordered();
    const { cardId } = order;
    expect(codeOf(await municipality().deliverCard({ cardId, by: LEADER }))).toBe(
      'card_state_conflict',
    );
    const uid = newUid();
    await deliverOrdered(order, uid);
    for (let times = 0; times < 2; times++) {
      const outcome = await municipality().handOverCard({ cardId, by: LEADER });
      expect(outcome).toEqual({ ok: true, value: 'active' });
    }
    expect(codeOf(await counter.sellTo({ ...child, uid, cardId }, [1_00]))).toBe('accepted');
    expect(codeOf(await municipality().deliverCard({ cardId: child.cardId, by: LEADER }))).toBe(
      'card_unknown',
    );
  });
});
