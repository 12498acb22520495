// The reports "Det var ikke mit barn", in SQL: one per entry, and whether the municipality has it. The text is
// under the child's key. Absent: what the club answers.
import type { ClubId, DisputeId, GuardianId } from '../../contracts/ids.ts';
import { RowReader } from '../row-reader.ts';

export interface DisputeRow {
  readonly disputeId: DisputeId;
  readonly sequence: number;
  readonly reportedBy: GuardianId;
  readonly reportedAt: number;
  readonly textCiphertext: string;
}

export class DisputeStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
  }

  isPurchase(sequence: number): boolean {
    const row = this.#rows.first('SELECT kind FROM entry WHERE sequence = ?', sequence);
    return row?.kind === 'purchase';
  }

  reportedAt(sequence: number): number | null {
    const row = this.#rows.first('SELECT reported_at FROM dispute WHERE sequence = ?', sequence);
    return row === null ? null : Number(row.reported_at);
  }

  insert(dispute: DisputeRow): void {
    this.#sql.exec(
      `INSERT INTO dispute (sequence, dispute_id, reported_by, reported_at, text_ciphertext)
         VALUES (?, ?, ?, ?, ?)`,
      dispute.sequence,
      dispute.disputeId,
      dispute.reportedBy,
      dispute.reportedAt,
      dispute.textCiphertext,
    );
  }

  untold(): (DisputeRow & { readonly clubId: ClubId })[] {
    return this.#rows
      .all(
        `SELECT dispute.*, entry.club_id FROM dispute JOIN entry USING (sequence)
           WHERE told_at IS NULL ORDER BY sequence`,
      )
      .map((row) => ({
        disputeId: row.dispute_id as DisputeId,
        sequence: Number(row.sequence),
        reportedBy: row.reported_by as GuardianId,
        reportedAt: Number(row.reported_at),
        textCiphertext: String(row.text_ciphertext),
        clubId: row.club_id as ClubId,
      }));
  }

  markTold(sequence: number, now: number): void {
    this.#sql.exec('UPDATE dispute SET told_at = ? WHERE sequence = ?', now, sequence);
  }
}
