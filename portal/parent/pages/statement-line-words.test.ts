import { expect, test } from 'vitest';
import { ore } from '../../../contracts/ore.ts';
import type { StatementItem, StatementLine } from '../../../contracts/statement.ts';
import { givenBackState, lineTitle } from './statement-line-words.ts';

const item = (name: string, quantity: number, refundedQuantity = 0): StatementItem => ({
  ...{ name, quantity, refundedQuantity, categoryId: 'mad' as StatementItem['categoryId'] },
  ...{ priceOre: ore(500), amountOre: ore(500 * quantity) },
});

const line = (of: Partial<StatementLine>): StatementLine => ({
  ...{ sequence: 9, kind: 'purchase', way: null, occurredAt: '2026-11-05T12:00:00.000Z' },
  ...{ amountOre: ore(-500), balanceAfterOre: ore(0), place: null, soldBy: 'staff' },
  ...{ items: [], cardNumber: null, ofSequence: null, givenBackBy: [], disputedAt: null },
  ...of,
});

test('a purchase is called by its items, anything else by its kind', () => {
  const title = (of: StatementLine) => lineTitle(of, 'da');
  expect(title(line({ items: [item('Toast', 2), item('Saftevand', 1)] }))).toBe(
    '2 × Toast, Saftevand',
  );
  expect(title(line({ kind: 'fee' }))).toBe('Gebyr for nyt kort');
});

test('a purchase says whether all or a part of it was given back', () => {
  expect(givenBackState(line({ items: [item('Toast', 2)] }))).toBeNull();
  const partly = [item('Toast', 2, 1), item('Saftevand', 1)];
  expect(givenBackState(line({ items: partly, givenBackBy: [10] }))).toBe('partly');
  expect(givenBackState(line({ items: [item('Toast', 2, 2)], givenBackBy: [10] }))).toBe(
    'givenBack',
  );
});

test('the line of a refund is not itself given back', () => {
  const refund = line({ kind: 'refund', ofSequence: 3, items: [item('Toast', 1)] });
  expect(givenBackState(refund)).toBeNull();
});
