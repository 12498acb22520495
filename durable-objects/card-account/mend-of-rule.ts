// What helps a standing rule just now, by one button of its guardian's: the same again, or another card or agreement.
// Pure. Absent: which cause needs which (decide-auto-top-up.ts).
import type { Mend } from '../../contracts/auto-top-ups.ts';
import type { Agreement } from './agreement-store.ts';
import type { Press, StoredRule } from './auto-top-up-store.ts';
import { mendOf } from './decide-auto-top-up.ts';
import { warnedFrom } from './method-end.ts';

/** Null where there is nothing to mend. A card that ends soon is renewed before it stops the rule. */
export function mendOfRule(
  { pausedBecause, retryAt }: Pick<StoredRule, 'pausedBecause' | 'retryAt'>,
  inForce: Pick<Agreement, 'state' | 'method'> | null,
  now: number,
): Mend | null {
  // The same again helps only where there is still something to charge.
  if (pausedBecause !== null) {
    return inForce?.state === 'active' ? mendOf(pausedBecause) : 'new_method';
  }
  if ((retryAt ?? 0) > now) return 'try_again';
  const method = inForce?.method ?? null;
  return method !== null && now >= warnedFrom(method) ? 'new_method' : null;
}

/**
 * What a press does. Another method may be given for the same terms at any time, needed or not; only a rule that was
 * never approved waits for its own page.
 */
export function mendPressed(
  wanted: 'new_method' | null,
  rule: Pick<StoredRule, 'terms' | 'pausedBecause' | 'retryAt'>,
  inForce: Pick<Agreement, 'state' | 'method'> | null,
  now: number,
): Mend | null {
  const isUnapproved = rule.terms === null && rule.pausedBecause === null;
  if (wanted === 'new_method' && !isUnapproved) return 'new_method';
  return wanted === null ? mendOfRule(rule, inForce, now) : null;
}

/** A press that fails does not move the retry later than it was to come by itself. */
export function retryAfterPress(press: Press | null, at: number, now: number): number {
  const planned = press?.retryAt ?? null;
  return planned !== null && planned > now ? Math.min(planned, at) : at;
}
