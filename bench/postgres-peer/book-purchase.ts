// The peer's one statement for a purchase: guarded debit, id row, two postings and outbox row in one round
// trip and one commit. A second purchase with the same id fails on the id row, which undoes all of it.
import type { Sql } from 'postgres';

export interface BookedPurchase {
  /** Null when money or a limit refused it. */
  readonly entryId: string | null;
  readonly isRetry: boolean;
}

export interface PurchaseToBook {
  readonly purchaseId: string;
  readonly accountId: string;
  readonly bodySha256: Buffer;
  readonly amountOre: number;
  /** Days and ISO weeks since 1970, in Denmark. */
  readonly day: number;
  readonly week: number;
  readonly payload: string;
}

const BOOK = `
with debit as (
  update account set
    purse_ore = purse_ore - $4::bigint,
    day_spent_ore = case when day = $5::integer then day_spent_ore else 0 end + $4,
    day = $5,
    week_spent_ore = case when week = $6::integer then week_spent_ore else 0 end + $4,
    week = $6
  where account_id = $2::text
    and purse_ore >= $4
    and case when day = $5 then day_spent_ore else 0 end + $4 <= day_limit_ore
    and case when week = $6 then week_spent_ore else 0 end + $4 <= week_limit_ore
  returning nextval('entry_number') as entry_id
), id_row as (
  insert into purchase (purchase_id, account_id, body_sha256, entry_id)
  values ($1::uuid, $2, $3::bytea, (select entry_id from debit))
  returning entry_id
), booked as (
  insert into posting (entry_id, ledger_account, amount_ore)
  select entry_id, leg, amount from debit, (values (1, -$4), (2, $4)) as leg (leg, amount)
), told as (
  insert into outbox (entry_id, payload) select entry_id, $7::text from debit
)
select entry_id from id_row`;

const UNIQUE_VIOLATION = '23505';

export async function bookPurchase(sql: Sql, purchase: PurchaseToBook): Promise<BookedPurchase> {
  const { purchaseId, accountId, bodySha256, amountOre, day, week, payload } = purchase;
  const values = [purchaseId, accountId, bodySha256, amountOre, day, week, payload];
  try {
    const [row] = await sql.unsafe<{ entry_id: string | null }[]>(BOOK, values, { prepare: true });
    return { entryId: row?.entry_id ?? null, isRetry: false };
  } catch (error) {
    if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error;
    return { entryId: await firstOutcome(sql, purchase), isRetry: true };
  }
}

async function firstOutcome(sql: Sql, purchase: PurchaseToBook): Promise<string | null> {
  const [row] = await sql<{ entry_id: string | null; body_sha256: Buffer; account_id: string }[]>`
    select entry_id, body_sha256, account_id from purchase where purchase_id = ${purchase.purchaseId}`;
  const isSame =
    row?.account_id === purchase.accountId && row.body_sha256.equals(purchase.bodySha256);
  if (!row || !isSame) throw new IdReused();
  return row.entry_id;
}

export class IdReused extends Error {
  override readonly name = 'IdReused';
}
