// The peer's tables. As lean as the work allows: no foreign keys, no index but the primary keys, room in
// each account's page so that its update moves no index entry.

export const SCHEMA = `
create table account (
  account_id text collate "C" primary key,
  opened_with_ore bigint not null,
  purse_ore bigint not null check (purse_ore >= 0),
  day integer not null,
  day_spent_ore bigint not null,
  day_limit_ore bigint not null,
  week integer not null,
  week_spent_ore bigint not null,
  week_limit_ore bigint not null
) with (fillfactor = 50);

create sequence entry_number cache 100;

-- One row per purchase id, refused ones included: entry_id is null for those.
create table purchase (
  purchase_id uuid primary key,
  account_id text collate "C" not null,
  body_sha256 bytea not null,
  entry_id bigint,
  recorded_at timestamptz not null default now()
);

create table posting (
  entry_id bigint not null,
  ledger_account smallint not null,
  amount_ore bigint not null,
  primary key (entry_id, ledger_account)
);

create table outbox (
  entry_id bigint primary key,
  payload text not null
);
`;
