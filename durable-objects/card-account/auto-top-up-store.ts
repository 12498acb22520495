// Guardians' standing rules for money in, and what they consented to, in SQL. A consent is written once; a rule
// stays when it has ended. Absent: the agreements at the providers (agreement-store.ts), what rules ordered
// (ordered-charge-store.ts), and every decision.
import { AutoTopUpTerms, type Consent } from '../../contracts/auto-top-ups.ts';
import type { AutoTopUpId, GuardianId } from '../../contracts/ids.ts';
import { sha256Hex } from '../keyed-hash.ts';
import { type Row, RowReader } from '../row-reader.ts';

export interface StoredRule {
  readonly number: number;
  readonly ruleId: AutoTopUpId;
  readonly guardianId: GuardianId;
  readonly version: number;
  /** A hash of the last change as it was asked for: the same again is no conflict. */
  readonly askedAs: string;
  /** In force, by the agreement; null until the first was approved. */
  readonly terms: AutoTopUpTerms | null;
  readonly agreementNumber: number | null;
  /** The agreement that waits for its approval, or that was not approved and never replaced. */
  readonly askedNumber: number | null;
  readonly pausedBecause: string | null;
  /** In a row: only a credit or another method ends the row. */
  readonly softDeclines: number;
  /** Null also while its guardian's press goes before it. */
  readonly retryAt: number | null;
  /** Its guardian wanted it tried at once, until that has come to its end. */
  readonly press: Press | null;
  readonly doneDay: string | null;
  readonly lookAt: number | null;
  readonly endedAt: number | null;
}

export interface Press {
  readonly at: number;
  /** When it was to be tried by itself. */
  readonly retryAt: number | null;
}

export type EndOfRule = 'deleted' | 'link_ended' | 'child_of_age';

export interface StoredConsent extends Consent {
  readonly number: number;
  readonly givenAt: number;
}

export class AutoTopUpStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
  }

  /** The oldest first; without those that have ended. */
  rules(): StoredRule[] {
    return this.#rows
      .all('SELECT * FROM auto_top_up_rule WHERE ended_at IS NULL ORDER BY number')
      .map(ruleOf);
  }

  /** Ended or not. */
  rule(ruleId: AutoTopUpId): StoredRule | null {
    const row = this.#rows.first('SELECT * FROM auto_top_up_rule WHERE rule_id = ?', ruleId);
    return row && ruleOf(row);
  }

  insertRule(ruleId: AutoTopUpId, guardianId: GuardianId, now: number): void {
    this.#sql.exec(
      `INSERT INTO auto_top_up_rule (rule_id, guardian_id, version, asked_as, made_at)
         VALUES (?, ?, 0, '', ?)`,
      ruleId,
      guardianId,
      now,
    );
  }

  raiseVersion(ruleId: AutoTopUpId, askedAs: string): void {
    this.#sql.exec(
      'UPDATE auto_top_up_rule SET version = version + 1, asked_as = ? WHERE rule_id = ?',
      askedAs,
      ruleId,
    );
  }

  putTerms(ruleId: AutoTopUpId, terms: AutoTopUpTerms): void {
    this.#sql.exec(
      'UPDATE auto_top_up_rule SET terms = ? WHERE rule_id = ?',
      JSON.stringify(terms),
      ruleId,
    );
  }

  /** From now on by this agreement and these terms. What stood in the way of the old one is over. */
  putInForce(ruleId: AutoTopUpId, agreementNumber: number, terms: AutoTopUpTerms): void {
    this.#sql.exec(
      `UPDATE auto_top_up_rule SET agreement_number = ?, terms = ?, asked_number = NULL,
           paused_because = NULL, soft_declines = 0, retry_at = NULL, pressed_at = NULL
         WHERE rule_id = ?`,
      agreementNumber,
      JSON.stringify(terms),
      ruleId,
    );
  }

  putAsked(ruleId: AutoTopUpId, agreementNumber: number | null): void {
    this.#sql.exec(
      'UPDATE auto_top_up_rule SET asked_number = ? WHERE rule_id = ?',
      agreementNumber,
      ruleId,
    );
  }

  pause(ruleId: AutoTopUpId, because: string): void {
    this.#sql.exec(
      `UPDATE auto_top_up_rule SET paused_because = ?, retry_at = NULL, pressed_at = NULL
         WHERE rule_id = ?`,
      because,
      ruleId,
    );
  }

  /** Nothing stands in its way any more: it was paid, or waits for another page. */
  clear(ruleId: AutoTopUpId): void {
    this.#sql.exec(
      `UPDATE auto_top_up_rule SET paused_because = NULL, soft_declines = 0, retry_at = NULL,
           pressed_at = NULL WHERE rule_id = ?`,
      ruleId,
    );
  }

  /** At once, by its guardian's press. The declines so far count on, and the retry stands if this one fails. */
  press(ruleId: AutoTopUpId, now: number): void {
    this.#sql.exec(
      'UPDATE auto_top_up_rule SET paused_because = NULL, pressed_at = ? WHERE rule_id = ?',
      now,
      ruleId,
    );
  }

  putRetry(ruleId: AutoTopUpId, softDeclines: number, at: number): void {
    this.#sql.exec(
      `UPDATE auto_top_up_rule SET soft_declines = ?, retry_at = ?, pressed_at = NULL
         WHERE rule_id = ?`,
      softDeclines,
      at,
      ruleId,
    );
  }

  /** Days by the calendar up to and with this one are done with. */
  putDoneDay(ruleId: AutoTopUpId, day: string): void {
    this.#sql.exec(
      `UPDATE auto_top_up_rule SET done_day = MAX(COALESCE(done_day, ''), ?) WHERE rule_id = ?`,
      day,
      ruleId,
    );
  }

  end(ruleId: AutoTopUpId, because: EndOfRule, now: number): void {
    this.#sql.exec(
      `UPDATE auto_top_up_rule SET ended_at = ?, ended_because = ?, look_at = NULL
         WHERE rule_id = ?`,
      now,
      because,
      ruleId,
    );
  }

  /** When time alone makes a look worth while: the account's, kept at each of its rules. */
  putLookAt(at: number | null): void {
    this.#sql.exec('UPDATE auto_top_up_rule SET look_at = ? WHERE ended_at IS NULL', at);
  }

  earliestLookAt(): number | null {
    const row = this.#rows.first(
      'SELECT MIN(look_at) AS at FROM auto_top_up_rule WHERE ended_at IS NULL',
    );
    return row === null || row.at === null ? null : Number(row.at);
  }

  insertConsent(
    rule: { readonly ruleId: AutoTopUpId; readonly guardianId: GuardianId },
    consent: Consent,
    terms: AutoTopUpTerms,
    now: number,
  ): number {
    const row = this.#rows.first(
      `INSERT INTO consent (rule_id, guardian_id, given_at, version, language, wording,
           wording_hash, terms) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING number`,
      rule.ruleId,
      rule.guardianId,
      now,
      consent.version,
      consent.language,
      consent.wording,
      sha256Hex(consent.wording),
      JSON.stringify(terms),
    );
    return Number(row?.number);
  }

  consent(number: number): StoredConsent | null {
    const row = this.#rows.first('SELECT * FROM consent WHERE number = ?', number);
    return (
      row && {
        ...{ number, givenAt: Number(row.given_at), version: String(row.version) },
        ...{ language: row.language as Consent['language'], wording: String(row.wording) },
      }
    );
  }
}

function ruleOf(row: Row): StoredRule {
  const retryAt = row.retry_at as number | null;
  const pressedAt = row.pressed_at as number | null;
  return {
    number: Number(row.number),
    ruleId: row.rule_id as AutoTopUpId,
    guardianId: row.guardian_id as GuardianId,
    version: Number(row.version),
    askedAs: String(row.asked_as),
    terms: row.terms === null ? null : AutoTopUpTerms.parse(JSON.parse(String(row.terms))),
    agreementNumber: row.agreement_number as number | null,
    askedNumber: row.asked_number as number | null,
    pausedBecause: row.paused_because as string | null,
    softDeclines: Number(row.soft_declines),
    retryAt: pressedAt === null ? retryAt : null,
    press: pressedAt === null ? null : { at: pressedAt, retryAt },
    doneDay: row.done_day as string | null,
    lookAt: row.look_at as number | null,
    endedAt: row.ended_at as number | null,
  };
}
