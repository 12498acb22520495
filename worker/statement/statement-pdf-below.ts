// What stands below an entry in the PDF: its items, its number, who sold it and what it belongs to.
import type { StatementItem, StatementLine } from '../../contracts/statement.ts';
import {
  amountText,
  dayText,
  itemCategory,
  momentOf,
  type StatementFile,
} from './statement-file.ts';
import type { StatementWords } from './statement-words.ts';
import { fitting, textWidth, winAnsiText } from './win-ansi.ts';

interface Room {
  readonly width: number;
  readonly size: number;
}

/** One text a line. */
export function belowEntry(
  line: StatementLine,
  file: StatementFile,
  words: StatementWords,
  room: Room,
): string[] {
  const { soldBy, ofSequence, givenBackBy, disputedAt } = line;
  const number = `${words.columns.number} ${line.sequence}`;
  const seller = soldBy === null ? null : `${words.columns.soldBy} ${words.soldBy[soldBy]}`;
  const concerns = ofSequence === null ? null : `${words.concerns} ${ofSequence}`;
  const back = givenBackBy.length === 0 ? null : `${words.givenBackBy} ${givenBackBy.join(', ')}`;
  const card = line.cardNumber === null ? null : `${words.card} ${line.cardNumber}`;
  const facts = [number, seller, card, concerns, back].filter((fact) => fact !== null);
  const reported =
    disputedAt === null ? [] : [`${words.disputed}, ${dayText(momentOf(disputedAt).day, '.')}`];
  const items = line.items.map((item) => itemText(item, line, file, words, room));
  return [...items, facts.join(' · '), ...reported];
}

/** Where the line is too long it is the name that is cut, and never the amount. */
function itemText(
  item: StatementItem,
  line: StatementLine,
  { language, names }: StatementFile,
  words: StatementWords,
  { width, size }: Room,
): string {
  const amount = amountText(item.amountOre, language);
  const each = item.quantity > 1 ? ` (${amountText(item.priceOre, language)})` : '';
  const back =
    line.kind === 'purchase' && item.refundedQuantity > 0
      ? `, ${item.refundedQuantity} ${words.givenBack}`
      : '';
  const category = itemCategory(names, item, line);
  const [before, after] = [
    `${item.quantity} × `,
    winAnsiText(`${each}: ${amount} · ${category}${back}`),
  ];
  const left = width - textWidth(before, size, false) - textWidth(after, size, false);
  return `${before}${fitting(winAnsiText(item.name), left, size, false)}${after}`;
}
