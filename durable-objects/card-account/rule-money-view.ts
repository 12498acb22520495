// The money of a standing rule as its own guardian sees it: what the month has taken, what would be ordered at once,
// and what holds it back. Pure. Absent: the rest of the rule (auto-top-up-view.ts).
import type { AutoTopUpRule } from '../../contracts/auto-top-ups.ts';
import type { Ore } from '../../contracts/ore.ts';
import type { Agreement } from './agreement-store.ts';
import type { StoredRule } from './auto-top-up-store.ts';
import { orderedAtOnceOre } from './decide-at-once.ts';
import type { AccountStanding, StandingRule } from './decide-auto-top-up.ts';
import { heldOf } from './decide-held.ts';

export interface MoneySources {
  readonly rule: StoredRule;
  readonly standingRule: StandingRule;
  readonly standingRules: readonly StandingRule[];
  readonly standing: AccountStanding;
  readonly inForce: Agreement | null;
  readonly asked: Agreement | null;
  readonly thisMonthOpenOre: Ore;
  readonly isLastRunOfSetUp: boolean;
}

type MoneyView = Pick<
  AutoTopUpRule,
  'held' | 'thisMonthOre' | 'thisMonthOpenOre' | 'orderedAtOnceOre' | 'isLastRunOfSetUp'
>;

export function moneyView(sources: MoneySources): MoneyView {
  const { standingRule, standingRules, standing, thisMonthOpenOre, isLastRunOfSetUp } = sources;
  return {
    held: heldOf(standingRule, standingRules, standing),
    thisMonthOre: standingRule.thisMonthOre,
    orderedAtOnceOre: atOnceOf(sources),
    ...{ thisMonthOpenOre, isLastRunOfSetUp },
  };
}

export const MONEY_OF_ANOTHERS: MoneyView = {
  ...{ held: null, thisMonthOre: null, thisMonthOpenOre: null, orderedAtOnceOre: null },
  isLastRunOfSetUp: false,
};

/** What is paid on the page itself comes first, and nothing is ordered beside it. */
function atOnceOf({
  rule,
  standingRule,
  standingRules,
  standing,
  inForce,
  asked,
}: MoneySources): Ore | null {
  const { mayPay, mayUseThreshold } = standingRule;
  const isOpen = asked?.state === 'created' || asked?.state === 'waiting';
  const terms = (isOpen ? asked.terms : null) ?? rule.terms ?? (asked ?? inForce)?.terms ?? null;
  const isPaidOnPage = rule.terms === null && (asked?.firstTopUpOre ?? null) !== null;
  if (!mayPay || !mayUseThreshold || terms === null || isPaidOnPage) return null;
  return orderedAtOnceOre(standingRule, terms, standingRules, standing);
}
