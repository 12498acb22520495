// Decides about a charge that a rule has ordered and that the provider may not have: whether what was agreed to
// still covers it, and whether the rule would still order it. Pure. Absent: ordering it (decide-auto-top-up.ts).
import type { Ore } from '../../contracts/ore.ts';
import { type AccountStanding, dueOf, isStopped, type StandingRule } from './decide-auto-top-up.ts';

/** @param rule whose month counts everything in flight, and so this charge as well. */
export function isWithinTerms(rule: StandingRule, amountOre: Ore): boolean {
  const { terms, thisMonthOre } = rule;
  if (terms === null || isStopped(rule)) return false;
  return amountOre <= terms.amountOre && thisMonthOre <= terms.mostPerMonthOre;
}

/** @param forDay the day by the calendar that it was ordered for; null for one by the balance alone. */
export function isStillDue(
  rule: StandingRule,
  forDay: string | null,
  standing: AccountStanding,
): boolean {
  const due = dueOf(rule, standing);
  return due !== null && (due.isBelow || (forDay !== null && due.forDay === forDay));
}
