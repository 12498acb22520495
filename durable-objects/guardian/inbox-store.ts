// A guardian's inbox in SQL: messages numbered from 1, each entry and notice of an account once. Ids, codes
// and amounts only: a child's first name stays under its own key, another guardian's is the municipality's.
// Absent: who may read it.
import type { AccountId, GuardianId, PersonId } from '../../contracts/ids.ts';
import { NoticeContent } from '../../contracts/inbox.ts';
import { type Row, RowReader } from '../row-reader.ts';

export interface StoredMessage {
  readonly number: number;
  readonly at: number;
  /** Null for what concerns the guardian alone. */
  readonly accountId: AccountId | null;
  readonly content: NoticeContent;
  /** The other guardian that it tells of. */
  readonly about: GuardianId | null;
  /** Whom it names where there is no account to see. */
  readonly child: ChildOfInbox | null;
}

export interface MessageDraft extends Omit<StoredMessage, 'number'> {
  /** Where it comes from, so that it stands here once; null for what the guardian's own object says. */
  readonly origin: { readonly source: 'entry' | 'notice'; readonly sequence: number } | null;
  /** Whether it passes the level that the guardian chose for the child: it counts as unread, and goes out. */
  readonly isWanted: boolean;
}

export interface WantedKind {
  readonly accountId: AccountId | null;
  readonly kind: NoticeContent['kind'];
  readonly count: number;
}

export interface ChildOfInbox {
  readonly childId: PersonId;
  readonly givenNameCiphertext: string;
}

/** The last entry and the last notice of an account that came here. */
export interface Taken {
  readonly entry: number;
  readonly notice: number;
}

export class InboxStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
  }

  /** @returns its number, or null when it stands here already. */
  insert(draft: MessageDraft): number | null {
    const written = this.#sql
      .exec<{ number: number }>(
        `INSERT OR IGNORE INTO inbox (at, account_id, source, sequence, content, about, child_id,
             given_name_ciphertext, is_wanted)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number`,
        draft.at,
        draft.accountId,
        draft.origin?.source ?? 'own',
        draft.origin?.sequence ?? null,
        JSON.stringify(draft.content),
        draft.about,
        draft.child?.childId ?? null,
        draft.child?.givenNameCiphertext ?? null,
        draft.isWanted ? 1 : 0,
      )
      .toArray()[0];
    return written?.number ?? null;
  }

  /** Newest first, older than a number. */
  before(number: number | null, most: number): StoredMessage[] {
    return this.#rows
      .all(
        'SELECT * FROM inbox WHERE number < ? ORDER BY number DESC LIMIT ?',
        number ?? Number.MAX_SAFE_INTEGER,
        most,
      )
      .map(messageOf);
  }

  /** What is to go out beyond a number, oldest first. */
  wantedAfter(number: number, most: number): StoredMessage[] {
    return this.#rows
      .all(
        'SELECT * FROM inbox WHERE number > ? AND is_wanted = 1 ORDER BY number LIMIT ?',
        number,
        most,
      )
      .map(messageOf);
  }

  /** How many of each kind and account pass the level. */
  wantedKinds(afterNumber: number): WantedKind[] {
    return this.#rows
      .all(
        `SELECT account_id, json_extract(content, '$.kind') AS kind, COUNT(*) AS count FROM inbox
           WHERE number > ? AND is_wanted = 1 GROUP BY account_id, kind`,
        afterNumber,
      )
      .map((row) => ({
        accountId: row.account_id as AccountId | null,
        kind: row.kind as NoticeContent['kind'],
        count: Number(row.count),
      }));
  }

  lastNumber(): number {
    return Number(this.#rows.first('SELECT MAX(number) AS last FROM inbox')?.last ?? 0);
  }

  readUpTo(): number {
    return Number(this.#rows.first('SELECT up_to FROM inbox_read')?.up_to ?? 0);
  }

  markRead(upTo: number): void {
    this.#sql.exec(
      `INSERT INTO inbox_read (only, up_to) VALUES (1, ?1)
         ON CONFLICT (only) DO UPDATE SET up_to = MAX(up_to, ?1)`,
      upTo,
    );
  }

  putChild(accountId: AccountId, child: ChildOfInbox, { entry, notice }: Taken): void {
    this.#sql.exec(
      `INSERT INTO inbox_child (account_id, child_id, given_name_ciphertext, entry_taken, notice_taken)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (account_id) DO UPDATE SET given_name_ciphertext = ?3,
           entry_taken = MAX(entry_taken, ?4), notice_taken = MAX(notice_taken, ?5)`,
      accountId,
      child.childId,
      child.givenNameCiphertext,
      entry,
      notice,
    );
  }

  taken(accountId: AccountId): Taken {
    const row = this.#rows.first('SELECT * FROM inbox_child WHERE account_id = ?', accountId);
    return { entry: Number(row?.entry_taken ?? 0), notice: Number(row?.notice_taken ?? 0) };
  }

  child(accountId: AccountId): ChildOfInbox | null {
    const row = this.#rows.first('SELECT * FROM inbox_child WHERE account_id = ?', accountId);
    return row && childOf(row);
  }
}

function childOf({ child_id, given_name_ciphertext }: Row): ChildOfInbox {
  return { childId: child_id as PersonId, givenNameCiphertext: String(given_name_ciphertext) };
}

function messageOf(row: Row): StoredMessage {
  return {
    number: Number(row.number),
    at: Number(row.at),
    accountId: row.account_id as AccountId | null,
    content: NoticeContent.parse(JSON.parse(String(row.content))),
    about: row.about as GuardianId | null,
    child: row.child_id === null ? null : childOf(row),
  };
}
