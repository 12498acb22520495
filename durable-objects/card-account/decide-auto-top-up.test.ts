// Which of a child's standing rules pays, what stands in the way, and what a charge's end does to its rule.
import { describe, expect, test } from 'vitest';
import type { AutoTopUpTerms } from '../../contracts/auto-top-ups.ts';
import type { AutoTopUpId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import type { PaymentOutcome } from '../payments/payment-provider.ts';
import {
  type AccountStanding,
  DAY_MS,
  decideRun,
  hindranceOf,
  mendOf,
  nextLookAt,
  ruleAfterDecline,
  type StandingRule,
} from './decide-auto-top-up.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const TERMS: AutoTopUpTerms = {
  ...{ belowOre: ore(50_00), dayOfMonth: null, amountOre: ore(100_00) },
  ...{ mostPerMonthOre: ore(400_00), provider: 'mobilepay' },
};
const A: StandingRule = {
  ...{ ruleId: 'a' as AutoTopUpId, number: 1, terms: TERMS, isPaused: false, mayPay: true },
  ...{ mayUseThreshold: true, retryAt: null, doneDay: null, thisMonthOre: ore(0) },
  waitsForPersonUntil: null,
};
const B: StandingRule = { ...A, ruleId: 'b' as AutoTopUpId, number: 2 };
const STANDING: AccountStanding = {
  ...{ now: NOW, today: '2026-11-21', availableOre: ore(49_99), purseOre: ore(49_99) },
  ...{ inFlightOre: ore(0), isFrozen: false, open: null, orderedAt: [], spreadMs: 0 },
  settings: { highestBalanceOre: ore(1_000_00), autoTopUpsPerDay: 3 },
  ...{ offered: new Set(['mobilepay'] as const), silent: new Set() },
};

const JUST_ORDERED = { ruleId: A.ruleId, unansweredSince: NOW - 3_599_999 };

const rule = (special: Partial<StandingRule>, terms: Partial<AutoTopUpTerms> = {}) => ({
  ...A,
  terms: { ...TERMS, ...terms },
  ...special,
});
const runs = (rules: StandingRule[], special: Partial<AccountStanding> = {}) =>
  decideRun(rules, { ...STANDING, ...special })?.ruleId ?? null;
const hinders = (one: StandingRule, special: Partial<AccountStanding> = {}, others = [one]) =>
  hindranceOf(one, others, { ...STANDING, ...special });

describe('a rule is due', () => {
  test('below its threshold, and not at it', () => {
    expect(runs([A])).toBe('a');
    expect(runs([A], { availableOre: ore(50_00) })).toBeNull();
  });

  test('from its day on until it is paid, whatever the balance', () => {
    const byDay = rule({}, { belowOre: null, dayOfMonth: 20 });
    const rich = { availableOre: ore(500_00), purseOre: ore(500_00) };
    expect(decideRun([byDay], { ...STANDING, ...rich })).toEqual({
      ...{ ruleId: 'a', amountOre: 100_00, forDay: '2026-11-20' },
    });
    expect(runs([{ ...byDay, doneDay: '2026-11-20' }], rich)).toBeNull();
    expect(runs([{ ...byDay, doneDay: '2026-10-20' }], rich)).toBe('a');
  });

  test('once, where it is due by both: the charge is the day’s as well', () => {
    const both = rule({}, { dayOfMonth: 20 });
    expect(decideRun([both], STANDING)?.forDay).toBe('2026-11-20');
  });

  test.each<[string, Partial<StandingRule>]>([
    ['it was not approved', { terms: null }],
    ['it is paused', { isPaused: true }],
    ['its guardian may not pay', { mayPay: false }],
    ['its guardian may not use a threshold', { mayUseThreshold: false }],
  ])('not while %s', (_, special) => {
    expect(runs([rule(special, {})].map((one) => ({ ...one, ...special })))).toBeNull();
    expect(hinders({ ...A, ...special })).toBeNull();
  });
});

describe('of several that are due', () => {
  test('the highest threshold pays, and of equals the oldest, in whatever order they stand', () => {
    const higher = { ...rule({}, { belowOre: ore(60_00) }), ruleId: B.ruleId, number: 2 };
    expect(runs([A, higher])).toBe('b');
    expect(runs([higher, A])).toBe('b');
    expect(runs([B, A])).toBe('a');
    expect(hinders(A, {}, [A, higher])).toBe('another_rule_first');
  });

  test.each<[string, Partial<StandingRule>]>([
    ['stopped', { isPaused: true }],
    ['at its cap', { thisMonthOre: ore(300_01) }],
    ['without a link', { mayPay: false }],
  ])('the next pays where the first is %s', (_, special) => {
    expect(runs([{ ...A, ...special }, B])).toBe('b');
  });

  test('no other steps in for one that waits for its retry, but one by the day does', () => {
    const waiting = { ...A, retryAt: NOW + 1 };
    expect(runs([waiting, B])).toBeNull();
    const byDay = { ...rule({}, { belowOre: null, dayOfMonth: 1 }), ruleId: B.ruleId, number: 2 };
    expect(runs([waiting, byDay])).toBe('b');
    expect(runs([{ ...A, retryAt: NOW }, B])).toBe('a');
  });
});

describe('what stands in the way', () => {
  test.each<[string, Partial<AccountStanding>, Partial<StandingRule>]>([
    ['account_frozen', { isFrozen: true }, {}],
    ['provider_silent', { offered: new Set() }, {}],
    ['monthly_cap', {}, { thisMonthOre: ore(300_01) }],
    ['no_room', { purseOre: ore(900_01) }, {}],
    ['no_room', { inFlightOre: ore(850_02) }, {}],
    ['another_rule_first', { open: { ruleId: null, unansweredSince: null } }, {}],
    ['provider_silent', { open: JUST_ORDERED, silent: new Set(['mobilepay']) }, {}],
    ['provider_silent', { open: { ...JUST_ORDERED, unansweredSince: NOW - 3_600_000 } }, {}],
    ['retry_later', {}, { retryAt: NOW + 1 }],
    ['daily_fuse', { orderedAt: [NOW - 3, NOW - 2, NOW - 1] }, {}],
  ])('is said to be %s', (hindrance, standing, special) => {
    const one = { ...A, ...special };
    expect(hinders(one, standing)).toBe(hindrance);
    expect(runs([one], standing)).toBeNull();
  });

  test('is nothing where its own charge is under way, and nothing where it runs', () => {
    expect(hinders(A, { open: JUST_ORDERED })).toBeNull();
    expect(hinders(A)).toBeNull();
    expect(hinders({ ...A, thisMonthOre: ore(300_00) })).toBeNull();
    expect(runs([A], { orderedAt: [NOW - DAY_MS, NOW - 2, NOW - 1] })).toBe('a');
  });
});

describe('time alone makes a look worth while', () => {
  const at = (rules: StandingRule[], special: Partial<AccountStanding> = {}) => {
    const time = nextLookAt(rules, { ...STANDING, ...special });
    return time === null ? null : new Date(time).toISOString();
  };

  test('when the retry, the month, the day or the fuse is over', () => {
    expect(at([{ ...A, retryAt: NOW + 5 }])).toBe('2026-11-21T12:00:00.005Z');
    expect(at([{ ...A, thisMonthOre: ore(400_00) }])).toBe('2026-11-30T23:00:00.000Z');
    expect(at([rule({}, { belowOre: null, dayOfMonth: 25 })])).toBe('2026-11-24T23:00:00.000Z');
    const orderedAt = [NOW - 3, NOW - 2, NOW - 1];
    expect(at([A], { orderedAt })).toBe('2026-11-22T11:59:59.997Z');
  });

  test('and not where a rule is due after its own credit, or only money can make it so', () => {
    expect(at([A])).toBeNull();
    expect(at([A], { availableOre: ore(500_00) })).toBeNull();
    expect(at([A], { purseOre: ore(950_00) })).toBeNull();
    expect(at([{ ...A, isPaused: true }])).toBeNull();
  });
});

describe('a decline', () => {
  const soft: PaymentOutcome = {
    ...{ kind: 'declined_soft', because: 'insufficient_funds', code: '51' },
  };

  test('that is soft waits one day, then two, and the third pauses', () => {
    expect(ruleAfterDecline(0, soft, NOW)).toMatchObject({ kind: 'retry', at: NOW + DAY_MS });
    expect(ruleAfterDecline(1, soft, NOW)).toMatchObject({ kind: 'retry', at: NOW + 2 * DAY_MS });
    expect(ruleAfterDecline(2, soft, NOW)).toEqual({
      ...{ kind: 'pause', because: 'insufficient_funds' },
    });
  });

  test.each<[PaymentOutcome]>([
    [{ kind: 'declined_hard', because: 'card_lost_or_stolen', code: '43' }],
    [{ kind: 'needs_customer', because: 'authentication', code: '65' }],
    [{ kind: 'mismatch', because: 'amount' }],
  ])('of another kind pauses at the first (%o)', (outcome) => {
    expect(ruleAfterDecline(0, outcome, NOW).kind).toBe('pause');
  });

  test('is mended by the same again, or by another method', () => {
    const same = ['insufficient_funds', 'technical', 'act_in_app', 'amount_above_own_limit'];
    expect(same.map(mendOf)).toEqual(same.map(() => 'try_again'));
    const other = ['card_expired', 'card_closed', 'authentication', 'agreement_stopped'];
    expect(other.map(mendOf)).toEqual(other.map(() => 'new_method'));
  });
});
