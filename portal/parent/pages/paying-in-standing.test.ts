import { expect, test } from 'vitest';
import { PayingIn, TopUp, TopUpCause, TopUpState } from '../../../contracts/top-ups.ts';
import { isOpen, moneyOf, openTopUp, pauseBeforeAsking, remedyOf } from './paying-in-standing.ts';

function topUp(change: object = {}): TopUp {
  return TopUp.parse({
    ...{ topUpId: '62a69770-39cf-4e0b-ad16-feae5babc503', amountOre: 10_000, provider: 'nexi' },
    ...{ state: 'waiting', because: null, address: null, createdAt: '2026-11-20T10:00:00.000Z' },
    ...{ sequence: null, receiptNumber: null, ruleId: null, takenBackOre: 0 },
    creditedAt: null,
    ...change,
  });
}

test('each cause of an end has one thing that helps, and each says what is true of the money', () => {
  for (const state of TopUpState.options.filter((one) => !isOpen(topUp({ state: one })))) {
    for (const because of TopUpCause.options) {
      const ended = topUp({ state, because });
      expect(remedyOf(ended), because).toMatch(/^(again|other_way|other_amount|contact|none)$/);
      if (state !== 'credited') expect(moneyOf(ended), because).not.toBeNull();
    }
  }
});

test('money that was taken and is on its way back is never said not to have been taken', () => {
  expect(moneyOf(topUp({ state: 'refund_due', because: 'above_highest_balance' }))).toBe(
    'coming_back',
  );
  expect(moneyOf(topUp({ state: 'refunded', because: 'above_highest_balance' }))).toBe(
    'given_back',
  );
  expect(moneyOf(topUp({ state: 'declined', because: 'needs_a_person' }))).toBe('unclear');
  expect(moneyOf(topUp({ state: 'declined', because: 'card_expired' }))).toBe('nothing_taken');
});

test('one that a rule has ordered is none that its payer has to finish', () => {
  const mine = (one: TopUp) =>
    PayingIn.parse({
      ...{ accountId: `a0165${'0'.repeat(33)}`, presetsOre: [], lowestTopUpOre: 5_000 },
      ...{ highestBalanceOre: 100_000, roomOre: null, ways: [], mine: [one] },
    });
  const byRule = topUp({ ruleId: '62a69770-39cf-4e0b-ad16-feae5babc505' });
  expect(openTopUp(mine(byRule))).toBeNull();
  expect(openTopUp(mine(topUp()))?.topUpId).toBe(topUp().topUpId);
  expect(openTopUp(mine(topUp({ state: 'credited' })))).toBeNull();
});

test('the provider is asked soon at first, and never more than twice a minute in the end', () => {
  const pauses = Array.from({ length: 12 }, (_, asked) => pauseBeforeAsking(asked));
  expect(pauses[0]).toBeLessThanOrEqual(1_000);
  expect(pauses.toSorted((left, right) => left - right)).toEqual(pauses);
  expect(pauses.at(-1)).toBe(30_000);
});
