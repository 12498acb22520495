// A standing rule as guardians see it: its own guardian whole, another one its terms and how it stands. Pure.
// Absent: who is linked (guardian-rights.ts).
import type { AutoTopUpRule } from '../../contracts/auto-top-ups.ts';
import type { Ore } from '../../contracts/ore.ts';
import type { TopUp } from '../../contracts/top-ups.ts';
import type { Agreement } from './agreement-store.ts';
import { nextDayDue } from './auto-top-up-calendar.ts';
import type { StoredConsent, StoredRule } from './auto-top-up-store.ts';
import { causeOfPause } from './cause-of-pause.ts';
import { type AccountStanding, hindranceOf, type StandingRule } from './decide-auto-top-up.ts';
import { mendOfRule } from './mend-of-rule.ts';
import { warnedFrom } from './method-end.ts';
import { MONEY_OF_ANOTHERS, moneyView } from './rule-money-view.ts';

export interface RuleSources {
  readonly rule: StoredRule;
  readonly standingRule: StandingRule;
  readonly standingRules: readonly StandingRule[];
  readonly standing: AccountStanding;
  readonly inForce: Agreement | null;
  readonly asked: Agreement | null;
  readonly consent: StoredConsent | null;
  readonly lastRun: TopUp | null;
  readonly isLastRunOfSetUp: boolean;
  readonly thisMonthOpenOre: Ore;
  readonly isMine: boolean;
}

export function ruleView(sources: RuleSources): AutoTopUpRule {
  const { rule, isMine } = sources;
  const seen = seenByAll(sources);
  if (!isMine) return { ...seen, ...NOTHING_OF_ANOTHERS };
  const { consent, standing } = sources;
  const { retryAt, pausedBecause } = rule;
  const isRetried = retryAt !== null && retryAt > standing.now && pausedBecause === null;
  return {
    ...seen,
    approval: approvalOf(sources),
    method: methodOf(sources),
    ...moneyView(sources),
    nextDay: nextDayOf(sources),
    nextTryAt: isRetried ? iso(retryAt) : null,
    lastRun: sources.lastRun,
    approvedAt: approvedAtOf(sources),
    consent: consent && {
      ...{ version: consent.version, language: consent.language, wording: consent.wording },
      givenAt: iso(consent.givenAt),
    },
  };
}

const NOTHING_OF_ANOTHERS = {
  ...MONEY_OF_ANOTHERS,
  ...{ approval: null, method: null, nextDay: null, nextTryAt: null },
  ...{ lastRun: null, approvedAt: null, consent: null },
} as const;

function seenByAll({ rule, isMine, ...sources }: RuleSources) {
  const { standing, standingRule, standingRules, inForce, asked } = sources;
  const { ruleId, version, pausedBecause } = rule;
  const terms = rule.terms ?? asked?.terms ?? inForce?.terms;
  if (terms === undefined) throw new Error(`rule ${ruleId} has no terms`);
  const isWaiting = rule.terms === null && pausedBecause === null;
  const isPaused = pausedBecause !== null || !standingRule.mayPay;
  const state = isPaused ? 'paused' : isWaiting ? 'waiting' : 'active';
  return {
    ...({ ruleId, version, isMine, terms, state } as const),
    pausedBecause: pausedBecause === null ? null : causeOfPause(pausedBecause),
    mend: mendOfRule(rule, inForce, standing.now),
    hindrance: hindranceOf(standingRule, standingRules, standing),
  } as const;
}

function approvalOf({ asked }: RuleSources): AutoTopUpRule['approval'] {
  if (asked?.state !== 'created' && asked?.state !== 'waiting') return null;
  return { address: asked.address, terms: asked.terms };
}

function approvedAtOf({ inForce }: RuleSources): string | null {
  return inForce?.state === 'active' ? iso(inForce.since) : null;
}

function methodOf({ inForce, standing }: RuleSources): AutoTopUpRule['method'] {
  const method = inForce?.method;
  if (method == null) return null;
  const { label, lastDigits, expiresAtEndOf } = method;
  const endsSoon = standing.now >= warnedFrom(method);
  return { label, lastDigits, expiresAtEndOf, endsSoon };
}

function nextDayOf({ rule, standing }: RuleSources): string | null {
  const dayOfMonth = rule.terms?.dayOfMonth ?? null;
  return dayOfMonth === null ? null : nextDayDue(standing.today, dayOfMonth);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
