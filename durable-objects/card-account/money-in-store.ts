// How an entry's money came in, and who paid it, in SQL: of what was credited, and of what a provider took back of
// it or gave again. Reads, and writes nothing. Absent: what that is called (contracts/entry-names.ts).
import { wayOfTopUp } from '../../contracts/entry-names.ts';
import type { AutoTopUpId, GuardianId } from '../../contracts/ids.ts';
import { MoneyInWay } from '../../contracts/statement.ts';
import { ProviderName } from '../../contracts/top-ups.ts';
import { RowReader } from '../row-reader.ts';
import type { Entry } from './entry.ts';

export interface MoneyIn {
  readonly way: MoneyInWay;
  /** Null for what staff put in. */
  readonly payer: GuardianId | null;
  /** The entry that credited it, where this is what became of it later. */
  readonly creditedBy: number | null;
  /** The entries that took it back later. */
  readonly takenBackBy: readonly number[];
}

const OF_MONEY_IN: readonly Entry['kind'][] = ['top_up', 'charge_return', 'charge_restored'];

export class MoneyInStore {
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#rows = new RowReader(sql);
  }

  /** Null for an entry of another kind. */
  of({ kind, entryId, sequence }: Pick<Entry, 'kind' | 'entryId' | 'sequence'>): MoneyIn | null {
    if (!OF_MONEY_IN.includes(kind)) return null;
    const row = this.#rows.first(
      `SELECT guardian_id, attempt.provider, rule_id, charge.sequence, number
         FROM charge JOIN top_up_attempt AS attempt USING (number)
         WHERE charge.sequence = ?1
           OR charge.number = (SELECT number FROM charge_return WHERE sequence = ?1)`,
      sequence,
    );
    if (row === null) {
      return { way: this.#wayOfStaff(entryId), payer: null, creditedBy: null, takenBackBy: [] };
    }
    const provider = ProviderName.parse(row.provider);
    return {
      way: wayOfTopUp({ provider, ruleId: row.rule_id as AutoTopUpId | null }),
      payer: row.guardian_id as GuardianId,
      creditedBy: kind === 'top_up' ? null : Number(row.sequence),
      takenBackBy: kind === 'top_up' ? this.#takenBackBy(Number(row.number)) : [],
    };
  }

  #takenBackBy(number: number): number[] {
    return this.#rows
      .all(
        "SELECT sequence FROM charge_return WHERE number = ? AND kind = 'charge_return' ORDER BY sequence",
        number,
      )
      .map(({ sequence }) => Number(sequence));
  }

  /** As its receipt has it. */
  #wayOfStaff(topUpId: string): MoneyInWay {
    const row = this.#rows.first(
      `SELECT json_extract(answer, '$.value.paidBy') AS paid_by FROM outcome WHERE id = ?`,
      topUpId,
    );
    return MoneyInWay.extract(['transfer', 'cash']).parse(row?.paid_by ?? 'transfer');
  }
}
