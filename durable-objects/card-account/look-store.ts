// Who was shown the child, in SQL: each look at a till, and of a guardian's own looks the first of its kind on a
// day. Rows are never changed or deleted. Absent: what counts as a look, and when it is written (look-log.ts).
import type { GuardianId, PresentationId, TillId } from '../../contracts/ids.ts';
import type { NamedReason } from '../../contracts/presentations.ts';
import { RowReader } from '../row-reader.ts';

/** A face that was shown to a till. */
export interface TillLook {
  readonly at: number;
  readonly tillId: TillId;
  readonly operatorId: string | null;
  readonly kind: 'card' | 'named';
  /** Why the child was found by name. */
  readonly namedReason: NamedReason | null;
  readonly presentationId: PresentationId;
}

/** What of a child a guardian, or the child, saw in the portal. */
export type GuardianLookKind =
  | 'overview'
  | 'statement'
  | 'statement_file'
  | 'cards'
  | 'limits'
  | 'top_ups';

export interface GuardianLook {
  /** Copenhagen's. */
  readonly day: string;
  readonly guardianId: GuardianId;
  readonly kind: GuardianLookKind;
  /** The first of that day. */
  readonly at: number;
}

export class LookStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
  }

  insertAtTill(look: TillLook): void {
    this.#sql.exec(
      `INSERT INTO look (at, till_id, operator_id, kind, named_reason, presentation_id)
         VALUES (?, ?, ?, ?, ?, ?)`,
      look.at,
      look.tillId,
      look.operatorId,
      look.kind,
      look.namedReason,
      look.presentationId,
    );
  }

  /** Oldest first. */
  atTills(since = 0, until = Number.MAX_SAFE_INTEGER): TillLook[] {
    return this.#rows
      .all('SELECT * FROM look WHERE at >= ? AND at < ? ORDER BY sequence', since, until)
      .map(
        (row) =>
          ({
            at: row.at,
            tillId: row.till_id,
            operatorId: row.operator_id,
            kind: row.kind,
            namedReason: row.named_reason,
            presentationId: row.presentation_id,
          }) as TillLook,
      );
  }

  hasOfGuardian({ day, guardianId, kind }: Omit<GuardianLook, 'at'>): boolean {
    return (
      this.#rows.first(
        'SELECT 1 AS had FROM guardian_look WHERE day = ? AND guardian_id = ? AND kind = ?',
        day,
        guardianId,
        kind,
      ) !== null
    );
  }

  /** One that is there stays the first. */
  insertOfGuardian({ day, guardianId, kind, at }: GuardianLook): void {
    this.#sql.exec(
      'INSERT OR IGNORE INTO guardian_look (day, guardian_id, kind, at) VALUES (?, ?, ?, ?)',
      day,
      guardianId,
      kind,
      at,
    );
  }

  /** Of whole days, both included; by day. */
  ofGuardians(from: string, to: string): GuardianLook[] {
    return this.#rows
      .all('SELECT * FROM guardian_look WHERE day BETWEEN ? AND ? ORDER BY day, at', from, to)
      .map(
        (row) =>
          ({
            day: row.day,
            guardianId: row.guardian_id,
            kind: row.kind,
            at: row.at,
          }) as GuardianLook,
      );
  }
}
