// Guardians' top-ups and the charges that paid them, in SQL. A charge is written once, with the entry that
// credits it or as money to give back. Absent: what to do when (decide-top-up-attempt.ts).
import type { AutoTopUpId, GuardianId, TopUpId } from '../../contracts/ids.ts';
import { type Ore, ore } from '../../contracts/ore.ts';
import type { ChargeFacts, ProviderName } from '../payments/payment-provider.ts';
import { type Row, RowReader } from '../row-reader.ts';
import type { AttemptBecause } from './cause-of-outcome.ts';
import type { TopUpAttempt, TopUpState } from './decide-top-up-attempt.ts';
import type { Entry } from './entry.ts';

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

export interface Payment {
  readonly payer: GuardianId;
  readonly isAutomatic: boolean;
}

export interface Charge {
  readonly provider: ProviderName;
  readonly chargeId: string;
  readonly number: number;
  readonly amountOre: Ore;
  readonly seenAt: number;
  /** The entry that credited it; null for money that goes back. */
  readonly sequence: number | null;
}

/** A payment has some five; the rest is room. */
const MOST_WEBHOOKS = 30;

export class TopUpStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
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

  /** The attempt whose money an entry took back. */
  ofReturn(sequence: number): TopUpAttempt | null {
    const row = this.#rows.first(
      `SELECT top_up_attempt.* FROM charge_return JOIN top_up_attempt USING (number)
         WHERE charge_return.sequence = ?`,
      sequence,
    );
    return row && attemptOf(row);
  }

  /** Who paid what an entry credits or takes back. */
  paymentOf({
    kind,
    entryId,
    sequence,
  }: Pick<Entry, 'kind' | 'entryId' | 'sequence'>): Payment | null {
    const attempt =
      kind === 'top_up'
        ? this.byId(entryId as TopUpId)
        : kind === 'charge_return'
          ? this.ofReturn(sequence)
          : null;
    return (
      attempt && { payer: attempt.guardianId, isAutomatic: attempt.way === 'agreement_charge' }
    );
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

  /** Whether this very webhook came before. So many are remembered of an attempt, and no more. */
  noteWebhook(number: number, event: string): boolean {
    const known = this.#rows.first(
      `UPDATE top_up_webhook SET times = times + 1 WHERE number = ? AND event = ? RETURNING times`,
      number,
      event,
    );
    if (known !== null) return true;
    this.#sql.exec(
      `INSERT INTO top_up_webhook (number, event) SELECT ?1, ?2
         WHERE (SELECT COUNT(*) FROM top_up_webhook WHERE number = ?1) < ?3`,
      number,
      event,
      MOST_WEBHOOKS,
    );
    return false;
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
      "UPDATE top_up_attempt SET state = 'waiting' WHERE number = ? AND state = 'created'",
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

  putRefundDue(number: number, refundOre: Ore, because: AttemptBecause, nextAskAt: number): void {
    this.#sql.exec(
      `UPDATE top_up_attempt SET state = 'refund_due', refund_ore = ?, because = ?, next_ask_at = ?
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

  insertCharge(attempt: TopUpAttempt, charge: ChargeFacts, sequence: number | null, now: number) {
    this.#sql.exec(
      `INSERT INTO charge (provider, charge_id, number, amount_ore, seen_at, sequence)
         VALUES (?, ?, ?, ?, ?, ?)`,
      attempt.provider,
      charge.chargeId,
      attempt.number,
      charge.amountOre,
      now,
      sequence,
    );
    this.putHandle(attempt.number, charge.handle);
  }

  chargeOf(number: number): Charge | null {
    const row = this.#rows.first('SELECT * FROM charge WHERE number = ?', number);
    return row && chargeOf(row);
  }

  charge(provider: ProviderName, chargeId: string): Charge | null {
    const row = this.#rows.first(
      'SELECT * FROM charge WHERE provider = ? AND charge_id = ?',
      provider,
      chargeId,
    );
    return row && chargeOf(row);
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
  };
}

function chargeOf(row: Row): Charge {
  return {
    provider: row.provider as ProviderName,
    chargeId: String(row.charge_id),
    number: Number(row.number),
    amountOre: ore(Number(row.amount_ore)),
    seenAt: Number(row.seen_at),
    sequence: row.sequence as number | null,
  };
}
