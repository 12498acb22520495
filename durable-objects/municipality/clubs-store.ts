// Settings, clubs, what they sell, who sells and where: their rows in SQL. Absent: pushes to tills, and
// the clear text of a name.
import type { Category } from '../../contracts/catalogue.ts';
import type { ClubContact, PublicClubs } from '../../contracts/clubs.ts';
import type { ClubId, OperatorId, ProductId, SalesPointId, TillId } from '../../contracts/ids.ts';
import type { OperatorKind } from '../../contracts/operators.ts';
import { bytesOf, type Row, RowReader } from '../row-reader.ts';
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

export class ClubsStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
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
    const row = this.#rows.first('SELECT settings_version, settings FROM municipality');
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

  putContact(clubId: ClubId, contact: ClubContact | null): void {
    const content = contact === null ? null : JSON.stringify(contact);
    this.#sql.exec('UPDATE club SET contact = ? WHERE club_id = ?', content, clubId);
  }

  /** What anyone may know; null before there is a municipality. */
  publicClubs(): Omit<PublicClubs, 'linksContacts'> | null {
    const row = this.#rows.first('SELECT name FROM municipality');
    if (row === null) return null;
    const clubs = this.#rows.all('SELECT * FROM club ORDER BY name').map((club) => {
      const clubId = club.club_id as ClubId;
      const contact = club.contact as string | null;
      return {
        clubId,
        name: club.name as string,
        salesPoints: this.salesPoints(clubId),
        categories: this.categories(clubId),
        contact: contact === null ? null : (JSON.parse(contact) as ClubContact),
      };
    });
    return { municipalityName: row.name as string, clubs };
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
    const known = this.#productContent(product.clubId, product.productId);
    if (known === content) return false;
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
    const row = this.#rows.first('SELECT * FROM club WHERE club_id = ?', clubId);
    return row === null
      ? null
      : ({
          clubId: row.club_id,
          name: row.name,
          catalogueVersion: row.catalogue_version,
          operatorsVersion: row.operators_version,
        } as ClubRow);
  }

  salesPoints(clubId: ClubId): { salesPointId: SalesPointId; name: string }[] {
    return this.#rows
      .all('SELECT * FROM sales_point WHERE club_id = ? ORDER BY sales_point_id', clubId)
      .map((row) => ({
        salesPointId: row.sales_point_id as SalesPointId,
        name: row.name as string,
      }));
  }

  salesPointName(clubId: ClubId, salesPointId: SalesPointId): string | null {
    const row = this.#rows.first(
      'SELECT name FROM sales_point WHERE club_id = ? AND sales_point_id = ?',
      clubId,
      salesPointId,
    );
    return (row?.name as string | undefined) ?? null;
  }

  categories(clubId: ClubId): Category[] {
    return this.#rows
      .all('SELECT content FROM category WHERE club_id = ? ORDER BY position', clubId)
      .map((row) => JSON.parse(row.content as string) as Category);
  }

  product(clubId: ClubId, productId: ProductId): PutProductCommand | null {
    const content = this.#productContent(clubId, productId);
    return content === null ? null : (JSON.parse(content) as PutProductCommand);
  }

  products(clubId: ClubId): PutProductCommand[] {
    return this.#rows
      .all('SELECT content FROM product WHERE club_id = ?', clubId)
      .map((row) => JSON.parse(row.content as string) as PutProductCommand);
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
    return this.#rows
      .all('SELECT * FROM operator WHERE club_id = ? ORDER BY operator_id', clubId)
      .map(
        (row) =>
          ({
            operatorId: row.operator_id,
            kind: row.kind,
            nameCiphertext: bytesOf(row.name_ciphertext),
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
    return tillOf(this.#rows.first('SELECT * FROM till WHERE till_key = ?', tillKey));
  }

  till(tillId: TillId): TillRow | null {
    return tillOf(this.#rows.first('SELECT * FROM till WHERE till_id = ?', tillId));
  }

  /** What the till has taken, as far as it told. */
  putTillVersions(tillId: TillId, catalogueVersion: number, operatorsVersion: number): void {
    this.#sql.exec(
      'UPDATE till SET catalogue_version = ?, operators_version = ? WHERE till_id = ?',
      catalogueVersion,
      operatorsVersion,
      tillId,
    );
  }

  /** Tills that have not taken what their club has changed. */
  tillsBehind(): TillId[] {
    return this.#rows
      .all(
        `SELECT till_id FROM till JOIN club USING (club_id)
           WHERE till.catalogue_version < club.catalogue_version
             OR till.operators_version < club.operators_version`,
      )
      .map((row) => row.till_id as TillId);
  }

  #productContent(clubId: ClubId, productId: ProductId): string | null {
    const row = this.#rows.first(
      'SELECT content FROM product WHERE club_id = ? AND product_id = ?',
      clubId,
      productId,
    );
    return (row?.content ?? null) as string | null;
  }
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
