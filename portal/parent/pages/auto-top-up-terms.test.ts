import { describe, expect, test } from 'vitest';
import { AutoTopUpTerms } from '../../../contracts/auto-top-ups.ts';
import { ore } from '../../../contracts/ore.ts';
import { ruleSentence } from './auto-top-up-sentence.ts';
import {
  inLanguage,
  isBelowNow,
  isTypedTerms,
  orderedOnApproval,
  readTerms,
  saysTheSame,
  type TypedTerms,
  typedTerms,
  usualTerms,
} from './auto-top-up-terms.ts';
import { words } from './words-of-paying-in-automatic.ts';

const BOUNDS = {
  mayUseThreshold: true,
  lowestTopUpOre: ore(5_000),
  highestBalanceOre: ore(100_000),
};
const USUAL = usualTerms(true, 'nexi', 'da');
const terms = (change: object = {}) =>
  AutoTopUpTerms.parse({
    ...{ belowOre: 5_000, dayOfMonth: null, amountOre: 10_000, mostPerMonthOre: 40_000 },
    ...{ provider: 'nexi', ...change },
  });
const mistakesOf = (change: Partial<TypedTerms>, bounds = BOUNDS) => {
  const read = readTerms({ ...USUAL, ...change }, bounds, 'da');
  return read.ok ? {} : read.mistakes;
};

describe('the sentence', () => {
  test('begins with what suits most, and can be sent as it stands', () => {
    expect(readTerms(USUAL, BOUNDS, 'da')).toEqual({ ok: true, terms: terms() });
  });

  test('of a payer begins with the day, and never becomes one by the balance', () => {
    const bounds = { ...BOUNDS, mayUseThreshold: false };
    const typed = usualTerms(false, 'nexi', 'da');
    const byDay = { ok: true, terms: terms({ belowOre: null, dayOfMonth: 1 }) };
    expect(readTerms(typed, bounds, 'da')).toEqual(byDay);
    expect(readTerms({ ...typed, byBalance: true }, bounds, 'da')).toEqual(byDay);
  });

  test('is read back as it was written, in both languages', () => {
    const both = terms({ dayOfMonth: 31, belowOre: 7_550, mostPerMonthOre: 123_450 });
    for (const language of ['da', 'en'] as const) {
      expect(readTerms(typedTerms(both, language), BOUNDS, language)).toEqual({
        ok: true,
        terms: both,
      });
    }
    const written = typedTerms(both, 'da');
    expect(inLanguage(written, 'da', 'en')).toEqual(typedTerms(both, 'en'));
  });

  test('says which part of it cannot be', () => {
    expect(mistakesOf({ byBalance: false })).toEqual({ when: 'no_trigger' });
    expect(mistakesOf({ below: 'lidt' })).toEqual({ below: 'amount' });
    expect(mistakesOf({ below: '1.000,01' })).toEqual({ below: 'too_high' });
    expect(mistakesOf({ amount: '49' })).toEqual({ amount: 'too_low' });
    expect(mistakesOf({ amount: '950', below: '50,01', most: '950' })).toEqual({
      amount: 'together',
    });
    expect(mistakesOf({ most: '99' })).toEqual({ most: 'below_one' });
    expect(mistakesOf({ byBalance: false, byDay: true, below: 'lidt' })).toEqual({});
  });

  test('is written out in words for each kind of rule', () => {
    const said = (change: object) =>
      ruleSentence(terms(change), words.value, 'da').replaceAll('\u00a0', ' ');
    expect(said({})).toBe(
      'Når saldoen er under 50 kr., sættes der 100 kr. ind, højst 400 kr. om måneden.',
    );
    expect(said({ belowOre: null, dayOfMonth: 15 })).toBe(
      'Den 15. i hver måned sættes der 100 kr. ind, højst 400 kr. om måneden.',
    );
    expect(said({ belowOre: null, dayOfMonth: 29 })).toContain(
      'Den 29. i hver måned (i korte måneder den sidste dag) sættes der',
    );
    expect(said({ dayOfMonth: 1 })).toContain('under 50 kr., og den 1. i hver måned');
  });
});

test('a rule is due at once only while the balance is known to be below its threshold', () => {
  expect(isBelowNow(terms(), ore(49_99))).toBe(true);
  expect(isBelowNow(terms(), ore(50_00))).toBe(false);
  expect(isBelowNow(terms(), null)).toBe(false);
  expect(isBelowNow(terms({ belowOre: null, dayOfMonth: 1 }), ore(0))).toBe(false);
});

test('two rules say the same when each part does', () => {
  expect(saysTheSame(terms(), terms())).toBe(true);
  for (const other of [
    { dayOfMonth: 1 },
    { belowOre: 6_000 },
    { amountOre: 9_000 },
    { mostPerMonthOre: 40_001 },
    { provider: 'mobilepay' },
  ]) {
    expect(saysTheSame(terms(), terms(other))).toBe(false);
  }
});

test('a draft of another shape is not taken back after a login', () => {
  expect(isTypedTerms(USUAL)).toBe(true);
  expect(isTypedTerms({ ...USUAL, day: '1' })).toBe(false);
  expect(isTypedTerms({ ...USUAL, provider: 'cash' })).toBe(false);
  expect(isTypedTerms(null)).toBe(false);
});

describe('what is paid at once with an approval', () => {
  const AT_ONCE = {
    ...{ atOnceFromOre: ore(30_01), roomOre: ore(500_00) },
    ...{ thisMonthOre: null, firstTopUpOre: null },
  };

  test('is one top-up, by a threshold as high as the account asks for', () => {
    expect(orderedOnApproval(terms(), AT_ONCE)).toBe(100_00);
    expect(orderedOnApproval(terms({ belowOre: 30_01 }), AT_ONCE)).toBe(100_00);
    expect(orderedOnApproval(terms({ belowOre: 30_00 }), AT_ONCE)).toBeNull();
    expect(orderedOnApproval(terms({ belowOre: null, dayOfMonth: 1 }), AT_ONCE)).toBeNull();
  });

  test.each([
    ['the account would order nothing', { atOnceFromOre: null }],
    ['there is no room', { roomOre: ore(99_99) }],
    ['the month is used', { thisMonthOre: ore(300_01) }],
    ['something is paid on the page itself', { firstTopUpOre: ore(50_00) }],
  ])('is nothing where %s', (_, special) => {
    expect(orderedOnApproval(terms(), { ...AT_ONCE, ...special })).toBeNull();
  });
});
