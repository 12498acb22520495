// What a guardian agrees to reads as one sentence, whichever of the two triggers it has.
import { expect, test } from 'vitest';
import { AutoTopUpTerms, consentWording } from './auto-top-ups.ts';

const said = (change: object, language: 'da' | 'en' = 'da') =>
  consentWording(
    AutoTopUpTerms.parse({
      ...{ belowOre: 50_00, dayOfMonth: null, amountOre: 100_00, mostPerMonthOre: 400_00 },
      ...{ provider: 'nexi', ...change },
    }),
    language,
  ).replaceAll('\u00a0', ' ');

test('by the balance alone, it says whose account', () => {
  expect(said({})).toContain(
    'trække 100,00 kr., når saldoen på barnets konto er under 50,00 kr., dog højst 400,00 kr. om måneden',
  );
  expect(said({}, 'en')).toContain("when the balance of the child's account is below");
});

test('by the day alone, a late day says what it is in short months', () => {
  expect(said({ belowOre: null, dayOfMonth: 28 })).toContain(
    'trække 100,00 kr. den 28. i hver måned, dog højst',
  );
  expect(said({ belowOre: null, dayOfMonth: 31 })).toContain(
    'trække 100,00 kr. den 31. i hver måned (i korte måneder den sidste dag), dog højst',
  );
});

test('both triggers are two of a kind, and not one condition', () => {
  expect(said({ dayOfMonth: 31 })).toContain(
    'trække 100,00 kr. både når saldoen på barnets konto er under 50,00 kr., og den 31. i hver måned (i korte måneder den sidste dag), dog højst',
  );
  expect(said({ dayOfMonth: 31 }, 'en')).toMatch(
    /take .*100\.00.* both when .* is below .*50\.00.*, and on day 31 of each month \(in short months the last day\), but at most/,
  );
});
