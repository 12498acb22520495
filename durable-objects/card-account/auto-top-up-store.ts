// Guardians' standing rules for money in, and what they consented to, in SQL. A consent is written once; a rule
// stays when it has ended. Absent: the agreements at the providers (agreement-store.ts), and every decision.
import { AutoTopUpTerms, type Consent } from '../../contracts/auto-top-ups.ts';
import type { AutoTopUpId, GuardianId } from '../../contracts/ids.ts';
import { type Ore, ore } from '../../contracts/ore.ts';
import { sha256Hex } from '../keyed-hash.ts';
import { type Row, RowReader } from '../row-reader.ts';
import type { AccountStanding } from './decide-auto-top-up.ts';

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
  readonly softDeclines: number;
  readonly retryAt: number | null;
  readonly doneDay: string | null;
  readonly lookAt: number | null;
  readonly endedAt: number | null;
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
           paused_because = NULL, soft_declines = 0, retry_at = NULL WHERE rule_id = ?`,
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
      'UPDATE auto_top_up_rule SET paused_because = ?, retry_at = NULL WHERE rule_id = ?',
      because,
      ruleId,
    );
  }

  /** Nothing stands in its way any more: it was paid, or is to try again. */
  clear(ruleId: AutoTopUpId): void {
    this.#sql.exec(
      `UPDATE auto_top_up_rule SET paused_because = NULL, soft_declines = 0, retry_at = NULL
         WHERE rule_id = ?`,
      ruleId,
    );
  }

  putRetry(ruleId: AutoTopUpId, softDeclines: number, at: number): void {
    this.#sql.exec(
      'UPDATE auto_top_up_rule SET soft_declines = ?, retry_at = ? WHERE rule_id = ?',
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

  /** Its guardian was told that this charge waits for an answer. False where that was done before. */
  putToldOf(ruleId: AutoTopUpId, number: number): boolean {
    const row = this.#rows.first(
      `UPDATE auto_top_up_rule SET told_of = ?1
         WHERE rule_id = ?2 AND told_of IS NOT ?1 RETURNING number`,
      number,
      ruleId,
    );
    return row !== null;
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

  /**
   * What the charges of a rule took, or may still take, within a span that lasts until now: ordered or taken in
   * it, or ordered before and not taken yet.
   */
  chargedOre(ruleId: AutoTopUpId, from: number, until: number): Ore {
    const row = this.#rows.first(
      `SELECT COALESCE(SUM(attempt.amount_ore), 0) AS sum
         FROM top_up_attempt AS attempt LEFT JOIN charge USING (number)
         WHERE way = 'agreement_charge' AND rule_id = ?1
           AND state IN ('created', 'waiting', 'credited', 'refund_due')
           AND (created_at >= ?2 AND created_at < ?3 OR seen_at >= ?2 AND seen_at < ?3
             OR state IN ('created', 'waiting') AND needs_person = 0)`,
      ruleId,
      from,
      until,
    );
    return ore(Number(row?.sum ?? 0));
  }

  /** When the account's automatic charges were ordered that took money, or may still. */
  chargedSince(since: number): number[] {
    return this.#rows
      .all(
        `SELECT created_at FROM top_up_attempt
           WHERE way = 'agreement_charge' AND created_at > ?
             AND state IN ('created', 'waiting', 'credited', 'refund_due') ORDER BY created_at`,
        since,
      )
      .map((row) => Number(row.created_at));
  }

  /** When the charges were ordered that were declined since, oldest first. */
  declinedSince(ruleId: AutoTopUpId, since: number): number[] {
    return this.#rows
      .all(
        `SELECT created_at FROM top_up_attempt
           WHERE way = 'agreement_charge' AND rule_id = ? AND created_at > ? AND state = 'declined'
           ORDER BY created_at`,
        ruleId,
        since,
      )
      .map((row) => Number(row.created_at));
  }

  /** What is under way on the account, whoever began it; one that was contradicted is for a person. */
  open(): AccountStanding['open'] {
    const row = this.#rows.first(
      `SELECT rule_id, handle, created_at FROM top_up_attempt
         WHERE next_ask_at IS NOT NULL AND state IN ('created', 'waiting') AND mismatches = 0
         ORDER BY number LIMIT 1`,
    );
    if (row === null) return null;
    const ruleId = row.rule_id as AutoTopUpId | null;
    return { ruleId, unansweredSince: row.handle === null ? Number(row.created_at) : null };
  }

  /** The number of the last attempt that a rule ordered by itself. */
  lastRun(ruleId: AutoTopUpId): number | null {
    const row = this.#rows.first(
      `SELECT MAX(number) AS number FROM top_up_attempt
         WHERE way = 'agreement_charge' AND rule_id = ?`,
      ruleId,
    );
    return row === null || row.number === null ? null : Number(row.number);
  }

  /** Charges that were ordered, and that no provider has heard of. */
  unbegunCharges(): number[] {
    return this.#rows
      .all(
        `SELECT number FROM top_up_attempt
           WHERE next_ask_at IS NOT NULL AND way = 'agreement_charge' AND state = 'created'`,
      )
      .map((row) => Number(row.number));
  }
}

function ruleOf(row: Row): StoredRule {
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
    retryAt: row.retry_at as number | null,
    doneDay: row.done_day as string | null,
    lookAt: row.look_at as number | null,
    endedAt: row.ended_at as number | null,
  };
}
