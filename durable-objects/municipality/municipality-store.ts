// A municipality's rows in SQL, the only place that reads or writes them. Absent: decisions, the clear
// text of anything personal, and calls to other objects.
import type { Category } from '../../contracts/catalogue.ts';
import type {
  AccountId,
  CardId,
  ClubId,
  OperatorId,
  PersonId,
  SalesPointId,
  TillId,
} from '../../contracts/ids.ts';
import type { OperatorKind } from '../../contracts/operators.ts';
import type { LinkCopy } from '../card-account/account-store.ts';
import type { PutProductCommand } from './commands.ts';
import type { Settings } from './settings.ts';

export interface ClubRow {
  readonly clubId: ClubId;
  readonly name: string;
  readonly catalogueVersion: number;
  readonly operatorsVersion: number;
}

export interface TillRow {
  readonly tillId: TillId;
  readonly name: string;
  readonly clubId: ClubId;
  readonly salesPointId: SalesPointId;
}

export interface OperatorRow {
  readonly operatorId: OperatorId;
  readonly kind: OperatorKind;
  readonly nameCiphertext: Uint8Array;
  readonly pinHash: string;
}

export interface ChildRow {
  readonly childId: PersonId;
  readonly accountId: AccountId;
  readonly version: number;
  readonly linksVersion: number;
  readonly registeredAt: number;
  readonly nameCiphertext: Uint8Array;
  readonly photoCiphertext: Uint8Array | null;
}

export interface CardRow {
  readonly cardId: CardId;
  readonly identifier: string;
  readonly accountId: AccountId;
  readonly registeredBy: PersonId;
}

type Row = Record<string, SqlStorageValue>;

export class MunicipalityStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  putMunicipality(name: string, settings: Settings): void {
    this.#sql.exec(
      `INSERT INTO municipality (only, name, settings_version, settings) VALUES (1, ?1, 1, ?2)
         ON CONFLICT (only) DO UPDATE SET name = ?1, settings = ?2,
           settings_version = settings_version + (settings <> ?2)`,
      name,
      JSON.stringify(settings),
    );
  }

  settings(): { readonly version: number; readonly settings: Settings } | null {
    const row = this.#first('SELECT settings_version, settings FROM municipality');
    if (row === null) return null;
    const settings = JSON.parse(row.settings as string) as Settings;
    return { version: row.settings_version as number, settings };
  }

  putClub(clubId: ClubId, name: string): void {
    this.#sql.exec(
      `INSERT INTO club (club_id, name) VALUES (?1, ?2)
         ON CONFLICT (club_id) DO UPDATE SET name = ?2`,
      clubId,
      name,
    );
  }

  putSalesPoint(clubId: ClubId, salesPointId: SalesPointId, name: string): void {
    this.#sql.exec(
      `INSERT INTO sales_point (club_id, sales_point_id, name) VALUES (?1, ?2, ?3)
         ON CONFLICT (club_id, sales_point_id) DO UPDATE SET name = ?3`,
      clubId,
      salesPointId,
      name,
    );
  }

  putCategory(clubId: ClubId, position: number, category: Category): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO category (club_id, category_id, position, content) VALUES (?, ?, ?, ?)',
      clubId,
      category.categoryId,
      position,
      JSON.stringify(category),
    );
  }

  /** @returns whether anything changed. */
  putProduct(product: PutProductCommand): boolean {
    const content = JSON.stringify(product);
    const known = this.#first(
      'SELECT content FROM product WHERE club_id = ? AND product_id = ?',
      product.clubId,
      product.productId,
    );
    if (known?.content === content) return false;
    this.#sql.exec(
      'INSERT OR REPLACE INTO product (club_id, product_id, content) VALUES (?, ?, ?)',
      product.clubId,
      product.productId,
      content,
    );
    return true;
  }

  raiseVersion(clubId: ClubId, of: 'catalogue' | 'operators'): void {
    const column = of === 'catalogue' ? 'catalogue_version' : 'operators_version';
    this.#sql.exec(`UPDATE club SET ${column} = ${column} + 1 WHERE club_id = ?`, clubId);
  }

  club(clubId: ClubId): ClubRow | null {
    const row = this.#first('SELECT * FROM club WHERE club_id = ?', clubId);
    return row === null
      ? null
      : ({
          clubId: row.club_id,
          name: row.name,
          catalogueVersion: row.catalogue_version,
          operatorsVersion: row.operators_version,
        } as ClubRow);
  }

  clubIds(): ClubId[] {
    return this.#all('SELECT club_id FROM club').map((row) => row.club_id as ClubId);
  }

  salesPointName(clubId: ClubId, salesPointId: SalesPointId): string | null {
    const row = this.#first(
      'SELECT name FROM sales_point WHERE club_id = ? AND sales_point_id = ?',
      clubId,
      salesPointId,
    );
    return (row?.name as string | undefined) ?? null;
  }

  categories(clubId: ClubId): Category[] {
    return this.#all(
      'SELECT content FROM category WHERE club_id = ? ORDER BY position',
      clubId,
    ).map((row) => JSON.parse(row.content as string) as Category);
  }

  products(clubId: ClubId): PutProductCommand[] {
    return this.#all('SELECT content FROM product WHERE club_id = ?', clubId).map(
      (row) => JSON.parse(row.content as string) as PutProductCommand,
    );
  }

  putOperator(clubId: ClubId, operator: OperatorRow): void {
    this.#sql.exec(
      `INSERT OR REPLACE INTO operator (operator_id, club_id, kind, name_ciphertext, pin_hash)
         VALUES (?, ?, ?, ?, ?)`,
      operator.operatorId,
      clubId,
      operator.kind,
      operator.nameCiphertext,
      operator.pinHash,
    );
  }

  operators(clubId: ClubId): OperatorRow[] {
    return this.#all('SELECT * FROM operator WHERE club_id = ? ORDER BY operator_id', clubId).map(
      (row) =>
        ({
          operatorId: row.operator_id,
          kind: row.kind,
          nameCiphertext: bytes(row.name_ciphertext),
          pinHash: row.pin_hash,
        }) as OperatorRow,
    );
  }

  insertTill(till: TillRow, tillKey: string): void {
    this.#sql.exec(
      'INSERT INTO till (till_id, till_key, name, club_id, sales_point_id) VALUES (?, ?, ?, ?, ?)',
      till.tillId,
      tillKey,
      till.name,
      till.clubId,
      till.salesPointId,
    );
  }

  tillByKey(tillKey: string): TillRow | null {
    return tillOf(this.#first('SELECT * FROM till WHERE till_key = ?', tillKey));
  }

  till(tillId: TillId): TillRow | null {
    return tillOf(this.#first('SELECT * FROM till WHERE till_id = ?', tillId));
  }

  tillIds(clubId: ClubId): TillId[] {
    return this.#all('SELECT till_id FROM till WHERE club_id = ?', clubId).map(
      (row) => row.till_id as TillId,
    );
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
    const row = this.#first('SELECT * FROM pairing_code WHERE code_hash = ?', codeHash);
    return row === null
      ? null
      : { tillId: row.till_id as TillId, expiresAt: row.expires_at as number };
  }

  pairing(pairingId: string): { requestHash: string; codeHash: string } | null {
    const row = this.#first('SELECT * FROM pairing WHERE pairing_id = ?', pairingId);
    return row === null
      ? null
      : { requestHash: row.request_hash as string, codeHash: row.code_hash as string };
  }

  codeIsUsed(codeHash: string, device: string): boolean {
    return (
      this.#first(
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

  insertPersonKey(personId: string, generation: number, wrapped: Uint8Array): void {
    this.#sql.exec(
      'INSERT INTO person_key (person_id, generation, wrapped) VALUES (?, ?, ?)',
      personId,
      generation,
      wrapped,
    );
  }

  personKey(personId: string): { generation: number; wrapped: Uint8Array } | null {
    const row = this.#first('SELECT * FROM person_key WHERE person_id = ?', personId);
    return row === null
      ? null
      : { generation: row.generation as number, wrapped: bytes(row.wrapped) };
  }

  /** Inserts a child or replaces name and photo of one, with a higher version. */
  putChild(child: Omit<ChildRow, 'version' | 'linksVersion'>): void {
    this.#sql.exec(
      `INSERT INTO child (child_id, account_id, version, links_version, registered_at,
           name_ciphertext, photo_ciphertext) VALUES (?1, ?2, 1, 1, ?3, ?4, ?5)
         ON CONFLICT (child_id) DO UPDATE SET version = version + 1, name_ciphertext = ?4,
           photo_ciphertext = ?5`,
      child.childId,
      child.accountId,
      child.registeredAt,
      child.nameCiphertext,
      child.photoCiphertext,
    );
  }

  child(childId: PersonId): ChildRow | null {
    return childOf(this.#first('SELECT * FROM child WHERE child_id = ?', childId));
  }

  childOfAccount(accountId: AccountId): ChildRow | null {
    return childOf(this.#first('SELECT * FROM child WHERE account_id = ?', accountId));
  }

  putMembership(childId: PersonId, clubId: ClubId, now: number): void {
    this.#sql.exec(
      'INSERT OR IGNORE INTO membership (child_id, club_id, from_at) VALUES (?, ?, ?)',
      childId,
      clubId,
      now,
    );
  }

  /** Who is a member of the club at this moment, from a child's id on, in slices. */
  members(clubId: ClubId, afterChildId: string, most: number, now: number): ChildRow[] {
    return this.#all(
      `SELECT child.* FROM membership JOIN child USING (child_id)
         WHERE club_id = ?1 AND child_id > ?2 AND from_at <= ?4
           AND (until_at IS NULL OR until_at > ?4)
         ORDER BY child_id LIMIT ?3`,
      clubId,
      afterChildId,
      most,
      now,
    ).flatMap((row) => childOf(row) ?? []);
  }

  insertCard(card: CardRow): void {
    this.#sql.exec(
      'INSERT INTO card (identifier, card_id, account_id, registered_by) VALUES (?, ?, ?, ?)',
      card.identifier,
      card.cardId,
      card.accountId,
      card.registeredBy,
    );
  }

  cardByIdentifier(identifier: string): CardRow | null {
    return cardOf(this.#first('SELECT * FROM card WHERE identifier = ?', identifier));
  }

  cardsOfAccount(accountId: AccountId): CardRow[] {
    return this.#all('SELECT * FROM card WHERE account_id = ?', accountId).flatMap(
      (row) => cardOf(row) ?? [],
    );
  }

  insertLink(childId: PersonId, link: LinkCopy): void {
    this.#sql.exec(
      'INSERT INTO link (child_id, guardian_id, rights, from_at, until_at) VALUES (?, ?, ?, ?, ?)',
      childId,
      link.guardianId,
      link.rights,
      link.from,
      link.until,
    );
    this.#sql.exec(
      'UPDATE child SET links_version = links_version + 1 WHERE child_id = ?',
      childId,
    );
  }

  links(childId: PersonId): LinkCopy[] {
    return this.#all('SELECT * FROM link WHERE child_id = ? ORDER BY from_at', childId).map(
      (row) =>
        ({
          guardianId: row.guardian_id,
          rights: row.rights,
          from: row.from_at,
          until: row.until_at,
        }) as LinkCopy,
    );
  }

  markOpened(accountId: AccountId, now: number): void {
    this.#sql.exec(
      'INSERT OR IGNORE INTO opened_account (account_id, opened_at) VALUES (?, ?)',
      accountId,
      now,
    );
  }

  isOpened(accountId: AccountId): boolean {
    return (
      this.#first('SELECT 1 AS opened FROM opened_account WHERE account_id = ?', accountId) !== null
    );
  }

  openedAccounts(): AccountId[] {
    return this.#all('SELECT account_id FROM opened_account').map(
      (row) => row.account_id as AccountId,
    );
  }

  notAuditedSince(since: number, most: number): AccountId[] {
    return this.#all(
      'SELECT account_id FROM opened_account WHERE audited_at < ? ORDER BY audited_at LIMIT ?',
      since,
      most,
    ).map((row) => row.account_id as AccountId);
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
    return this.#all('SELECT * FROM opened_account').map((row) => ({
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
    return this.#all('SELECT * FROM audit_log ORDER BY sequence').map((row) => ({
      actor: row.actor as string,
      action: row.action as string,
      subjects: JSON.parse(row.subjects as string) as string[],
    }));
  }

  #first(query: string, ...bindings: (SqlStorageValue | Uint8Array)[]): Row | null {
    return this.#all(query, ...bindings)[0] ?? null;
  }

  #all(query: string, ...bindings: (SqlStorageValue | Uint8Array)[]): Row[] {
    return this.#sql.exec<Row>(query, ...bindings).toArray();
  }
}

function bytes(value: SqlStorageValue | undefined): Uint8Array {
  return new Uint8Array(value as ArrayBuffer);
}

function tillOf(row: Row | null): TillRow | null {
  if (row === null) return null;
  return {
    tillId: row.till_id,
    name: row.name,
    clubId: row.club_id,
    salesPointId: row.sales_point_id,
  } as TillRow;
}

function childOf(row: Row | null): ChildRow | null {
  if (row === null) return null;
  return {
    childId: row.child_id,
    accountId: row.account_id,
    version: row.version,
    linksVersion: row.links_version,
    registeredAt: row.registered_at,
    nameCiphertext: bytes(row.name_ciphertext),
    photoCiphertext: row.photo_ciphertext === null ? null : bytes(row.photo_ciphertext),
  } as ChildRow;
}

function cardOf(row: Row | null): CardRow | null {
  if (row === null) return null;
  return {
    cardId: row.card_id,
    identifier: row.identifier,
    accountId: row.account_id,
    registeredBy: row.registered_by,
  } as CardRow;
}
