// Which sale of the till is a youth operator's last one, and so theirs to undo: one row, exact over restarts.
// Staff may undo any sale, so theirs write nothing but the end of a youth's. Absent: windows and refusals,
// which are the account's (decide-giving-back.ts).
import type { OperatorId, PurchaseId } from '../../contracts/ids.ts';
import type { TillFacts } from '../card-account/commands.ts';
import type { TillStore } from './till-store.ts';

export interface LastYouthSaleRow {
  /** Null once somebody else has sold after it: it is the till's last sale no more. */
  readonly operatorId: OperatorId | null;
  readonly purchaseId: PurchaseId;
  readonly soldAt: number;
}

export class LastYouthSale {
  readonly #store: TillStore;
  /** Undefined until it was read: a till that was never paired has no tables. */
  #row: LastYouthSaleRow | null | undefined;

  constructor(store: TillStore) {
    this.#store = store;
  }

  /**
   * After each accepted sale. One that is sent once more, by whomever, is known by its id or by when its
   * receipt says that it was made, and is not the last one again.
   */
  note(operator: TillFacts['operator'], purchaseId: PurchaseId, soldAt: number): void {
    const last = this.#lastRow();
    if (last !== null && (last.purchaseId === purchaseId || soldAt < last.soldAt)) return;
    const isYouth = operator?.kind === 'youth';
    const endsNothing = last === null || last.operatorId === null;
    if (!isYouth && endsNothing) return;
    const operatorId = isYouth ? operator.operatorId : null;
    this.#row = { operatorId, purchaseId, soldAt };
    this.#store.putLastYouthSale(this.#row);
  }

  /** The till's last sale if that youth operator made it, else null. */
  of(operatorId: OperatorId): PurchaseId | null {
    const last = this.#lastRow();
    return last?.operatorId === operatorId ? last.purchaseId : null;
  }

  #lastRow(): LastYouthSaleRow | null {
    if (this.#row === undefined) this.#row = this.#store.lastYouthSale();
    return this.#row;
  }
}
