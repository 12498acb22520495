import { describe, expect, test } from 'vitest';
import { CardChange, CardOrder, type ChildsCard, ChildsCards } from '../../../contracts/cards.ts';
import { problemOf } from '../../../contracts/problems.ts';
import { blockHolds, failureHolds, resultHolds } from './card-outcome-holds.ts';
import type { CardResult } from './use-card-work.ts';

const AT = '2026-11-20T12:00:00.000Z';
const LATER = '2026-11-20T12:05:00.000Z';
const card = (state: ChildsCard['state'], since = AT) => ({
  ...{ cardId: 'the-card', printedNumber: '4811', state, since },
});
const order = (facts: Partial<CardOrder> = {}) =>
  CardOrder.parse({
    orderId: '00000000-0000-4000-8000-000000000001',
    cardId: 'new',
    feeOre: 2500,
    orderedAt: AT,
    ...{ producedAt: null, deliveredAt: null, activatedAt: null, cancelledAt: null },
    blockedCardId: null,
    ...facts,
  });
const read = (cards: object[], orders: object[] = [], hindrance: string | null = null) =>
  ChildsCards.parse({
    ...{ accountId: `a0165${'A'.repeat(33)}`, cards, orders },
    next: { feeOre: 2500, hindrance, missingOre: null },
  });
const changed = (kind: 'blocked' | 'unblocked' | 'activated', state: ChildsCard['state']) =>
  ({
    kind,
    change: CardChange.parse({
      ...{ card: card(state), at: AT, cancelledOrderId: null, returnedFeeOre: 0 },
    }),
  }) satisfies CardResult;

describe('what was said of a card stands no longer than it is so', () => {
  test('a block ends when somebody else lifts it, also when the card is blocked once more', () => {
    const blocked = changed('blocked', 'blocked');
    expect(resultHolds(blocked, read([card('blocked')]))).toBe(true);
    expect(resultHolds(blocked, read([card('active', LATER)]))).toBe(false);
    expect(resultHolds(blocked, read([card('blocked', LATER)]))).toBe(false);
  });

  test('a lifted block and an activation end when the card is blocked', () => {
    for (const kind of ['unblocked', 'activated'] as const) {
      expect(resultHolds(changed(kind, 'active'), read([card('active')]))).toBe(true);
      expect(resultHolds(changed(kind, 'active'), read([card('blocked', LATER)]))).toBe(false);
      expect(resultHolds(changed(kind, 'active'), read([]))).toBe(false);
    }
  });

  test('an order ends when another cancels it, and when the card is at the club', () => {
    const ordered: CardResult = { kind: 'ordered', order: order() };
    expect(resultHolds(ordered, read([], [order()]))).toBe(true);
    expect(resultHolds(ordered, read([], [order({ producedAt: LATER })]))).toBe(true);
    expect(resultHolds(ordered, read([], [order({ cancelledAt: LATER })]))).toBe(false);
    const ready = order({ producedAt: LATER, deliveredAt: LATER });
    expect(resultHolds(ordered, read([], [ready]))).toBe(false);
  });

  test('a cancelled order ends when another orders anew', () => {
    const cancelled: CardResult = { kind: 'cancelled', order: order({ cancelledAt: LATER }) };
    expect(resultHolds(cancelled, read([], [order({ cancelledAt: LATER })]))).toBe(true);
    expect(resultHolds(cancelled, read([], [order()]))).toBe(false);
  });

  test('want of money ends when somebody pays in; the block beside it ends by itself', () => {
    const problem = problemOf({ code: 'not_enough_money' }, '00000000-0000-4000-8000-000000000000');
    const refused = { kind: 'problem', problem } as const;
    expect(failureHolds(refused, read([], [], 'not_enough_money'))).toBe(true);
    expect(failureHolds(refused, read([]))).toBe(false);
    expect(failureHolds({ kind: 'unreachable', because: 'network' }, read([]))).toBe(true);
    expect(blockHolds(AT, read([card('blocked')]))).toBe(true);
    expect(blockHolds(AT, read([card('active', LATER)]))).toBe(false);
  });
});
