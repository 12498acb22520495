// A child's standing rules as one guardian may see them, with what making one needs. Reads only. Absent: how one
// rule looks (auto-top-up-view.ts).
import type { AutoTopUpRule, AutoTopUps } from '../../contracts/auto-top-ups.ts';
import type { GuardianId } from '../../contracts/ids.ts';
import type { Ore } from '../../contracts/ore.ts';
import { accepted, type Outcome } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { Agreement, AgreementStore } from './agreement-store.ts';
import { monthBounds, monthOf } from './auto-top-up-calendar.ts';
import type { StoredRule } from './auto-top-up-store.ts';
import { ruleView } from './auto-top-up-view.ts';
import { atOnceFromOre } from './decide-at-once.ts';
import type { AccountStanding, StandingRule } from './decide-auto-top-up.ts';
import { missingAtStartOre } from './decide-rule-change.ts';
import { mayGuardian } from './guardian-rights.ts';
import type { RuleStanding, StandingDoors } from './rule-standing.ts';
import { topUpView } from './top-up-views.ts';

export interface ShownDoors extends StandingDoors {
  readonly agreements: AgreementStore;
}

type Hindrance = AutoTopUpRule['hindrance'];

const NOT_FOR_PAYERS: ReadonlySet<Hindrance> = new Set([
  'no_room',
  'another_rule_first',
  'daily_fuse',
]);

/** A payer, who is told nothing of the account, sees no other guardian's. Refusals as of `pay_in`. */
export function rulesShown(
  doors: ShownDoors,
  standing: RuleStanding,
  by: GuardianId,
  now: number,
): Outcome<AutoTopUps, Refusal> {
  const { account, journal } = doors.books();
  const may = mayGuardian(account, by, 'pay_in', now);
  if (!may.ok) return may;
  const mayUseThreshold = may.value !== 'payer';
  const purseOre = journal.running().sumsOre.purse;
  const { settings } = account;
  const rules = doors.rules.rules();
  const standingRules = standing.rules(rules, now);
  const moment = standing.account(now);
  const monthStart = monthBounds(monthOf(moment.today)).from;
  const shown = rules.flatMap((rule, index) => {
    const isMine = rule.guardianId === by;
    const standingRule = standingRules[index];
    if (standingRule === undefined || (!isMine && !mayUseThreshold)) return [];
    const sources = sourcesOf(doors, rule, monthStart);
    const view = ruleView({ ...sources, standing: moment, standingRules, standingRule, isMine });
    return mayUseThreshold ? view : { ...view, hindrance: withoutOthers(view.hindrance) };
  });
  return accepted({
    ...{ accountId: doors.accountId, mayUseThreshold },
    neededAtStartOre: settings.neededAtStartOre,
    missingAtStartOre: mayUseThreshold
      ? missingAtStartOre({ purseOre, settings, mayUseThreshold })
      : null,
    atOnceFromOre: mayUseThreshold ? atOnceFrom(by, rules, standingRules, moment) : null,
    rules: shown.toSorted((left, right) => Number(right.isMine) - Number(left.isMine)),
  });
}

/** What tells of the balance, or of what others pay in, only waits. */
function withoutOthers(hindrance: Hindrance): Hindrance {
  return NOT_FOR_PAYERS.has(hindrance) ? 'waits' : hindrance;
}

function atOnceFrom(
  by: GuardianId,
  rules: readonly StoredRule[],
  standingRules: readonly StandingRule[],
  moment: AccountStanding,
): Ore | null {
  const ruleId = rules.find(({ guardianId }) => guardianId === by)?.ruleId;
  const own = standingRules.find((one) => one.ruleId === ruleId) ?? null;
  return atOnceFromOre(own, standingRules, moment);
}

function sourcesOf(
  { accountId, attempts, rules, ordered, agreements }: ShownDoors,
  rule: StoredRule,
  monthStart: number,
) {
  const agreement = (number: number | null): Agreement | null =>
    number === null ? null : agreements.agreement(number);
  const inForce = agreement(rule.agreementNumber);
  const asked = agreement(rule.askedNumber);
  const consentNumber = (inForce ?? asked)?.consentNumber ?? null;
  const number = ordered.lastRun(rule.ruleId);
  const last = number === null ? null : attempts.attempt(number);
  return {
    ...{ rule, inForce, asked },
    consent: consentNumber === null ? null : rules.consent(consentNumber),
    lastRun: last && topUpView(accountId, last, attempts.charges),
    isLastRunOfSetUp: last?.way === 'agreement_first',
    thisMonthOpenOre: ordered.openOre(rule.ruleId, monthStart),
  };
}
