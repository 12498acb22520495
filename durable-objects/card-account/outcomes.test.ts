// I3 through the account's own methods: what HTTP does not offer yet (refund, top-up) and what it hides.
import { evictDurableObject } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PersonId, PurchaseId, RefundId, TopUpId } from '../../contracts/ids.ts';
import { NO_LIMITS } from '../../contracts/limits.ts';
import { ore } from '../../contracts/ore.ts';
import { acceptedValue, Counter, codeOf, refund } from '../testing/counter.ts';
import {
  account,
  LEADER,
  SeededClub,
  setSettings,
  type TestChild,
  topUp,
} from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';

const club = new SeededClub();
beforeAll(() => club.seed());

async function entriesOf(child: TestChild): Promise<number | undefined> {
  return (await account(child.accountId).inspect())?.lastSequence;
}

/** Each way to move money under an id, on a child of its own with 100 kr and a purchase of 40 kr. */
const WAYS = [
  {
    kind: 'a top-up',
    reused: 'top_up_id_reused',
    ask: (child: TestChild, id: string) => topUp(child.accountId, 10_00, id),
    askOther: (child: TestChild, id: string) => topUp(child.accountId, 10_01, id),
  },
  {
    kind: 'a refund',
    reused: 'refund_id_reused',
    ask: (child: TestChild, id: string, bought: string) =>
      refund(child, bought, [{ line: 0, quantity: 1 }], id),
    askOther: (child: TestChild, id: string, bought: string) => refund(child, bought, 'all', id),
  },
  {
    kind: 'a refund, for another reason',
    reused: 'refund_id_reused',
    ask: (child: TestChild, id: string, bought: string) => refund(child, bought, 'all', id),
    askOther: (child: TestChild, id: string, bought: string) =>
      refund(child, bought, 'all', id, 'en anden grund'),
  },
  {
    kind: 'a reversal',
    reused: 'reversal_id_reused',
    ask: (child: TestChild, id: string, bought: string, counter: Counter) =>
      counter.reverse(child, bought, id),
    askOther: (child: TestChild, id: string, _: string, counter: Counter) =>
      counter.reverse(child, crypto.randomUUID(), id),
  },
] as const;

describe.each(WAYS)('the id of $kind (I3)', ({ ask, askOther, reused }) => {
  async function bought() {
    const counter = new Counter(club);
    const child = await club.registerChild(100_00);
    const purchaseId = crypto.randomUUID();
    acceptedValue(await counter.sellTo(child, [20_00, 20_00], purchaseId));
    return { counter, child, purchaseId };
  }

  it('counts once: in sequence, at once, and after the object was evicted', async () => {
    const { counter, child, purchaseId } = await bought();
    const id = crypto.randomUUID();
    const again = () => ask(child, id, purchaseId, counter);
    const first = await again();
    expect(codeOf(first)).toBe('accepted');
    expect(await again()).toEqual(first);
    const atOnce = await Promise.all(Array.from({ length: 20 }, again));
    expect(atOnce).toEqual(atOnce.map(() => first));
    await evictDurableObject(account(child.accountId));
    expect(await again()).toEqual(first);
    expect(await entriesOf(child)).toBe(3);
  });

  it('stands for one body alone', async () => {
    const { counter, child, purchaseId } = await bought();
    const id = crypto.randomUUID();
    expect(codeOf(await ask(child, id, purchaseId, counter))).toBe('accepted');
    expect(codeOf(await askOther(child, id, purchaseId, counter))).toBe(reused);
    expect(codeOf(await ask(child, id, purchaseId, counter))).toBe('accepted');
    expect(await entriesOf(child)).toBe(3);
  });

  it('is a conflict when it stands for a purchase', async () => {
    const { counter, child, purchaseId } = await bought();
    expect(codeOf(await ask(child, purchaseId, purchaseId, counter))).toBe(reused);
    expect(await entriesOf(child)).toBe(2);
  });

  it('is a conflict for a purchase', async () => {
    const { counter, child, purchaseId } = await bought();
    const id = crypto.randomUUID();
    expect(codeOf(await ask(child, id, purchaseId, counter))).toBe('accepted');
    expect(codeOf(await counter.sellTo(child, [1_00], id))).toBe('purchase_id_reused');
    expect(await entriesOf(child)).toBe(3);
  });
});

describe('the body of an id (I3)', () => {
  it('is the same in whatever order its fields come: a top-up', async () => {
    const { accountId } = await club.registerChild(0);
    const [topUpId, amountOre] = [crypto.randomUUID() as TopUpId, ore(10_00)];
    const fields = { topUpId, amountOre, by: LEADER, reason: 'indbetaling' };
    const first = await account(accountId).topUp(fields);
    expect(codeOf(first)).toBe('accepted');
    const turned = { reason: 'indbetaling', by: LEADER, amountOre, topUpId };
    expect(await account(accountId).topUp(turned)).toEqual(first);
    const byAnother = { ...turned, by: 'another-leader' as PersonId };
    expect(codeOf(await account(accountId).topUp(byAnother))).toBe('top_up_id_reused');
  });

  it('is the same in whatever order its fields come: a refund by lines', async () => {
    const child = await club.registerChild(100_00);
    const purchaseId = crypto.randomUUID() as PurchaseId;
    acceptedValue(await new Counter(club).sellTo(child, [20_00, 20_00], purchaseId));
    const refundId = crypto.randomUUID() as RefundId;
    const stub = account(child.accountId);
    const fields = { refundId, purchaseId, by: LEADER, reason: 'fortrudt' };
    const first = await stub.refund({ ...fields, lines: [{ line: 0, quantity: 1 }] });
    expect(codeOf(first)).toBe('accepted');
    const turned = { reason: 'fortrudt', lines: [{ quantity: 1, line: 0 }], by: LEADER };
    expect(await stub.refund({ ...turned, purchaseId, refundId })).toEqual(first);
    const ofAnother = { ...turned, refundId, purchaseId: crypto.randomUUID() as PurchaseId };
    expect(codeOf(await stub.refund(ofAnother))).toBe('refund_id_reused');
    const byAnother = { ...fields, by: 'another-leader' as PersonId, lines: turned.lines };
    expect(codeOf(await stub.refund(byAnother))).toBe('refund_id_reused');
    const others = { ...fields, lines: [{ line: 1, quantity: 1 }] };
    expect(codeOf(await stub.refund(others))).toBe('refund_id_reused');
  });
});

describe('a refused id (I3)', () => {
  it('of a refund stays refused, though the purchase is there by now', async () => {
    const counter = new Counter(club);
    const child = await club.registerChild(100_00);
    const purchaseId = crypto.randomUUID();
    const refundId = crypto.randomUUID();
    expect(codeOf(await refund(child, purchaseId, 'all', refundId))).toBe('purchase_unknown');
    acceptedValue(await counter.sellTo(child, [20_00], purchaseId));
    expect(codeOf(await refund(child, purchaseId, 'all', refundId))).toBe('purchase_unknown');
    expect(codeOf(await refund(child, purchaseId, 'all'))).toBe('accepted');
  });

  it('of a top-up stays refused, though the account has room by now', async () => {
    const child = await club.registerChild(100_00);
    const topUpId = crypto.randomUUID();
    expect(codeOf(await topUp(child.accountId, 900_01, topUpId))).toBe('above_highest_balance');
    acceptedValue(await new Counter(club).sellTo(child, [50_00]));
    expect(codeOf(await topUp(child.accountId, 900_01, topUpId))).toBe('above_highest_balance');
    expect(codeOf(await topUp(child.accountId, 900_01))).toBe('accepted');
  });
});

describe('a stored purchase (I3)', () => {
  it('gives the first receipt whatever changed since: limits, card, money, settings', async () => {
    const counter = new Counter(club);
    const child = await club.registerChild(100_00);
    const shown = await counter.show(child);
    const purchaseId = crypto.randomUUID();
    const first = await counter.sell(shown, [60_00], purchaseId);
    const again = () => counter.sell(shown, [60_00], purchaseId);

    const { accountId, cardId } = child;
    const limits = { ...NO_LIMITS, perDayOre: 0 as never };
    acceptedValue(await account(accountId).setLimits({ seenVersion: 0, limits, by: LEADER }));
    expect(await again()).toEqual(first);
    acceptedValue(await account(accountId).blockCard({ cardId, by: LEADER }));
    expect(await again()).toEqual(first);
    await setSettings({ reversalWindowMs: 1, uidPurchaseCapOre: 1 as never });
    expect(await again()).toEqual(first);
    acceptedValue(await refund(child, purchaseId, 'all'));
    expect(await again()).toEqual(first);
    await evictDurableObject(account(accountId));
    expect(await again()).toEqual(first);
    expect(await entriesOf(child)).toBe(3);
    await setSettings({});
  });

  it("keeps the fingerprint of its body under the account's own key", async () => {
    const topUpId = crypto.randomUUID();
    const prints = [];
    for (let round = 0; round < 2; round++) {
      const { accountId } = await club.registerChild(0);
      acceptedValue(await topUp(accountId, 5_00, topUpId));
      prints.push(...(await query(account(accountId), 'SELECT fingerprint FROM outcome')));
    }
    expect(prints).toHaveLength(2);
    expect(prints[0]).not.toEqual(prints[1]);
  });
});
