// A guardian's own details in SQL: language, how to be told, and the fields that reach a person, which are
// here only under the guardian's key. Absent: the key, and who may change what (contact-desk.ts).
import type { Language, NoticeSettings, NoticeSettingsChange } from '../../contracts/me.ts';
import { bytesOf, RowReader } from '../row-reader.ts';

export type ContactField = 'email' | 'new_email' | 'phone' | 'bank_account';

export interface EmailCode {
  readonly codeHash: string;
  readonly sentAt: number;
  readonly expiresAt: number;
  readonly triesLeft: number;
  /** Whether the address in use was confirmed by it. */
  readonly hasConfirmed: boolean;
}

/** So many codes were sent since then: whoever is logged in must not fill others' mailboxes. */
export interface EmailCodesCounted {
  readonly since: number;
  readonly sent: number;
}

/** Until somebody says otherwise: push and e-mail on, no quiet time, all of each child. */
const FIRST_NOTICES: NoticeSettingsChange = { push: true, email: true, quiet: null, levels: [] };

export class ContactStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
  }

  language(): Language {
    return this.#rows.first('SELECT language FROM profile')?.language === 'en' ? 'en' : 'da';
  }

  putLanguage(language: Language): void {
    this.#sql.exec(
      `INSERT INTO profile (only, language, notices_version, notices) VALUES (1, ?1, 0, ?2)
         ON CONFLICT (only) DO UPDATE SET language = ?1`,
      language,
      JSON.stringify(FIRST_NOTICES),
    );
  }

  notices(): NoticeSettings {
    const row = this.#rows.first('SELECT notices_version, notices FROM profile');
    if (row === null) return { version: 0, ...FIRST_NOTICES };
    const settings = JSON.parse(String(row.notices)) as NoticeSettingsChange;
    return { version: Number(row.notices_version), ...settings };
  }

  putNotices(version: number, settings: NoticeSettingsChange): void {
    this.#sql.exec(
      `INSERT INTO profile (only, language, notices_version, notices) VALUES (1, 'da', ?1, ?2)
         ON CONFLICT (only) DO UPDATE SET notices_version = ?1, notices = ?2`,
      version,
      JSON.stringify(settings),
    );
  }

  field(field: ContactField): { readonly ciphertext: Uint8Array; readonly at: number } | null {
    const row = this.#rows.first('SELECT ciphertext, at FROM contact_field WHERE field = ?', field);
    return row === null ? null : { ciphertext: bytesOf(row.ciphertext), at: Number(row.at) };
  }

  putField(field: ContactField, ciphertext: Uint8Array, now: number): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO contact_field (field, ciphertext, at) VALUES (?, ?, ?)',
      field,
      ciphertext,
      now,
    );
  }

  deleteField(field: ContactField): void {
    this.#sql.exec('DELETE FROM contact_field WHERE field = ?', field);
  }

  emailCode(): EmailCode | null {
    const row = this.#rows.first('SELECT * FROM email_code');
    if (row === null) return null;
    return {
      codeHash: String(row.code_hash),
      sentAt: Number(row.sent_at),
      expiresAt: Number(row.expires_at),
      triesLeft: Number(row.tries_left),
      hasConfirmed: row.has_confirmed === 1,
    };
  }

  putEmailCode(code: EmailCode): void {
    this.#sql.exec(
      `INSERT OR REPLACE INTO email_code
           (only, code_hash, sent_at, expires_at, tries_left, has_confirmed)
         VALUES (1, ?, ?, ?, ?, ?)`,
      code.codeHash,
      code.sentAt,
      code.expiresAt,
      code.triesLeft,
      code.hasConfirmed ? 1 : 0,
    );
  }

  deleteEmailCode(): void {
    this.#sql.exec('DELETE FROM email_code');
  }

  emailCodesCounted(): EmailCodesCounted | null {
    const row = this.#rows.first('SELECT * FROM email_codes_counted');
    return row === null ? null : { since: Number(row.since), sent: Number(row.sent) };
  }

  putEmailCodesCounted({ since, sent }: EmailCodesCounted): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO email_codes_counted (only, since, sent) VALUES (1, ?, ?)',
      since,
      sent,
    );
  }
}
