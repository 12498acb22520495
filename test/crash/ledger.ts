// The test's own books: every purchase and reversal, written down before it was sent, every whole answer it
// ever got, and what was under way whenever the house was killed. Trusts nothing that the house says later.
import type { AccountId } from '../../contracts/ids.ts';
import { Problem } from '../../contracts/problems.ts';
import { Receipt, ReversalReceipt } from '../../contracts/purchases.ts';
import { isOutcome, type Outstanding, type Settlement } from '../../portal/till/outstanding.ts';
import type { Witness } from '../load/witnessed-send.ts';

/** What moves money. A till also ends presentations, which is not this test's subject. */
export type Request = Exclude<Outstanding, { readonly kind: 'ending' }>;

export interface Outcome {
  readonly status: number;
  /** The very bytes; of a refusal without `instance`, which names the one occurrence. */
  readonly text: string;
  readonly arrivedAt: number;
}

export class KeptRequest {
  readonly request: Request;
  readonly accountId: AccountId;
  /** What it takes from the purse or gives back to it, if it is accepted. */
  readonly totalOre: number;
  readonly settled = Promise.withResolvers<Settlement>();
  underWay = 0;
  #answers = 0;
  #outcome: Outcome | null = null;
  #contradiction: Outcome | null = null;

  constructor(request: Request, totalOre: number) {
    this.request = request;
    this.accountId = request.kind === 'purchase' ? request.purchase.accountId : request.accountId;
    this.totalOre = totalOre;
  }

  get id(): string {
    return this.request.id;
  }

  /** The first one; whatever comes later must be the same. */
  get outcome(): Outcome | null {
    return this.#outcome;
  }

  /** A later answer that was not the same. */
  get contradiction(): Outcome | null {
    return this.#contradiction;
  }

  /** How many outcomes it was told. */
  get answers(): number {
    return this.#answers;
  }

  get isAccepted(): boolean {
    return this.#outcome?.status === 201;
  }

  get refusalCode(): string | null {
    if (this.#outcome === null || this.isAccepted) return null;
    return (JSON.parse(this.#outcome.text) as { code: string }).code;
  }

  /** When the house booked it, by its own receipt. */
  get bookedAt(): number | null {
    if (this.#outcome === null || !this.isAccepted) return null;
    const json: unknown = JSON.parse(this.#outcome.text);
    return Date.parse(
      this.request.kind === 'purchase'
        ? Receipt.parse(json).soldAt
        : ReversalReceipt.parse(json).reversedAt,
    );
  }

  hear(outcome: Outcome): void {
    this.#answers += 1;
    this.#outcome ??= outcome;
    const { status, text } = this.#outcome;
    if (outcome.status !== status || outcome.text !== text) this.#contradiction ??= outcome;
  }
}

export interface Kill {
  readonly name: string;
  /** Requests that were sent and had no whole answer. */
  readonly unanswered: readonly KeptRequest[];
  /** When the process was gone. */
  readonly endedAt: number;
  /** Before the next one was started, and after all that the dead one had sent was read. */
  readonly restartedAt: number;
}

export class Ledger implements Witness {
  readonly kills: Kill[] = [];
  /** Answers of 5xx, by status: outages, never outcomes. */
  readonly outages = new Map<number, number>();
  readonly #requests = new Map<string, KeptRequest>();
  readonly #underWay = new Set<KeptRequest>();
  #acceptedPurchases = 0;

  get acceptedPurchases(): number {
    return this.#acceptedPurchases;
  }

  get size(): number {
    return this.#requests.size;
  }

  requests(): readonly KeptRequest[] {
    return [...this.#requests.values()];
  }

  accepted(kind: Request['kind']): readonly KeptRequest[] {
    return this.requests().filter(({ request, isAccepted }) => isAccepted && request.kind === kind);
  }

  unsettled(): readonly KeptRequest[] {
    return this.requests().filter(({ outcome }) => outcome === null);
  }

  underWay(): readonly KeptRequest[] {
    return [...this.#underWay];
  }

  /** Before anything is sent. */
  keep(request: Request, totalOre: number): KeptRequest {
    const kept = new KeptRequest(request, totalOre);
    this.#requests.set(request.id, kept);
    return kept;
  }

  settle(settlement: Settlement): void {
    this.#requests.get(settlement.id)?.settled.resolve(settlement);
  }

  sent(target: string): void {
    const kept = this.#find(target);
    if (kept === null) return;
    kept.underWay += 1;
    this.#underWay.add(kept);
  }

  answered(target: string, status: number, body: string): void {
    if (status >= 500) this.outages.set(status, (this.outages.get(status) ?? 0) + 1);
    const kept = this.#find(target);
    if (kept === null) return;
    this.#arrived(kept);
    const text = outcomeText(status, body);
    if (text === null) return;
    const isFirst = kept.outcome === null;
    kept.hear({ status, text, arrivedAt: Date.now() });
    if (isFirst && kept.isAccepted && kept.request.kind === 'purchase') {
      this.#acceptedPurchases += 1;
    }
  }

  lost(target: string): void {
    const kept = this.#find(target);
    if (kept !== null) this.#arrived(kept);
  }

  #arrived(kept: KeptRequest): void {
    kept.underWay -= 1;
    if (kept.underWay === 0) this.#underWay.delete(kept);
  }

  #find(target: string): KeptRequest | null {
    const id = /^\/api\/accounts\/.+\/(?:purchases|reversals)\/([\da-f-]{36})$/.exec(target)?.[1];
    return this.#requests.get(id ?? '') ?? null;
  }
}

/** What an answer says for good, or null when the same request must be asked again. */
export function outcomeText(status: number, body: string): string | null {
  if (status === 201) return body;
  const problem = Problem.safeParse(jsonOf(body));
  if (!problem.success || !isOutcome(problem.data)) return null;
  const { instance: _, ...rest } = problem.data;
  return JSON.stringify(rest);
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // An answer that is no JSON is no outcome; the till asks again.
    return null;
  }
}
