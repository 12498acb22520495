// Puts together the lines of a statement from rows: items, the refunds of a purchase, the purchase of a
// refund. Pure. Absent: SQL (statement-store.ts) and names of places and categories, which nobody here has.
import type { CategoryId, ClubId, SalesPointId } from '../../contracts/ids.ts';
import { ore, timesOre } from '../../contracts/ore.ts';
import type { StatementItem, StatementLine } from '../../contracts/statement.ts';
import type { MoneyIn } from './money-in-store.ts';
import type { GivenBackRow, LineRow, SoldRow } from './statement-store.ts';

export function statementLines(
  rows: readonly LineRow[],
  soldRows: readonly SoldRow[],
  givenBackRows: readonly GivenBackRow[],
  moneyInOf: (row: LineRow) => MoneyIn | null,
): StatementLine[] {
  const soldOf = groupedBy(soldRows, ({ sequence }) => sequence);
  const backOf = groupedBy(givenBackRows, ({ ofSequence }) => ofSequence);
  return rows.map((row) => {
    const back = backOf.get(row.ofSequence ?? row.sequence) ?? [];
    const sold = soldOf.get(row.ofSequence ?? row.sequence) ?? [];
    const items =
      row.ofSequence === null
        ? soldItems(sold, back)
        : givenBackItems(
            sold,
            back.filter(({ sequence }) => sequence === row.sequence),
          );
    return lineOf(row, items, row.ofSequence === null ? back : [], moneyInOf(row));
  });
}

/** The purchases whose items and refunds these lines show. */
export function purchasesOf(rows: readonly LineRow[]): number[] {
  const purchases = rows.flatMap(({ kind, sequence, ofSequence }) =>
    kind === 'purchase' ? [sequence] : (ofSequence ?? []),
  );
  return [...new Set(purchases)];
}

function lineOf(
  row: LineRow,
  items: StatementItem[],
  givenBack: readonly GivenBackRow[],
  moneyIn: MoneyIn | null,
): StatementLine {
  const { clubId, salesPointId } = row;
  return {
    sequence: row.sequence,
    kind: row.kind,
    way: moneyIn?.way ?? null,
    occurredAt: new Date(row.occurredAt).toISOString(),
    amountOre: ore(row.amountOre),
    balanceAfterOre: ore(row.purseAfterOre),
    place:
      clubId === null
        ? null
        : { clubId: clubId as ClubId, salesPointId: salesPointId as SalesPointId },
    soldBy: row.operatorKind,
    items,
    cardNumber: row.cardNumber,
    ofSequence: row.ofSequence ?? moneyIn?.creditedBy ?? null,
    givenBackBy: [
      ...new Set(givenBack.map(({ sequence }) => sequence)),
      ...(moneyIn?.takenBackBy ?? []),
    ],
    disputedAt: row.disputedAt === null ? null : new Date(row.disputedAt).toISOString(),
  };
}

function soldItems(sold: readonly SoldRow[], back: readonly GivenBackRow[]): StatementItem[] {
  return sold.map((row) => {
    const refundedQuantity = back
      .filter(({ line }) => line === row.line)
      .reduce((sum, { quantity }) => sum + quantity, 0);
    return itemOf(row, row.quantity, refundedQuantity);
  });
}

function givenBackItems(sold: readonly SoldRow[], back: readonly GivenBackRow[]): StatementItem[] {
  return back.flatMap(({ line, quantity }) => {
    const row = sold.find((candidate) => candidate.line === line);
    return row === undefined ? [] : [itemOf(row, quantity, 0)];
  });
}

function itemOf(row: SoldRow, quantity: number, refundedQuantity: number): StatementItem {
  const priceOre = ore(row.priceOre);
  return {
    name: row.name,
    categoryId: row.categoryId as CategoryId,
    quantity,
    refundedQuantity,
    priceOre,
    amountOre: timesOre(priceOre, quantity),
  };
}

function groupedBy<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => number,
): ReadonlyMap<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
