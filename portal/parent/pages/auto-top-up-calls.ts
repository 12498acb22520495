// What a guardian asks of the account about the own standing rule: make, change, mend, delete. A newer version
// is fetched and handed back; one that says what was wanted is the reader's own, whose answer was lost.
import {
  type AutoTopUpRequest,
  AutoTopUpRule,
  AutoTopUps,
  type AutoTopUpTerms,
} from '../../../contracts/auto-top-ups.ts';
import type { AccountId, AutoTopUpId } from '../../../contracts/ids.ts';
import type { ProblemCode } from '../../../contracts/problems.ts';
import { type Answer, call } from '../api.ts';
import { intentId, settleIntent } from '../intents.ts';
import type { Failure } from '../problem-notice.tsx';
import { ownRule } from './auto-top-up-editing.ts';
import { saysTheSame } from './auto-top-up-terms.ts';

export type SavedRule =
  | { readonly kind: 'saved'; readonly rule: AutoTopUpRule }
  | { readonly kind: 'newer'; readonly all: AutoTopUps }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Somebody was quicker, most likely the reader in another tab. */
const CHANGED_MEANWHILE: readonly ProblemCode[] = [
  'version_conflict',
  'auto_top_up_exists',
  'auto_top_up_unknown',
];

export function rulesTarget(accountId: AccountId): string {
  return `/api/accounts/${accountId}/auto-top-ups`;
}

export interface SeenRule {
  readonly ruleId: AutoTopUpId;
  readonly version: number;
  readonly terms: AutoTopUpTerms | null;
}

/** @param seen the own rule as the reader saw it; null makes one. */
export async function saveRule(
  accountId: AccountId,
  seen: SeenRule | null,
  body: AutoTopUpRequest,
): Promise<SavedRule> {
  const first = await putRule(accountId, seen, body);
  if (first.kind !== 'newer' || seen === null || seen.terms === null) return first;
  const own = ownRule(first.all);
  const saysNothingNew = own?.ruleId === seen.ruleId && saysTheSame(own.terms, seen.terms);
  // It ran, or was paused: what the reader saw and changed is still the same.
  return saysNothingNew ? putRule(accountId, { ...seen, version: own.version }, body) : first;
}

async function putRule(
  accountId: AccountId,
  seen: SeenRule | null,
  body: AutoTopUpRequest,
): Promise<SavedRule> {
  const intent = `auto-top-up:${accountId}`;
  const target = `${rulesTarget(accountId)}/${seen?.ruleId ?? intentId(intent)}`;
  const ifMatch = seen?.version ?? 0;
  const answer = await call({ method: 'PUT', target, body, ifMatch, answer: AutoTopUpRule });
  if (seen === null) settleIntent(intent, answer);
  if (answer.kind === 'ok') return { kind: 'saved', rule: answer.value };
  const isNewer = answer.kind === 'problem' && CHANGED_MEANWHILE.includes(answer.problem.code);
  if (!isNewer) return { kind: 'failed', failure: answer };
  const newest = await call({ method: 'GET', target: rulesTarget(accountId), answer: AutoTopUps });
  if (newest.kind !== 'ok') return { kind: 'failed', failure: newest };
  const own = ownRule(newest.value);
  const stands = own === null ? null : (own.approval?.terms ?? own.terms);
  const isOwnSave = stands !== null && saysTheSame(stands, body.terms);
  return own !== null && isOwnSave
    ? { kind: 'saved', rule: own }
    : { kind: 'newer', all: newest.value };
}

/** The one button, or another method. A second press, or a try after a lost answer, is the same mending. */
export async function mendRule(
  accountId: AccountId,
  { ruleId, version }: AutoTopUpRule,
  wanted: 'new_method' | null,
  language: 'da' | 'en',
): Promise<Answer<AutoTopUpRule>> {
  const intent = `mending:${ruleId}:${version}:${wanted}`;
  const target = `${rulesTarget(accountId)}/${ruleId}/mendings/${intentId(intent)}`;
  const body = { wanted, language };
  const answer = await call({ method: 'PUT', target, body, answer: AutoTopUpRule });
  settleIntent(intent, answer);
  return answer;
}

export async function deleteRule(
  accountId: AccountId,
  ruleId: AutoTopUpId,
): Promise<Answer<undefined>> {
  const target = `${rulesTarget(accountId)}/${ruleId}`;
  const answer = await call<undefined>({ method: 'DELETE', target, answer: null });
  // Deleted in another tab, or by a try whose answer was lost.
  const isGone = answer.kind === 'problem' && answer.problem.code === 'auto_top_up_unknown';
  return isGone ? { kind: 'ok', value: undefined } : answer;
}
