import { describe, expect, it } from 'vitest';
import { ore } from '../../contracts/ore.ts';
import { statementSums } from './statement-sums.ts';

describe('the sums of a period', () => {
  it('tell by kind what moved the balance beside purchases and payments, and nothing that came to nothing', () => {
    const sums = statementSums(
      [],
      [
        { day: '2026-11-10', kind: 'top_up', amountOre: ore(100_00) },
        { day: '2026-11-10', kind: 'fee', amountOre: ore(-25_00) },
        { day: '2026-11-10', kind: 'fee', amountOre: ore(-25_00) },
        { day: '2026-11-10', kind: 'charge_return', amountOre: ore(-50_00) },
        { day: '2026-11-10', kind: 'charge_return', amountOre: ore(50_00) },
      ],
    );
    expect(sums.paidInOre).toBe(100_00);
    expect(sums.otherMoves).toEqual([{ kind: 'fee', amountOre: -50_00 }]);
  });
});
