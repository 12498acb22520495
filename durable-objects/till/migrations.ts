// The tables of a till. Append-only list; docs/storage-schema.md explains each row's life.
import type { Migration } from '../migrate.ts';

export const TILL_MIGRATIONS: readonly Migration[] = [
  {
    name: 'device keys, copies, shift and wrong PINs',
    statements: [
      `CREATE TABLE device_key (
         pairing_id TEXT PRIMARY KEY,
         device TEXT NOT NULL CHECK (device IN ('screen', 'bridge')),
         public_key TEXT NOT NULL,
         paired_at INTEGER NOT NULL,
         replaced_at INTEGER
       ) STRICT, WITHOUT ROWID`,
      `CREATE UNIQUE INDEX one_key_in_force ON device_key (device) WHERE replaced_at IS NULL`,
      `CREATE TABLE copy (
         kind TEXT PRIMARY KEY CHECK (kind IN ('place', 'catalogue', 'operators')),
         version INTEGER NOT NULL,
         content TEXT NOT NULL
       ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE shift (
         only INTEGER PRIMARY KEY CHECK (only = 1),
         operator_id TEXT,
         since INTEGER NOT NULL,
         signed_at INTEGER NOT NULL
       ) STRICT`,
      `CREATE TABLE wrong_pin (
         operator_id TEXT PRIMARY KEY,
         failures INTEGER NOT NULL,
         locked_until INTEGER NOT NULL
       ) STRICT, WITHOUT ROWID`,
    ],
  },
  {
    name: "a youth operator's last sale",
    statements: [
      `CREATE TABLE last_youth_sale (
         only INTEGER PRIMARY KEY CHECK (only = 1),
         operator_id TEXT,
         purchase_id TEXT NOT NULL,
         sold_at INTEGER NOT NULL
       ) STRICT`,
    ],
  },
];
