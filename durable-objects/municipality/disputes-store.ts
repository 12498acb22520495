// What guardians reported of purchases, for the clubs to look into: rows in SQL and their text, under the
// child's key. Absent: what a club does about it (a refund is the account's).
import type { AccountId, ClubId, DisputeId, GuardianId, PersonId } from '../../contracts/ids.ts';
import { decryptText } from '../person-cipher.ts';
import { RowReader } from '../row-reader.ts';

export interface TakeDisputeCommand {
  readonly disputeId: DisputeId;
  readonly accountId: AccountId;
  readonly clubId: ClubId;
  /** Of the purchase, in the account's journal. */
  readonly sequence: number;
  readonly reportedBy: GuardianId;
  readonly reportedAt: number;
  readonly textCiphertext: string;
}

/** As the club reads it; the text is null once the child was erased. */
export interface ReportedDispute extends Omit<TakeDisputeCommand, 'textCiphertext'> {
  readonly text: string | null;
}

export class DisputesStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;
  readonly #childKey: (accountId: AccountId) => { childId: PersonId; key: Uint8Array } | null;

  constructor(
    sql: SqlStorage,
    childKey: (accountId: AccountId) => { childId: PersonId; key: Uint8Array } | null,
  ) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
    this.#childKey = childKey;
  }

  /** The same again changes nothing: the account tells until it knows that it was heard. */
  take(dispute: TakeDisputeCommand): void {
    this.#sql.exec(
      `INSERT OR IGNORE INTO dispute (account_id, sequence, dispute_id, club_id, reported_by,
           reported_at, text_ciphertext) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      dispute.accountId,
      dispute.sequence,
      dispute.disputeId,
      dispute.clubId,
      dispute.reportedBy,
      dispute.reportedAt,
      dispute.textCiphertext,
    );
  }

  /** Newest first. */
  ofClub(clubId: ClubId): ReportedDispute[] {
    return this.#rows
      .all('SELECT * FROM dispute WHERE club_id = ? ORDER BY reported_at DESC', clubId)
      .map((row) => {
        const accountId = row.account_id as AccountId;
        return {
          disputeId: row.dispute_id as DisputeId,
          accountId,
          clubId,
          sequence: Number(row.sequence),
          reportedBy: row.reported_by as GuardianId,
          reportedAt: Number(row.reported_at),
          text: this.#clear(accountId, String(row.text_ciphertext)),
        };
      });
  }

  #clear(accountId: AccountId, textCiphertext: string): string | null {
    const child = this.#childKey(accountId);
    if (child === null) return null;
    return decryptText(child.key, child.childId, 'reason', Buffer.from(textCiphertext, 'hex'));
  }
}
