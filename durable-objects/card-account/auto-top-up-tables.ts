// The tables of guardians' standing rules for money in. A rule's charges are attempts like any other
// (migrations.ts). docs/storage-schema.md explains each row's life.
import { appendOnly } from '../append-only-table.ts';

export const AUTO_TOP_UP_TABLES: readonly string[] = [
  `CREATE TABLE consent (
     number INTEGER PRIMARY KEY,
     rule_id TEXT NOT NULL,
     guardian_id TEXT NOT NULL,
     given_at INTEGER NOT NULL,
     version TEXT NOT NULL,
     language TEXT NOT NULL CHECK (language IN ('da', 'en')),
     wording TEXT NOT NULL,
     wording_hash TEXT NOT NULL,
     terms TEXT NOT NULL
   ) STRICT`,
  ...appendOnly('consent'),
  // Its number is of the attempts' series: a first top-up is paid under the agreement's own reference.
  `CREATE TABLE agreement (
     number INTEGER PRIMARY KEY,
     reference TEXT NOT NULL UNIQUE,
     rule_id TEXT NOT NULL,
     provider TEXT NOT NULL CHECK (provider IN ('nexi', 'mobilepay')),
     terms TEXT NOT NULL,
     consent_number INTEGER NOT NULL REFERENCES consent (number),
     first_top_up_ore INTEGER CHECK (first_top_up_ore > 0),
     renews_agreement_id TEXT,
     return_address TEXT NOT NULL,
     manage_address TEXT NOT NULL,
     language TEXT NOT NULL CHECK (language IN ('da', 'en')),
     state TEXT NOT NULL CHECK (state IN ('created', 'waiting', 'active', 'stopping', 'ended')),
     since INTEGER NOT NULL,
     because TEXT,
     handle TEXT,
     address TEXT,
     agreement_id TEXT,
     method TEXT,
     warned_of TEXT,
     next_ask_at INTEGER,
     CHECK (next_ask_at IS NOT NULL OR state NOT IN ('created', 'waiting', 'stopping')),
     CHECK (agreement_id IS NOT NULL OR state <> 'active')
   ) STRICT`,
  `CREATE INDEX agreement_to_ask ON agreement (next_ask_at) WHERE next_ask_at IS NOT NULL`,
  `CREATE TABLE auto_top_up_rule (
     number INTEGER PRIMARY KEY,
     rule_id TEXT NOT NULL UNIQUE,
     guardian_id TEXT NOT NULL,
     version INTEGER NOT NULL,
     asked_as TEXT NOT NULL,
     made_at INTEGER NOT NULL,
     terms TEXT,
     agreement_number INTEGER REFERENCES agreement (number),
     asked_number INTEGER REFERENCES agreement (number),
     paused_because TEXT,
     soft_declines INTEGER NOT NULL DEFAULT 0,
     retry_at INTEGER,
     pressed_at INTEGER,
     done_day TEXT,
     look_at INTEGER,
     ended_at INTEGER,
     ended_because TEXT,
     CHECK ((terms IS NULL) = (agreement_number IS NULL)),
     CHECK ((ended_at IS NULL) = (ended_because IS NULL))
   ) STRICT`,
  `CREATE UNIQUE INDEX one_rule_of_guardian ON auto_top_up_rule (guardian_id)
     WHERE ended_at IS NULL`,
];
