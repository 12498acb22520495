// Children, their contacts, memberships and wrapped keys: their rows in SQL. Personal fields pass through
// here only as ciphertext, national ids also as HMACs.
import type { AccountId, ClubId, GuardianId, PersonId } from '../../contracts/ids.ts';
import { bytesOf, type Row, RowReader } from '../row-reader.ts';

export interface ChildRow {
  readonly childId: PersonId;
  readonly accountId: AccountId;
  readonly version: number;
  readonly linksVersion: number;
  readonly registeredAt: number;
  readonly nameCiphertext: Uint8Array;
  readonly givenNameCiphertext: Uint8Array;
  readonly photoCiphertext: Uint8Array | null;
  readonly birthDateCiphertext: Uint8Array | null;
  readonly nationalIdHash: string | null;
  readonly nationalIdCiphertext: Uint8Array | null;
  /** Who the club's approval made the registered guardian, where no contact is it. */
  readonly registeredGuardianId: GuardianId | null;
}

/** A contact of the child, in the club's order. */
export interface ContactRow {
  readonly nationalIdHash: string;
  readonly nameCiphertext: Uint8Array;
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

  /** Inserts a child or replaces the personal fields of one, with a higher version. */
  putChild(child: Omit<ChildRow, 'version' | 'linksVersion' | 'registeredGuardianId'>): void {
    this.#sql.exec(
      `INSERT INTO child (child_id, account_id, version, links_version, registered_at,
           name_ciphertext, given_name_ciphertext, photo_ciphertext, birth_date_ciphertext,
           national_id_hash, national_id_ciphertext) VALUES (?1, ?2, 1, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (child_id) DO UPDATE SET version = version + 1, name_ciphertext = ?4,
           given_name_ciphertext = ?5, photo_ciphertext = ?6, birth_date_ciphertext = ?7,
           national_id_hash = ?8, national_id_ciphertext = ?9`,
      child.childId,
      child.accountId,
      child.registeredAt,
      child.nameCiphertext,
      child.givenNameCiphertext,
      child.photoCiphertext,
      child.birthDateCiphertext,
      child.nationalIdHash,
      child.nationalIdCiphertext,
    );
  }

  putRegisteredGuardian(childId: PersonId, guardianId: GuardianId): void {
    this.#sql.exec(
      'UPDATE child SET registered_guardian_id = ? WHERE child_id = ?',
      guardianId,
      childId,
    );
  }

  /** The child that is this person. */
  childByNationalId(hash: string): ChildRow | null {
    return childOf(this.#rows.first('SELECT * FROM child WHERE national_id_hash = ?', hash));
  }

  // --- contacts ----------------------------------------------------------------------------------

  replaceContacts(childId: PersonId, contacts: readonly ContactRow[]): void {
    this.#sql.exec('DELETE FROM contact WHERE child_id = ?', childId);
    for (const [position, { nationalIdHash, nameCiphertext }] of contacts.entries()) {
      this.#sql.exec(
        `INSERT INTO contact (child_id, position, national_id_hash, name_ciphertext)
           VALUES (?, ?, ?, ?)`,
        childId,
        position,
        nationalIdHash,
        nameCiphertext,
      );
    }
  }

  contacts(childId: PersonId): ContactRow[] {
    return this.#rows
      .all('SELECT * FROM contact WHERE child_id = ? ORDER BY position', childId)
      .map((row) => ({
        nationalIdHash: row.national_id_hash as string,
        nameCiphertext: bytesOf(row.name_ciphertext),
      }));
  }

  /** Children that have this person as a contact. */
  childrenOfContact(nationalIdHash: string): ChildRow[] {
    return this.#rows
      .all(
        `SELECT child.* FROM contact JOIN child USING (child_id)
           WHERE contact.national_id_hash = ? ORDER BY child_id`,
        nationalIdHash,
      )
      .flatMap((row) => childOf(row) ?? []);
  }

  // --- memberships -------------------------------------------------------------------------------

  child(childId: PersonId): ChildRow | null {
    return childOf(this.#rows.first('SELECT * FROM child WHERE child_id = ?', childId));
  }

  childOfAccount(accountId: AccountId): ChildRow | null {
    return childOf(this.#rows.first('SELECT * FROM child WHERE account_id = ?', accountId));
  }

  /** Stands until it is ended; one that stands is left as it is. A new one raises the child's version. */
  putMembership(childId: PersonId, clubId: ClubId, now: number): void {
    const { rowsWritten } = this.#sql.exec(
      `INSERT INTO membership (child_id, club_id, from_at) SELECT ?1, ?2, ?3
         WHERE NOT EXISTS (SELECT 1 FROM membership
           WHERE club_id = ?2 AND child_id = ?1 AND (until_at IS NULL OR until_at > ?3))
         ON CONFLICT (club_id, child_id, from_at) DO UPDATE SET until_at = NULL`,
      childId,
      clubId,
      now,
    );
    if (rowsWritten > 0) this.#raiseVersion(childId);
  }

  /** @returns whether one stood. Its end raises the child's version. */
  endMembership(childId: PersonId, clubId: ClubId, now: number): boolean {
    const { rowsWritten } = this.#sql.exec(
      `UPDATE membership SET until_at = ?3
         WHERE club_id = ?2 AND child_id = ?1 AND (until_at IS NULL OR until_at > ?3)`,
      childId,
      clubId,
      now,
    );
    if (rowsWritten > 0) this.#raiseVersion(childId);
    return rowsWritten > 0;
  }

  /** The child's copy at its account names its clubs. */
  #raiseVersion(childId: PersonId): void {
    this.#sql.exec('UPDATE child SET version = version + 1 WHERE child_id = ?', childId);
  }

  /** Where the child is a member at this moment. */
  clubsNow(childId: PersonId, now: number): ClubId[] {
    return this.#rows
      .all(
        `SELECT club_id FROM membership WHERE child_id = ?1 AND from_at <= ?2
           AND (until_at IS NULL OR until_at > ?2) ORDER BY club_id`,
        childId,
        now,
      )
      .map((row) => row.club_id as ClubId);
  }

  /** Where the child is or ever was a member. */
  clubsOf(childId: PersonId): ClubId[] {
    return this.#rows
      .all('SELECT DISTINCT club_id FROM membership WHERE child_id = ?', childId)
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
    givenNameCiphertext: bytesOf(row.given_name_ciphertext),
    photoCiphertext: bytesOrNull(row.photo_ciphertext),
    birthDateCiphertext: bytesOrNull(row.birth_date_ciphertext),
    nationalIdHash: row.national_id_hash,
    nationalIdCiphertext: bytesOrNull(row.national_id_ciphertext),
    registeredGuardianId: row.registered_guardian_id,
  } as ChildRow;
}

function bytesOrNull(value: SqlStorageValue | undefined): Uint8Array | null {
  return value === null || value === undefined ? null : bytesOf(value);
}
