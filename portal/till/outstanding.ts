// What the till has promised to tell the server, kept on the device before it is sent and sent with the same
// id and bytes until there is an answer. Deliberately absent: what an answer means for the sale.
import type { AccountId, PresentationId, PurchaseId, ReversalId } from '../../contracts/ids.ts';
import type { PresentationEnding } from '../../contracts/presentations.ts';
import type { Problem, ProblemCode } from '../../contracts/problems.ts';
import { Receipt, ReversalReceipt } from '../../contracts/purchases.ts';
import type { Answer, Api } from './api.ts';
import type { OutstandingPurchase } from './sale-state.ts';

export type Outstanding =
  | { readonly kind: 'purchase'; readonly id: PurchaseId; readonly purchase: OutstandingPurchase }
  | {
      readonly kind: 'reversal';
      readonly id: ReversalId;
      readonly accountId: AccountId;
      readonly purchaseId: PurchaseId;
    }
  | {
      readonly kind: 'ending';
      readonly id: PresentationId;
      readonly accountId: AccountId;
      readonly body: PresentationEnding;
    };

export type Settlement =
  | { readonly kind: 'purchase_accepted'; readonly id: PurchaseId; readonly receipt: Receipt }
  | { readonly kind: 'purchase_refused'; readonly id: PurchaseId; readonly problem: Problem }
  | {
      readonly kind: 'reversal_accepted';
      readonly id: ReversalId;
      readonly receipt: ReversalReceipt;
    }
  | { readonly kind: 'reversal_refused'; readonly id: ReversalId; readonly problem: Problem }
  | { readonly kind: 'ended'; readonly id: PresentationId };

export interface OutstandingDependencies {
  readonly api: Api;
  keep(outstanding: Outstanding): Promise<void>;
  forget(outstanding: Outstanding): Promise<void>;
  kept(): Promise<readonly Outstanding[]>;
  /** Called before the record is forgotten, so that a crash in between asks again and hears the same. */
  settled(settlement: Settlement): Promise<void>;
  /** Ends early when the connection is back. */
  pause(pauseMs: number): Promise<void>;
}

export interface OutstandingQueue {
  /** @throws when the device cannot keep it; then nothing has been sent. */
  send(outstanding: Outstanding): Promise<void>;
  /** Takes up what an earlier page left behind. */
  resume(): Promise<readonly Outstanding[]>;
}

const FIRST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 15_000;

export function createOutstandingQueue(dependencies: OutstandingDependencies): OutstandingQueue {
  const settle = async (outstanding: Outstanding) => {
    for (let tries = 0; ; tries += 1) {
      const attempt = await tryToSettle(dependencies.api, outstanding);
      if (attempt.settlement) {
        await dependencies.settled(attempt.settlement);
        await dependencies.forget(outstanding);
        return;
      }
      await dependencies.pause(pauseMsAfter(tries, attempt.retryAfterMs));
    }
  };
  return {
    async send(outstanding) {
      await dependencies.keep(outstanding);
      void settle(outstanding);
    },
    async resume() {
      const kept = await dependencies.kept();
      for (const outstanding of kept) void settle(outstanding);
      return kept;
    },
  };
}

/** Refusals that say nothing about the purchase itself: the same request may still be accepted. */
const NOT_AN_OUTCOME: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'device_revoked',
  'device_not_allowed',
  'origin_not_allowed',
  'not_found',
]);
/** Nobody knows who asks, or there were too many. */
const NEVER_AN_OUTCOME_STATUSES: readonly number[] = [401, 429];

export function isOutcome({ code, status }: Problem): boolean {
  const isAboutTheRequest = status < 500 && !NEVER_AN_OUTCOME_STATUSES.includes(status);
  return isAboutTheRequest && !NOT_AN_OUTCOME.has(code);
}

export function pauseMsAfter(tries: number, retryAfterMs: number): number {
  const ownMs = FIRST_PAUSE_MS * 2 ** Math.min(tries, 10);
  return Math.min(Math.max(retryAfterMs, ownMs), LONGEST_PAUSE_MS);
}

/** Settled, or no telling yet: then the same request must be sent again. */
type Attempt =
  | { readonly settlement: Settlement }
  | { readonly settlement: null; readonly retryAfterMs: number };

async function tryToSettle(api: Api, outstanding: Outstanding): Promise<Attempt> {
  const { id } = outstanding;
  switch (outstanding.kind) {
    case 'purchase': {
      const { accountId, body } = outstanding.purchase;
      const target = `/api/accounts/${accountId}/purchases/${id}`;
      return attemptOf(
        await api.call({ method: 'PUT', target, body, answer: Receipt }),
        (receipt) => ({ kind: 'purchase_accepted', id: outstanding.id, receipt }),
        (problem) => ({ kind: 'purchase_refused', id: outstanding.id, problem }),
      );
    }
    case 'reversal': {
      const { accountId, purchaseId } = outstanding;
      const target = `/api/accounts/${accountId}/purchases/${purchaseId}/reversals/${id}`;
      return attemptOf(
        await api.call({ method: 'PUT', target, body: {}, answer: ReversalReceipt }),
        (receipt) => ({ kind: 'reversal_accepted', id: outstanding.id, receipt }),
        (problem) => ({ kind: 'reversal_refused', id: outstanding.id, problem }),
      );
    }
    case 'ending': {
      const { accountId, body } = outstanding;
      const target = `/api/accounts/${accountId}/presentations/${id}`;
      // Ended now, ended before, or too old to be ended: nothing more can be bought with it.
      const ended = () => ({ kind: 'ended', id: outstanding.id }) as const;
      return attemptOf(
        await api.call({ method: 'DELETE', target, body, answer: null }),
        ended,
        ended,
      );
    }
  }
}

function attemptOf<Value>(
  answer: Answer<Value>,
  accepted: (value: Value) => Settlement,
  refused: (problem: Problem) => Settlement,
): Attempt {
  if (answer.kind === 'ok') return { settlement: accepted(answer.value) };
  if (answer.kind === 'unreachable') return { settlement: null, retryAfterMs: 0 };
  const { problem } = answer;
  return isOutcome(problem)
    ? { settlement: refused(problem) }
    : { settlement: null, retryAfterMs: problem.retryAfterMs ?? 0 };
}
