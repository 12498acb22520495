// A success is said while the rule bears it out, and never beside a failure.
import { expect, test } from 'vitest';
import type { AutoTopUpRule } from '../../../contracts/auto-top-ups.ts';
import { ore } from '../../../contracts/ore.ts';
import type { TopUp } from '../../../contracts/top-ups.ts';
import { isStillBelow, toldNow } from './auto-top-up-telling.ts';

const run = (topUpId: string, state: TopUp['state']) =>
  ({ topUpId, state, amountOre: 50_00 }) as TopUp;
const rule = (change: Partial<AutoTopUpRule> = {}) =>
  ({ state: 'active', mend: null, lastRun: run('old', 'declined'), ...change }) as AutoTopUpRule;

test('a new try is followed until the money is there', () => {
  expect(toldNow('mended', rule(), 'old')).toEqual({ said: 'mended' });
  const trying = rule({ lastRun: run('new', 'waiting') });
  expect(toldNow('mended', trying, 'old')).toEqual({ said: 'trying', amountOre: 50_00 });
  const paid = rule({ lastRun: run('new', 'credited') });
  expect(toldNow('mended', paid, 'old')).toEqual({ said: 'paid_in', amountOre: 50_00 });
});

test('a new try that fails again takes the success back', () => {
  const lastRun = run('new', 'declined');
  expect(toldNow('mended', rule({ lastRun }), 'old')).toBeNull();
  expect(toldNow('mended', rule({ lastRun, mend: 'try_again' }), 'old')).toBeNull();
  expect(toldNow('mended', rule({ lastRun, state: 'paused' }), 'old')).toBeNull();
});

test('what was saved or approved is no more said of a rule that has failed since', () => {
  for (const result of ['saved', 'approved', 'changed', 'renewed', 'kept'] as const) {
    expect(toldNow(result, rule(), null)).toEqual({ said: result });
    expect(toldNow(result, rule({ mend: 'new_method' }), null)).toEqual({ said: result });
    expect(toldNow(result, rule({ mend: 'try_again' }), null)).toBeNull();
    expect(toldNow(result, rule({ state: 'paused' }), null)).toBeNull();
    expect(toldNow(result, null, null)).toBeNull();
  }
});

test('what did not come about, and what is deleted, is said as it is', () => {
  for (const result of ['deleted', 'cancelled', 'not_made', 'not_approved'] as const) {
    expect(toldNow(result, null, null)).toEqual({ said: result });
  }
  expect(toldNow(null, rule(), null)).toBeNull();
});

/** Below 50 kroner, and its last run has paid. */
const terms = { belowOre: 50_00 } as AutoTopUpRule['terms'];
const paidRule = (change: Partial<AutoTopUpRule> = {}) =>
  ({
    ...{ state: 'active', mend: null, hindrance: null, lastRun: run('old', 'credited'), terms },
    ...change,
  }) as AutoTopUpRule;

test('one top-up that was not enough is followed by another with the next purchase', () => {
  expect(isStillBelow(paidRule(), ore(40_00))).toBe(true);
  expect(isStillBelow(paidRule({ mend: 'new_method' }), ore(40_00))).toBe(true);
});

test('nothing is said of a balance that is not below, or that the reader does not see', () => {
  expect(isStillBelow(paidRule(), ore(50_00))).toBe(false);
  expect(isStillBelow(paidRule(), null)).toBe(false);
  const byDay = { ...terms, belowOre: null };
  expect(isStillBelow(paidRule({ terms: byDay }), ore(0))).toBe(false);
});

test('nothing is promised while a top-up is under way, or something stands in the way', () => {
  expect(isStillBelow(paidRule({ lastRun: run('old', 'waiting') }), ore(40_00))).toBe(false);
  expect(isStillBelow(paidRule({ lastRun: null }), ore(40_00))).toBe(false);
  expect(isStillBelow(paidRule({ hindrance: 'monthly_cap' }), ore(40_00))).toBe(false);
  expect(isStillBelow(paidRule({ mend: 'try_again' }), ore(40_00))).toBe(false);
  expect(isStillBelow(paidRule({ state: 'paused' }), ore(40_00))).toBe(false);
});
