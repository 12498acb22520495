// Guardians' top-ups, in SQL. Absent: the charges that paid them (charge-store.ts), and what to do when
// (decide-top-up-attempt.ts).
import type { AutoTopUpId, GuardianId, PersonId, TopUpId } from '../../contracts/ids.ts';
import { type Ore, ore } from '../../contracts/ore.ts';
import type { ProviderName } from '../payments/payment-provider.ts';
import { type Row, RowReader } from '../row-reader.ts';
import type { AttemptBecause } from './cause-of-outcome.ts';
import { ChargeStore } from './charge-store.ts';
import type { TopUpAttempt, TopUpState } from './decide-top-up-attempt.ts';

export type NewTopUp = Pick<
  TopUpAttempt,
  | 'number'
  | 'topUpId'
  | 'guardianId'
  | 'reference'
  | 'provider'
  | 'amountOre'
  | 'returnAddress'
  | 'language'
  | 'createdAt'
  | 'nextAskAt'
  | 'way'
  | 'ruleId'
  | 'agreementNumber'
  | 'forDay'
>;

export class TopUpStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;
  readonly charges: ChargeStore;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
    this.charges = new ChargeStore(sql);
  }

  /** One series for attempts and agreements: each has a reference of its own at the provider. */
  nextNumber(): number {
    const row = this.#rows.first(
      `SELECT MAX(COALESCE((SELECT MAX(number) FROM top_up_attempt), 0),
           COALESCE((SELECT MAX(number) FROM agreement), 0)) AS last`,
    );
    return Number(row?.last ?? 0) + 1;
  }

  insert(topUp: NewTopUp): void {
    this.#sql.exec(
      `INSERT INTO top_up_attempt (number, top_up_id, guardian_id, reference, provider, amount_ore,
           return_address, language, created_at, next_ask_at, way, rule_id, agreement_number, for_day,
           state)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'created')`,
      topUp.number,
      topUp.topUpId,
      topUp.guardianId,
      topUp.reference,
      topUp.provider,
      topUp.amountOre,
      topUp.returnAddress,
      topUp.language,
      topUp.createdAt,
      topUp.nextAskAt,
      topUp.way,
      topUp.ruleId,
      topUp.agreementNumber,
      topUp.forDay,
    );
  }

  attempt(number: number): TopUpAttempt | null {
    const row = this.#rows.first('SELECT * FROM top_up_attempt WHERE number = ?', number);
    return row && attemptOf(row);
  }

  /** @throws Error where there is none: a number comes from the store itself. */
  known(number: number): TopUpAttempt {
    const attempt = this.attempt(number);
    if (attempt === null) throw new Error(`there is no top-up ${number}`);
    return attempt;
  }

  byId(topUpId: TopUpId): TopUpAttempt | null {
    const row = this.#rows.first('SELECT * FROM top_up_attempt WHERE top_up_id = ?', topUpId);
    return row && attemptOf(row);
  }

  byReference(reference: string): TopUpAttempt | null {
    const row = this.#rows.first('SELECT * FROM top_up_attempt WHERE reference = ?', reference);
    return row && attemptOf(row);
  }

  /** One guardian's own, newest first. */
  latestOf(guardianId: GuardianId, most: number): TopUpAttempt[] {
    return this.#rows
      .all(
        'SELECT * FROM top_up_attempt WHERE guardian_id = ? ORDER BY number DESC LIMIT ?',
        guardianId,
        most,
      )
      .map(attemptOf);
  }

  /** When one guardian's latest on a page were begun of which nothing came so far, newest first. */
  begunInVain(guardianId: GuardianId, most: number): number[] {
    return this.#rows
      .all(
        `SELECT created_at FROM top_up_attempt
           WHERE guardian_id = ? AND way IN ('page', 'agreement_first')
             AND state IN ('created', 'waiting', 'cancelled', 'declined')
           ORDER BY number DESC LIMIT ?`,
        guardianId,
        most,
      )
      .map(({ created_at }) => Number(created_at));
  }

  attempts(): TopUpAttempt[] {
    return this.#rows.all('SELECT * FROM top_up_attempt ORDER BY number').map(attemptOf);
  }

  /** What may still be paid. What stands for a person fills no room: if it was paid after all, it goes back. */
  inFlightOre(): Ore {
    const row = this.#rows.first(
      `SELECT COALESCE(SUM(amount_ore), 0) AS sum FROM top_up_attempt
         WHERE state IN ('created', 'waiting') AND mismatches = 0 AND needs_person = 0`,
    );
    return ore(Number(row?.sum ?? 0));
  }

  due(now: number): TopUpAttempt[] {
    return this.#rows
      .all('SELECT * FROM top_up_attempt WHERE next_ask_at <= ? ORDER BY next_ask_at', now)
      .map(attemptOf);
  }

  earliestAskAt(): number | null {
    const row = this.#rows.first(
      'SELECT MIN(next_ask_at) AS at FROM top_up_attempt WHERE next_ask_at IS NOT NULL',
    );
    return row === null || row.at === null ? null : Number(row.at);
  }

  putNextAsk(number: number, at: number): void {
    this.#sql.exec('UPDATE top_up_attempt SET next_ask_at = ? WHERE number = ?', at, number);
  }

  putPage(number: number, handle: string, address: string): void {
    this.#sql.exec(
      `UPDATE top_up_attempt SET state = 'waiting', handle = ?, address = ?
         WHERE number = ? AND state = 'created'`,
      handle,
      address,
      number,
    );
  }

  /** From here on the provider may know of it: it is asked for, and no more begun without a question. */
  markBegun(number: number): void {
    this.#sql.exec(
      `UPDATE top_up_attempt SET state = 'waiting', is_begun = 1
         WHERE number = ? AND state = 'created'`,
      number,
    );
  }

  putHandle(number: number, handle: string): void {
    this.#sql.exec('UPDATE top_up_attempt SET handle = ? WHERE number = ?', handle, number);
  }

  putCancelled(number: number, now: number): void {
    this.#sql.exec(
      'UPDATE top_up_attempt SET cancelled_at = ? WHERE number = ? AND cancelled_at IS NULL',
      now,
      number,
    );
  }

  /** It stands as it is, and is asked for by nobody but a person. */
  leaveToPerson(number: number): void {
    this.#sql.exec(
      'UPDATE top_up_attempt SET needs_person = 1, next_ask_at = NULL WHERE number = ?',
      number,
    );
  }

  /** Its payer is told that nobody can say yet. False where that was said before, in whatever words. */
  tellWaitOnce(number: number): boolean {
    const row = this.#rows.first(
      'UPDATE top_up_attempt SET wait_told = 1 WHERE number = ? AND wait_told = 0 RETURNING number',
      number,
    );
    return row !== null;
  }

  /** The next try has another name: under this one the provider has said its last word. */
  countFailedRefund(number: number, nextAskAt: number): void {
    this.#sql.exec(
      `UPDATE top_up_attempt
         SET refunds_failed = refunds_failed + 1, provider_refund_id = NULL, next_ask_at = ?
         WHERE number = ?`,
      nextAskAt,
      number,
    );
  }

  countMismatch(number: number, because: AttemptBecause): void {
    this.#sql.exec(
      'UPDATE top_up_attempt SET mismatches = mismatches + 1, because = ? WHERE number = ?',
      because,
      number,
    );
  }

  end(number: number, state: TopUpState, because: AttemptBecause | null): void {
    this.#sql.exec(
      `UPDATE top_up_attempt SET state = ?, because = ?, next_ask_at = NULL, needs_person = 0
         WHERE number = ?`,
      state,
      because,
      number,
    );
  }

  /** By a person, who says why. */
  endByHand(number: number, by: PersonId, reasonCiphertext: string): void {
    this.end(number, 'cancelled', 'by_us');
    this.#sql.exec(
      'UPDATE top_up_attempt SET ended_by = ?, end_reason_ciphertext = ? WHERE number = ?',
      by,
      reasonCiphertext,
      number,
    );
  }

  putRefundDue(number: number, refundOre: Ore, because: AttemptBecause, nextAskAt: number): void {
    this.#sql.exec(
      `UPDATE top_up_attempt
         SET state = 'refund_due', refund_ore = ?, because = ?, next_ask_at = ?, needs_person = 0
         WHERE number = ?`,
      refundOre,
      because,
      nextAskAt,
      number,
    );
  }

  putProviderRefund(number: number, providerRefundId: string): void {
    this.#sql.exec(
      'UPDATE top_up_attempt SET provider_refund_id = ? WHERE number = ?',
      providerRefundId,
      number,
    );
  }
}

function attemptOf(row: Row): TopUpAttempt {
  return {
    number: Number(row.number),
    topUpId: row.top_up_id as TopUpId,
    guardianId: row.guardian_id as GuardianId,
    reference: String(row.reference),
    provider: row.provider as ProviderName,
    amountOre: ore(Number(row.amount_ore)),
    returnAddress: String(row.return_address),
    language: row.language as TopUpAttempt['language'],
    createdAt: Number(row.created_at),
    state: row.state as TopUpState,
    because: row.because as AttemptBecause | null,
    handle: row.handle as string | null,
    address: row.address as string | null,
    nextAskAt: row.next_ask_at as number | null,
    mismatches: Number(row.mismatches),
    cancelledAt: row.cancelled_at as number | null,
    refundOre: row.refund_ore === null ? null : ore(Number(row.refund_ore)),
    providerRefundId: row.provider_refund_id as string | null,
    refundsFailed: Number(row.refunds_failed),
    needsPerson: row.needs_person === 1,
    way: row.way as TopUpAttempt['way'],
    ruleId: row.rule_id as AutoTopUpId | null,
    agreementNumber: row.agreement_number as number | null,
    forDay: row.for_day as string | null,
    endedBy: row.ended_by as PersonId | null,
    endReasonCiphertext: row.end_reason_ciphertext as string | null,
  };
}
