// How far each guardian has been told, in SQL, and what stands beyond that mark. Absent: the entries
// themselves (journal.ts), and who may hear of them (notice-feed.ts).
import type { GuardianId } from '../../contracts/ids.ts';
import type { Notice } from './account-store.ts';

/** The last entry and the last notice that a guardian has; both count from 1 without a gap. */
export interface NoticeMark {
  readonly entrySequence: number;
  readonly noticeSequence: number;
}

export interface QueuedNotice extends Notice {
  readonly sequence: number;
}

const NOTHING_YET: NoticeMark = { entrySequence: 0, noticeSequence: 0 };

export class NoticeStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Where the journal and the queue stand now. */
  heads(): NoticeMark {
    const row = this.#sql
      .exec<{ entries: number; notices: number | null }>(
        'SELECT (SELECT sequence FROM running) AS entries, (SELECT MAX(sequence) FROM notice) AS notices',
      )
      .one();
    return { entrySequence: row.entries, noticeSequence: row.notices ?? 0 };
  }

  mark(guardianId: GuardianId): NoticeMark {
    const row = this.#sql
      .exec<{ entry_sequence: number; notice_sequence: number }>(
        'SELECT entry_sequence, notice_sequence FROM notice_mark WHERE guardian_id = ?',
        guardianId,
      )
      .toArray()[0];
    if (row === undefined) return NOTHING_YET;
    return { entrySequence: row.entry_sequence, noticeSequence: row.notice_sequence };
  }

  /** A mark never moves back: who was told is not told again. */
  putMark(guardianId: GuardianId, mark: NoticeMark): void {
    this.#sql.exec(
      `INSERT INTO notice_mark (guardian_id, entry_sequence, notice_sequence) VALUES (?1, ?2, ?3)
         ON CONFLICT (guardian_id) DO UPDATE SET entry_sequence = MAX(entry_sequence, ?2),
           notice_sequence = MAX(notice_sequence, ?3)`,
      guardianId,
      mark.entrySequence,
      mark.noticeSequence,
    );
  }

  noticesAfter(sequence: number, most: number): QueuedNotice[] {
    return this.#sql
      .exec<{ sequence: number; at: number; kind: Notice['kind']; facts: string }>(
        'SELECT sequence, at, kind, facts FROM notice WHERE sequence > ? ORDER BY sequence LIMIT ?',
        sequence,
        most,
      )
      .toArray()
      .map((row) => ({ ...row, facts: JSON.parse(row.facts) as Notice['facts'] }));
  }
}
