// What would be ordered the moment that a guardian's approval comes: for a rule that stands, and for one whose terms are
// still being typed. Pure: the decision of what runs (decide-auto-top-up.ts) is asked as it would stand then.
import type { AutoTopUpTerms } from '../../contracts/auto-top-ups.ts';
import type { AutoTopUpId } from '../../contracts/ids.ts';
import { LARGEST_AMOUNT_ORE, type Ore, ore } from '../../contracts/ore.ts';
import { latestDayDue } from './auto-top-up-calendar.ts';
import { type AccountStanding, decideRun, type StandingRule } from './decide-auto-top-up.ts';

/** @param terms what is approved: those in force by another method, or others. */
export function orderedAtOnceOre(
  rule: StandingRule,
  terms: AutoTopUpTerms,
  rules: readonly StandingRule[],
  standing: AccountStanding,
): Ore | null {
  const { dayOfMonth } = terms;
  const isNewDay = dayOfMonth !== null && dayOfMonth !== rule.terms?.dayOfMonth;
  const doneDay = isNewDay ? latestDayDue(standing.today, dayOfMonth) : rule.doneDay;
  const approved = { ...rule, terms, doneDay, isPaused: false, retryAt: null };
  const all = rules.map((one) => (one.ruleId === rule.ruleId ? approved : one));
  const run = decideRun(all, standing);
  return run?.ruleId === rule.ruleId ? run.amountOre : null;
}

/**
 * The lowest threshold by which the asker's rule would run. Each other rule's threshold may be a border, and so may
 * the balance.
 * @param own null for one that is to be made, which is the youngest.
 */
export function atOnceFromOre(
  own: StandingRule | null,
  rules: readonly StandingRule[],
  standing: AccountStanding,
): Ore | null {
  const [provider] = standing.offered;
  if (provider === undefined) return null;
  const probe = own ?? newestOf(rules);
  const others = rules.filter(({ ruleId }) => ruleId !== probe.ruleId);
  const bounds = others.flatMap(({ terms }) => terms?.belowOre ?? []);
  const candidates = [standing.availableOre + 1, ...bounds, ...bounds.map((bound) => bound + 1)];
  const isFirst = (belowOre: number) => {
    const terms = {
      ...{ belowOre: ore(belowOre), dayOfMonth: null, provider },
      ...{ amountOre: ore(1), mostPerMonthOre: ore(LARGEST_AMOUNT_ORE) },
    };
    return orderedAtOnceOre(probe, terms, [...others, probe], standing) !== null;
  };
  const [lowest] = candidates
    .filter((candidate) => candidate > 0)
    .toSorted((left, right) => left - right)
    .filter(isFirst);
  return lowest === undefined ? null : ore(lowest);
}

function newestOf(rules: readonly StandingRule[]): StandingRule {
  return {
    ruleId: 'asked for' as AutoTopUpId,
    number: Math.max(0, ...rules.map(({ number }) => number)) + 1,
    ...{ terms: null, isPaused: false, mayPay: true, mayUseThreshold: true },
    ...{ retryAt: null, waitsForPersonUntil: null, doneDay: null, thisMonthOre: ore(0) },
  };
}
