// Decides whether a child's standing rules for money in are due, which of them pays, what stands in the way, when
// to look again, and what a charge's end does to its rule. Pure: no clock, no SQL. Absent: making and changing
// rules (decide-rule-change.ts), and money (decide-top-up-attempt.ts).
import type { AutoTopUpHindrance, AutoTopUpTerms, Mend } from '../../contracts/auto-top-ups.ts';
import type { AutoTopUpId } from '../../contracts/ids.ts';
import type { Ore } from '../../contracts/ore.ts';
import type { Settings } from '../municipality/settings.ts';
import type { PaymentOutcome, ProviderName } from '../payments/payment-provider.ts';
import { latestDayDue, monthBounds, monthOf, nextDayDue } from './auto-top-up-calendar.ts';
import { copenhagenMidnight } from './copenhagen-moment.ts';

export interface StandingRule {
  readonly ruleId: AutoTopUpId;
  /** Rules are counted as they are made: of equals the oldest pays. */
  readonly number: number;
  /** In force; null until the provider's page was approved. */
  readonly terms: AutoTopUpTerms | null;
  readonly isPaused: boolean;
  /** What its guardian's link allows now: a frozen link allows nothing, a payer's no threshold. */
  readonly mayPay: boolean;
  readonly mayUseThreshold: boolean;
  /** After a soft decline: not before. */
  readonly retryAt: number | null;
  /** A charge of its guardian's rules may have been taken, and a person is to say so: not before, or not before that was said. */
  readonly waitsForPersonUntil: number | null;
  /** The last day by the calendar that is done with. */
  readonly doneDay: string | null;
  /** Of this calendar month, with everything in flight. */
  readonly thisMonthOre: Ore;
}

export interface AccountStanding {
  readonly now: number;
  /** In Copenhagen. */
  readonly today: string;
  readonly availableOre: Ore;
  readonly purseOre: Ore;
  readonly inFlightOre: Ore;
  readonly isFrozen: boolean;
  /** Some top-up is under way, and of which rule if it is one's. */
  readonly open: {
    readonly ruleId: AutoTopUpId | null;
    /** Since when no provider has answered at all; null where one has. */
    readonly unansweredSince: number | null;
  } | null;
  /** When the automatic charges of the last 24 hours were ordered, oldest first, whatever became of them. */
  readonly orderedAt: readonly number[];
  readonly settings: Pick<Settings, 'highestBalanceOre' | 'autoTopUpsPerDay'>;
  readonly offered: ReadonlySet<ProviderName>;
  /** Those whose last calls failed: what was ordered there waits. */
  readonly silent: ReadonlySet<ProviderName>;
  /** Each account looks some minutes after midnight, not all in the same second. */
  readonly spreadMs: number;
}

export interface Run {
  readonly ruleId: AutoTopUpId;
  readonly amountOre: Ore;
  /** The day by the calendar that it pays for; null for one by the balance alone. */
  readonly forDay: string | null;
}

export const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** A charge that is a rule's; null where nothing is due, or nothing may be charged now. */
export function decideRun(rules: readonly StandingRule[], standing: AccountStanding): Run | null {
  if (standing.isFrozen || standing.open !== null || fuseEndsAt(standing) !== null) return null;
  const able = dueRules(rules, standing).filter((due) => barOf(due, standing) === null);
  const isWaiting = ({ rule }: DueRule) => (rule.retryAt ?? 0) > standing.now;
  // Behind one that waits for its retry no other steps in: it is neither stopped nor hard-declined. A day of the
  // month is no answer to the balance and stands in no such line.
  const [firstByBalance] = able.filter(({ isBelow }) => isBelow);
  const mayRun = [
    ...(firstByBalance === undefined ? [] : [firstByBalance]),
    ...able.filter(({ isBelow }) => !isBelow),
  ];
  const chosen = mayRun.find((due) => !isWaiting(due));
  if (chosen === undefined) return null;
  return { ruleId: chosen.rule.ruleId, amountOre: chosen.terms.amountOre, forDay: chosen.forDay };
}

/** Why a rule that is due does not run now; null where it is not due, has failed, or runs. */
export function hindranceOf(
  rule: StandingRule,
  rules: readonly StandingRule[],
  standing: AccountStanding,
): AutoTopUpHindrance | null {
  const due = dueOf(rule, standing);
  if (due === null) return null;
  if (standing.isFrozen) return 'account_frozen';
  const bar = barOf(due, standing);
  if (bar !== null) return bar;
  if (standing.open !== null) {
    if (standing.open.ruleId !== rule.ruleId) return 'another_rule_first';
    const { unansweredSince } = standing.open;
    const isLate = unansweredSince !== null && unansweredSince <= standing.now - HOUR_MS;
    return isLate || standing.silent.has(due.terms.provider) ? 'provider_silent' : null;
  }
  if ((rule.retryAt ?? 0) > standing.now) return 'retry_later';
  if (fuseEndsAt(standing) !== null) return 'daily_fuse';
  return decideRun(rules, standing)?.ruleId === rule.ruleId ? null : 'another_rule_first';
}

/**
 * When time alone may make a rule run that does not run now; null where only money moving or the sweep does. A
 * rule that is due still after its own credit is not among them: no credit starts another.
 */
export function nextLookAt(
  rules: readonly StandingRule[],
  standing: AccountStanding,
): number | null {
  const times = rules.flatMap((rule) => [
    ...endOfHindrance(rule, rules, standing),
    ...nextDayOf(rule, standing),
  ]);
  return times.length === 0 ? null : Math.min(...times);
}

function endOfHindrance(
  rule: StandingRule,
  rules: readonly StandingRule[],
  standing: AccountStanding,
): number[] {
  const { now, today, spreadMs } = standing;
  switch (hindranceOf(rule, rules, standing)) {
    case 'retry_later':
      return [rule.retryAt ?? now];
    case 'needs_a_person':
      return [rule.waitsForPersonUntil ?? now];
    case 'monthly_cap':
      return [monthBounds(monthOf(today)).until + spreadMs];
    case 'daily_fuse':
      return [fuseEndsAt(standing) ?? now];
    case 'another_rule_first':
      return [now + HOUR_MS];
    case 'no_room':
    case 'provider_silent':
    case 'account_frozen':
    case null:
      return [];
  }
}

function nextDayOf(rule: StandingRule, { today, spreadMs }: AccountStanding): number[] {
  const dayOfMonth = rule.terms?.dayOfMonth ?? null;
  if (isStopped(rule) || dayOfMonth === null) return [];
  return [copenhagenMidnight(nextDayDue(today, dayOfMonth)) + spreadMs];
}

export interface DueRule {
  readonly rule: StandingRule;
  readonly terms: AutoTopUpTerms;
  readonly isBelow: boolean;
  readonly forDay: string | null;
}

/** By the balance before by the day; the highest threshold first, and of equals the oldest. */
function dueRules(rules: readonly StandingRule[], standing: AccountStanding): DueRule[] {
  const rankOf = ({ isBelow, terms }: DueRule) => (isBelow ? (terms.belowOre ?? 0) : 0);
  return rules
    .flatMap((rule) => dueOf(rule, standing) ?? [])
    .toSorted(
      (left, right) => rankOf(right) - rankOf(left) || left.rule.number - right.rule.number,
    );
}

export function dueOf(rule: StandingRule, standing: AccountStanding): DueRule | null {
  const { terms } = rule;
  if (isStopped(rule) || terms === null) return null;
  const { belowOre, dayOfMonth } = terms;
  const isBelow = rule.mayUseThreshold && belowOre !== null && standing.availableOre < belowOre;
  const day = dayOfMonth === null ? null : latestDayDue(standing.today, dayOfMonth);
  const forDay = day !== null && (rule.doneDay ?? '') < day ? day : null;
  return isBelow || forDay !== null ? { rule, terms, isBelow, forDay } : null;
}

export function isStopped({ terms, isPaused, mayPay }: StandingRule): boolean {
  return terms === null || isPaused || !mayPay;
}

/** What leaves the turn to the next rule. */
function barOf(
  { rule, terms }: DueRule,
  { now, purseOre, inFlightOre, settings, offered }: AccountStanding,
): 'needs_a_person' | 'monthly_cap' | 'no_room' | 'provider_silent' | null {
  if ((rule.waitsForPersonUntil ?? 0) > now) return 'needs_a_person';
  if (!offered.has(terms.provider)) return 'provider_silent';
  if (rule.thisMonthOre + terms.amountOre > terms.mostPerMonthOre) return 'monthly_cap';
  const isFull = purseOre + inFlightOre + terms.amountOre > settings.highestBalanceOre;
  return isFull ? 'no_room' : null;
}

/** Null while there may be another charge. */
export function fuseEndsAt({ now, orderedAt, settings }: AccountStanding): number | null {
  const recent = orderedAt.filter((at) => at > now - DAY_MS);
  const blocking = recent[recent.length - settings.autoTopUpsPerDay];
  return blocking === undefined ? null : blocking + DAY_MS;
}

/** Waits before the second and the third try: a day, and three days after the first. */
const RETRY_AFTER_MS = [DAY_MS, 2 * DAY_MS] as const;

export type RuleChange =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'retry';
      readonly because: string;
      readonly softDeclines: number;
      readonly at: number;
    }
  | { readonly kind: 'pause'; readonly because: string };

/** After a charge that came to nothing. Hard declines are never retried; three soft ones are enough. */
export function ruleAfterDecline(
  softDeclines: number,
  outcome: PaymentOutcome,
  now: number,
): RuleChange {
  switch (outcome.kind) {
    case 'declined_hard':
    case 'needs_customer':
      return { kind: 'pause', because: outcome.because };
    case 'declined_soft': {
      const waitMs = RETRY_AFTER_MS[softDeclines];
      const { because } = outcome;
      return waitMs === undefined
        ? { kind: 'pause', because }
        : { kind: 'retry', because, softDeclines: softDeclines + 1, at: now + waitMs };
    }
    case 'mismatch':
      return { kind: 'pause', because: outcome.because };
    default:
      return { kind: 'nothing' };
  }
}

/** Another card or agreement helps; for all else the same again does, once its owner has seen to it. */
const NEEDS_NEW_METHOD: readonly string[] = [
  ...['card_expired', 'card_lost_or_stolen', 'card_closed', 'not_permitted', 'authentication'],
  ...['agreement_stopped', 'charged_back', 'not_approved', 'not_begun', 'provider_refused'],
];

export function mendOf(because: string): Mend {
  return NEEDS_NEW_METHOD.includes(because) ? 'new_method' : 'try_again';
}

/** Another card or agreement is needed for it, and the same again would do for what stopped the rule before. */
export function isGraver(because: string, before: string): boolean {
  return mendOf(because) === 'new_method' && mendOf(before) === 'try_again';
}
