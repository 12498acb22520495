// What keeps a rule that is due from running though nothing failed, in numbers: its month's cap, or the account's daily
// fuse. Pure. Absent: every other hindrance, which passes by itself or is told as a failure (decide-auto-top-up.ts).
import type { AutoTopUpHeld } from '../../contracts/auto-top-ups.ts';
import { monthBounds, monthOf } from './auto-top-up-calendar.ts';
import { copenhagenMoment } from './copenhagen-moment.ts';
import {
  type AccountStanding,
  DAY_MS,
  fuseEndsAt,
  hindranceOf,
  type StandingRule,
} from './decide-auto-top-up.ts';

/**
 * Null also while some top-up is under way, which may be all that is wanted, and for a payer of the fuse: it would
 * tell of what others pay.
 */
export function heldOf(
  rule: StandingRule,
  rules: readonly StandingRule[],
  standing: AccountStanding,
): AutoTopUpHeld | null {
  if (standing.open !== null || rule.terms === null) return null;
  const hindrance = hindranceOf(rule, rules, standing);
  if (hindrance === 'monthly_cap') {
    const until = iso(monthBounds(monthOf(standing.today)).until);
    const { mostPerMonthOre: mostOre } = rule.terms;
    return { because: 'monthly_cap', usedOre: rule.thisMonthOre, mostOre, until };
  }
  if (hindrance !== 'daily_fuse' || !rule.mayUseThreshold) return null;
  const { now, orderedAt } = standing;
  const recent = orderedAt.filter((at) => at > now - DAY_MS);
  return {
    ...({ because: 'daily_fuse', times: recent.length } as const),
    ...{ since: iso(recent[0] ?? now), until: iso(fuseEndsAt(standing) ?? now) },
  };
}

/** What is told once: of the cap in a month, of the fuse for the day on which it ends. */
export function periodOf({ because, until }: AutoTopUpHeld): string {
  return `${because} ${copenhagenMoment(Date.parse(until)).day}`;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
