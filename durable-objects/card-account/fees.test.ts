// Fees in the books: taken once, given back whole and once, and found by the replay when somebody meddles.
import { beforeAll, describe, expect, it } from 'vitest';
import type { CardOrderId, GuardianId } from '../../contracts/ids.ts';
import { negativeOre, ore } from '../../contracts/ore.ts';
import { cancelOrder, orderCard } from '../testing/card-orders.ts';
import { acceptedValue } from '../testing/counter.ts';
import { account, SeededClub } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import { feeDraft, feeReturnDraft } from './decide-card-order.ts';
import { type EntryDraft, entryHash } from './entry.ts';
import { contentOfEntry } from './notice-content.ts';
import { newReplay, type Replay, replayEntry } from './replay.ts';

const club = new SeededClub();
beforeAll(() => club.seed());

const ORDER_ID = 'order-1' as CardOrderId;
const PARENT = 'parent-1' as GuardianId;
const FEE = feeDraft(ORDER_ID, ore(25_00), PARENT, 1_000);
const RETURN = feeReturnDraft({ orderId: ORDER_ID, feeOre: ore(25_00) }, PARENT, 2_000);

function replayOf(...drafts: readonly EntryDraft[]): Replay {
  const replay = newReplay();
  for (const draft of drafts) {
    const sequence = replay.sequence + 1;
    const hash = entryHash(replay.hash, sequence, draft);
    const purse = draft.postings.find(({ ledgerAccount }) => ledgerAccount === 'purse');
    const purseAfterOre = ore(replay.sumsOre.purse + (purse?.amountOre ?? 0));
    replayEntry(replay, { ...draft, sequence, hash, purseAfterOre });
  }
  return replay;
}

describe('the replay of fees', () => {
  it('takes one, and gives it back', () => {
    expect(replayOf(FEE).sumsOre).toMatchObject({ purse: -25_00, fees: 25_00 });
    expect(replayOf(FEE, RETURN).sumsOre).toMatchObject({ purse: 0, fees: 0 });
  });

  it.each([
    ['given back twice', [FEE, RETURN, RETURN], 'I4'],
    ['given back that was never taken', [RETURN], 'I4'],
    ['given back in part', [FEE, withAmount(RETURN, 20_00)], 'I4'],
    ['that gives', [withAmount(FEE, 25_00)], 'I1'],
  ])('finds one %s', (_, drafts, number) => {
    expect(() => replayOf(...drafts)).toThrow(new RegExp(`^${number}: `));
  });
});

function withAmount(draft: EntryDraft, amountOre: number): EntryDraft {
  const [purse, fees] = [ore(amountOre), negativeOre(ore(amountOre))];
  return {
    ...draft,
    postings: [
      { ledgerAccount: 'purse', amountOre: purse },
      { ledgerAccount: 'fees', amountOre: fees },
    ],
  };
}

describe('what guardians hear of fees', () => {
  it('is that one was taken, and that it came back', () => {
    const entry = { purseAfterOre: ore(0), hash: '', sequence: 7 };
    expect(contentOfEntry({ ...FEE, ...entry }, null)).toEqual({
      kind: 'fee',
      sequence: 7,
      amountOre: 25_00,
    });
    expect(contentOfEntry({ ...RETURN, ...entry }, null)).toEqual({
      kind: 'fee_returned',
      sequence: 7,
      amountOre: 25_00,
    });
  });
});

describe('the books of an account that paid a fee', () => {
  it.each([
    [
      'fees and sales, so that they still cancel out',
      'I1',
      'fees_ore = fees_ore + 5, sales_ore = sales_ore - 5',
    ],
    ['fees alone', 'I1', 'fees_ore = fees_ore + 5'],
  ])('are found wrong when somebody changed %s (%s)', async (_, number, change) => {
    const child = await club.registerChild(100_00);
    const { orderId } = acceptedValue(await orderCard(child));
    acceptedValue(await cancelOrder(child, orderId));
    const stub = account(child.accountId);
    expect(await stub.audit()).toEqual({ ok: true, value: { entries: 3 } });
    await query(stub, `UPDATE running SET ${change}`);
    expect(await stub.audit()).toMatchObject({ refusal: { code: 'account_frozen' } });
    expect((await stub.inspect())?.frozenBecause).toMatch(new RegExp(`^${number}: `));
  });
});

describe('what SQL keeps of cards, whatever the code does', () => {
  it('is one card to come, a chip for each that is made, and one order for a card', async () => {
    const child = await club.registerChild(100_00);
    const { cardId } = acceptedValue(await orderCard(child));
    const stub = account(child.accountId);
    await expect(
      query(stub, "INSERT INTO card (card_id, identifier, state) VALUES ('x', 'y', 'delivered')"),
    ).rejects.toThrow('UNIQUE');
    await expect(
      query(stub, "UPDATE card SET state = 'produced' WHERE card_id = ?", cardId),
    ).rejects.toThrow('CHECK');
    await expect(
      query(
        stub,
        `INSERT INTO card_order (order_id, card_id, fee_ore, ordered_by) VALUES ('z', ?, 0, 'x')`,
        cardId,
      ),
    ).rejects.toThrow('UNIQUE');
  });
});
