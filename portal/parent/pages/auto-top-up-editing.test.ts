import { describe, expect, test } from 'vitest';
import { AutoTopUpRule, AutoTopUps } from '../../../contracts/auto-top-ups.ts';
import { PayingIn } from '../../../contracts/top-ups.ts';
import { approvalOutcome, needsOwner } from './auto-top-up-approval.ts';
import {
  beginRule,
  isRuleEditing,
  meetNewerRule,
  ownRule,
  termsInForce,
} from './auto-top-up-editing.ts';
import { firstOffer } from './auto-top-up-first.ts';

const ACCOUNT = `a0165${'0'.repeat(33)}`;
const TERMS = {
  ...{ belowOre: 5_000, dayOfMonth: null, amountOre: 10_000, mostPerMonthOre: 40_000 },
  provider: 'nexi',
};
const CARD = { label: 'Visa', lastDigits: '1111', expiresAtEndOf: '2027-08', endsSoon: false };

function rule(change: object = {}): AutoTopUpRule {
  return AutoTopUpRule.parse({
    ...{ ruleId: '62a69770-39cf-4e0b-ad16-feae5babc503', version: 1, isMine: true },
    ...{ state: 'active', terms: TERMS, pausedBecause: null, mend: null, hindrance: null },
    ...{ approval: null, method: CARD, thisMonthOre: 0, nextDay: null, nextTryAt: null },
    ...{ held: null, thisMonthOpenOre: 0, orderedAtOnceOre: null, isLastRunOfSetUp: false },
    ...{ lastRun: null, approvedAt: null, consent: null, ...change },
  });
}

function all(rules: AutoTopUpRule[], change: object = {}): AutoTopUps {
  return AutoTopUps.parse({
    ...{ accountId: ACCOUNT, mayUseThreshold: true, neededAtStartOre: 5_000 },
    atOnceFromOre: null,
    ...{ missingAtStartOre: 0, rules, ...change },
  });
}

describe('a rule that is being edited', () => {
  const editing = beginRule(all([rule()]), rule().terms, 'nexi', 'da');
  const typed = { ...editing, typed: { ...editing.typed, amount: '75' } };

  test('keeps what is typed, and says what another tab has changed', () => {
    const newer = rule({ version: 2, terms: { ...TERMS, amountOre: 20_000 } });
    const met = meetNewerRule(typed, newer);
    expect(met).toMatchObject({ version: 2, news: 'changed', typed: { amount: '75' } });
    expect(met.seen?.amountOre).toBe(20_000);
  });

  test('takes a version that says the same without a word', () => {
    expect(meetNewerRule(typed, rule({ version: 2, state: 'paused' }))).toMatchObject({
      version: 2,
      news: null,
      typed: { amount: '75' },
    });
  });

  test('is a new one when it was deleted meanwhile, and needs a consent then', () => {
    expect(meetNewerRule(typed, null)).toMatchObject({ version: 0, seen: null, news: 'gone' });
    const made = beginRule(all([]), null, 'nexi', 'da');
    expect(meetNewerRule(made, null)).toBe(made);
  });

  test('is not the one of another guardian', () => {
    const others = rule({ isMine: false });
    expect(ownRule(all([others]))).toBeNull();
    expect(beginRule(all([others]), null, 'nexi', 'da').version).toBe(0);
  });

  test('that was never approved needs a consent, whatever it asks for', () => {
    const never = { state: 'paused', pausedBecause: 'cancelled_by_payer', method: null };
    expect(beginRule(all([rule(never)]), rule().terms, 'nexi', 'da')).toMatchObject({
      version: 1,
      seen: null,
    });
    const made = beginRule(all([rule(never)]), rule().terms, 'nexi', 'da');
    expect(meetNewerRule(made, rule({ ...never, version: 2 })).news).toBeNull();
  });

  test('comes back after a login only in its own shape', () => {
    expect(isRuleEditing(typed)).toBe(true);
    expect(isRuleEditing(null)).toBe(true);
    expect(isRuleEditing({ ...typed, typed: {} })).toBe(false);
  });
});

describe('the top-up that comes with a new rule', () => {
  const paying = (roomOre: number | null) =>
    PayingIn.parse({
      ...{ accountId: ACCOUNT, presetsOre: [], lowestTopUpOre: 5_000, ways: [], mine: [] },
      ...{ highestBalanceOre: 100_000, roomOre },
    });

  test('is ticked where something is missing, and is never less than the lowest', () => {
    const offer = firstOffer(all([], { missingAtStartOre: 1_250 }), paying(96_250), null);
    expect(offer).toEqual({ offeredOre: 5_000, paidOre: 5_000, isMissing: false });
  });

  test('is missed when its reader unticks it', () => {
    const offer = firstOffer(all([], { missingAtStartOre: 5_000 }), paying(100_000), false);
    expect(offer).toEqual({ offeredOre: 5_000, paidOre: null, isMissing: true });
  });

  test('is not offered where there is enough', () => {
    expect(firstOffer(all([]), paying(50_000), null).offeredOre).toBeNull();
  });

  test('is not offered to a payer, who would learn from it what there is', () => {
    const offer = firstOffer(all([], { missingAtStartOre: null }), paying(null), null);
    expect(offer.offeredOre).toBeNull();
  });
});

describe('coming back from the approval', () => {
  const wanted = rule({ terms: { ...TERMS, amountOre: 20_000 } }).terms;
  const before = rule().terms;
  const approvedAt = '2026-11-20T10:00:00.000Z';
  const kept = { approvedAt, wasRunning: false };

  test('tells whether what was wanted holds', () => {
    const approved = rule({ terms: wanted });
    expect(approvalOutcome({ wanted, before: null, ...kept }, approved)).toBe('approved');
    expect(approvalOutcome({ wanted, before, ...kept }, approved)).toBe('changed');
    expect(approvalOutcome({ wanted, before, ...kept }, rule())).toBe('not_approved');
    expect(approvalOutcome({ wanted, before: null, ...kept }, null)).toBe('not_made');
  });

  test('says nothing while it waits, or where nothing is known of what was wanted', () => {
    const waits = rule({ approval: { address: null, terms: wanted } });
    const approving = { wanted, before, ...kept };
    expect(approvalOutcome(approving, waits)).toBe('unknown');
    expect(approvalOutcome(approving, rule({ state: 'waiting' }))).toBe('unknown');
    expect(approvalOutcome(approving, null)).toBe('unknown');
    expect(approvalOutcome(null, rule())).toBe('unknown');
  });

  test('calls a card or agreement renewed only when it is another one', () => {
    const again = { wanted: before, before, ...kept };
    const another = { approvedAt: '2026-11-21T10:00:00.000Z' };
    expect(approvalOutcome(again, rule(another))).toBe('renewed');
    const healthy = { ...again, wasRunning: true };
    expect(approvalOutcome(healthy, rule(another))).toBe('method_changed');
    // One that was given may end soon, too.
    const endsSoon = { ...another, method: { ...CARD, endsSoon: true } };
    expect(approvalOutcome(again, rule(endsSoon))).toBe('renewed');
    expect(approvalOutcome(again, rule({ approvedAt }))).toBe('not_approved');
    expect(approvalOutcome(again, rule({ approvedAt, state: 'paused' }))).toBe('unknown');
  });
});

test('a rule that was stopped before its first day has been in force, and one that was not approved has not', () => {
  const stopped = (pausedBecause: string) =>
    termsInForce(rule({ state: 'paused', pausedBecause, method: null }));
  for (const because of ['charged_back', 'refunded_elsewhere', 'agreement_stopped']) {
    expect(stopped(because), because).toEqual(TERMS);
  }
  for (const because of ['cancelled_by_payer', 'not_finished', 'provider_trouble']) {
    expect(stopped(because), because).toBeNull();
  }
});

test('a rule that is paused, waits or has something to mend is shown before anything else', () => {
  expect(needsOwner(rule())).toBe(false);
  expect(needsOwner(rule({ state: 'paused', pausedBecause: 'card_expired' }))).toBe(true);
  expect(needsOwner(rule({ state: 'waiting' }))).toBe(true);
  expect(needsOwner(rule({ mend: 'new_method' }))).toBe(true);
  expect(needsOwner(rule({ mend: 'try_again' }))).toBe(true);
});
