// The sums and the chart of a period from its daily totals, however many entries it has. Pure.
import type { CategoryId, ClubId, SalesPointId } from '../../contracts/ids.ts';
import { type Ore, ore } from '../../contracts/ore.ts';
import { EntryKind, type Statement } from '../../contracts/statement.ts';
import type { MovedThen, SpentThere } from './daily-totals-store.ts';

export type StatementSums = Pick<
  Statement,
  'paidInOre' | 'spentOre' | 'otherMoves' | 'byCategory' | 'byPlace' | 'byDay'
>;

/** Largest first; days in their order, and only those on which something was spent and kept. */
export function statementSums(
  spent: readonly SpentThere[],
  moved: readonly MovedThen[],
): StatementSums {
  const places = summedBy(spent, ({ clubId, salesPointId }) => `${clubId} ${salesPointId}`);
  const byKind = movedByKind(moved);
  return {
    paidInOre: byKind.top_up ?? ore(0),
    spentOre: sumOf(spent),
    otherMoves: EntryKind.options.flatMap((kind) => {
      const amountOre = byKind[kind] ?? 0;
      return kind === 'top_up' || amountOre === 0 ? [] : [{ kind, amountOre: ore(amountOre) }];
    }),
    byCategory: summedBy(spent, ({ categoryId }) => categoryId)
      .sort(largestFirst)
      .map(({ key, ...sum }) => ({ categoryId: key as CategoryId, ...sum })),
    byPlace: places.sort(largestFirst).map(({ key, ...sum }) => {
      const [clubId, salesPointId] = key.split(' ') as [ClubId, SalesPointId];
      return { clubId, salesPointId, ...sum };
    }),
    byDay: summedBy(spent, ({ day }) => day)
      .sort((left, right) => left.key.localeCompare(right.key))
      .map(({ key, amountOre }) => ({ day: key, amountOre })),
  };
}

/** Purchases and what was given back of them are not among these. */
export function movedByKind(moved: readonly MovedThen[]): Partial<Record<EntryKind, Ore>> {
  const sums: Partial<Record<EntryKind, Ore>> = {};
  for (const { kind, amountOre } of moved) sums[kind] = ore((sums[kind] ?? 0) + amountOre);
  return sums;
}

interface KeyedSum {
  readonly key: string;
  readonly amountOre: Ore;
  readonly count: number;
}

function summedBy(totals: readonly SpentThere[], keyOf: (total: SpentThere) => string): KeyedSum[] {
  const sums = new Map<string, { amountOre: number; count: number }>();
  for (const total of totals) {
    const sum = sums.get(keyOf(total)) ?? { amountOre: 0, count: 0 };
    sums.set(keyOf(total), {
      amountOre: sum.amountOre + total.amountOre,
      count: sum.count + total.quantity,
    });
  }
  return [...sums]
    .filter(([, { count }]) => count > 0)
    .map(([key, { amountOre, count }]) => ({ key, amountOre: ore(amountOre), count }));
}

function largestFirst(left: KeyedSum, right: KeyedSum): number {
  return right.amountOre - left.amountOre || left.key.localeCompare(right.key);
}

function sumOf(totals: readonly { readonly amountOre: number }[]): Ore {
  return ore(totals.reduce((sum, { amountOre }) => sum + amountOre, 0));
}
