// A rule's agreements with payment providers, in SQL: one for each time that a guardian was led to a provider's
// page. Absent: what an answer means (agreement-desk.ts), and the rules (auto-top-up-store.ts).
import { AutoTopUpTerms } from '../../contracts/auto-top-ups.ts';
import type { AutoTopUpId } from '../../contracts/ids.ts';
import { type Ore, ore } from '../../contracts/ore.ts';
import type { ProviderName, StoredMethod } from '../payments/payment-provider.ts';
import { type Row, RowReader } from '../row-reader.ts';

/**
 * `created`: stored, and the provider may not know of it. `waiting`: its page is open. `stopping`: nobody wants
 * it any more, and the provider is told until it has heard. `ended`: over, or replaced by its own renewal.
 */
export type AgreementState = 'created' | 'waiting' | 'active' | 'stopping' | 'ended';

export interface Agreement {
  /** Of the series of the attempts. */
  readonly number: number;
  readonly reference: string;
  readonly ruleId: AutoTopUpId;
  readonly provider: ProviderName;
  /** What comes into force with its approval. */
  readonly terms: AutoTopUpTerms;
  readonly consentNumber: number;
  readonly firstTopUpOre: Ore | null;
  readonly renewsAgreementId: string | null;
  readonly returnAddress: string;
  readonly manageAddress: string;
  readonly language: 'da' | 'en';
  readonly state: AgreementState;
  /** In this state. */
  readonly since: number;
  readonly because: string | null;
  readonly handle: string | null;
  readonly address: string | null;
  readonly agreementId: string | null;
  readonly method: StoredMethod | null;
  /** The end of the card that its guardian was warned of. */
  readonly warnedOf: string | null;
  readonly nextAskAt: number | null;
}

export type NewAgreement = Omit<
  Agreement,
  'state' | 'because' | 'handle' | 'address' | 'agreementId' | 'method' | 'warnedOf'
>;

export class AgreementStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
  }

  insert(agreement: NewAgreement): void {
    this.#sql.exec(
      `INSERT INTO agreement (number, reference, rule_id, provider, terms, consent_number,
           first_top_up_ore, renews_agreement_id, return_address, manage_address, language, state,
           since, next_ask_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'created', ?, ?)`,
      agreement.number,
      agreement.reference,
      agreement.ruleId,
      agreement.provider,
      JSON.stringify(agreement.terms),
      agreement.consentNumber,
      agreement.firstTopUpOre,
      agreement.renewsAgreementId,
      agreement.returnAddress,
      agreement.manageAddress,
      agreement.language,
      agreement.since,
      agreement.nextAskAt,
    );
  }

  agreement(number: number): Agreement | null {
    const row = this.#rows.first('SELECT * FROM agreement WHERE number = ?', number);
    return row && agreementOf(row);
  }

  due(now: number): Agreement[] {
    return this.#rows
      .all('SELECT * FROM agreement WHERE next_ask_at <= ? ORDER BY next_ask_at', now)
      .map(agreementOf);
  }

  earliestAskAt(): number | null {
    const row = this.#rows.first(
      'SELECT MIN(next_ask_at) AS at FROM agreement WHERE next_ask_at IS NOT NULL',
    );
    return row === null || row.at === null ? null : Number(row.at);
  }

  putNextAsk(number: number, at: number | null): void {
    this.#sql.exec('UPDATE agreement SET next_ask_at = ? WHERE number = ?', at, number);
  }

  putPage(number: number, handle: string, address: string): void {
    this.#sql.exec(
      `UPDATE agreement SET state = 'waiting', handle = ?, address = ?
         WHERE number = ? AND state IN ('created', 'waiting')`,
      handle,
      address,
      number,
    );
  }

  activate(number: number, agreementId: string, nextAskAt: number | null, now: number): void {
    this.#sql.exec(
      `UPDATE agreement SET state = 'active', agreement_id = ?, next_ask_at = ?, since = ?
         WHERE number = ?`,
      agreementId,
      nextAskAt,
      now,
      number,
    );
  }

  putMethod(number: number, method: StoredMethod | null): void {
    this.#sql.exec(
      'UPDATE agreement SET method = ? WHERE number = ?',
      method && JSON.stringify(method),
      number,
    );
  }

  putWarnedOf(number: number, expiresAtEndOf: string): void {
    this.#sql.exec('UPDATE agreement SET warned_of = ? WHERE number = ?', expiresAtEndOf, number);
  }

  /** @param agreementId where the provider has said it by now. */
  putStopping(number: number, agreementId: string | null, now: number): void {
    this.#sql.exec(
      `UPDATE agreement SET state = 'stopping', agreement_id = COALESCE(?, agreement_id),
           next_ask_at = ?, since = ? WHERE number = ?`,
      agreementId,
      now,
      now,
      number,
    );
  }

  end(number: number, because: string, now: number): void {
    this.#sql.exec(
      `UPDATE agreement SET state = 'ended', because = ?, next_ask_at = NULL, since = ?
         WHERE number = ?`,
      because,
      now,
      number,
    );
  }
}

function agreementOf(row: Row): Agreement {
  return {
    number: Number(row.number),
    reference: String(row.reference),
    ruleId: row.rule_id as AutoTopUpId,
    provider: row.provider as ProviderName,
    terms: AutoTopUpTerms.parse(JSON.parse(String(row.terms))),
    consentNumber: Number(row.consent_number),
    firstTopUpOre: row.first_top_up_ore === null ? null : ore(Number(row.first_top_up_ore)),
    renewsAgreementId: row.renews_agreement_id as string | null,
    returnAddress: String(row.return_address),
    manageAddress: String(row.manage_address),
    language: row.language as Agreement['language'],
    state: row.state as AgreementState,
    since: Number(row.since),
    because: row.because as string | null,
    handle: row.handle as string | null,
    address: row.address as string | null,
    agreementId: row.agreement_id as string | null,
    method: row.method === null ? null : (JSON.parse(String(row.method)) as StoredMethod),
    warnedOf: row.warned_of as string | null,
    nextAskAt: row.next_ask_at as number | null,
  };
}
