// A statement and a purchase in an account of 100,000 entries: what is bounded is the rows that they touch,
// which no machine's speed changes.
import { runInDurableObject } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AccountId, GuardianId } from '../../contracts/ids.ts';
import { StatementQuery } from '../../contracts/statement.ts';
import { acceptedValue } from '../testing/counter.ts';
import { countingSql } from '../testing/counting-sql.ts';
import { linkedGuardian, putLinks } from '../testing/link-copy.ts';
import { acceptedCase, FIXED, NOW, withLines } from '../testing/purchase-case.ts';
import { account, SeededClub } from '../testing/seeded-club.ts';
import type { CardAccount } from './card-account.ts';
import { decidePurchase } from './decide-purchase.ts';
import { Journal } from './journal.ts';
import type { LoadedAccount } from './loaded-account.ts';
import { MoneyInStore } from './money-in-store.ts';
import { StatementDesk } from './statement.ts';
import { StatementStore } from './statement-store.ts';

const ENTRIES = 100_000;
/** Five years of purchases, 55 a day, the last one on 20 November 2026. */
const FIRST_AT = Date.parse('2021-11-21T00:00:00Z');
const APART_MS = 1_577_000;
const WHOLE = { from: '2021-11-22', to: '2026-11-20' };

const club = new SeededClub();
let long: AccountId;
let short: AccountId;
let guardianId: GuardianId;

/** Written behind the object's back; every hundredth is a refund, the rest are purchases of one or two lines. */
function writeJournal(sql: SqlStorage, entries: number): void {
  const numbers = `WITH RECURSIVE number (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM number WHERE n < ${entries})`;
  const at = `(${FIRST_AT} + n * ${APART_MS})`;
  const kind = `IIF(n % 100 = 0, 'refund', 'purchase')`;
  const of = (value: string) => `IIF(n % 100 = 0, NULL, ${value})`;
  sql.exec(`${numbers} INSERT INTO entry (sequence, entry_id, kind, occurred_at, recorded_at, club_id,
      sales_point_id, till_id, operator_id, operator_kind, presentation_id, catalogue_version,
      of_purchase_sequence, purse_after_ore, hash)
    SELECT n, 'entry-' || n, ${kind}, ${at}, ${at}, ${of("'club-1'")}, ${of("'cafe'")}, ${of("'till'")},
      ${of("'operator'")}, ${of("'youth'")}, ${of("'shown-' || n")}, ${of('1')},
      IIF(n % 100 = 0, n - 1, NULL), -n, 'x' FROM number`);
  for (const [number, name, sign] of [
    [0, 'purse', -1],
    [1, 'sales', 1],
  ] as const) {
    sql.exec(`${numbers} INSERT INTO posting SELECT n, ${number}, '${name}', ${sign} FROM number`);
  }
  sql.exec(`${numbers} INSERT INTO sold_line SELECT n, 0, 'bolle',
      IIF(n = 450, 'rare', 'food'), 'Bolle', 1, 1200, '4711', 0 FROM number WHERE n % 100 <> 0`);
  // The purchase before the fifth refund has another line, which is not given back.
  if (entries > 500) {
    sql.exec(
      "INSERT INTO sold_line VALUES (499, 1, 'juice', 'second', 'Juice', 1, 800, '4711', 0)",
    );
  }
  sql.exec(`${numbers} INSERT INTO refunded_line SELECT n, 0, 1 FROM number WHERE n % 100 = 0`);
  sql.exec(`${numbers} INSERT INTO daily_spending SELECT date(${at} / 1000, 'unixepoch') AS day, 'club-1',
      'cafe', 'food', 1200 * COUNT(*), COUNT(*) FROM number GROUP BY day`);
  sql.exec(
    'UPDATE running SET sequence = ?, recorded_at = ?, purse_ore = 0, sales_ore = 0, top_ups_ore = 0',
    entries,
    FIRST_AT + entries * APART_MS,
  );
}

beforeAll(async () => {
  await club.seed();
  [long, short] = (await Promise.all(
    [ENTRIES, 10].map(async (entries) => {
      const { accountId } = await club.registerChild(1_00);
      await runInDurableObject(account(accountId), (_, { storage }) =>
        storage.transactionSync(() => writeJournal(storage.sql, entries)),
      );
      return accountId;
    }),
  )) as [AccountId, AccountId];
  guardianId = await linkedGuardian(long);
});

async function readCounted(accountId: AccountId, query: Record<string, string | number>) {
  return runInDurableObject(account(accountId), async (_, { storage }) => {
    const { sql, rows } = countingSql(storage.sql);
    const desk = new StatementDesk(new Journal(sql), new StatementStore(sql), {
      moneyIn: (row) => new MoneyInStore(sql).of(row),
      changes: () => {
        throw new Error("a page has no file's changes");
      },
    });
    const link = { guardianId, rights: 'full', from: 0, until: null, isFrozen: false };
    const asked = { accountId, account: { links: [link], child: { adultAt: null } } };
    const statement = acceptedValue(
      await desk.page(asked as never as { accountId: AccountId; account: LoadedAccount }, {
        by: guardianId,
        query: StatementQuery.parse(query),
      }),
    );
    const { read } = rows();
    const days = [...storage.sql.exec<{ n: number }>('SELECT COUNT(*) AS n FROM daily_spending')];
    return { statement, read, daysKept: days[0]?.n ?? 0 };
  });
}

describe('a statement of 100,000 entries', () => {
  it('reads a page of five years by its page and its days, not by its entries', async () => {
    const { statement, read, daysKept } = await readCounted(long, WHOLE);
    expect(statement.lines).toHaveLength(50);
    expect(statement.byDay.length).toBeGreaterThan(1_800);
    expect(daysKept).toBeLessThan(1_830);
    expect(read).toBeLessThan(daysKept + 1_000);
  });

  it.each([
    ['in the middle of the period', { ...WHOLE, before: 50_000 }],
    ['at its far end', { ...WHOLE, before: 200 }],
    ['of a single day', { from: '2024-02-29', to: '2024-02-29' }],
    ['of refunds alone', { ...WHOLE, kind: 'refund' }],
  ])('reads no more for a page %s', async (_, query) => {
    const { statement, read, daysKept } = await readCounted(long, query);
    expect(statement.lines).toHaveLength(50);
    expect(read).toBeLessThan(daysKept + 1_000);
  });

  it('does not show a refund for what it did not give back', async () => {
    const { statement } = await readCounted(long, { ...WHOLE, categoryId: 'second' });
    expect(statement.lines.map(({ sequence }) => sequence)).toEqual([499]);
  });

  it('loses nothing between the slices of a search, in either direction', async () => {
    const { statement } = await readCounted(long, { ...WHOLE, kind: 'refund', before: 50_001 });
    const newestFirst = statement.lines.map(({ sequence }) => sequence);
    expect(newestFirst).toEqual(Array.from({ length: 50 }, (_, index) => 50_000 - 100 * index));
    const slice = await account(long).statementSlice({
      by: guardianId,
      query: StatementQuery.parse({ ...WHOLE, kind: 'refund' }),
      piece: { first: 100, last: 5_000 },
    });
    const oldestFirst = slice.ok ? slice.value.lines.map(({ sequence }) => sequence) : [];
    expect(oldestFirst).toEqual(Array.from({ length: 50 }, (_, index) => 100 + 100 * index));
  });

  it('finds the one purchase of a rare category through the object, in slices', async () => {
    const query = StatementQuery.parse({ ...WHOLE, categoryId: 'rare' });
    const page = await account(long).statement({ by: guardianId, query });
    expect(page).toMatchObject({ ok: true, value: { lines: [{ sequence: 450 }] } });
  });
});

describe('a link that ends while a long search goes on', () => {
  const query = StatementQuery.parse({ ...WHOLE, categoryId: 'rare' });
  const whole = { first: 1, last: ENTRIES };

  it.each([
    ['a page', (of: CardAccount, by: GuardianId) => of.statement({ by, query })],
    [
      'the lines of a file',
      (of: CardAccount, by: GuardianId) => of.statementSlice({ by, query, piece: whole }),
    ],
  ])('lets nobody read %s', async (_, ask) => {
    const by = await linkedGuardian(long);
    const code = await runInDurableObject(account(long), async (instance: CardAccount) => {
      const asked = ask(instance, by);
      await putLinks(long, []);
      const answer = await asked;
      return answer.ok ? 'accepted' : answer.refusal.code;
    });
    expect(code).toBe('account_unknown');
    guardianId = await linkedGuardian(long);
  });
});

describe('a purchase in an account of 100,000 entries', () => {
  it('reads and writes the rows that one in an account of ten does', async () => {
    const decision = decidePurchase(acceptedCase().state, withLines([[FIXED, 1, 12_00]]), NOW);
    if (!decision.accepted) throw new Error('not accepted');
    const touched = (accountId: AccountId) =>
      runInDurableObject(account(accountId), (_, { storage }) =>
        storage.transactionSync(() => {
          const { sql, rows } = countingSql(storage.sql);
          const journal = new Journal(sql);
          journal.append(decision.draft, journal.running());
          journal.moveSpent(journal.spent(['day:2026-11-21']), decision.totalOre);
          return rows();
        }),
      );
    const inShort = await touched(short);
    expect(inShort.written).toBeGreaterThan(0);
    expect(await touched(long)).toEqual(inShort);
  });
});
