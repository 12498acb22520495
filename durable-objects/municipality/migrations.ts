// The tables of a municipality. Append-only list; docs/storage-schema.md explains each row's life.
// Names, photos and free texts stand here only under a person's key.
import type { Migration } from '../migrate.ts';

export const MUNICIPALITY_MIGRATIONS: readonly Migration[] = [
  {
    name: 'clubs, catalogue, tills, people, cards and what opens an account',
    statements: [
      `CREATE TABLE municipality (
         only INTEGER PRIMARY KEY CHECK (only = 1),
         name TEXT NOT NULL,
         settings_version INTEGER NOT NULL,
         settings TEXT NOT NULL
       ) STRICT`,
      `CREATE TABLE club (
         club_id TEXT PRIMARY KEY,
         name TEXT NOT NULL,
         contact TEXT,
         catalogue_version INTEGER NOT NULL DEFAULT 1,
         operators_version INTEGER NOT NULL DEFAULT 1
       ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE sales_point (
         club_id TEXT NOT NULL REFERENCES club (club_id),
         sales_point_id TEXT NOT NULL,
         name TEXT NOT NULL,
         PRIMARY KEY (club_id, sales_point_id)
       ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE category (
         club_id TEXT NOT NULL REFERENCES club (club_id),
         category_id TEXT NOT NULL,
         position INTEGER NOT NULL,
         content TEXT NOT NULL,
         PRIMARY KEY (club_id, category_id)
       ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE product (
         club_id TEXT NOT NULL REFERENCES club (club_id),
         product_id TEXT NOT NULL,
         content TEXT NOT NULL,
         PRIMARY KEY (club_id, product_id)
       ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE operator (
         operator_id TEXT PRIMARY KEY,
         club_id TEXT NOT NULL REFERENCES club (club_id),
         kind TEXT NOT NULL CHECK (kind IN ('staff', 'youth')),
         name_ciphertext BLOB NOT NULL,
         pin_hash TEXT NOT NULL
       ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE till (
         till_id TEXT PRIMARY KEY,
         till_key TEXT NOT NULL UNIQUE,
         name TEXT NOT NULL,
         club_id TEXT NOT NULL,
         sales_point_id TEXT NOT NULL,
         FOREIGN KEY (club_id, sales_point_id) REFERENCES sales_point (club_id, sales_point_id)
       ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE pairing_code (
         code_hash TEXT PRIMARY KEY,
         till_id TEXT NOT NULL REFERENCES till (till_id),
         expires_at INTEGER NOT NULL
       ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE pairing (
         pairing_id TEXT PRIMARY KEY,
         request_hash TEXT NOT NULL,
         code_hash TEXT NOT NULL REFERENCES pairing_code (code_hash),
         device TEXT NOT NULL,
         at INTEGER NOT NULL,
         UNIQUE (code_hash, device)
       ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE person_key (
         person_id TEXT PRIMARY KEY,
         generation INTEGER NOT NULL,
         wrapped BLOB NOT NULL
       ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE child (
         child_id TEXT PRIMARY KEY,
         account_id TEXT NOT NULL UNIQUE,
         version INTEGER NOT NULL,
         links_version INTEGER NOT NULL,
         links_taken_version INTEGER NOT NULL DEFAULT 0,
         registered_at INTEGER NOT NULL,
         name_ciphertext BLOB NOT NULL,
         given_name_ciphertext BLOB NOT NULL,
         photo_ciphertext BLOB,
         birth_date_ciphertext BLOB,
         national_id_hash TEXT,
         national_id_ciphertext BLOB,
         registered_guardian_id TEXT
       ) STRICT, WITHOUT ROWID`,
      `CREATE INDEX child_of_national_id ON child (national_id_hash)`,
      `CREATE TABLE contact (
         child_id TEXT NOT NULL REFERENCES child (child_id),
         position INTEGER NOT NULL,
         national_id_hash TEXT NOT NULL,
         name_ciphertext BLOB NOT NULL,
         PRIMARY KEY (child_id, position),
         UNIQUE (child_id, national_id_hash)
       ) STRICT, WITHOUT ROWID`,
      `CREATE INDEX contact_of_national_id ON contact (national_id_hash)`,
      `CREATE TABLE guardian (
         guardian_id TEXT PRIMARY KEY,
         national_id_hash TEXT NOT NULL UNIQUE,
         name_ciphertext BLOB,
         birth_date_ciphertext BLOB,
         registered_at INTEGER NOT NULL
       ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE identity (
         issuer TEXT NOT NULL,
         subject TEXT NOT NULL,
         guardian_id TEXT NOT NULL REFERENCES guardian (guardian_id),
         first_used_at INTEGER NOT NULL,
         PRIMARY KEY (issuer, subject)
       ) STRICT, WITHOUT ROWID`,
      `CREATE INDEX identity_of_guardian ON identity (guardian_id)`,
      `CREATE TABLE spent_login (
         login_hash TEXT PRIMARY KEY,
         expires_at INTEGER NOT NULL
       ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE membership (
         child_id TEXT NOT NULL REFERENCES child (child_id),
         club_id TEXT NOT NULL REFERENCES club (club_id),
         from_at INTEGER NOT NULL,
         until_at INTEGER,
         PRIMARY KEY (club_id, child_id, from_at)
       ) STRICT, WITHOUT ROWID`,
      `CREATE UNIQUE INDEX standing_membership ON membership (club_id, child_id)
         WHERE until_at IS NULL`,
      `CREATE INDEX membership_of_child ON membership (child_id)`,
      `CREATE TABLE card (
         identifier TEXT PRIMARY KEY,
         card_id TEXT NOT NULL UNIQUE,
         account_id TEXT NOT NULL,
         printed_number TEXT,
         registered_by TEXT NOT NULL
       ) STRICT, WITHOUT ROWID`,
      `CREATE INDEX card_of_account ON card (account_id)`,
      `CREATE TABLE card_order (
         card_id TEXT PRIMARY KEY,
         order_id TEXT NOT NULL,
         account_id TEXT NOT NULL,
         ordered_at INTEGER NOT NULL,
         work TEXT NOT NULL CHECK (work IN
           ('ordered', 'produced', 'delivered', 'handed_over', 'cancelled', 'withdrawn')),
         events INTEGER NOT NULL
       ) STRICT, WITHOUT ROWID`,
      `CREATE INDEX card_work ON card_order (work, ordered_at)`,
      `CREATE TABLE print_card (
         number INTEGER PRIMARY KEY,
         batch_id TEXT NOT NULL,
         card_id TEXT NOT NULL REFERENCES card_order (card_id),
         account_id TEXT NOT NULL,
         identifier TEXT NOT NULL,
         printed_number TEXT NOT NULL,
         by TEXT NOT NULL,
         answer TEXT CHECK (answer IN
           ('produced', 'cancelled', 'card_state_conflict', 'card_unknown')),
         UNIQUE (batch_id, card_id)
       ) STRICT`,
      `CREATE INDEX print_card_chip ON print_card (identifier)`,
      `CREATE INDEX print_card_to_ask ON print_card (number) WHERE answer IS NULL`,
      `CREATE TABLE link (
         link_id TEXT PRIMARY KEY,
         child_id TEXT NOT NULL REFERENCES child (child_id),
         guardian_id TEXT NOT NULL,
         rights TEXT NOT NULL CHECK (rights IN ('full', 'payer', 'self')),
         state TEXT NOT NULL
           CHECK (state IN ('awaiting_approval', 'rejected', 'active', 'frozen', 'ended')),
         basis TEXT NOT NULL CHECK (basis IN ('letter', 'contact', 'club', 'login')),
         requested_at INTEGER NOT NULL,
         since INTEGER NOT NULL,
         from_at INTEGER,
         until_at INTEGER,
         was_stopped INTEGER NOT NULL DEFAULT 0,
         reason_ciphertext BLOB,
         request_id TEXT,
         version INTEGER NOT NULL,
         taken_version INTEGER NOT NULL DEFAULT 0,
         given_name_ciphertext BLOB
       ) STRICT, WITHOUT ROWID`,
      `CREATE INDEX link_of_child ON link (child_id)`,
      `CREATE UNIQUE INDEX one_live_link ON link (child_id, guardian_id, (rights = 'self'))
         WHERE state IN ('awaiting_approval', 'active', 'frozen')`,
      `CREATE INDEX link_of_guardian ON link (guardian_id)`,
      `CREATE INDEX link_behind ON link (link_id) WHERE taken_version < version`,
      `CREATE TABLE link_request (
         guardian_id TEXT NOT NULL,
         request_id TEXT NOT NULL,
         request_hash TEXT NOT NULL,
         refusal TEXT,
         at INTEGER NOT NULL,
         PRIMARY KEY (guardian_id, request_id)
       ) STRICT, WITHOUT ROWID`,
      `CREATE INDEX link_request_of_guardian ON link_request (guardian_id, at)`,
      `CREATE TABLE letter_code (
         code_hash TEXT PRIMARY KEY,
         first_half_hash TEXT NOT NULL,
         child_id TEXT NOT NULL REFERENCES child (child_id),
         issued_by TEXT NOT NULL,
         issued_at INTEGER NOT NULL,
         expires_at INTEGER NOT NULL,
         wrong_tries INTEGER NOT NULL DEFAULT 0,
         ended_at INTEGER,
         ended_because TEXT CHECK (ended_because IN ('used', 'replaced', 'wrong_tries'))
       ) STRICT, WITHOUT ROWID`,
      `CREATE INDEX open_letter_code ON letter_code (first_half_hash) WHERE ended_at IS NULL`,
      `CREATE INDEX letter_code_of_child ON letter_code (child_id) WHERE ended_at IS NULL`,
      `CREATE TABLE opened_account (
         account_id TEXT PRIMARY KEY,
         opened_at INTEGER NOT NULL,
         audited_at INTEGER NOT NULL DEFAULT 0,
         audit_answer TEXT,
         has_top_ups INTEGER NOT NULL DEFAULT 0 CHECK (has_top_ups IN (0, 1)),
         top_ups_swept_at INTEGER NOT NULL DEFAULT 0
       ) STRICT, WITHOUT ROWID`,
      `CREATE INDEX next_audit ON opened_account (audited_at)`,
      `CREATE INDEX next_sweep ON opened_account (top_ups_swept_at) WHERE has_top_ups = 1`,
      `CREATE TABLE top_up_round (
         only INTEGER PRIMARY KEY CHECK (only = 1),
         began_at INTEGER NOT NULL
       ) STRICT`,
      `CREATE TABLE dispute (
         account_id TEXT NOT NULL,
         sequence INTEGER NOT NULL,
         dispute_id TEXT NOT NULL,
         club_id TEXT NOT NULL,
         reported_by TEXT NOT NULL,
         reported_at INTEGER NOT NULL,
         text_ciphertext TEXT NOT NULL,
         PRIMARY KEY (account_id, sequence)
       ) STRICT, WITHOUT ROWID`,
      `CREATE INDEX dispute_of_club ON dispute (club_id, reported_at)`,
      `CREATE TABLE audit_log (
         sequence INTEGER PRIMARY KEY,
         at INTEGER NOT NULL,
         actor TEXT NOT NULL,
         action TEXT NOT NULL,
         subjects TEXT NOT NULL
       ) STRICT`,
      `CREATE TRIGGER audit_log_is_not_changed BEFORE UPDATE ON audit_log
         BEGIN SELECT RAISE(ABORT, 'I4: audit_log is append-only'); END`,
      `CREATE TRIGGER audit_log_is_not_deleted BEFORE DELETE ON audit_log
         BEGIN SELECT RAISE(ABORT, 'I4: audit_log is append-only'); END`,
    ],
  },
  {
    name: 'what payment providers listed of each day, and what is open',
    statements: [
      `CREATE TABLE payment_day (
         provider TEXT NOT NULL,
         day TEXT NOT NULL,
         state TEXT NOT NULL CHECK (state IN ('waiting', 'compared', 'not_offered')),
         listed_ore INTEGER NOT NULL,
         agreed_ore INTEGER NOT NULL,
         compared_at INTEGER NOT NULL,
         PRIMARY KEY (provider, day)
       ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE payment_item (
         provider TEXT NOT NULL,
         reference TEXT NOT NULL,
         kind TEXT NOT NULL,
         movement_id TEXT NOT NULL,
         account_id TEXT,
         provider_ore INTEGER NOT NULL,
         journal_ore INTEGER NOT NULL,
         because TEXT,
         found_at INTEGER NOT NULL,
         closed_at INTEGER,
         closed_by TEXT,
         close_reason_ciphertext TEXT,
         PRIMARY KEY (provider, reference, kind, movement_id)
       ) STRICT, WITHOUT ROWID`,
      `CREATE INDEX open_payment_item ON payment_item (account_id) WHERE closed_at IS NULL`,
      `CREATE TABLE webhook_count (
         day TEXT NOT NULL,
         provider TEXT NOT NULL,
         cause TEXT NOT NULL,
         count INTEGER NOT NULL,
         PRIMARY KEY (day, provider, cause)
       ) STRICT, WITHOUT ROWID`,
    ],
  },
  {
    name: 'which versions each till has taken',
    statements: [
      'ALTER TABLE till ADD COLUMN catalogue_version INTEGER NOT NULL DEFAULT 0',
      'ALTER TABLE till ADD COLUMN operators_version INTEGER NOT NULL DEFAULT 0',
    ],
  },
  {
    name: 'which version of the settings each account has taken',
    statements: [
      'ALTER TABLE opened_account ADD COLUMN settings_version INTEGER NOT NULL DEFAULT 0',
      'CREATE INDEX settings_behind ON opened_account (settings_version)',
    ],
  },
];
