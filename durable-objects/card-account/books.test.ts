// The books under attack: what was tampered with is found, freezes the account and is said.
import { beforeAll, describe, expect, it } from 'vitest';
import { NO_LIMITS } from '../../contracts/limits.ts';
import { acceptedValue, Counter, codeOf } from '../testing/counter.ts';
import {
  account,
  LEADER,
  municipality,
  SeededClub,
  type TestChild,
  topUp,
} from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';

const club = new SeededClub();
beforeAll(() => club.seed());

/** 100 kr in, 40 kr spent: three sums and two windows to spoil. */
async function boughtOnce() {
  const counter = new Counter(club);
  const child = await club.registerChild(100_00);
  const shown = await counter.show(child);
  const purchaseId = crypto.randomUUID();
  const receipt = acceptedValue(await counter.sell(shown, [40_00], purchaseId));
  const again = () => counter.sell(shown, [40_00], purchaseId);
  return { counter, child, purchaseId, receipt, again };
}

async function spoil(child: TestChild, ...statements: readonly string[]): Promise<void> {
  for (const statement of statements) await query(account(child.accountId), statement);
}

async function auditAnswer(child: TestChild): Promise<string | null | undefined> {
  const answers = await municipality().auditAll();
  return answers.find(({ accountId }) => accountId === child.accountId)?.answer;
}

const SPOILT_ENTRIES = [
  [
    'an amount',
    'I4',
    ['DROP TRIGGER posting_is_not_changed', 'UPDATE posting SET amount_ore = amount_ore * 2'],
  ],
  [
    'a price',
    'I4',
    ['DROP TRIGGER sold_line_is_not_changed', 'UPDATE sold_line SET price_ore = price_ore + 1'],
  ],
  [
    'a time',
    'I4',
    ['DROP TRIGGER entry_is_not_changed', 'UPDATE entry SET occurred_at = occurred_at - 86400000'],
  ],
  [
    'an operator',
    'I4',
    ['DROP TRIGGER entry_is_not_changed', "UPDATE entry SET operator_id = 'x' WHERE sequence = 2"],
  ],
  [
    'both sums, so that they still cancel out',
    'I1',
    [
      'UPDATE running SET purse_ore = purse_ore + 500',
      'UPDATE running SET sales_ore = sales_ore - 500',
    ],
  ],
  ['the head of the books', 'I4', ['UPDATE running SET sequence = 3']],
  ['the hash of the head', 'I4', ["UPDATE running SET hash = 'x'"]],
  [
    'a window of spending',
    'I8',
    ["UPDATE spent SET amount_ore = 0 WHERE spending_window LIKE 'day:%'"],
  ],
  ['a daily total', 'I1', ['UPDATE daily_spending SET amount_ore = amount_ore + 1']],
  ['how many items a day counts', 'I1', ['UPDATE daily_spending SET quantity = quantity + 1']],
  [
    'a day on which nothing was spent',
    'I1',
    ["INSERT INTO daily_spending VALUES ('2026-01-01', 'x', 'x', 'x', 5, 1)"],
  ],
  ['what a day paid in', 'I1', ['UPDATE daily_movement SET amount_ore = 1']],
  [
    'the balance after an entry',
    'I1',
    [
      'DROP TRIGGER entry_is_not_changed',
      'UPDATE entry SET purse_after_ore = 0 WHERE sequence = 1',
    ],
  ],
  [
    'what kind of operator sold',
    'I4',
    [
      'DROP TRIGGER entry_is_not_changed',
      "UPDATE entry SET operator_kind = 'youth' WHERE sequence = 2",
    ],
  ],
  ['the time of the head', 'I4', ['UPDATE running SET recorded_at = recorded_at + 1']],
  ['a window that no purchase fills', 'I8', ["INSERT INTO spent VALUES ('day:2026-01-01', 5)"]],
] as const;

describe('an account whose books agree', () => {
  it('answers the audit with the number of its entries', async () => {
    const { child } = await boughtOnce();
    expect(await account(child.accountId).audit()).toEqual({ ok: true, value: { entries: 2 } });
    expect(await auditAnswer(child)).toBe('agrees');
    expect((await account(child.accountId).inspect())?.frozenBecause).toBeNull();
  });
});

describe('the replay of the whole journal', () => {
  it.each(SPOILT_ENTRIES)('finds that somebody changed %s (%s), and freezes', async (...row) => {
    const [, number, statements] = row;
    const { counter, child, receipt, again } = await boughtOnce();
    await spoil(child, ...statements);
    expect(await auditAnswer(child)).toBe('account_frozen');
    const inspection = await account(child.accountId).inspect();
    expect(inspection?.frozenBecause).toMatch(new RegExp(`^${number}: `));
    expect(inspection?.notices.filter(({ kind }) => kind === 'frozen')).toHaveLength(1);
    expect(codeOf(await counter.tap(child))).toBe('account_frozen');
    expect(codeOf(await topUp(child.accountId, 1_00))).toBe('account_frozen');
    expect(await again()).toEqual({ ok: true, value: receipt });
  });

  it('finds that an entry is missing (I4)', async () => {
    const { child } = await boughtOnce();
    const tables = ['sold_line', 'posting', 'entry'];
    await spoil(
      child,
      'PRAGMA defer_foreign_keys = on',
      ...tables.map((table) => `DROP TRIGGER ${table}_is_not_deleted`),
      'DROP TRIGGER outcome_is_not_changed',
      'UPDATE outcome SET sequence = NULL',
      ...tables.map((table) => `DELETE FROM ${table} WHERE sequence = 1`),
    );
    expect(await auditAnswer(child)).toBe('account_frozen');
    expect((await account(child.accountId).inspect())?.frozenBecause).toMatch(/^I4: /);
  });

  it('finds that the last entry was cut off, sums and all (I4)', async () => {
    const { child } = await boughtOnce();
    const tables = ['sold_line', 'posting', 'entry'];
    await spoil(
      child,
      ...[...tables, 'outcome'].map((table) => `DROP TRIGGER ${table}_is_not_deleted`),
      'DELETE FROM outcome WHERE sequence = 2',
      ...tables.map((table) => `DELETE FROM ${table} WHERE sequence = 2`),
      'UPDATE running SET purse_ore = 10000, sales_ore = 0',
      'DELETE FROM spent',
    );
    expect(await auditAnswer(child)).toBe('account_frozen');
    expect((await account(child.accountId).inspect())?.frozenBecause).toMatch(/^I4: /);
  });

  it('says that an account is frozen once, however many nights pass', async () => {
    const { child } = await boughtOnce();
    await spoil(child, "INSERT INTO spent VALUES ('day:2026-01-01', 5)");
    for (let night = 0; night < 3; night++) {
      expect(await auditAnswer(child)).toBe('account_frozen');
    }
    const inspection = await account(child.accountId).inspect();
    expect(inspection?.notices.filter(({ kind }) => kind === 'frozen')).toHaveLength(1);
  });

  it('goes on with the other accounts when one cannot be read', async () => {
    const { child } = await boughtOnce();
    const { child: other } = await boughtOnce();
    await spoil(child, 'ALTER TABLE posting RENAME TO lost_posting');
    expect(await auditAnswer(other)).toBe('agrees');
    expect(await auditAnswer(child)).toBe('failed');
    await spoil(child, 'ALTER TABLE lost_posting RENAME TO posting');
  });

  it('takes a journal of hundreds of entries in slices', async () => {
    const child = await club.registerChild(0);
    await Promise.all(Array.from({ length: 450 }, () => topUp(child.accountId, 1_00)));
    expect(await account(child.accountId).audit()).toEqual({ ok: true, value: { entries: 450 } });
  });
});

describe('the running sums', () => {
  it('are asserted by the next purchase, which freezes instead of selling (I1)', async () => {
    const { counter, child, again, receipt } = await boughtOnce();
    const shown = await counter.show(child);
    await spoil(child, 'UPDATE running SET purse_ore = purse_ore + 500');
    expect(codeOf(await counter.sell(shown, [1_00]))).toBe('account_frozen');
    expect(codeOf(await counter.sell(shown, [1_00]))).toBe('account_frozen');
    const inspection = await account(child.accountId).inspect();
    expect(inspection).toMatchObject({ lastSequence: 2 });
    expect(inspection?.frozenBecause).toMatch(/^I1: /);
    expect(inspection?.notices.filter(({ kind }) => kind === 'frozen')).toHaveLength(1);
    expect(await again()).toEqual({ ok: true, value: receipt });
  });

  it('are asserted after the write: a purse that did not move writes nothing (I1)', async () => {
    const { counter, child } = await boughtOnce();
    const shown = await counter.show(child);
    await spoil(
      child,
      `CREATE TRIGGER stuck AFTER UPDATE ON running BEGIN
         UPDATE running SET purse_ore = old.purse_ore, sales_ore = old.sales_ore; END`,
    );
    expect(codeOf(await counter.sell(shown, [1_00]))).toBe('account_frozen');
    const inspection = await account(child.accountId).inspect();
    expect(inspection).toMatchObject({ lastSequence: 2, sumsOre: { purse: 60_00, sales: 40_00 } });
    expect(inspection?.frozenBecause).toMatch(/^I1: /);
    expect(await auditAnswer(child)).toBe('account_frozen');
  });

  it.each([
    [
      'I4',
      'a head',
      `CREATE TRIGGER stuck AFTER UPDATE ON running BEGIN
         UPDATE running SET sequence = old.sequence, hash = old.hash; END`,
    ],
    [
      'I8',
      'a window',
      `CREATE TRIGGER stuck AFTER INSERT ON spent BEGIN
         UPDATE spent SET amount_ore = 1 WHERE spending_window = new.spending_window; END`,
    ],
  ])('are asserted after the write (%s): %s that did not move writes nothing', async (...row) => {
    const [number, , trigger] = row;
    const { counter, child } = await boughtOnce();
    const shown = await counter.show(child);
    await spoil(child, trigger);
    expect(codeOf(await counter.sell(shown, [1_00]))).toBe('account_frozen');
    const inspection = await account(child.accountId).inspect();
    expect(inspection).toMatchObject({ lastSequence: 2, sumsOre: { purse: 60_00, sales: 40_00 } });
    expect(inspection?.frozenBecause).toMatch(new RegExp(`^${number}: `));
  });

  it('of a day and place are asserted: they cannot give back more than they hold (I1)', async () => {
    const { counter, child, purchaseId } = await boughtOnce();
    await spoil(child, 'UPDATE daily_spending SET quantity = 0');
    expect(codeOf(await counter.reverse(child, purchaseId))).toBe('account_frozen');
    const inspection = await account(child.accountId).inspect();
    expect(inspection).toMatchObject({ lastSequence: 2, sumsOre: { purse: 60_00 } });
    expect(inspection?.frozenBecause).toMatch(/^I1: /);
  });

  it('of a day are asserted: it cannot give back more than it holds (I8)', async () => {
    const { counter, child, purchaseId } = await boughtOnce();
    await spoil(child, "UPDATE spent SET amount_ore = 1 WHERE spending_window LIKE 'day:%'");
    expect(codeOf(await counter.reverse(child, purchaseId))).toBe('account_frozen');
    const inspection = await account(child.accountId).inspect();
    expect(inspection).toMatchObject({ lastSequence: 2, sumsOre: { purse: 60_00 } });
    expect(inspection?.frozenBecause).toMatch(/^I8: /);
  });
});

describe('what is written once (I4)', () => {
  it.each([
    'entry',
    'posting',
    'sold_line',
    'refunded_line',
    'outcome',
    'limits',
    'card_event',
    'look',
    'notice',
  ])('stands: %s refuses UPDATE and DELETE', async (table) => {
    const { child, counter, purchaseId } = await boughtOnce();
    const { accountId, cardId } = child;
    acceptedValue(await counter.reverse(child, purchaseId));
    await account(accountId).setLimits({ seenVersion: 0, limits: NO_LIMITS, by: LEADER });
    await account(accountId).blockCard({ cardId, by: LEADER });
    const stub = account(accountId);
    expect((await query(stub, `SELECT 1 FROM ${table}`)).length).toBeGreaterThan(0);
    const column = String(Object.keys((await query(stub, `SELECT * FROM ${table}`))[0] ?? {})[1]);
    await expect(query(stub, `UPDATE ${table} SET "${column}" = 1`)).rejects.toThrow('I4');
    await expect(query(stub, `DELETE FROM ${table}`)).rejects.toThrow('I4');
  });
});
