// The floor: the rows of one purchase in one SQLite transaction, in one process, without HTTP, signature or
// decision. WAL and synchronous FULL, as workerd has them. Started by the bench as a process of its own.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { AccountChoice, Measured } from './load/load-plan.ts';

export type FloorOrder =
  | {
      readonly type: 'run';
      readonly accounts: AccountChoice;
      readonly seconds: number;
      readonly steps: number;
    }
  | { readonly type: 'check' };
export type FloorReport = Measured | { readonly purchases: number };

const ACCOUNTS = 1_000;
const HOT_ACCOUNT = ACCOUNTS;
const PURSE_ORE = 100_000_000_00;
const PRICE_ORE = 100;
const LEDGER_ACCOUNTS = ['purse', 'sales'] as const;

const folder = mkdtempSync(join(tmpdir(), 'klubkort-bench-sqlite-floor-'));
const database = new DatabaseSync(join(folder, 'floor.sqlite'));
database.exec(`
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE entry (account INTEGER, sequence INTEGER, entry_id TEXT NOT NULL,
    occurred_at INTEGER NOT NULL, recorded_at INTEGER NOT NULL, till_id TEXT NOT NULL,
    operator_id TEXT NOT NULL, presentation_id TEXT NOT NULL, hash TEXT NOT NULL,
    PRIMARY KEY (account, sequence)) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX one_purchase_per_presentation ON entry (presentation_id);
  CREATE TABLE posting (account INTEGER, sequence INTEGER, number INTEGER, ledger_account TEXT NOT NULL,
    amount_ore INTEGER NOT NULL, PRIMARY KEY (account, sequence, number)) STRICT, WITHOUT ROWID;
  CREATE TABLE sold_line (account INTEGER, sequence INTEGER, line INTEGER, product_id TEXT NOT NULL,
    name TEXT NOT NULL, quantity INTEGER NOT NULL, price_ore INTEGER NOT NULL,
    PRIMARY KEY (account, sequence, line)) STRICT, WITHOUT ROWID;
  CREATE TABLE ledger_sum (account INTEGER, ledger_account TEXT, amount_ore INTEGER NOT NULL,
    last_sequence INTEGER NOT NULL, PRIMARY KEY (account, ledger_account)) STRICT, WITHOUT ROWID;
  CREATE TABLE spent (account INTEGER, spending_window TEXT, amount_ore INTEGER NOT NULL,
    PRIMARY KEY (account, spending_window)) STRICT, WITHOUT ROWID;
  CREATE TABLE outcome (id TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, account INTEGER NOT NULL,
    sequence INTEGER NOT NULL, answer TEXT NOT NULL) STRICT, WITHOUT ROWID;
`);
const statements = {
  move: database.prepare(
    `UPDATE ledger_sum SET amount_ore = amount_ore + ?, last_sequence = last_sequence + 1
       WHERE account = ? AND ledger_account = ? RETURNING last_sequence`,
  ),
  entry: database.prepare('INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)'),
  posting: database.prepare('INSERT INTO posting VALUES (?, ?, ?, ?, ?)'),
  line: database.prepare('INSERT INTO sold_line VALUES (?, ?, 0, ?, ?, 1, ?)'),
  spent: database.prepare(
    `INSERT INTO spent VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET amount_ore = amount_ore + excluded.amount_ore`,
  ),
  outcome: database.prepare('INSERT INTO outcome VALUES (?, ?, ?, ?, ?)'),
};
const fingerprint = 'f'.repeat(64);
const answer = 'a'.repeat(600);

openAccounts();
process.on('disconnect', () => process.exit(0));
process.on('exit', () => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});
process.on('SIGTERM', () => process.exit(0));
process.on('message', (order: FloorOrder) => {
  process.send?.(order.type === 'run' ? run(order) : check());
});
process.send?.('ready');

function openAccounts(): void {
  const insert = database.prepare('INSERT INTO ledger_sum VALUES (?, ?, ?, 0)');
  database.exec('BEGIN');
  for (let account = 0; account <= HOT_ACCOUNT; account += 1) {
    insert.run(account, 'purse', PURSE_ORE);
    insert.run(account, 'sales', -PURSE_ORE);
  }
  database.exec('COMMIT');
}

function run(order: FloorOrder & { type: 'run' }): Measured {
  const timesMs: number[] = [];
  const startedAt = performance.now();
  let now = startedAt;
  while (timesMs.length < order.steps && now - startedAt < order.seconds * 1000) {
    buy(order.accounts === 'many' ? Math.floor(Math.random() * ACCOUNTS) : HOT_ACCOUNT);
    const before = now;
    now = performance.now();
    timesMs.push(now - before);
  }
  return { timesMs, elapsedMs: now - startedAt };
}

function buy(account: number): void {
  const purchaseId = randomUUID();
  const now = Date.now();
  database.exec('BEGIN IMMEDIATE');
  statements.move.get(PRICE_ORE, account, 'sales');
  const { last_sequence: sequence } = statements.move.get(-PRICE_ORE, account, 'purse') as {
    last_sequence: number;
  };
  statements.entry.run(
    account,
    sequence,
    purchaseId,
    now,
    now,
    'till',
    'operator',
    purchaseId,
    fingerprint,
  );
  for (const [number, ledgerAccount] of LEDGER_ACCOUNTS.entries()) {
    const amountOre = ledgerAccount === 'purse' ? -PRICE_ORE : PRICE_ORE;
    statements.posting.run(account, sequence, number, ledgerAccount, amountOre);
  }
  statements.line.run(account, sequence, 'apple', 'An apple', PRICE_ORE);
  statements.spent.run(account, 'day', PRICE_ORE);
  statements.spent.run(account, 'week', PRICE_ORE);
  statements.outcome.run(purchaseId, fingerprint, account, sequence, answer);
  database.exec('COMMIT');
}

/** @throws Error if the running sums, postings and windows do not agree. */
function check(): { purchases: number } {
  const sums = database
    .prepare(
      `SELECT (SELECT count(*) FROM outcome) AS purchases, (SELECT count(*) FROM entry) AS entries,
         (SELECT count(*) FROM sold_line) AS lines, (SELECT count(*) FROM posting) AS postings,
         (SELECT sum(amount_ore) FROM posting) AS balance,
         (SELECT sum(amount_ore) FROM ledger_sum) AS sums,
         (SELECT sum(amount_ore) FROM ledger_sum WHERE ledger_account = 'purse') AS purses,
         (SELECT sum(amount_ore) FROM spent) AS spent`,
    )
    .get() as Record<string, number>;
  const purchases = sums.purchases ?? 0;
  const isRight =
    sums.entries === purchases &&
    sums.lines === purchases &&
    sums.postings === 2 * purchases &&
    sums.balance === 0 &&
    sums.sums === 0 &&
    sums.purses === (ACCOUNTS + 1) * PURSE_ORE - purchases * PRICE_ORE &&
    sums.spent === 2 * purchases * PRICE_ORE;
  if (!isRight) throw new Error(`the floor's books are wrong: ${JSON.stringify(sums)}`);
  return { purchases };
}
