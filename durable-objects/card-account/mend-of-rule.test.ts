import { describe, expect, test } from 'vitest';
import { mendOfRule } from './mend-of-rule.ts';

const NOW = Date.UTC(2026, 10, 21);
const CARD = { label: 'Visa', lastDigits: '1111', expiresAtEndOf: '2027-08' };
const IN_FORCE = { state: 'active', method: CARD } as const;
const RUNNING = { pausedBecause: null, retryAt: null };

describe('what helps a rule', () => {
  test('is nothing while it runs', () => {
    expect(mendOfRule(RUNNING, IN_FORCE, NOW)).toBeNull();
    expect(mendOfRule(RUNNING, { ...IN_FORCE, method: null }, NOW)).toBeNull();
  });

  test('is another card from thirty days before the stored one ends', () => {
    const ending = { ...IN_FORCE, method: { ...CARD, expiresAtEndOf: '2026-12' } };
    expect(mendOfRule(RUNNING, ending, Date.UTC(2026, 11, 1))).toBeNull();
    expect(mendOfRule(RUNNING, ending, Date.UTC(2026, 11, 2))).toBe('new_method');
    expect(mendOfRule(RUNNING, ending, Date.UTC(2027, 5, 1))).toBe('new_method');
  });

  test('is the same again while it waits for its retry, and no more once that is past', () => {
    expect(mendOfRule({ ...RUNNING, retryAt: NOW + 1 }, IN_FORCE, NOW)).toBe('try_again');
    expect(mendOfRule({ ...RUNNING, retryAt: NOW }, IN_FORCE, NOW)).toBeNull();
  });

  test('is by the cause of its pause, and another agreement where none is left to charge', () => {
    const poor = { ...RUNNING, pausedBecause: 'insufficient_funds' };
    expect(mendOfRule(poor, IN_FORCE, NOW)).toBe('try_again');
    expect(mendOfRule(poor, { ...IN_FORCE, state: 'ended' }, NOW)).toBe('new_method');
    expect(mendOfRule(poor, null, NOW)).toBe('new_method');
    expect(mendOfRule({ ...RUNNING, pausedBecause: 'card_expired' }, IN_FORCE, NOW)).toBe(
      'new_method',
    );
  });
});
