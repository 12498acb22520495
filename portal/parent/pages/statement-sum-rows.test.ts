import { expect, test } from 'vitest';
import { ore } from '../../../contracts/ore.ts';
import { sumRows } from './statement-sum-rows.ts';

const period = {
  openingBalanceOre: ore(100_00),
  paidInOre: ore(50_00),
  spentOre: ore(30_00),
  otherMoves: [],
  closingBalanceOre: ore(120_00),
};
const names = (rows: ReturnType<typeof sumRows>) => rows.map(({ name }) => name);

test('without fees the four sums stand that lead from one balance to the other', () => {
  expect(names(sumRows(period))).toEqual(['opening', 'paidIn', 'spent', 'closing']);
});

test('a fee stands among the sums, less what came back of it', () => {
  const rows = sumRows({
    ...period,
    otherMoves: [
      { kind: 'fee', amountOre: ore(-50_00) },
      { kind: 'fee_return', amountOre: ore(25_00) },
    ],
    closingBalanceOre: ore(95_00),
  });
  expect(names(rows)).toEqual(['opening', 'paidIn', 'spent', 'fees', 'closing']);
  expect(rows[3]?.amountOre).toBe(25_00);
});

test('fees that all came back are nothing to tell; a payment that was taken back is', () => {
  const rows = sumRows({
    ...period,
    otherMoves: [
      { kind: 'fee', amountOre: ore(-25_00) },
      { kind: 'fee_return', amountOre: ore(25_00) },
      { kind: 'charge_return', amountOre: ore(-50_00) },
    ],
    closingBalanceOre: ore(70_00),
  });
  expect(names(rows)).toEqual(['opening', 'paidIn', 'spent', 'charge_return', 'closing']);
  expect(rows[3]?.amountOre).toBe(-50_00);
});

test('what was bought in one period and given back in another is told, so that the sums add up', () => {
  const rows = sumRows({ ...period, closingBalanceOre: ore(113_00) });
  expect(rows.find(({ name }) => name === 'across')?.amountOre).toBe(7_00);
});
