// What a line of a statement is called, and how much of a purchase was given back. Pure.
import type { EntryKind, StatementLine } from '../../../contracts/statement.ts';

/** "2 × Toast, Saftevand"; what has no items goes by its kind. */
export function lineTitle(line: StatementLine, kinds: Readonly<Record<EntryKind, string>>): string {
  if (line.items.length === 0) return kinds[line.kind];
  return line.items
    .map(({ name, quantity }) => (quantity === 1 ? name : `${quantity} × ${name}`))
    .join(', ');
}

/** Of a purchase alone: all of it, a part, or null for none. */
export function givenBackState(line: StatementLine): 'givenBack' | 'partly' | null {
  if (line.kind !== 'purchase' || line.givenBackBy.length === 0) return null;
  const isWhole = line.items.every((item) => item.refundedQuantity >= item.quantity);
  return isWhole ? 'givenBack' : 'partly';
}
