// Children, memberships, links and wrapped keys: their rows in SQL. Names and photos pass through here
// only as ciphertext.
import type { AccountId, ClubId, PersonId } from '../../contracts/ids.ts';
import type { LinkCopy } from '../card-account/account-store.ts';
import { bytesOf, type Row, RowReader } from '../row-reader.ts';

export interface ChildRow {
  readonly childId: PersonId;
  readonly accountId: AccountId;
  readonly version: number;
  readonly linksVersion: number;
  readonly registeredAt: number;
  readonly nameCiphertext: Uint8Array;
  readonly photoCiphertext: Uint8Array | null;
}

export class PeopleStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
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
    const row = this.#rows.first('SELECT * FROM person_key WHERE person_id = ?', personId);
    return row === null
      ? null
      : { generation: row.generation as number, wrapped: bytesOf(row.wrapped) };
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
    return childOf(this.#rows.first('SELECT * FROM child WHERE child_id = ?', childId));
  }

  childOfAccount(accountId: AccountId): ChildRow | null {
    return childOf(this.#rows.first('SELECT * FROM child WHERE account_id = ?', accountId));
  }

  childByNationalId(hash: string): ChildRow | null {
    return childOf(this.#rows.first('SELECT * FROM child WHERE national_id_hash = ?', hash));
  }

  putMembership(childId: PersonId, clubId: ClubId, now: number): void {
    this.#sql.exec(
      'INSERT OR IGNORE INTO membership (child_id, club_id, from_at) VALUES (?, ?, ?)',
      childId,
      clubId,
      now,
    );
  }

  clubsOf(childId: PersonId): ClubId[] {
    return this.#rows
      .all('SELECT club_id FROM membership WHERE child_id = ?', childId)
      .map((row) => row.club_id as ClubId);
  }

  isMember(accountId: AccountId, clubId: ClubId, now: number): boolean {
    const row = this.#rows.first(
      `SELECT 1 AS member FROM membership JOIN child USING (child_id)
         WHERE account_id = ?1 AND club_id = ?2 AND from_at <= ?3
           AND (until_at IS NULL OR until_at > ?3)`,
      accountId,
      clubId,
      now,
    );
    return row !== null;
  }

  /** Who is a member of the club at this moment, from a child's id on, in slices. */
  members(clubId: ClubId, afterChildId: string, most: number, now: number): ChildRow[] {
    return this.#rows
      .all(
        `SELECT child.* FROM membership JOIN child USING (child_id)
         WHERE club_id = ?1 AND child_id > ?2 AND from_at <= ?4
           AND (until_at IS NULL OR until_at > ?4)
         ORDER BY child_id LIMIT ?3`,
        clubId,
        afterChildId,
        most,
        now,
      )
      .flatMap((row) => childOf(row) ?? []);
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
    return this.#rows.all('SELECT * FROM link WHERE child_id = ? ORDER BY from_at', childId).map(
      (row) =>
        ({
          guardianId: row.guardian_id,
          rights: row.rights,
          from: row.from_at,
          until: row.until_at,
        }) as LinkCopy,
    );
  }
}

function childOf(row: Row | null): ChildRow | null {
  if (row === null) return null;
  return {
    childId: row.child_id,
    accountId: row.account_id,
    version: row.version,
    linksVersion: row.links_version,
    registeredAt: row.registered_at,
    nameCiphertext: bytesOf(row.name_ciphertext),
    photoCiphertext: row.photo_ciphertext === null ? null : bytesOf(row.photo_ciphertext),
  } as ChildRow;
}
