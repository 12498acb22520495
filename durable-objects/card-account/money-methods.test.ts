// Every public method of the account is classified here: one that moves money is proven to count once.
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ore } from '../../contracts/ore.ts';
import { accepted } from '../../contracts/outcome.ts';
import { cancelOrder, changeCard, orderCard } from '../testing/card-orders.ts';
import { acceptedValue, Counter, refund } from '../testing/counter.ts';
import { FakeMobilePay } from '../testing/fake-mobilepay.ts';
import { account, LEADER, SeededClub, type TestChild, topUp } from '../testing/seeded-club.ts';
import { cancelTopUp, lookAtTopUp, startTopUp } from '../testing/top-ups.ts';
import { CardAccount } from './card-account.ts';

const club = new SeededClub();
const counter = new Counter(club);
beforeAll(() => club.seed());
afterEach(() => {
  vi.restoreAllMocks();
});

async function bought(child: TestChild): Promise<string> {
  const purchaseId = crypto.randomUUID();
  acceptedValue(await counter.sellTo(child, [10_00], purchaseId));
  return purchaseId;
}

/** A top-up that its payer has approved at the provider, and that the account has not heard of. */
async function paidFor(child: TestChild): Promise<{ topUpId: string; reference: string }> {
  const fake = new FakeMobilePay();
  fake.install();
  const topUpId = crypto.randomUUID();
  acceptedValue(await startTopUp(child, { topUpId }));
  const attempts = await account(child.accountId).topUpAttempts();
  const reference = attempts.find((one) => one.topUpId === topUpId)?.reference;
  if (reference === undefined) throw new Error('nothing was stored');
  fake.approve(reference);
  return { topUpId, reference };
}

/** Methods that move money: each gives the same request to be sent again. */
const MOVING_MONEY: Record<string, (child: TestChild) => Promise<() => Promise<unknown>>> = {
  purchase: async (child) => {
    const shown = await counter.show(child);
    const id = crypto.randomUUID();
    return () => counter.sell(shown, [10_00], id);
  },
  reverse: async (child) => {
    const purchaseId = await bought(child);
    const id = crypto.randomUUID();
    return () => counter.reverse(child, purchaseId, id);
  },
  refund: async (child) => {
    const purchaseId = await bought(child);
    const id = crypto.randomUUID();
    return () => refund(child, purchaseId, 'all', id);
  },
  topUp: async (child) => {
    const id = crypto.randomUUID();
    return () => topUp(child.accountId, 10_00, id);
  },
  // Too late: what was paid by then is credited.
  cancelTopUp: async (child) => {
    const { topUpId } = await paidFor(child);
    return () => cancelTopUp(child, topUpId);
  },
  childsTopUp: async (child) => {
    const { topUpId } = await paidFor(child);
    return () => lookAtTopUp(child, topUpId);
  },
  comparePayments: async (child) => {
    const { topUpId, reference } = await paidFor(child);
    acceptedValue(await lookAtTopUp(child, topUpId));
    const withheld = {
      kind: 'dispute_withheld',
      movementId: 'm-1',
      amountOre: ore(30_00),
    } as const;
    const movements = [{ ...withheld, occurredAt: '2026-11-20T10:00:00Z' }];
    const day = { provider: 'mobilepay', day: '2026-11-20' } as const;
    const charges = [{ reference, movements }];
    return async () =>
      accepted(await account(child.accountId).comparePayments({ ...day, charges }));
  },
  askAboutTopUp: async (child) => {
    const { reference } = await paidFor(child);
    return async () => account(child.accountId).askAboutTopUp({ reference });
  },
  orderCard: async (child) => {
    const options = { orderId: crypto.randomUUID(), blockCardId: child.cardId };
    return () => orderCard(child, options);
  },
  cancelCardOrder: async (child) => {
    const { orderId } = acceptedValue(await orderCard(child));
    return () => cancelOrder(child, orderId);
  },
  unblockChildsCard: async (child) => {
    acceptedValue(await orderCard(child, { blockCardId: child.cardId }));
    return () => changeCard(child, 'unblockChildsCard');
  },
  unblockCard: async ({ accountId, cardId, ...child }) => {
    acceptedValue(await orderCard({ ...child, accountId, cardId }, { blockCardId: cardId }));
    return async () => account(accountId).unblockCard({ cardId, by: LEADER });
  },
  retireCard: async (child) => {
    const { cardId } = acceptedValue(await orderCard(child));
    const chip = { identifier: 'ff'.repeat(32), printedNumber: '4711' };
    acceptedValue(await account(child.accountId).produceCard({ cardId, ...chip, by: LEADER }));
    return async () => account(child.accountId).retireCard({ cardId, by: LEADER });
  },
};

const MOVING_NO_MONEY = [
  // Begins a payment; money moves when the provider says that it was captured.
  'startTopUp',
  'payingIn',
  'putAutoTopUp',
  'deleteAutoTopUp',
  'mendAutoTopUp',
  'askAboutAgreement',
  'autoTopUps',
  'sweepTopUps',
  // Books what a provider took back, if it learns of it; payment-books.test.ts shows that it does so once.
  'openPayments',
  'topUpAttempts',
  'endTopUpByHand',
  'presentCard',
  'presentNamed',
  'endPresentation',
  'setLimits',
  'childsLimits',
  'changeChildsLimits',
  'blockCard',
  'addCard',
  'childsCards',
  'blockChildsCard',
  'activateChildsCard',
  'produceCard',
  'deliverCard',
  'handOverCard',
  'takeCopy',
  'audit',
  'inspect',
  'looks',
  'overview',
  'statement',
  'statementCover',
  'statementSlice',
  'dispute',
  'alarm',
];

describe('every public method of a card account', () => {
  it('is classified by whether it moves money: a new one must say so here', () => {
    const methods = Object.getOwnPropertyNames(CardAccount.prototype);
    expect(methods.filter((name) => name !== 'constructor').toSorted()).toEqual(
      [...Object.keys(MOVING_MONEY), ...MOVING_NO_MONEY].toSorted(),
    );
  });

  it.each(Object.keys(MOVING_MONEY))('%s moves money once for its id (I3)', async (method) => {
    const child = await club.registerChild(100_00);
    const ask = await MOVING_MONEY[method]?.(child);
    if (ask === undefined) throw new Error('no such method');
    const before = await account(child.accountId).inspect();
    const first = await ask();
    expect(first).toMatchObject({ ok: true });
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([first, first, first]);
    const after = await account(child.accountId).inspect();
    expect(after?.lastSequence).toBe((before?.lastSequence ?? 0) + 1);
  });
});
