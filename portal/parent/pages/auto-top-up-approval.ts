// What the reader was about to approve at the provider, kept in this tab over the way there and back: whether the
// rule that is found says so decides what is told. In another browser nothing is kept, and nothing is claimed.
import { type AutoTopUpRule, AutoTopUpTerms } from '../../../contracts/auto-top-ups.ts';
import { keepDraft, takeDraft } from '../drafts.ts';
import { saysTheSame } from './auto-top-up-terms.ts';

export function keepApproving(ruleId: string, wanted: AutoTopUpTerms): void {
  keepDraft(keyOf(ruleId), wanted);
}

/** Once. */
export function takeApproving(ruleId: string): AutoTopUpTerms | null {
  return takeDraft(keyOf(ruleId), isTerms);
}

/** `unknown`: it still waits, or nobody can tell what was wanted. */
export type ApprovalOutcome = 'approved' | 'not_approved' | 'not_made' | 'unknown';

export function approvalOutcome(
  wanted: AutoTopUpTerms | null,
  rule: AutoTopUpRule | null,
): ApprovalOutcome {
  if (wanted === null) return 'unknown';
  if (rule === null) return 'not_made';
  if (isAwaiting(rule) || rule.state === 'paused') return 'unknown';
  return saysTheSame(wanted, rule.terms) ? 'approved' : 'not_approved';
}

export function isAwaiting(rule: AutoTopUpRule): boolean {
  return rule.state === 'waiting' || rule.approval !== null;
}

/** What its owner has to see before anything else. */
export function needsOwner(rule: AutoTopUpRule): boolean {
  return rule.state === 'paused' || isAwaiting(rule) || rule.method?.endsSoon === true;
}

function keyOf(ruleId: string): string {
  return `approving:${ruleId}`;
}

function isTerms(value: unknown): value is AutoTopUpTerms {
  return AutoTopUpTerms.safeParse(value).success;
}
