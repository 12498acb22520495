// What leads to objects and what is remembered of it, in SQL: cards, pairing codes, opened accounts, the
// audit log. Ids and HMACs only.
import type { AccountId, CardId, PersonId, TillId } from '../../contracts/ids.ts';
import { type Row, RowReader } from '../row-reader.ts';

export interface CardRow {
  readonly cardId: CardId;
  readonly identifier: string;
  readonly accountId: AccountId;
  readonly printedNumber: string | null;
  readonly registeredBy: PersonId;
}

export class RegistryStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
  }

  insertPairingCode(codeHash: string, tillId: TillId, expiresAt: number): void {
    this.#sql.exec(
      'INSERT INTO pairing_code (code_hash, till_id, expires_at) VALUES (?, ?, ?)',
      codeHash,
      tillId,
      expiresAt,
    );
  }

  pairingCode(codeHash: string): { tillId: TillId; expiresAt: number } | null {
    const row = this.#rows.first('SELECT * FROM pairing_code WHERE code_hash = ?', codeHash);
    return row === null
      ? null
      : { tillId: row.till_id as TillId, expiresAt: row.expires_at as number };
  }

  pairing(pairingId: string): { requestHash: string; codeHash: string } | null {
    const row = this.#rows.first('SELECT * FROM pairing WHERE pairing_id = ?', pairingId);
    return row === null
      ? null
      : { requestHash: row.request_hash as string, codeHash: row.code_hash as string };
  }

  codeIsUsed(codeHash: string, device: string): boolean {
    return (
      this.#rows.first(
        'SELECT 1 AS used FROM pairing WHERE code_hash = ? AND device = ?',
        codeHash,
        device,
      ) !== null
    );
  }

  insertPairing(
    pairingId: string,
    requestHash: string,
    codeHash: string,
    device: string,
    now: number,
  ): void {
    this.#sql.exec(
      'INSERT INTO pairing (pairing_id, request_hash, code_hash, device, at) VALUES (?, ?, ?, ?, ?)',
      pairingId,
      requestHash,
      codeHash,
      device,
      now,
    );
  }

  insertCard(card: CardRow): void {
    this.#sql.exec(
      `INSERT INTO card (identifier, card_id, account_id, printed_number, registered_by)
         VALUES (?, ?, ?, ?, ?)`,
      card.identifier,
      card.cardId,
      card.accountId,
      card.printedNumber,
      card.registeredBy,
    );
  }

  cardByIdentifier(identifier: string): CardRow | null {
    return cardOf(this.#rows.first('SELECT * FROM card WHERE identifier = ?', identifier));
  }

  card(cardId: CardId): CardRow | null {
    return cardOf(this.#rows.first('SELECT * FROM card WHERE card_id = ?', cardId));
  }

  cardsOfAccount(accountId: AccountId): CardRow[] {
    return this.#rows
      .all('SELECT * FROM card WHERE account_id = ?', accountId)
      .flatMap((row) => cardOf(row) ?? []);
  }

  /** With the version of the settings that it opens with. */
  markOpened(accountId: AccountId, settingsVersion: number, now: number): void {
    this.#sql.exec(
      'INSERT OR IGNORE INTO opened_account (account_id, opened_at) VALUES (?, ?)',
      accountId,
      now,
    );
    this.settingsTaken(accountId, settingsVersion);
  }

  /** The account said that it has them, or newer ones before. */
  settingsTaken(accountId: AccountId, version: number): void {
    this.#sql.exec(
      `UPDATE opened_account SET settings_version = ?2
         WHERE account_id = ?1 AND settings_version < ?2`,
      accountId,
      version,
    );
  }

  isAnyBehindSettings(version: number): boolean {
    const behind = 'SELECT 1 AS behind FROM opened_account WHERE settings_version < ? LIMIT 1';
    return this.#rows.first(behind, version) !== null;
  }

  accountsBehindSettings(version: number): AccountId[] {
    return this.#rows
      .all(
        'SELECT account_id FROM opened_account WHERE settings_version < ? ORDER BY account_id',
        version,
      )
      .map((row) => row.account_id as AccountId);
  }

  isOpened(accountId: AccountId): boolean {
    return (
      this.#rows.first('SELECT 1 AS opened FROM opened_account WHERE account_id = ?', accountId) !==
      null
    );
  }

  openedAccounts(): AccountId[] {
    return this.#rows
      .all('SELECT account_id FROM opened_account')
      .map((row) => row.account_id as AccountId);
  }

  notAuditedSince(since: number, most: number): AccountId[] {
    return this.#rows
      .all(
        `SELECT account_id FROM opened_account WHERE audited_at < ?1 AND opened_at < ?1
           ORDER BY audited_at LIMIT ?2`,
        since,
        most,
      )
      .map((row) => row.account_id as AccountId);
  }

  recordAudit(accountId: AccountId, answer: string, now: number): void {
    this.#sql.exec(
      'UPDATE opened_account SET audited_at = ?, audit_answer = ? WHERE account_id = ?',
      now,
      answer,
      accountId,
    );
  }

  auditAnswers(): { accountId: AccountId; auditedAt: number; answer: string | null }[] {
    return this.#rows.all('SELECT * FROM opened_account').map((row) => ({
      accountId: row.account_id as AccountId,
      auditedAt: row.audited_at as number,
      answer: row.audit_answer as string | null,
    }));
  }

  /** Ids only, never names. */
  insertAuditLog(actor: string, action: string, subjects: readonly string[], now: number): void {
    this.#sql.exec(
      'INSERT INTO audit_log (at, actor, action, subjects) VALUES (?, ?, ?, ?)',
      now,
      actor,
      action,
      JSON.stringify(subjects),
    );
  }

  auditLog(): { actor: string; action: string; subjects: string[] }[] {
    return this.#rows.all('SELECT * FROM audit_log ORDER BY sequence').map((row) => ({
      actor: row.actor as string,
      action: row.action as string,
      subjects: JSON.parse(row.subjects as string) as string[],
    }));
  }
}

function cardOf(row: Row | null): CardRow | null {
  if (row === null) return null;
  return {
    cardId: row.card_id,
    identifier: row.identifier,
    accountId: row.account_id,
    printedNumber: row.printed_number,
    registeredBy: row.registered_by,
  } as CardRow;
}
