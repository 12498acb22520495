// The tables of a guardian. Append-only list; docs/storage-schema.md explains each row's life.
import type { Migration } from '../migrate.ts';

export const GUARDIAN_MIGRATIONS: readonly Migration[] = [
  {
    name: 'sessions and links',
    statements: [
      `CREATE TABLE session (
         secret_hash TEXT PRIMARY KEY,
         authenticated_at INTEGER NOT NULL,
         used_at INTEGER NOT NULL,
         ends_at INTEGER NOT NULL,
         id_token_ciphertext BLOB,
         ended_at INTEGER
       ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE link (
         link_id TEXT PRIMARY KEY,
         version INTEGER NOT NULL,
         account_id TEXT NOT NULL,
         content TEXT NOT NULL
       ) STRICT, WITHOUT ROWID`,
    ],
  },
];
