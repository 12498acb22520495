// Every public method of the account is classified here: one that moves money is proven to count once.
import { beforeAll, describe, expect, it } from 'vitest';
import { acceptedValue, Counter, refund } from '../testing/counter.ts';
import { account, SeededClub, type TestChild, topUp } from '../testing/seeded-club.ts';
import { CardAccount } from './card-account.ts';

const club = new SeededClub();
const counter = new Counter(club);
beforeAll(() => club.seed());

async function bought(child: TestChild): Promise<string> {
  const purchaseId = crypto.randomUUID();
  acceptedValue(await counter.sellTo(child, [10_00], purchaseId));
  return purchaseId;
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
};

const MOVING_NO_MONEY = [
  'presentCard',
  'presentNamed',
  'endPresentation',
  'setLimits',
  'blockCard',
  'unblockCard',
  'addCard',
  'takeCopy',
  'audit',
  'inspect',
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
