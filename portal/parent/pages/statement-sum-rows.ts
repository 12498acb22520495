// The sums of a period, which lead from the balance at its start to that at its end: each only where there is
// something to tell, apart from the four that always stand. Pure. Absent: their words.
import { type Ore, ore } from '../../../contracts/ore.ts';
import type { EntryKind, Statement } from '../../../contracts/statement.ts';

export type SumName = 'opening' | 'paidIn' | 'spent' | 'fees' | EntryKind | 'across' | 'closing';

export interface SumRow {
  readonly name: SumName;
  readonly amountOre: Ore;
}

type Sums = Pick<
  Statement,
  'openingBalanceOre' | 'closingBalanceOre' | 'paidInOre' | 'spentOre' | 'otherMoves'
>;

export function sumRows(statement: Sums): readonly SumRow[] {
  const { openingBalanceOre, closingBalanceOre, paidInOre, spentOre, otherMoves } = statement;
  const isFee = (kind: EntryKind) => kind === 'fee' || kind === 'fee_return';
  const feesOre = -totalOf(otherMoves.filter(({ kind }) => isFee(kind)));
  const acrossOre =
    openingBalanceOre + paidInOre - spentOre + totalOf(otherMoves) - closingBalanceOre;
  const some = (name: SumName, amountOre: number): SumRow[] =>
    amountOre === 0 ? [] : [{ name, amountOre: ore(amountOre) }];
  return [
    { name: 'opening', amountOre: openingBalanceOre },
    { name: 'paidIn', amountOre: paidInOre },
    { name: 'spent', amountOre: spentOre },
    ...some('fees', feesOre),
    ...otherMoves.filter(({ kind }) => !isFee(kind)).map((move) => ({ ...move, name: move.kind })),
    // Spending counts on the day of the sale, less what came back later; the balance moves when it does.
    ...some('across', acrossOre),
    { name: 'closing', amountOre: closingBalanceOre },
  ];
}

function totalOf(moves: readonly { readonly amountOre: number }[]): number {
  return moves.reduce((sum, { amountOre }) => sum + amountOre, 0);
}
