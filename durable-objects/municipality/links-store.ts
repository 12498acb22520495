// Links between guardians and children: their rows in SQL. An active or frozen link counts; the others are
// history, or wait. Reasons pass through here only as ciphertext.
import type { GuardianId, LinkId, PersonId } from '../../contracts/ids.ts';
import type { LinkBasis, Rights } from '../../contracts/links.ts';
import type { LinkCopy } from '../card-account/account-store.ts';
import { bytesOf, type Row, RowReader } from '../row-reader.ts';
import type { ChildOfBefore } from './people.ts';

export type StoredLinkState = 'awaiting_approval' | 'rejected' | 'active' | 'frozen' | 'ended';

export interface LinkRow {
  readonly linkId: LinkId;
  readonly childId: PersonId;
  readonly guardianId: GuardianId;
  readonly rights: Rights;
  readonly state: StoredLinkState;
  readonly basis: LinkBasis;
  readonly requestedAt: number;
  /** When it came to be as it stands. */
  readonly since: number;
  /** Null for a link that was never active. */
  readonly from: number | null;
  readonly until: number | null;
  /** Rejected, frozen when it ended, or ended by the club: the next one needs the club. */
  readonly wasStopped: boolean;
  readonly reasonCiphertext: Uint8Array | null;
  readonly requestId: LinkId | null;
  readonly version: number;
  /** The version that the guardian's object has. */
  readonly takenVersion: number;
  /** Of a link that was over when the child got another first name: the one of before. */
  readonly givenNameCiphertext: Uint8Array | null;
}

export type NewLink = Pick<
  LinkRow,
  'linkId' | 'childId' | 'guardianId' | 'rights' | 'state' | 'basis' | 'requestId'
>;

export type LinkChange = Pick<
  LinkRow,
  'state' | 'basis' | 'from' | 'until' | 'wasStopped' | 'reasonCiphertext'
>;

export class LinksStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
  }

  insert(link: NewLink, now: number): void {
    this.#sql.exec(
      `INSERT INTO link (link_id, child_id, guardian_id, rights, state, requested_at, since,
           from_at, request_id, basis, version)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8, ?9, 1)`,
      link.linkId,
      link.childId,
      link.guardianId,
      link.rights,
      link.state,
      now,
      link.state === 'active' ? now : null,
      link.requestId,
      link.basis,
    );
    this.#raiseOf(link.childId);
  }

  change(linkId: LinkId, change: LinkChange, now: number): void {
    this.#sql.exec(
      `UPDATE link SET state = ?2, since = ?3, from_at = ?4, until_at = ?5, was_stopped = ?6,
           reason_ciphertext = ?7, basis = ?8, version = version + 1 WHERE link_id = ?1`,
      linkId,
      change.state,
      now,
      change.from,
      change.until,
      change.wasStopped ? 1 : 0,
      change.reasonCiphertext,
      change.basis,
    );
    const { childId } = this.#link(linkId);
    this.#raiseOf(childId);
  }

  /** What guardians are told of the child has changed. Who is linked no more keeps the name of before. */
  raiseVersionsOf(childId: PersonId, before: ChildOfBefore): void {
    const isOver = `(state IN ('ended', 'rejected') OR (?2 = 1 AND rights <> 'self'))`;
    this.#sql.exec(
      `UPDATE link SET given_name_ciphertext = ?3
         WHERE child_id = ?1 AND given_name_ciphertext IS NULL AND ${isOver}`,
      ...[childId, before.isAdult ? 1 : 0, before.givenNameCiphertext],
    );
    this.#sql.exec(
      `UPDATE link SET version = version + 1
         WHERE child_id = ?1 AND state NOT IN ('ended', 'rejected')`,
      childId,
    );
  }

  link(linkId: LinkId): LinkRow | null {
    return linkOf(this.#rows.first('SELECT * FROM link WHERE link_id = ?', linkId));
  }

  ofChild(childId: PersonId): LinkRow[] {
    return this.#links(
      'SELECT * FROM link WHERE child_id = ? ORDER BY requested_at, link_id',
      childId,
    );
  }

  ofRequest(requestId: LinkId, guardianId: GuardianId): LinkRow[] {
    return this.#links(
      'SELECT * FROM link WHERE request_id = ? AND guardian_id = ? ORDER BY link_id',
      requestId,
      guardianId,
    );
  }

  awaiting(): LinkRow[] {
    return this.#links(
      "SELECT * FROM link WHERE state = 'awaiting_approval' ORDER BY requested_at, link_id",
    );
  }

  /** What the child's account gets: every link that has ever been active. */
  copiesOf(childId: PersonId): LinkCopy[] {
    return this.ofChild(childId).flatMap(
      ({ linkId, guardianId, rights, basis, from, until, state }) =>
        from === null
          ? []
          : { linkId, guardianId, rights, basis, from, until, isFrozen: state === 'frozen' },
    );
  }

  // --- what is still to be told ------------------------------------------------------------------

  /** Links that their guardian's object has not taken. */
  guardiansBehind(most: number): LinkRow[] {
    return this.#links(
      'SELECT * FROM link WHERE taken_version < version ORDER BY link_id LIMIT ?',
      most,
    );
  }

  /** Children whose opened account has not taken their links. */
  accountsBehind(most: number): PersonId[] {
    return this.#rows
      .all(
        `SELECT child_id FROM child JOIN opened_account USING (account_id)
           WHERE links_taken_version < links_version ORDER BY child_id LIMIT ?`,
        most,
      )
      .map((row) => row.child_id as PersonId);
  }

  accountIsBehind(childId: PersonId): boolean {
    const row = this.#rows.first(
      `SELECT 1 AS behind FROM child JOIN opened_account USING (account_id)
         WHERE child_id = ? AND links_taken_version < links_version`,
      childId,
    );
    return row !== null;
  }

  takenByGuardian(linkId: LinkId, version: number): void {
    this.#sql.exec(
      'UPDATE link SET taken_version = MAX(taken_version, ?) WHERE link_id = ?',
      version,
      linkId,
    );
  }

  takenByAccount(childId: PersonId, version: number): void {
    this.#sql.exec(
      'UPDATE child SET links_taken_version = MAX(links_taken_version, ?) WHERE child_id = ?',
      version,
      childId,
    );
  }

  #raiseOf(childId: PersonId): void {
    this.#sql.exec(
      'UPDATE child SET links_version = links_version + 1 WHERE child_id = ?',
      childId,
    );
  }

  #link(linkId: LinkId): LinkRow {
    const link = this.link(linkId);
    if (link === null) throw new Error(`there is no link ${linkId}`);
    return link;
  }

  #links(query: string, ...bindings: SqlStorageValue[]): LinkRow[] {
    return this.#rows.all(query, ...bindings).flatMap((row) => linkOf(row) ?? []);
  }
}

function linkOf(row: Row | null): LinkRow | null {
  if (row === null) return null;
  return {
    linkId: row.link_id,
    childId: row.child_id,
    guardianId: row.guardian_id,
    rights: row.rights,
    state: row.state,
    basis: row.basis,
    requestedAt: row.requested_at,
    since: row.since,
    from: row.from_at,
    until: row.until_at,
    wasStopped: row.was_stopped === 1,
    reasonCiphertext: row.reason_ciphertext === null ? null : bytesOf(row.reason_ciphertext),
    requestId: row.request_id,
    version: row.version,
    takenVersion: row.taken_version,
    givenNameCiphertext:
      row.given_name_ciphertext === null ? null : bytesOf(row.given_name_ciphertext),
  } as LinkRow;
}
