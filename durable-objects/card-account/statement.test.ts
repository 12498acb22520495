// What a guardian reads of a period: lines, balances, sums and pages, through the account's own method.
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { GuardianId } from '../../contracts/ids.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { Statement, StatementQuery } from '../../contracts/statement.ts';
import { runClock, stopClockAt } from '../testing/clock.ts';
import { acceptedValue, Counter, codeOf, refund } from '../testing/counter.ts';
import { linkedGuardian, newGuardianId, putLinks } from '../testing/link-copy.ts';
import { account, SeededClub, type TestChild, topUp } from '../testing/seeded-club.ts';

const club = new SeededClub();
beforeAll(() => club.seed());
afterEach(() => runClock());

const NOVEMBER = { from: '2026-11-01', to: '2026-11-30' };

type Query = Record<string, string | number>;

async function ask(child: TestChild, by: GuardianId, query: Query = NOVEMBER) {
  return (await account(child.accountId).statement({
    by,
    query: StatementQuery.parse(query),
  })) as Outcome<Statement, Refusal>;
}

async function read(child: TestChild, by: GuardianId, query?: Query): Promise<Statement> {
  return Statement.parse(acceptedValue(await ask(child, by, query)));
}

/** On 10 November at noon: 100 kr in. The counter sells in the café. */
async function familyInNovember() {
  stopClockAt('2026-11-10T11:00:00Z');
  const child = await club.registerChild(100_00);
  const guardianId = await linkedGuardian(child.accountId);
  return { child, guardianId, counter: new Counter(club) };
}

/** The facts of a till in another place. */
function counterAt(salesPointId: string, kind: 'staff' | 'youth' = 'staff'): Counter {
  const counter = new Counter(club, kind);
  Object.assign(counter.till, { salesPointId });
  return counter;
}

describe('a line', () => {
  it('says what it did, where the balance stood after it, who sold and what', async () => {
    const { child, guardianId } = await familyInNovember();
    stopClockAt('2026-11-11T12:34:00Z');
    acceptedValue(await counterAt('workshop', 'youth').sellTo(child, [30_00, 5_00]));
    const { lines } = await read(child, guardianId);
    expect(lines).toEqual([
      {
        sequence: 2,
        kind: 'purchase',
        way: null,
        occurredAt: '2026-11-11T12:34:00.000Z',
        amountOre: -35_00,
        balanceAfterOre: 65_00,
        place: { clubId: club.clubId, salesPointId: 'workshop' },
        soldBy: 'youth',
        items: [30_00, 5_00].map((priceOre) => ({
          name: 'en øre',
          categoryId: 'food',
          quantity: 1,
          refundedQuantity: 0,
          priceOre,
          amountOre: priceOre,
        })),
        ofSequence: null,
        cardNumber: null,
        givenBackBy: [],
        disputedAt: null,
      },
      expect.objectContaining({
        sequence: 1,
        kind: 'top_up',
        way: 'transfer',
        amountOre: 100_00,
        balanceAfterOre: 100_00,
        place: null,
        soldBy: null,
        items: [],
      }),
    ]);
  });

  it('of a refund names its purchase, its place and what came back; the purchase names it', async () => {
    const { child, guardianId, counter } = await familyInNovember();
    const purchaseId = crypto.randomUUID();
    acceptedValue(await counter.sellTo(child, [30_00, 5_00], purchaseId));
    acceptedValue(await refund(child, purchaseId, [{ line: 1, quantity: 1 }]));
    const { lines } = await read(child, guardianId);
    expect(lines[0]).toMatchObject({
      kind: 'refund',
      amountOre: 5_00,
      balanceAfterOre: 70_00,
      place: { clubId: club.clubId, salesPointId: 'cafe' },
      ofSequence: 2,
      cardNumber: null,
      givenBackBy: [],
    });
    expect(lines[0]?.items).toMatchObject([{ quantity: 1, refundedQuantity: 0, amountOre: 5_00 }]);
    expect(lines[1]).toMatchObject({ kind: 'purchase', givenBackBy: [3] });
    expect(lines[1]?.items.map(({ refundedQuantity }) => refundedQuantity)).toEqual([0, 1]);
  });

  it('of a reversal gives the whole purchase back', async () => {
    const { child, guardianId, counter } = await familyInNovember();
    const purchaseId = crypto.randomUUID();
    acceptedValue(await counter.sellTo(child, [30_00, 5_00], purchaseId));
    acceptedValue(await counter.reverse(child, purchaseId));
    const { lines, spentOre } = await read(child, guardianId);
    expect(lines[0]).toMatchObject({ kind: 'reversal', amountOre: 35_00, ofSequence: 2 });
    expect(lines[0]?.items).toHaveLength(2);
    expect(spentOre).toBe(0);
  });
});

describe('the sums', () => {
  it('are by category, place and day, whatever the filters', async () => {
    const { child, guardianId, counter } = await familyInNovember();
    acceptedValue(await counter.sellTo(child, [10_00, 2_00]));
    stopClockAt('2026-11-12T12:00:00Z');
    acceptedValue(await counterAt('workshop').sellTo(child, [20_00]));
    await topUp(child.accountId, 7_00);
    const statement = await read(child, guardianId, { ...NOVEMBER, kind: 'top_up' });
    expect(statement).toMatchObject({
      openingBalanceOre: 0,
      closingBalanceOre: 75_00,
      paidInOre: 107_00,
      spentOre: 32_00,
      byCategory: [{ categoryId: 'food', amountOre: 32_00, count: 3 }],
      byPlace: [
        { clubId: club.clubId, salesPointId: 'workshop', amountOre: 20_00, count: 1 },
        { clubId: club.clubId, salesPointId: 'cafe', amountOre: 12_00, count: 2 },
      ],
      byDay: [
        { day: '2026-11-10', amountOre: 12_00 },
        { day: '2026-11-12', amountOre: 20_00 },
      ],
    });
    expect(statement.lines.map(({ kind }) => kind)).toEqual(['top_up', 'top_up']);
  });

  it('give a refund back to the day, place and category of its purchase, the line to its own', async () => {
    const { child, guardianId, counter } = await familyInNovember();
    const purchaseId = crypto.randomUUID();
    acceptedValue(await counter.sellTo(child, [30_00, 5_00], purchaseId));
    stopClockAt('2026-12-02T12:00:00Z');
    acceptedValue(await refund(child, purchaseId, [{ line: 0, quantity: 1 }]));
    const november = await read(child, guardianId);
    expect(november).toMatchObject({ spentOre: 5_00, closingBalanceOre: 65_00 });
    expect(november.byDay).toEqual([{ day: '2026-11-10', amountOre: 5_00 }]);
    expect(november.byCategory).toEqual([{ categoryId: 'food', amountOre: 5_00, count: 1 }]);
    const december = await read(child, guardianId, { from: '2026-12-01', to: '2026-12-31' });
    expect(december).toMatchObject({
      openingBalanceOre: 65_00,
      closingBalanceOre: 95_00,
      spentOre: 0,
      byDay: [],
    });
    expect(december.lines).toMatchObject([{ kind: 'refund', ofSequence: 2 }]);
  });
});

describe('a period', () => {
  it('begins and ends at midnight on the wall: each entry is in exactly one day', async () => {
    stopClockAt('2026-11-20T10:00:00Z');
    const child = await club.registerChild(50_00);
    const guardianId = await linkedGuardian(child.accountId);
    const counter = new Counter(club);
    stopClockAt('2026-11-20T22:59:59.999Z');
    acceptedValue(await counter.sellTo(child, [1_00]));
    stopClockAt('2026-11-20T23:00:00Z');
    acceptedValue(await counter.sellTo(child, [2_00]));
    const day = (from: string) => read(child, guardianId, { from, to: from });
    const before = await day('2026-11-20');
    expect(before.lines.map(({ sequence }) => sequence)).toEqual([2, 1]);
    expect(before).toMatchObject({
      openingBalanceOre: 0,
      closingBalanceOre: 49_00,
      spentOre: 1_00,
    });
    const after = await day('2026-11-21');
    expect(after.lines.map(({ sequence }) => sequence)).toEqual([3]);
    expect(after).toMatchObject({ openingBalanceOre: 49_00, closingBalanceOre: 47_00 });
    expect(await day('2026-11-22')).toMatchObject({ lines: [], openingBalanceOre: 47_00 });
    expect(await day('2026-11-19')).toMatchObject({ lines: [], closingBalanceOre: 0 });
  });

  it('keeps its balances when a clock is set back: entries stay in order', async () => {
    const { child, guardianId, counter } = await familyInNovember();
    stopClockAt('2026-11-09T12:00:00Z');
    acceptedValue(await counter.sellTo(child, [4_00]));
    const tenth = await read(child, guardianId, { from: '2026-11-10', to: '2026-11-10' });
    expect(tenth.lines.map(({ sequence }) => sequence)).toEqual([2, 1]);
    expect(tenth.lines[0]?.occurredAt).toBe('2026-11-09T12:00:00.000Z');
    expect(tenth).toMatchObject({ openingBalanceOre: 0, closingBalanceOre: 96_00 });
    expect(await account(child.accountId).audit()).toEqual({ ok: true, value: { entries: 2 } });
  });

  it.each([
    ['that ends before it begins', '2026-11-02', '2026-11-01'],
    ['of more than five years', '2021-11-01', '2026-11-05'],
  ])('%s is refused', async (_, from, to) => {
    const { child, guardianId } = await familyInNovember();
    expect(codeOf(await ask(child, guardianId, { from, to }))).toBe('period_too_long');
  });

  it('of five years is not', async () => {
    const { child, guardianId } = await familyInNovember();
    const { lines } = await read(child, guardianId, { from: '2021-11-01', to: '2026-11-04' });
    expect(lines).toHaveLength(0);
  });
});

describe('a filter', () => {
  it('lets through what was sold there or is of that kind, and what was given back of it', async () => {
    const { child, guardianId, counter } = await familyInNovember();
    const purchaseId = crypto.randomUUID();
    acceptedValue(await counter.sellTo(child, [10_00, 3_00], purchaseId));
    acceptedValue(await counterAt('workshop').sellTo(child, [20_00]));
    acceptedValue(await refund(child, purchaseId, [{ line: 0, quantity: 1 }]));
    const sequences = async (filter: Query) =>
      (await read(child, guardianId, { ...NOVEMBER, ...filter })).lines.map(
        ({ sequence }) => sequence,
      );
    expect(await sequences({})).toEqual([4, 3, 2, 1]);
    expect(await sequences({ kind: 'purchase' })).toEqual([3, 2]);
    expect(await sequences({ kind: 'refund' })).toEqual([4]);
    expect(await sequences({ kind: 'fee' })).toEqual([]);
    expect(await sequences({ clubId: club.clubId, salesPointId: 'cafe' })).toEqual([4, 2]);
    expect(await sequences({ clubId: 'elsewhere' })).toEqual([]);
    expect(await sequences({ categoryId: 'food' })).toEqual([4, 3, 2]);
    expect(await sequences({ categoryId: 'sweets' })).toEqual([]);
    expect(await sequences({ categoryId: 'food', kind: 'purchase', salesPointId: 'cafe' })).toEqual(
      [2],
    );
  });
});

describe('pages', () => {
  it('of fifty follow each other without a gap', async () => {
    const { child, guardianId } = await familyInNovember();
    for (let made = 0; made < 119; made++) await topUp(child.accountId, 1);
    const seen: number[] = [];
    const lengths: number[] = [];
    let before: number | null = null;
    do {
      const query: Query = before === null ? NOVEMBER : { ...NOVEMBER, before };
      const { lines, next, paidInOre } = await read(child, guardianId, query);
      expect(paidInOre).toBe(101_19);
      seen.push(...lines.map(({ sequence }) => sequence));
      lengths.push(lines.length);
      before = next;
    } while (before !== null);
    expect(lengths).toEqual([50, 50, 20]);
    expect(seen).toEqual(Array.from({ length: 120 }, (_, index) => 120 - index));
  });
});

describe('who may read it (I13)', () => {
  it('is a full guardian and the child itself; a payer may not; to others there is no account', async () => {
    const { child } = await familyInNovember();
    const [full, payer, self, frozen] = [0, 1, 2, 3].map(newGuardianId) as [
      GuardianId,
      GuardianId,
      GuardianId,
      GuardianId,
    ];
    await putLinks(child.accountId, [
      { guardianId: full, rights: 'full' },
      { guardianId: payer, rights: 'payer' },
      { guardianId: self, rights: 'self' },
    ]);
    expect(codeOf(await ask(child, full))).toBe('accepted');
    expect(codeOf(await ask(child, self))).toBe('accepted');
    expect(codeOf(await ask(child, payer))).toBe('rights_not_enough');
    expect(codeOf(await ask(child, newGuardianId()))).toBe('account_unknown');
    await putLinks(child.accountId, [{ guardianId: frozen, rights: 'full' }], { isFrozen: true });
    expect(codeOf(await ask(child, frozen))).toBe('account_unknown');
    expect(codeOf(await ask(child, full))).toBe('account_unknown');
  });

  it('is asked before the period, and again for each slice of a file', async () => {
    const { child, guardianId } = await familyInNovember();
    const backwards = { from: '2026-11-02', to: '2026-11-01' };
    expect(codeOf(await ask(child, newGuardianId(), backwards))).toBe('account_unknown');
    const query = StatementQuery.parse(NOVEMBER);
    const cover = acceptedValue(
      await account(child.accountId).statementCover({ by: guardianId, query }),
    );
    const slice = () =>
      account(child.accountId).statementSlice({ by: guardianId, query, piece: cover.piece });
    expect(codeOf((await slice()) as Outcome<unknown, Refusal>)).toBe('accepted');
    await putLinks(child.accountId, []);
    expect(codeOf((await slice()) as Outcome<unknown, Refusal>)).toBe('account_unknown');
  });
});
