// What a line of a statement is called (contracts/entry-names.ts), and how much of a purchase was given back. Pure.
import { ENTRY_NAMES, entryName } from '../../../contracts/entry-names.ts';
import type { StatementLine } from '../../../contracts/statement.ts';
import type { Language } from '../../ui/language.ts';

/** "2 × Toast, Saftevand"; what has no items goes by its kind. */
export function lineTitle(line: StatementLine, language: Language): string {
  if (line.items.length === 0) return nameOf(line, language);
  return line.items
    .map(({ name, quantity }) => (quantity === 1 ? name : `${quantity} × ${name}`))
    .join(', ');
}

export function nameOf(line: StatementLine, language: Language): string {
  return ENTRY_NAMES[language][entryName(line)];
}

/** Of a purchase alone: all of it, a part, or null for none. */
export function givenBackState(line: StatementLine): 'givenBack' | 'partly' | null {
  if (line.kind !== 'purchase' || line.givenBackBy.length === 0) return null;
  const isWhole = line.items.every((item) => item.refundedQuantity >= item.quantity);
  return isWhole ? 'givenBack' : 'partly';
}
