// Saves a child's limits with the version that was seen. A newer version is fetched and handed back; one that
// says the same is the reader's own save whose answer was lost.
import { type Limits, LimitsInForce } from '../../../contracts/limits.ts';
import { type Answer, call } from '../api.ts';
import { saysTheSame } from './limits-editing.ts';

export type SavedLimits =
  | { readonly kind: 'saved'; readonly inForce: LimitsInForce }
  | { readonly kind: 'newer'; readonly inForce: LimitsInForce }
  | { readonly kind: 'failed'; readonly failure: Exclude<Answer<unknown>, { kind: 'ok' }> };

export async function saveLimits(
  target: string,
  limits: Limits,
  seenVersion: number,
): Promise<SavedLimits> {
  const wanted = { body: limits, ifMatch: seenVersion, answer: LimitsInForce };
  const answer = await call({ method: 'PUT', target, ...wanted });
  if (answer.kind === 'ok') return { kind: 'saved', inForce: answer.value };
  const isConflict = answer.kind === 'problem' && answer.problem.code === 'version_conflict';
  if (!isConflict) return { kind: 'failed', failure: answer };
  const newest = await call({ method: 'GET', target, answer: LimitsInForce });
  if (newest.kind !== 'ok') return { kind: 'failed', failure: newest };
  const isOwn = saysTheSame(limits, newest.value);
  return { kind: isOwn ? 'saved' : 'newer', inForce: newest.value };
}
