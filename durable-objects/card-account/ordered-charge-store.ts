// What standing rules ordered of providers, read from the attempts in SQL: what counts in a month and a day, what is
// under way, and what a person has to decide about. Absent: every write (top-up-store.ts), and every decision.
import type { AutoTopUpId, GuardianId } from '../../contracts/ids.ts';
import { type Ore, ore } from '../../contracts/ore.ts';
import { RowReader } from '../row-reader.ts';
import type { AccountStanding } from './decide-auto-top-up.ts';

/**
 * So long a charge that stands for a person may still be taken, or turn out to have been: its guardian's rule orders
 * nothing meanwhile, and it fills the cap of each month that it reaches into.
 */
export const PERSON_WITHIN_MS = 7 * 86_400_000;

/** So many charges may be withdrawn unheard in a day, by changes of mind and of the balance. */
const MOST_WITHDRAWN = 25;

export class OrderedChargeStore {
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#rows = new RowReader(sql);
  }

  /**
   * What the charges of a rule took, or may still take, within a span that lasts until now: ordered or taken in
   * it, or ordered before and not taken yet. One that stands for a person may have been taken within its week.
   */
  chargedOre(ruleId: AutoTopUpId, from: number, until: number): Ore {
    const row = this.#rows.first(
      `SELECT COALESCE(SUM(attempt.amount_ore), 0) AS sum
         FROM top_up_attempt AS attempt LEFT JOIN charge USING (number)
         WHERE way = 'agreement_charge' AND rule_id = ?1
           AND state IN ('created', 'waiting', 'credited', 'refund_due')
           AND (created_at >= ?2 AND created_at < ?3 OR seen_at >= ?2 AND seen_at < ?3
             OR state IN ('created', 'waiting') AND (needs_person = 0 OR created_at >= ?4))`,
      ruleId,
      from,
      until,
      from - PERSON_WITHIN_MS,
    );
    return ore(Number(row?.sum ?? 0));
  }

  /**
   * When the account's automatic charges were ordered, oldest first: what a provider has or may have heard of,
   * whatever became of it; of those that were declined only what its guardian has not mended since, by a new card or
   * agreement or by the button. What was withdrawn unheard is nothing, unless it is so much that something must be wrong.
   */
  orderedSince(since: number): number[] {
    const rows = this.#rows.all(
      `SELECT created_at, is_begun = 0 AND state = 'cancelled' AS is_withdrawn
         FROM top_up_attempt AS attempt
         WHERE way = 'agreement_charge' AND created_at > ? AND NOT (state = 'declined' AND (
           EXISTS (SELECT 1 FROM agreement WHERE agreement.rule_id = attempt.rule_id
             AND agreement.state = 'active' AND agreement.since > attempt.created_at)
           OR EXISTS (SELECT 1 FROM auto_top_up_rule AS rule WHERE rule.rule_id = attempt.rule_id
             AND rule.pressed_at > attempt.created_at)))
         ORDER BY created_at`,
      since,
    );
    const begun = rows.filter(({ is_withdrawn }) => is_withdrawn === 0);
    const isTooMuch = rows.length - begun.length >= MOST_WITHDRAWN;
    return (isTooMuch ? rows : begun).map(({ created_at }) => Number(created_at));
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

  /**
   * Until when a guardian's rule waits for a person to say what became of a charge that may have been taken, also one
   * of a rule of the same guardian's before; null where none is waited for.
   */
  waitsForPersonUntil(guardianId: GuardianId): number | null {
    const row = this.#rows.first(
      `SELECT MAX(created_at) AS at FROM top_up_attempt
         WHERE way = 'agreement_charge' AND guardian_id = ? AND state IN ('created', 'waiting')
           AND (needs_person = 1 OR mismatches > 0)`,
      guardianId,
    );
    return row === null || row.at === null ? null : Number(row.at) + PERSON_WITHIN_MS;
  }

  /** Of what the charges of a rule took, or may still take, within a month: what nobody has answered for yet. */
  openOre(ruleId: AutoTopUpId, from: number): Ore {
    const row = this.#rows.first(
      `SELECT COALESCE(SUM(amount_ore), 0) AS sum FROM top_up_attempt
         WHERE way = 'agreement_charge' AND rule_id = ? AND state IN ('created', 'waiting')
           AND (needs_person = 0 OR created_at >= ?)`,
      ruleId,
      from - PERSON_WITHIN_MS,
    );
    return ore(Number(row?.sum ?? 0));
  }

  /** The number of the last attempt that a rule ordered by itself, or that was paid when it was set up. */
  lastRun(ruleId: AutoTopUpId): number | null {
    const row = this.#rows.first(
      `SELECT MAX(number) AS number FROM top_up_attempt
         WHERE rule_id = ? AND (way = 'agreement_charge'
           OR way = 'agreement_first' AND state IN ('credited', 'refund_due', 'refunded'))`,
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
