// I3: one id, one outcome. Whoever asks again with the same body gets the first answer, whatever has
// changed since; whoever asks with another body is refused. Runs inside the caller's transactionSync.
import { createHmac } from 'node:crypto';
import { type Outcome, refused } from '../../contracts/outcome.ts';
import type { ProblemCode, Refusal } from '../../contracts/problems.ts';
import type { Journal } from './journal.ts';

export interface Intent {
  readonly kind:
    | 'purchase'
    | 'reversal'
    | 'refund'
    | 'top_up'
    | 'dispute'
    | 'card_order'
    | 'auto_top_up'
    | 'mending';
  readonly id: string;
  /** What the client said, without the facts that the till adds. Parsed, so that its spelling is one. */
  readonly body: unknown;
  readonly reusedCode: ProblemCode;
}

export interface Settled<Value> {
  readonly outcome: Outcome<Value, Refusal>;
  /** The entry that was written, or null for a refusal. */
  readonly sequence: number | null;
}

export function settleOnce<Value>(
  journal: Journal,
  sealKey: Uint8Array,
  intent: Intent,
  settle: () => Settled<Value>,
): Outcome<Value, Refusal> {
  const fingerprint = fingerprintOf(sealKey, intent);
  const stored = journal.outcomeOf(intent.id);
  if (stored !== null) {
    return stored.fingerprint === fingerprint
      ? (JSON.parse(stored.answer) as Outcome<Value, Refusal>)
      : refused({ code: intent.reusedCode });
  }
  const { outcome, sequence } = settle();
  journal.recordOutcome(intent.id, fingerprint, sequence, JSON.stringify(outcome));
  return outcome;
}

/** Keyed, since a body may hold a free text that must not be guessable from what stays on disk. */
export function fingerprintOf(sealKey: Uint8Array, intent: Intent): string {
  return createHmac('sha256', sealKey)
    .update(`klubkort-intent-1\n${JSON.stringify([intent.kind, intent.body])}`)
    .digest('hex');
}
