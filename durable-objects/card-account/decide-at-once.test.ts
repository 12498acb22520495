// What would be ordered the moment that an approval comes, and from which threshold on a rule would be the one.
import { expect, test } from 'vitest';
import type { AutoTopUpTerms } from '../../contracts/auto-top-ups.ts';
import type { AutoTopUpId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import { atOnceFromOre, orderedAtOnceOre } from './decide-at-once.ts';
import type { AccountStanding, StandingRule } from './decide-auto-top-up.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const TERMS: AutoTopUpTerms = {
  ...{ belowOre: ore(50_00), dayOfMonth: null, amountOre: ore(100_00) },
  ...{ mostPerMonthOre: ore(400_00), provider: 'mobilepay' },
};
const PAUSED: StandingRule = {
  ...{ ruleId: 'a' as AutoTopUpId, number: 1, terms: TERMS, isPaused: true, mayPay: true },
  ...{ mayUseThreshold: true, retryAt: null, doneDay: null, thisMonthOre: ore(0) },
  waitsForPersonUntil: null,
};
const OTHER: StandingRule = { ...PAUSED, ruleId: 'b' as AutoTopUpId, number: 2, isPaused: false };
const STANDING: AccountStanding = {
  ...{ now: NOW, today: '2026-11-21', availableOre: ore(30_00), purseOre: ore(30_00) },
  ...{ inFlightOre: ore(0), isFrozen: false, open: null, orderedAt: [], spreadMs: 0 },
  settings: { highestBalanceOre: ore(1_000_00), autoTopUpsPerDay: 3 },
  ...{ offered: new Set(['mobilepay'] as const), silent: new Set() },
};
const above = (belowOre: number) => ({ ...TERMS, belowOre: ore(belowOre) });

test('a pause and a retry are over with an approval', () => {
  expect(orderedAtOnceOre(PAUSED, TERMS, [PAUSED], STANDING)).toBe(100_00);
  const retried = { ...PAUSED, isPaused: false, retryAt: NOW + 1 };
  expect(orderedAtOnceOre(retried, TERMS, [retried], STANDING)).toBe(100_00);
});

test.each<[string, Partial<StandingRule>, Partial<AccountStanding>]>([
  ['at its cap', { thisMonthOre: ore(300_01) }, {}],
  ['after the day’s last', {}, { orderedAt: [NOW - 3, NOW - 2, NOW - 1] }],
  ['without room', {}, { purseOre: ore(900_01) }],
  ['while a top-up is under way', {}, { open: { ruleId: null, unansweredSince: null } }],
  ['on a frozen account', {}, { isFrozen: true }],
  ['above its threshold', {}, { availableOre: ore(50_00) }],
])('nothing is ordered %s', (_, special, standing) => {
  const rule = { ...PAUSED, ...special };
  const moment = { ...STANDING, ...standing };
  expect(orderedAtOnceOre(rule, TERMS, [rule], moment)).toBeNull();
});

test('nothing is ordered behind another that is due first', () => {
  const higher = { ...OTHER, terms: above(60_00) };
  expect(orderedAtOnceOre(PAUSED, TERMS, [PAUSED, higher], STANDING)).toBeNull();
  expect(orderedAtOnceOre(PAUSED, TERMS, [PAUSED, OTHER], STANDING)).toBe(100_00);
});

test('a day that is new is not paid for backwards; one that was missed is', () => {
  const byDay = { ...TERMS, belowOre: null, dayOfMonth: 20 };
  expect(orderedAtOnceOre(PAUSED, byDay, [PAUSED], STANDING)).toBeNull();
  const missed = { ...PAUSED, terms: byDay, doneDay: '2026-10-20' };
  expect(orderedAtOnceOre(missed, byDay, [missed], STANDING)).toBe(100_00);
});

test('a new rule runs from the first øre above the balance, or above another’s threshold', () => {
  expect(atOnceFromOre(null, [], STANDING)).toBe(30_01);
  expect(atOnceFromOre(null, [OTHER], STANDING)).toBe(50_01);
  expect(atOnceFromOre(null, [{ ...OTHER, isPaused: true }], STANDING)).toBe(30_01);
  // Of equals the oldest pays.
  expect(atOnceFromOre(PAUSED, [PAUSED, OTHER], STANDING)).toBe(50_00);
  expect(atOnceFromOre(null, [], { ...STANDING, isFrozen: true })).toBeNull();
  expect(atOnceFromOre(null, [], { ...STANDING, offered: new Set() })).toBeNull();
});
