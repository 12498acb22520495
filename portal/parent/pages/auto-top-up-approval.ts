// What the reader was about to approve at the provider, kept in this tab over the way there and back: whether the
// rule that is found says so decides what is told. In another browser nothing is kept, and nothing is claimed.
import { type AutoTopUpRule, AutoTopUpTerms } from '../../../contracts/auto-top-ups.ts';
import { keepDraft, takeDraft } from '../drafts.ts';
import { termsInForce } from './auto-top-up-editing.ts';
import { saysTheSame } from './auto-top-up-terms.ts';

export interface Approving {
  readonly wanted: AutoTopUpTerms;
  /** What was agreed to before; null: nothing, so that it is turned on. */
  readonly before: AutoTopUpTerms | null;
  /** When the card or agreement in force then was approved. */
  readonly approvedAt: string | null;
  /** Nothing was wrong then: it did not stop meanwhile. */
  readonly wasRunning: boolean;
}

export function keepApproving(rule: AutoTopUpRule): void {
  const wanted = rule.approval?.terms ?? rule.terms;
  const { approvedAt, state, mend } = rule;
  const wasRunning = state === 'active' && mend !== 'try_again';
  const kept: Approving = { wanted, before: termsInForce(rule), approvedAt, wasRunning };
  keepDraft(keyOf(rule.ruleId), kept);
}

/** Once. */
export function takeApproving(ruleId: string): Approving | null {
  return takeDraft(keyOf(ruleId), isApproving);
}

/**
 * `approved`: turned on. `changed`: to other terms. `renewed`: the same by another card or agreement, after something
 * was wrong; `method_changed`: after nothing was. `unknown`: it still waits, or nobody can tell what was wanted.
 */
export type ApprovalOutcome =
  | 'approved'
  | 'changed'
  | 'renewed'
  | 'method_changed'
  | 'not_approved'
  | 'not_made'
  | 'unknown';

export function approvalOutcome(
  approving: Approving | null,
  rule: AutoTopUpRule | null,
): ApprovalOutcome {
  if (approving === null) return 'unknown';
  const { wanted, before, approvedAt, wasRunning } = approving;
  if (rule === null) return before === null ? 'not_made' : 'unknown';
  if (isAwaiting(rule) || rule.state === 'paused') return 'unknown';
  if (!saysTheSame(wanted, rule.terms)) return 'not_approved';
  if (before === null) return 'approved';
  if (!saysTheSame(wanted, before)) return 'changed';
  // The terms were the same all along: only its approval tells whether it is another card or agreement.
  if (rule.approvedAt === approvedAt) return 'not_approved';
  return wasRunning ? 'method_changed' : 'renewed';
}

export function isAwaiting(rule: AutoTopUpRule): boolean {
  return rule.state === 'waiting' || rule.approval !== null;
}

/** What its owner has to see before anything else. */
export function needsOwner(rule: AutoTopUpRule): boolean {
  return rule.state === 'paused' || isAwaiting(rule) || rule.mend !== null;
}

function keyOf(ruleId: string): string {
  return `approving:${ruleId}`;
}

function isApproving(value: unknown): value is Approving {
  const kept = value as Partial<Approving> | null;
  const isTerms = (terms: unknown) => AutoTopUpTerms.safeParse(terms).success;
  const isTime = kept?.approvedAt === null || typeof kept?.approvedAt === 'string';
  return isTime && isTerms(kept?.wanted) && (kept?.before === null || isTerms(kept?.before));
}
