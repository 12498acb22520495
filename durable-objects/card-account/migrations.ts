// The tables of a card account. Append-only list; docs/storage-schema.md explains each row's life.
import { appendOnly } from '../append-only-table.ts';
import type { Migration } from '../migrate.ts';
import { AUTO_TOP_UP_TABLES } from './auto-top-up-tables.ts';
import { FIRST_HASH } from './entry.ts';

export const CARD_ACCOUNT_MIGRATIONS: readonly Migration[] = [
  {
    name: 'journal, running sums and what guards them',
    statements: [
      `CREATE TABLE account (
         only INTEGER PRIMARY KEY CHECK (only = 1),
         seal_key BLOB NOT NULL,
         registered_at INTEGER NOT NULL,
         frozen_at INTEGER,
         frozen_because TEXT
       ) STRICT`,
      `CREATE TABLE copy (
         kind TEXT PRIMARY KEY CHECK (kind IN ('child', 'links', 'settings')),
         version INTEGER NOT NULL,
         content TEXT NOT NULL
       ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE photo (only INTEGER PRIMARY KEY CHECK (only = 1), ciphertext BLOB) STRICT`,
      `CREATE TABLE limits (
         version INTEGER PRIMARY KEY,
         set_at INTEGER NOT NULL,
         set_by TEXT NOT NULL,
         content TEXT NOT NULL
       ) STRICT`,
      ...appendOnly('limits'),
      `CREATE TABLE card (
         card_id TEXT PRIMARY KEY,
         identifier TEXT UNIQUE,
         printed_number TEXT,
         state TEXT NOT NULL CHECK (state IN
           ('ordered', 'produced', 'delivered', 'active', 'blocked', 'cancelled', 'retired')),
         CHECK ((identifier IS NULL) = (state IN ('ordered', 'cancelled')))
       ) STRICT, WITHOUT ROWID`,
      // At most one card is on its way: each of these rows has the same value in the index.
      `CREATE UNIQUE INDEX one_card_to_come ON card (state IN ('ordered', 'produced', 'delivered'))
         WHERE state IN ('ordered', 'produced', 'delivered')`,
      `CREATE TABLE card_event (
         sequence INTEGER PRIMARY KEY,
         card_id TEXT NOT NULL,
         state TEXT NOT NULL,
         at INTEGER NOT NULL,
         by TEXT NOT NULL
       ) STRICT`,
      ...appendOnly('card_event'),
      `CREATE INDEX event_of_card ON card_event (card_id)`,
      `CREATE INDEX event_by_state ON card_event (state, sequence)`,

      `CREATE TABLE entry (
         sequence INTEGER PRIMARY KEY,
         entry_id TEXT NOT NULL,
         kind TEXT NOT NULL CHECK (kind IN
           ('purchase', 'reversal', 'refund', 'top_up', 'fee', 'fee_return', 'charge_return',
            'charge_restored')),
         occurred_at INTEGER NOT NULL,
         recorded_at INTEGER NOT NULL,
         club_id TEXT,
         sales_point_id TEXT,
         till_id TEXT,
         operator_id TEXT,
         operator_kind TEXT CHECK (operator_kind IN ('staff', 'youth')),
         presentation_id TEXT,
         card_id TEXT,
         catalogue_version INTEGER,
         of_purchase_sequence INTEGER REFERENCES entry (sequence),
         by TEXT,
         reason_ciphertext TEXT,
         purse_after_ore INTEGER NOT NULL,
         hash TEXT NOT NULL,
         CHECK ((kind = 'purchase') = (presentation_id IS NOT NULL)),
         CHECK ((kind = 'purchase') = (operator_kind IS NOT NULL)),
         CHECK ((kind IN ('reversal', 'refund')) = (of_purchase_sequence IS NOT NULL))
       ) STRICT`,
      ...appendOnly('entry'),
      `CREATE UNIQUE INDEX one_purchase_per_presentation ON entry (presentation_id)
         WHERE presentation_id IS NOT NULL`,
      `CREATE INDEX purchases ON entry (sequence) WHERE kind = 'purchase'`,
      `CREATE INDEX given_back ON entry (of_purchase_sequence)
         WHERE of_purchase_sequence IS NOT NULL`,
      `CREATE TABLE ledger_account (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID`,
      `INSERT INTO ledger_account (name) 
         VALUES ('purse'), ('sales'), ('top_ups'), ('fees'), ('receivables')`,
      `CREATE TABLE posting (
         sequence INTEGER NOT NULL REFERENCES entry (sequence),
         number INTEGER NOT NULL,
         ledger_account TEXT NOT NULL REFERENCES ledger_account (name),
         amount_ore INTEGER NOT NULL CHECK (amount_ore <> 0),
         PRIMARY KEY (sequence, number)
       ) STRICT, WITHOUT ROWID`,
      ...appendOnly('posting'),
      `CREATE TABLE sold_line (
         sequence INTEGER NOT NULL REFERENCES entry (sequence),
         line INTEGER NOT NULL,
         product_id TEXT NOT NULL,
         category_id TEXT NOT NULL,
         name TEXT NOT NULL,
         quantity INTEGER NOT NULL CHECK (quantity > 0),
         price_ore INTEGER NOT NULL CHECK (price_ore > 0),
         accounting_code TEXT NOT NULL,
         vat_rate_percent INTEGER NOT NULL,
         PRIMARY KEY (sequence, line)
       ) STRICT, WITHOUT ROWID`,
      ...appendOnly('sold_line'),
      `CREATE TABLE refunded_line (
         sequence INTEGER NOT NULL REFERENCES entry (sequence),
         line INTEGER NOT NULL,
         quantity INTEGER NOT NULL CHECK (quantity > 0),
         PRIMARY KEY (sequence, line)
       ) STRICT, WITHOUT ROWID`,
      ...appendOnly('refunded_line'),
      `CREATE TABLE running (
         only INTEGER PRIMARY KEY CHECK (only = 1),
         sequence INTEGER NOT NULL,
         recorded_at INTEGER NOT NULL,
         hash TEXT NOT NULL,
         purse_ore INTEGER NOT NULL,
         sales_ore INTEGER NOT NULL,
         top_ups_ore INTEGER NOT NULL,
         fees_ore INTEGER NOT NULL,
         receivables_ore INTEGER NOT NULL
       ) STRICT`,
      `INSERT INTO running
           (only, sequence, recorded_at, hash, purse_ore, sales_ore, top_ups_ore, fees_ore,
            receivables_ore)
         VALUES (1, 0, 0, '${FIRST_HASH}', 0, 0, 0, 0, 0)`,
      `CREATE TABLE spent (
         spending_window TEXT PRIMARY KEY,
         amount_ore INTEGER NOT NULL CHECK (amount_ore >= 0)
       ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE daily_spending (
         day TEXT NOT NULL,
         club_id TEXT NOT NULL,
         sales_point_id TEXT NOT NULL,
         category_id TEXT NOT NULL,
         amount_ore INTEGER NOT NULL CHECK (amount_ore >= 0),
         quantity INTEGER NOT NULL CHECK (quantity >= 0),
         PRIMARY KEY (day, club_id, sales_point_id, category_id)
       ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE daily_movement (
         day TEXT NOT NULL,
         kind TEXT NOT NULL,
         amount_ore INTEGER NOT NULL,
         PRIMARY KEY (day, kind)
       ) STRICT, WITHOUT ROWID`,
      // What is looked for by kind is not the purchases, which are nearly all: they pay for no index.
      `CREATE INDEX entry_by_kind ON entry (kind, sequence) WHERE kind <> 'purchase'`,

      `CREATE TABLE outcome (
         number INTEGER PRIMARY KEY,
         id TEXT NOT NULL UNIQUE,
         fingerprint TEXT NOT NULL,
         sequence INTEGER REFERENCES entry (sequence),
         answer TEXT NOT NULL
       ) STRICT`,
      ...appendOnly('outcome'),
      `CREATE TABLE dispute (
         sequence INTEGER PRIMARY KEY REFERENCES entry (sequence),
         dispute_id TEXT NOT NULL UNIQUE,
         reported_by TEXT NOT NULL,
         reported_at INTEGER NOT NULL,
         text_ciphertext TEXT NOT NULL,
         told_at INTEGER
       ) STRICT`,
      `CREATE INDEX dispute_to_tell ON dispute (sequence) WHERE told_at IS NULL`,
      `CREATE TABLE card_order (
         number INTEGER PRIMARY KEY,
         order_id TEXT NOT NULL UNIQUE,
         card_id TEXT NOT NULL UNIQUE REFERENCES card (card_id),
         fee_ore INTEGER NOT NULL CHECK (fee_ore >= 0),
         replaced_card_id TEXT REFERENCES card (card_id),
         ordered_by TEXT NOT NULL,
         told_events INTEGER NOT NULL DEFAULT 0
       ) STRICT`,
      `CREATE TABLE ended_presentation (
         presentation_id TEXT PRIMARY KEY,
         expires_at INTEGER NOT NULL
       ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE look (
         sequence INTEGER PRIMARY KEY,
         at INTEGER NOT NULL,
         till_id TEXT NOT NULL,
         operator_id TEXT,
         kind TEXT NOT NULL CHECK (kind IN ('card', 'named')),
         named_reason TEXT CHECK ((kind = 'named') = (named_reason IS NOT NULL)),
         presentation_id TEXT NOT NULL
       ) STRICT`,
      ...appendOnly('look'),
      `CREATE TABLE guardian_look (
         day TEXT NOT NULL,
         guardian_id TEXT NOT NULL,
         kind TEXT NOT NULL CHECK (kind IN
           ('overview', 'statement', 'statement_file', 'cards', 'limits', 'top_ups')),
         at INTEGER NOT NULL,
         PRIMARY KEY (day, guardian_id, kind)
       ) STRICT, WITHOUT ROWID`,
      ...appendOnly('guardian_look'),
      `CREATE TABLE notice (
         sequence INTEGER PRIMARY KEY,
         at INTEGER NOT NULL,
         kind TEXT NOT NULL,
         facts TEXT NOT NULL,
         said_once_as TEXT UNIQUE
       ) STRICT`,
      ...appendOnly('notice'),
      `CREATE TABLE notice_mark (
         guardian_id TEXT PRIMARY KEY,
         entry_sequence INTEGER NOT NULL,
         notice_sequence INTEGER NOT NULL
       ) STRICT, WITHOUT ROWID`,
    ],
  },
  {
    name: 'top-ups by guardians, and the charges that paid them',
    statements: [
      ...AUTO_TOP_UP_TABLES,
      `CREATE TABLE top_up_attempt (
         number INTEGER PRIMARY KEY,
         top_up_id TEXT NOT NULL UNIQUE,
         guardian_id TEXT NOT NULL,
         reference TEXT NOT NULL UNIQUE,
         provider TEXT NOT NULL CHECK (provider IN ('nexi', 'mobilepay')),
         amount_ore INTEGER NOT NULL CHECK (amount_ore > 0),
         return_address TEXT NOT NULL,
         language TEXT NOT NULL CHECK (language IN ('da', 'en')),
         created_at INTEGER NOT NULL,
         state TEXT NOT NULL CHECK (state IN
           ('created', 'waiting', 'credited', 'cancelled', 'declined', 'refund_due', 'refunded')),
         because TEXT,
         handle TEXT,
         address TEXT,
         next_ask_at INTEGER,
         mismatches INTEGER NOT NULL DEFAULT 0,
         refund_ore INTEGER CHECK (refund_ore > 0),
         provider_refund_id TEXT,
         refunds_failed INTEGER NOT NULL DEFAULT 0,
         cancelled_at INTEGER,
         needs_person INTEGER NOT NULL DEFAULT 0 CHECK (needs_person IN (0, 1)),
         way TEXT NOT NULL CHECK (way IN ('page', 'agreement_first', 'agreement_charge')),
         rule_id TEXT,
         agreement_number INTEGER REFERENCES agreement (number),
         for_day TEXT,
         wait_told INTEGER NOT NULL DEFAULT 0 CHECK (wait_told IN (0, 1)),
         is_begun INTEGER NOT NULL DEFAULT 0 CHECK (is_begun IN (0, 1)),
         ended_by TEXT,
         end_reason_ciphertext TEXT,
         CHECK ((ended_by IS NULL) = (end_reason_ciphertext IS NULL)),
         CHECK ((way = 'page') = (agreement_number IS NULL)),
         CHECK ((way = 'page') = (rule_id IS NULL)),
         CHECK (next_ask_at IS NOT NULL OR needs_person = 1
           OR state NOT IN ('created', 'waiting', 'refund_due'))
       ) STRICT`,
      `CREATE INDEX top_up_to_ask ON top_up_attempt (next_ask_at) WHERE next_ask_at IS NOT NULL`,
      `CREATE INDEX charge_of_rule ON top_up_attempt (created_at) WHERE way = 'agreement_charge'`,
      // I7: one charge to an attempt, one entry to a charge; without an entry its money goes back.
      `CREATE TABLE charge (
         provider TEXT NOT NULL,
         charge_id TEXT NOT NULL,
         number INTEGER NOT NULL UNIQUE REFERENCES top_up_attempt (number),
         amount_ore INTEGER NOT NULL CHECK (amount_ore > 0),
         seen_at INTEGER NOT NULL,
         sequence INTEGER UNIQUE REFERENCES entry (sequence),
         PRIMARY KEY (provider, charge_id)
       ) STRICT, WITHOUT ROWID`,
      ...appendOnly('charge'),
      // I7: a movement at the provider is booked once, with its entry.
      `CREATE TABLE charge_return (
         provider TEXT NOT NULL,
         movement_id TEXT NOT NULL,
         number INTEGER NOT NULL REFERENCES top_up_attempt (number),
         kind TEXT NOT NULL CHECK (kind IN ('charge_return', 'charge_restored')),
         amount_ore INTEGER NOT NULL CHECK (amount_ore > 0),
         purse_ore INTEGER NOT NULL CHECK (purse_ore >= 0),
         receivable_ore INTEGER NOT NULL CHECK (receivable_ore >= 0),
         occurred_at INTEGER NOT NULL,
         sequence INTEGER NOT NULL UNIQUE REFERENCES entry (sequence),
         PRIMARY KEY (provider, movement_id),
         CHECK (purse_ore + receivable_ore = amount_ore)
       ) STRICT, WITHOUT ROWID`,
      ...appendOnly('charge_return'),
      `CREATE INDEX return_of_attempt ON charge_return (number)`,
      `CREATE TABLE top_up_webhook (
         number INTEGER NOT NULL,
         event TEXT NOT NULL,
         times INTEGER NOT NULL DEFAULT 1,
         PRIMARY KEY (number, event)
       ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE room_try (
         number INTEGER PRIMARY KEY,
         guardian_id TEXT NOT NULL,
         at INTEGER NOT NULL
       ) STRICT`,
      `CREATE TABLE charge_listing (
         reference TEXT NOT NULL,
         day TEXT NOT NULL,
         provider TEXT NOT NULL,
         captured_ore INTEGER NOT NULL,
         refunded_ore INTEGER NOT NULL,
         PRIMARY KEY (reference, day)
       ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE odd_movement (
         reference TEXT NOT NULL,
         movement_id TEXT NOT NULL,
         provider TEXT NOT NULL,
         amount_ore INTEGER NOT NULL,
         because TEXT NOT NULL,
         PRIMARY KEY (reference, movement_id)
       ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE charge_look (
         number INTEGER PRIMARY KEY REFERENCES top_up_attempt (number),
         looks INTEGER NOT NULL
       ) STRICT`,
    ],
  },
];
