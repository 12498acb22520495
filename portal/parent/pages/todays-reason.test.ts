import { describe, expect, test } from 'vitest';
import type { UsableToday } from '../../../contracts/children.ts';
import { ore } from '../../../contracts/ore.ts';
import { hoursWords, perPurchaseWords, todaysReason } from './todays-reason.ts';
import { words } from './words-of-overview.ts';

const SATURDAY = Date.UTC(2026, 10, 21, 12);
const usable = (facts: Partial<UsableToday>): UsableToday => ({
  amountOre: ore(3200),
  reason: 'balance',
  perPurchaseOre: null,
  today: { spentOre: ore(800), limitOre: ore(4000) },
  thisWeek: { spentOre: ore(6050), limitOre: ore(10_000) },
  hours: { from: '14:00', until: '16:30' },
  byName: null,
  ...facts,
});
const said = (facts: Partial<UsableToday>, isOwn = false) =>
  todaysReason(usable(facts), SATURDAY, words.value, 'da', isOwn).replaceAll('\u00a0', ' ');

describe('why a child can use what it can today', () => {
  test('says the limit and what is spent of it', () => {
    expect(said({ reason: 'per_day' })).toBe('Dagsgrænse 40 kr., brugt 8 kr.');
    expect(said({ reason: 'per_week' })).toBe('Ugegrænse 100 kr., brugt 60,50 kr.');
  });

  test('says the day and the hours', () => {
    expect(said({ reason: 'weekday' })).toContain('lørdag');
    expect(said({ reason: 'hours' })).toBe('Kun mellem kl. 14.00 og 16.30.');
  });

  test('says what the club lets a child spend without a card, to the child in words of its own', () => {
    const withoutCard = {
      ...{ amountOre: ore(6000), reason: 'no_usable_card' as const },
      byName: { spentOre: ore(4000), limitOre: ore(10_000) },
    };
    expect(said(withoutCard)).toBe(
      'Uden et aktivt kort højst 100 kr. om dagen. Der er brugt 40 kr. i dag. Klubben finder barnet ved navn.',
    );
    expect(said(withoutCard, true)).toContain('finder dig ved navn');
  });

  test('adds the hours where something else decides, and something can be spent', () => {
    const hours = (facts: Partial<UsableToday>) => hoursWords(usable(facts), words.value, 'da');
    expect(hours({})).toBe('Kun mellem kl. 14.00 og 16.30.');
    expect(hours({ reason: 'hours', amountOre: ore(0) })).toBe(null);
    expect(hours({ reason: 'weekday', amountOre: ore(0) })).toBe(null);
    expect(hours({ hours: { from: '00:00', until: '24:00' } })).toBe(null);
    expect(hours({ hours: null })).toBe(null);
  });

  test('tells an empty account from one that holds something', () => {
    expect(said({ amountOre: ore(0) })).toContain('ikke flere penge');
    expect(said({})).not.toContain('ikke flere penge');
  });

  test('has a sentence for every reason', () => {
    for (const reason of ['no_club', 'no_usable_card', 'frozen'] as const) {
      expect(said({ reason }).length).toBeGreaterThan(15);
    }
  });

  test('adds the limit of one purchase where it says less than the day', () => {
    const perPurchase = (amount: number | null) =>
      perPurchaseWords(
        usable({ perPurchaseOre: amount === null ? null : ore(amount) }),
        words.value,
        'da',
      );
    expect(perPurchase(2000)).toContain('20\u00a0kr.');
    expect(perPurchase(3200)).toBe(null);
    expect(perPurchase(null)).toBe(null);
  });
});
