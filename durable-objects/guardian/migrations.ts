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
         content TEXT NOT NULL,
         is_told_of_age INTEGER NOT NULL
       ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE inbox (
         number INTEGER PRIMARY KEY,
         at INTEGER NOT NULL,
         account_id TEXT,
         source TEXT NOT NULL CHECK (source IN ('entry', 'notice', 'own')),
         sequence INTEGER,
         content TEXT NOT NULL,
         about TEXT,
         child_id TEXT,
         given_name_ciphertext TEXT,
         is_wanted INTEGER NOT NULL,
         UNIQUE (account_id, source, sequence)
       ) STRICT`,
      `CREATE TABLE inbox_read (only INTEGER PRIMARY KEY CHECK (only = 1), up_to INTEGER NOT NULL) STRICT`,
      `CREATE TABLE inbox_child (
         account_id TEXT PRIMARY KEY,
         child_id TEXT NOT NULL,
         given_name_ciphertext TEXT NOT NULL,
         entry_taken INTEGER NOT NULL,
         notice_taken INTEGER NOT NULL
       ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE profile (
         only INTEGER PRIMARY KEY CHECK (only = 1),
         language TEXT NOT NULL,
         notices_version INTEGER NOT NULL,
         notices TEXT NOT NULL
       ) STRICT`,
      `CREATE TABLE contact_field (
         field TEXT PRIMARY KEY CHECK (field IN ('email', 'new_email', 'phone', 'bank_account')),
         ciphertext BLOB NOT NULL,
         at INTEGER NOT NULL
       ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE email_code (
         only INTEGER PRIMARY KEY CHECK (only = 1),
         code_hash TEXT NOT NULL,
         sent_at INTEGER NOT NULL,
         expires_at INTEGER NOT NULL,
         tries_left INTEGER NOT NULL,
         has_confirmed INTEGER NOT NULL
       ) STRICT`,
      `CREATE TABLE email_codes_counted (
         only INTEGER PRIMARY KEY CHECK (only = 1),
         since INTEGER NOT NULL,
         sent INTEGER NOT NULL
       ) STRICT`,
      `CREATE TABLE push_subscription (
         subscription_id TEXT PRIMARY KEY,
         ciphertext BLOB NOT NULL,
         made_at INTEGER NOT NULL,
         sent_up_to INTEGER NOT NULL,
         failures INTEGER NOT NULL,
         not_before INTEGER NOT NULL
       ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE mail_mark (
         only INTEGER PRIMARY KEY CHECK (only = 1),
         sent_up_to INTEGER NOT NULL,
         failures INTEGER NOT NULL,
         not_before INTEGER NOT NULL
       ) STRICT`,
      `CREATE TABLE warning_mail (
         number INTEGER PRIMARY KEY,
         kind TEXT NOT NULL CHECK (kind IN ('bank_account_changed', 'email_changed')),
         address_ciphertext BLOB NOT NULL,
         failures INTEGER NOT NULL,
         not_before INTEGER NOT NULL
       ) STRICT`,
    ],
  },
];
