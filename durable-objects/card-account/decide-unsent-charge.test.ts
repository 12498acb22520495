// Whether a charge that may be unsent is covered by what was agreed to, and still due.
import { expect, test } from 'vitest';
import type { AutoTopUpTerms } from '../../contracts/auto-top-ups.ts';
import type { AutoTopUpId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import type { AccountStanding, StandingRule } from './decide-auto-top-up.ts';
import { isStillDue, isWithinTerms } from './decide-unsent-charge.ts';

const TERMS: AutoTopUpTerms = {
  ...{ belowOre: ore(50_00), dayOfMonth: 20, amountOre: ore(100_00) },
  ...{ mostPerMonthOre: ore(400_00), provider: 'nexi' },
};
const RULE: StandingRule = {
  ...{ ruleId: 'a' as AutoTopUpId, number: 1, terms: TERMS, isPaused: false, mayPay: true },
  ...{ mayUseThreshold: true, retryAt: null, doneDay: null, thisMonthOre: ore(400_00) },
  waitsForPersonUntil: null,
};
const RICH: AccountStanding = {
  ...{ now: Date.parse('2026-11-21T12:00:00Z'), today: '2026-11-21', availableOre: ore(50_00) },
  ...{ purseOre: ore(50_00), inFlightOre: ore(0), isFrozen: false, open: null, orderedAt: [] },
  settings: { highestBalanceOre: ore(1_000_00), autoTopUpsPerDay: 3 },
  ...{ offered: new Set(['nexi'] as const), silent: new Set(), spreadMs: 0 },
};

test('it is covered up to the amount and the cap, itself included, of a rule that stands', () => {
  expect(isWithinTerms(RULE, ore(100_00))).toBe(true);
  expect(isWithinTerms(RULE, ore(100_01))).toBe(false);
  expect(isWithinTerms({ ...RULE, thisMonthOre: ore(400_01) }, ore(100_00))).toBe(false);
  expect(isWithinTerms({ ...RULE, isPaused: true }, ore(100_00))).toBe(false);
  expect(isWithinTerms({ ...RULE, mayPay: false }, ore(100_00))).toBe(false);
  expect(isWithinTerms({ ...RULE, terms: null }, ore(100_00))).toBe(false);
});

test('it is due while the balance is below, or while its own day is not paid', () => {
  expect(isStillDue(RULE, null, { ...RICH, availableOre: ore(49_99) })).toBe(true);
  expect(isStillDue(RULE, '2026-11-20', RICH)).toBe(true);
  expect(isStillDue(RULE, '2026-10-20', RICH)).toBe(false);
  // The day has come since; it is paid by a charge of its own.
  expect(isStillDue(RULE, null, RICH)).toBe(false);
  expect(isStillDue({ ...RULE, doneDay: '2026-11-20' }, '2026-11-20', RICH)).toBe(false);
});
