// What a paired till holds in memory, read again after each change: its place, its products, who may sell and who
// does. Names are in the clear in memory only. Absent: devices and sockets, and what is asked of a till.
import type { OperatorId, TillId } from '../../contracts/ids.ts';
import type { TillOperator } from '../../contracts/operators.ts';
import type { ProductFact, TillFacts } from '../card-account/commands.ts';
import { type KeysOf, namedOperators } from './operators-on-till.ts';
import type { TillCopies } from './till-copies.ts';
import type { TillStore } from './till-store.ts';

export class PairedTill {
  readonly tillId: TillId;
  readonly #store: TillStore;
  readonly #keysOf: KeysOf;
  /** Null until the till is first paired. */
  #copies: TillCopies | null = null;
  #products = new Map<string, ProductFact>();
  #onShift: OperatorId | null = null;
  #operators: Promise<TillOperator[]> | null = null;

  constructor(tillId: TillId, store: TillStore, keysOf: KeysOf) {
    this.tillId = tillId;
    this.#store = store;
    this.#keysOf = keysOf;
  }

  get isPaired(): boolean {
    return this.#copies !== null;
  }

  /** After each change on disk. */
  load(): void {
    this.#copies = this.#store.copies();
    this.#onShift = this.#store.operatorOnShift();
    this.#operators = null;
    const products = this.#copies?.catalogue.content.products ?? [];
    this.#products = new Map(products.map((product) => [product.productId, product]));
  }

  copies(): TillCopies {
    if (this.#copies === null) throw new Error('the till is not paired');
    return this.#copies;
  }

  /** What the screen cannot vouch for; an operator who is no longer listed sells no more. */
  facts(): TillFacts {
    const { place, operators } = this.copies();
    const onShift = this.#onShift;
    const operator = operators.content.find(({ operatorId }) => operatorId === onShift);
    return {
      tillId: this.tillId,
      ...place.content,
      operator: operator ? { operatorId: operator.operatorId, kind: operator.kind } : null,
    };
  }

  /** As the till's own catalogue has it; null for one that it does not sell. */
  product(productId: string): ProductFact | null {
    return this.#products.get(productId) ?? null;
  }

  /** Somebody has taken over the till, or nobody. */
  putShift(operatorId: OperatorId | null, now: number, signedAt: number): void {
    this.#store.putShift(operatorId, now, signedAt);
    this.#onShift = operatorId;
  }

  async namedOperators(): Promise<TillOperator[]> {
    this.#operators ??= namedOperators(this.copies().operators.content, this.#keysOf);
    try {
      return await this.#operators;
    } catch (error) {
      this.#operators = null;
      throw error;
    }
  }

  async operatorOnShift(): Promise<TillOperator | null> {
    const onShift = this.#onShift;
    const operators = await this.namedOperators();
    return operators.find(({ operatorId }) => operatorId === onShift) ?? null;
  }
}
