// A child's cards from order to hand-over: what it costs, what is blocked, and that two are never in use.
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CardId } from '../../contracts/ids.ts';
import { NO_LIMITS } from '../../contracts/limits.ts';
import { ore } from '../../contracts/ore.ts';
import {
  cancelOrder,
  cardsOf,
  changeCard,
  deliverOrdered,
  orderCard,
  printCard,
  purseOf,
  stateOf,
  waitUntilOnWorkList,
} from '../testing/card-orders.ts';
import { runClock, stopClockAt } from '../testing/clock.ts';
import { acceptedValue, Counter, codeOf } from '../testing/counter.ts';
import {
  account,
  LEADER,
  linkGuardian,
  municipality,
  newGuardianId,
  newUid,
  SeededClub,
  setSettings,
  type TestChild,
  topUp,
} from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';

const club = new SeededClub();
const counter = new Counter(club);
beforeAll(() => club.seed());
afterEach(runClock);

async function entriesOf(child: TestChild): Promise<unknown[]> {
  const rows = await query(account(child.accountId), 'SELECT kind FROM entry ORDER BY sequence');
  return rows.map(({ kind }) => kind);
}

async function auditOf(child: TestChild): Promise<string> {
  return codeOf(await account(child.accountId).audit());
}

describe('the order of a card', () => {
  it('is free for the first one, and a cancelled first order keeps it free', async () => {
    const child = await club.registerChild(0, { card: false });
    expect((await cardsOf(child)).next).toEqual({ feeOre: 0, hindrance: null, missingOre: null });
    const first = acceptedValue(await orderCard(child, { feeOre: 0 }));
    expect(first).toMatchObject({ feeOre: 0, producedAt: null, cancelledAt: null });
    acceptedValue(await cancelOrder(child, first.orderId));
    expect((await cardsOf(child)).next.feeOre).toBe(0);
    acceptedValue(await orderCard(child, { feeOre: 0 }));
    expect(await entriesOf(child)).toEqual([]);
  });

  it('costs the municipality’s fee after that, from the account, in the ledger of fees', async () => {
    const child = await club.registerChild(60_00);
    expect((await cardsOf(child)).next).toEqual({
      feeOre: 25_00,
      hindrance: null,
      missingOre: null,
    });
    const order = acceptedValue(await orderCard(child));
    expect(order.feeOre).toBe(25_00);
    expect((await account(child.accountId).inspect())?.sumsOre).toEqual({
      purse: 35_00,
      sales: 0,
      top_ups: -60_00,
      fees: 25_00,
      receivables: 0,
    });
    expect(await stateOf(child, child.cardId)).toBe('active');
    expect((await cardsOf(child)).next.hindrance).toBe('order_open');
    expect(await auditOf(child)).toBe('accepted');
  });

  it('passes with exactly the fee, and not with one øre less', async () => {
    const child = await club.registerChild(24_99);
    expect(await orderCard(child)).toEqual({
      ok: false,
      refusal: { code: 'not_enough_money', missingOre: 1, feeOre: 25_00 },
    });
    expect((await cardsOf(child)).next).toMatchObject({
      hindrance: 'not_enough_money',
      missingOre: 1,
    });
    acceptedValue(await topUp(child.accountId, 1));
    acceptedValue(await orderCard(child));
    expect(await purseOf(child)).toBe(0);
  });

  it('is not paid by credit, which is there to eat for (I2)', async () => {
    await setSettings({ emergencyCreditOre: ore(100_00) });
    const child = await club.registerChild(0);
    acceptedValue(await counter.sellTo(child, [10_00]));
    expect(await orderCard(child)).toMatchObject({
      refusal: { code: 'not_enough_money', missingOre: 35_00 },
    });
    await setSettings({});
  });

  it('at another price than the one that was seen is refused with the one in force', async () => {
    const child = await club.registerChild(60_00);
    expect(await orderCard(child, { feeOre: 0 })).toEqual({
      ok: false,
      refusal: { code: 'price_changed', feeOre: 25_00 },
    });
    expect(await entriesOf(child)).toEqual(['top_up']);
  });

  it('by double click is one order and one fee (I3)', async () => {
    const child = await club.registerChild(100_00);
    const orderId = crypto.randomUUID();
    const clicks = await Promise.all([1, 2, 3, 4].map(() => orderCard(child, { orderId })));
    for (const click of clicks) expect(click).toEqual(clicks[0]);
    expect(codeOf(clicks[0] ?? { ok: false, refusal: { code: 'not_found' } })).toBe('accepted');
    expect(await purseOf(child)).toBe(75_00);
    expect((await cardsOf(child)).orders).toHaveLength(1);
    expect(await entriesOf(child)).toEqual(['top_up', 'fee']);
  });

  it('from two parents at once is one order and one fee', async () => {
    const child = await club.registerChild(100_00);
    const other = newGuardianId();
    await linkGuardian(child.childId, other);
    const lost = { blockCardId: child.cardId };
    const both = await Promise.all([
      orderCard(child, lost),
      orderCard(child, { ...lost, by: other }),
    ]);
    expect(both.map(codeOf).toSorted()).toEqual(['accepted', 'card_order_open']);
    const refusal = both.find((outcome) => !outcome.ok);
    expect(refusal).toHaveProperty('refusal.blockedAt');
    expect(await purseOf(child)).toBe(75_00);
    expect((await cardsOf(child)).orders).toHaveLength(1);
  });

  it('returns the order as it stands for its id, and refuses another body under it', async () => {
    const child = await club.registerChild(100_00);
    const orderId = crypto.randomUUID();
    acceptedValue(await orderCard(child, { orderId }));
    acceptedValue(await cancelOrder(child, orderId));
    const again = acceptedValue(await orderCard(child, { orderId }));
    expect(again.cancelledAt).not.toBeNull();
    expect(codeOf(await orderCard(child, { orderId, blockCardId: child.cardId }))).toBe(
      'card_order_id_reused',
    );
    expect(await stateOf(child, child.cardId)).toBe('active');
    expect(await entriesOf(child)).toEqual(['top_up', 'fee', 'fee_return']);
  });

  it('has an id that is neither a purchase’s nor a top-up’s, in either order', async () => {
    const child = await club.registerChild(100_00);
    const purchaseId = crypto.randomUUID();
    acceptedValue(await counter.sellTo(child, [1_00], purchaseId));
    expect(codeOf(await orderCard(child, { orderId: purchaseId }))).toBe('card_order_id_reused');
    const orderId = crypto.randomUUID();
    acceptedValue(await orderCard(child, { orderId }));
    expect(codeOf(await topUp(child.accountId, 1_00, orderId))).toBe('top_up_id_reused');
  });

  it('remembers no refusal: the same id passes when the money is there', async () => {
    const child = await club.registerChild(1_00);
    const orderId = crypto.randomUUID();
    expect(codeOf(await orderCard(child, { orderId }))).toBe('not_enough_money');
    acceptedValue(await topUp(child.accountId, 30_00));
    expect(codeOf(await orderCard(child, { orderId }))).toBe('accepted');
  });

  it('does not count as spending: limits stand where they stood', async () => {
    const child = await club.registerChild(100_00);
    acceptedValue(await orderCard(child));
    const limits = await account(child.accountId).childsLimits({ by: child.guardianId });
    expect(limits).toMatchObject({ value: { today: { spentOre: 0 }, thisWeek: { spentOre: 0 } } });
  });
});

describe('a lost card', () => {
  it('is blocked with the order, and neither pays for its replacement nor need it', async () => {
    const child = await club.registerChild(40_00);
    const shown = await counter.show(child);
    const order = acceptedValue(await orderCard(child, { blockCardId: child.cardId }));
    expect(order.blockedCardId).toBe(child.cardId);
    expect(codeOf(await counter.tap(child))).toBe('card_blocked');
    expect(codeOf(await counter.sell(shown, [1]))).toBe('card_blocked');
    expect(await purseOf(child)).toBe(15_00);
    const fee = await query(
      account(child.accountId),
      "SELECT card_id, presentation_id FROM entry WHERE kind = 'fee'",
    );
    expect(fee).toEqual([{ card_id: null, presentation_id: null }]);
  });

  it('stays blocked though the order is refused for want of money', async () => {
    const child = await club.registerChild(10_00);
    const outcome = await orderCard(child, { blockCardId: child.cardId });
    expect(outcome).toMatchObject({ refusal: { code: 'not_enough_money', missingOre: 15_00 } });
    const card = (await cardsOf(child)).cards[0];
    expect(card).toMatchObject({ cardId: child.cardId, state: 'blocked' });
    expect(outcome).toHaveProperty('refusal.blockedAt', card?.since);
    expect(codeOf(await counter.tap(child))).toBe('card_blocked');
    expect((await cardsOf(child)).orders).toEqual([]);
  });

  it.each([
    ['the price changed', { feeOre: 0 }, 'price_changed'],
    ['another card is on its way', {}, 'card_order_open'],
  ])('stays blocked though %s', async (why, options, code) => {
    const child = await club.registerChild(100_00);
    if (code === 'card_order_open') acceptedValue(await orderCard(child));
    const outcome = await orderCard(child, { ...options, blockCardId: child.cardId });
    expect(outcome, why).toMatchObject({ refusal: { code } });
    expect(outcome).toHaveProperty('refusal.blockedAt');
    expect(await stateOf(child, child.cardId)).toBe('blocked');
  });

  it('stays blocked though the books are found wrong by its order (I1)', async () => {
    const child = await club.registerChild(100_00);
    const stub = account(child.accountId);
    await query(stub, 'UPDATE running SET purse_ore = purse_ore + 1');
    const outcome = await orderCard(child, { blockCardId: child.cardId });
    expect(outcome).toMatchObject({ refusal: { code: 'account_frozen' } });
    expect(outcome).toHaveProperty('refusal.blockedAt');
    expect(await stub.inspect()).toMatchObject({ lastSequence: 1 });
    expect((await stub.inspect())?.frozenBecause).toMatch(/^I1: /);
    expect((await cardsOf(child)).next.hindrance).toBe('account_frozen');
  });

  it('of another child is no card of this one, and nothing happens', async () => {
    const [child, other] = [await club.registerChild(50_00), await club.registerChild(0)];
    expect(codeOf(await orderCard(child, { blockCardId: other.cardId }))).toBe('card_unknown');
    expect(codeOf(await changeCard(child, 'blockChildsCard', other.cardId))).toBe('card_unknown');
    expect(await stateOf(other, other.cardId)).toBe('active');
    expect((await cardsOf(child)).orders).toEqual([]);
  });
});

describe('a block while a purchase is under way', () => {
  it('comes before it or after it, never half', async () => {
    const seen = new Set<string>();
    for (let round = 0; round < 12; round++) {
      const child = await club.registerChild(50_00);
      const shown = await counter.show(child);
      const buy = () => counter.sell(shown, [10_00]);
      const block = () => changeCard(child, 'blockChildsCard');
      const [bought, blocked] =
        round % 2 === 0
          ? await Promise.all([buy(), block()])
          : await Promise.all([block(), buy()]).then(([first, second]) => [second, first] as const);
      expect(codeOf(blocked)).toBe('accepted');
      const isBought = codeOf(bought) === 'accepted';
      expect(isBought || codeOf(bought) === 'card_blocked').toBe(true);
      seen.add(codeOf(bought));
      expect(await purseOf(child)).toBe(isBought ? 40_00 : 50_00);
      expect(await entriesOf(child)).toEqual(isBought ? ['top_up', 'purchase'] : ['top_up']);
      expect(codeOf(await counter.sell(shown, [1]))).toBe(
        isBought ? 'presentation_used' : 'card_blocked',
      );
      expect(await auditOf(child)).toBe('accepted');
    }
    expect([...seen].toSorted()).toEqual(['accepted', 'card_blocked']);
  });

  it('says when it took effect, and says the same again', async () => {
    stopClockAt('2026-11-20T12:00:00Z');
    const child = await club.registerChild(0);
    const first = acceptedValue(await changeCard(child, 'blockChildsCard'));
    expect(first).toMatchObject({ at: '2026-11-20T12:00:00.000Z', card: { state: 'blocked' } });
    stopClockAt('2026-11-20T12:05:00Z');
    expect(acceptedValue(await changeCard(child, 'blockChildsCard'))).toEqual(first);
  });
});

describe('"Fundet igen"', () => {
  it('before production unblocks, cancels the order and gives the fee back, once', async () => {
    const child = await club.registerChild(50_00);
    const order = acceptedValue(await orderCard(child, { blockCardId: child.cardId }));
    const found = acceptedValue(await changeCard(child, 'unblockChildsCard'));
    expect(found).toMatchObject({
      card: { cardId: child.cardId, state: 'active' },
      cancelledOrderId: order.orderId,
      returnedFeeOre: 25_00,
    });
    expect(await purseOf(child)).toBe(50_00);
    expect(acceptedValue(await changeCard(child, 'unblockChildsCard'))).toEqual(found);
    expect(await entriesOf(child)).toEqual(['top_up', 'fee', 'fee_return']);
    expect(codeOf(await counter.tap(child))).toBe('accepted');
    expect((await cardsOf(child)).orders[0]?.cancelledAt).not.toBeNull();
    expect((await cardsOf(child)).cards.map(({ cardId }) => cardId)).toEqual([child.cardId]);
    expect(await auditOf(child)).toBe('accepted');
  });

  it('also cancels an order that was made after a block of its own', async () => {
    const child = await club.registerChild(50_00);
    acceptedValue(await changeCard(child, 'blockChildsCard'));
    acceptedValue(await orderCard(child));
    expect(acceptedValue(await changeCard(child, 'unblockChildsCard')).returnedFeeOre).toBe(25_00);
  });

  it('comes too late once the replacement is made, and the fee stays paid', async () => {
    const child = await club.registerChild(50_00);
    const order = acceptedValue(await orderCard(child, { blockCardId: child.cardId }));
    await waitUntilOnWorkList(order.cardId);
    acceptedValue(await printCard(order));
    expect(codeOf(await changeCard(child, 'unblockChildsCard'))).toBe('card_order_too_late');
    expect(codeOf(await cancelOrder(child, order.orderId))).toBe('card_order_too_late');
    expect(codeOf(await account(child.accountId).unblockCard({ ...child, by: LEADER }))).toBe(
      'card_order_too_late',
    );
    expect(await purseOf(child)).toBe(25_00);
  });

  it('against the print batch ends one way or the other, never with both cards', async () => {
    const seen = new Set<string>();
    // Later in each round, until the batch has been seen to win, too.
    for (let delayMs = 0; seen.size < 2 && delayMs < 2_000; delayMs = delayMs * 2 + 1) {
      const child = await club.registerChild(50_00);
      const order = acceptedValue(await orderCard(child, { blockCardId: child.cardId }));
      await waitUntilOnWorkList(order.cardId);
      const uid = newUid();
      const print = () => printCard(order, uid);
      const find = async () => {
        if (delayMs > 0) await scheduler.wait(delayMs);
        return changeCard(child, 'unblockChildsCard');
      };
      const [printed, found] = await Promise.all([print(), find()]);
      const answer = acceptedValue(printed)[0]?.answer;
      seen.add(String(answer));
      const states = [await stateOf(child, child.cardId), await stateOf(child, order.cardId)];
      if (answer === 'produced') {
        expect(codeOf(found)).toBe('card_order_too_late');
        expect(states).toEqual(['blocked', 'produced']);
        expect(await purseOf(child)).toBe(25_00);
      } else {
        expect(answer).toBe('cancelled');
        expect(codeOf(found)).toBe('accepted');
        expect(states).toEqual(['active', 'cancelled']);
        expect(await purseOf(child)).toBe(50_00);
        expect(codeOf(await counter.tap({ ...child, uid }))).toBe('card_unknown');
      }
      expect(await auditOf(child)).toBe('accepted');
    }
    expect([...seen].toSorted()).toEqual(['cancelled', 'produced']);
  });
});

describe('a delivered card', () => {
  async function delivered(balanceOre = 50_00) {
    const child = await club.registerChild(balanceOre);
    const order = acceptedValue(await orderCard(child, { blockCardId: child.cardId }));
    const uid = newUid();
    await deliverOrdered(order, uid);
    return { child, order, uid };
  }

  it('is activated by a guardian, pays from then on, and the lost one is dead', async () => {
    const { child, order, uid } = await delivered();
    const renewed = { ...child, uid, cardId: order.cardId };
    expect(codeOf(await counter.tap(renewed))).toBe('card_not_active');
    const change = acceptedValue(await changeCard(child, 'activateChildsCard', order.cardId));
    expect(change.card).toMatchObject({ state: 'active', printedNumber: '4711' });
    expect(acceptedValue(await changeCard(child, 'activateChildsCard', order.cardId))).toEqual(
      change,
    );
    expect(codeOf(await counter.sellTo(renewed, [5_00]))).toBe('accepted');
    expect(codeOf(await counter.tap(child))).toBe('card_retired');
    expect(codeOf(await changeCard(child, 'unblockChildsCard'))).toBe('card_state_conflict');
    const view = await cardsOf(child);
    expect(view.orders[0]).toMatchObject({ orderId: order.orderId, cancelledAt: null });
    expect(view.orders[0]?.activatedAt).toBe(change.at);
    expect(view.next).toEqual({ feeOre: 25_00, hindrance: 'not_enough_money', missingOre: 5_00 });
    await waitUntilOnWorkList(order.cardId, 'handed_over');
  });

  it('is handed over by staff, which kills a card that was still in use, too', async () => {
    const child = await club.registerChild(50_00);
    const order = acceptedValue(await orderCard(child));
    await deliverOrdered(order);
    expect(codeOf(await counter.tap(child))).toBe('accepted');
    const { cardId } = order;
    acceptedValue(await municipality().handOverCard({ cardId, by: LEADER }));
    expect(codeOf(await counter.tap(child))).toBe('card_retired');
    expect(await stateOf(child, cardId)).toBe('active');
  });

  it('is not activated before it was delivered, nor by somebody without the right', async () => {
    const child = await club.registerChild(50_00);
    const order = acceptedValue(await orderCard(child));
    const { cardId } = order;
    expect(codeOf(await changeCard(child, 'activateChildsCard', cardId))).toBe(
      'card_state_conflict',
    );
    await waitUntilOnWorkList(cardId);
    await printCard(order);
    expect(codeOf(await changeCard(child, 'activateChildsCard', cardId))).toBe(
      'card_state_conflict',
    );
    expect(codeOf(await changeCard(child, 'activateChildsCard', cardId, newGuardianId()))).toBe(
      'account_unknown',
    );
  });

  it('comes into use by its first tap at staff’s till in its club, where it is set so', async () => {
    const { child, order, uid } = await delivered();
    const renewed = { ...child, uid, cardId: order.cardId };
    const elsewhere = new Counter(new SeededClub());
    const youth = new Counter(club, 'youth');
    await setSettings({ activateByFirstTap: true });
    expect(codeOf(await elsewhere.tap(renewed))).toBe('card_not_active');
    expect(codeOf(await youth.tap(renewed))).toBe('card_not_active');
    expect(codeOf(await counter.tap(renewed))).toBe('accepted');
    expect(await stateOf(child, child.cardId)).toBe('retired');
    expect(codeOf(await counter.sellTo(renewed, [5_00]))).toBe('accepted');
    await setSettings({});
    const next = await delivered();
    expect(codeOf(await counter.tap({ ...next.child, uid: next.uid }))).toBe('card_not_active');
  });

  it('that is broken is retired: the order ends, the fee comes back, another can be ordered', async () => {
    const { child, order } = await delivered();
    const { cardId } = order;
    acceptedValue(await account(child.accountId).retireCard({ cardId, by: LEADER }));
    acceptedValue(await account(child.accountId).retireCard({ cardId, by: LEADER }));
    expect(await purseOf(child)).toBe(50_00);
    expect(await entriesOf(child)).toEqual(['top_up', 'fee', 'fee_return']);
    expect((await cardsOf(child)).orders[0]?.cancelledAt).not.toBeNull();
    await waitUntilOnWorkList(cardId, 'withdrawn');
    acceptedValue(await orderCard(child));
    expect(await auditOf(child)).toBe('accepted');
  });
});

describe('who may handle a card', () => {
  it('is a guardian with full rights; a payer may not, and a stranger finds no account', async () => {
    const child = await club.registerChild(50_00);
    const payer = newGuardianId();
    await linkGuardian(child.childId, payer, 'payer');
    const stranger = newGuardianId();
    for (const [by, code] of [
      [payer, 'rights_not_enough'],
      [stranger, 'account_unknown'],
    ] as const) {
      const { accountId, cardId } = child;
      const answers = [
        await account(accountId).childsCards({ by }),
        await changeCard(child, 'blockChildsCard', cardId, by),
        await changeCard(child, 'unblockChildsCard', cardId, by),
        await changeCard(child, 'activateChildsCard', cardId, by),
        await orderCard(child, { by }),
        await cancelOrder(child, crypto.randomUUID(), by),
        await account(accountId).childsLimits({ by }),
      ];
      expect(answers.map(codeOf)).toEqual(answers.map(() => code));
      const unknown = await changeCard(child, 'blockChildsCard', 'no-such-card' as CardId, by);
      expect(codeOf(unknown)).toBe(code);
    }
    expect(await stateOf(child, child.cardId)).toBe('active');
    expect(codeOf(await cancelOrder(child, crypto.randomUUID()))).toBe('card_order_unknown');
  });
});

describe('a child under 18 with an own login', () => {
  it('may see and block the own card, and not unblock, order or activate', async () => {
    const child = await club.registerChild(50_00);
    const { accountId, cardId } = child;
    const self = newGuardianId();
    const link = {
      linkId: crypto.randomUUID() as never,
      guardianId: self,
      rights: 'self',
      basis: 'login',
    } as const;
    const content = [{ ...link, from: 0, until: null, isFrozen: false }];
    await account(accountId).takeCopy({ kind: 'links', version: 1_000, content });
    const answers = [
      await account(accountId).childsCards({ by: self }),
      await account(accountId).childsLimits({ by: self }),
      await changeCard(child, 'blockChildsCard', cardId, self),
    ];
    expect(answers.map(codeOf)).toEqual(['accepted', 'accepted', 'accepted']);
    const limits = { by: self, seenVersion: 0, limits: NO_LIMITS };
    const refusals = [
      await changeCard(child, 'unblockChildsCard', cardId, self),
      await changeCard(child, 'activateChildsCard', cardId, self),
      await orderCard(child, { by: self, blockCardId: cardId }),
      await cancelOrder(child, crypto.randomUUID(), self),
      await account(accountId).changeChildsLimits(limits),
    ];
    expect(refusals.map(codeOf)).toEqual(refusals.map(() => 'rights_not_enough'));
    expect(await stateOf(child, cardId)).toBe('blocked');
    expect(await purseOf(child)).toBe(50_00);
  });
});

describe('what guardians are told of cards', () => {
  it('is each move that matters to them, by whom and by which order', async () => {
    const child = await club.registerChild(50_00);
    const { cardId: lost, guardianId } = child;
    const order = acceptedValue(await orderCard(child, { blockCardId: lost }));
    await deliverOrdered(order);
    acceptedValue(await changeCard(child, 'activateChildsCard', order.cardId));
    const { cardId, orderId } = order;
    const notices = (await account(child.accountId).inspect())?.notices ?? [];
    const told = notices.filter(({ kind }) => kind.startsWith('card'));
    expect(told.map(({ kind, facts }) => [kind, facts])).toEqual([
      [
        'card_state',
        { ...{ cardId: lost, before: null }, state: 'blocked', by: guardianId, orderId: null },
      ],
      ['card_state', { cardId, before: null, state: 'ordered', by: guardianId, orderId }],
      ['card_ready', { cardId, orderId }],
      ['card_state', { cardId, before: 'delivered', state: 'active', by: guardianId, orderId }],
    ]);
  });
});
