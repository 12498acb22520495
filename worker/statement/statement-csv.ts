// A statement as a spreadsheet in Denmark opens it by a double click: UTF-8 with its mark, semicolons, decimal
// commas, days as 2026-11-21, CRLF. One row per item; amount and balance stand on an entry's first row, so that a column adds up.
import { type Ore, ore } from '../../contracts/ore.ts';
import type { StatementItem, StatementLine } from '../../contracts/statement.ts';
import {
  amountText,
  clubName,
  itemCategory,
  momentOf,
  nameOf,
  placeName,
  type StatementFile,
} from './statement-file.ts';
import { STATEMENT_WORDS } from './statement-words.ts';

export const CSV_MEDIA_TYPE = 'text/csv';

const encoder = new TextEncoder();

export async function* statementCsv(file: StatementFile): AsyncGenerator<Uint8Array> {
  const { columns } = STATEMENT_WORDS[file.language];
  yield encoder.encode(
    `\ufeff${row([
      columns.number,
      columns.date,
      columns.time,
      columns.kind,
      columns.club,
      columns.place,
      columns.soldBy,
      columns.item,
      columns.category,
      columns.quantity,
      columns.price,
      columns.itemAmount,
      columns.amount,
      columns.balance,
      columns.concerns,
      columns.disputed,
    ])}`,
  );
  for await (const lines of file.slices) {
    yield encoder.encode(lines.flatMap((line) => rowsOf(line, file)).join(''));
  }
}

function rowsOf(line: StatementLine, file: StatementFile): string[] {
  const [first = null, ...more] = line.items;
  return [
    row([...entryCells(line, file), ...itemCells(line, first, file), ...sumCells(line)]),
    ...more.map((item) =>
      row([...entryCells(line, file), ...itemCells(line, item, file), '', '', '', '']),
    ),
  ];
}

function entryCells(line: StatementLine, { language, names }: StatementFile): string[] {
  const words = STATEMENT_WORDS[language];
  const { day, clock } = momentOf(line.occurredAt);
  return [
    String(line.sequence),
    day,
    clock,
    nameOf(line, language),
    line.place === null ? '' : textCell(clubName(names, line.place.clubId)),
    line.place === null ? '' : textCell(placeName(names, line.place)),
    line.soldBy === null ? '' : words.soldBy[line.soldBy],
  ];
}

/** Signed as the entry is: what was bought takes away, what was given back gives. */
function itemCells(line: StatementLine, item: StatementItem | null, file: StatementFile): string[] {
  if (item === null) return ['', '', '', '', ''];
  const isPurchase = line.kind === 'purchase';
  return [
    textCell(item.name),
    textCell(itemCategory(file.names, item, line)),
    String(item.quantity),
    amountCell(item.priceOre),
    amountCell(isPurchase ? ore(-item.amountOre) : item.amountOre),
  ];
}

function sumCells(line: StatementLine): string[] {
  return [
    amountCell(line.amountOre),
    amountCell(line.balanceAfterOre),
    line.ofSequence === null ? '' : String(line.ofSequence),
    line.disputedAt === null ? '' : momentOf(line.disputedAt).day,
  ];
}

/** "1234,50", also below English headings: it is the spreadsheet that reads it. A grouped one is read as text. */
function amountCell(amountOre: Ore): string {
  return amountText(amountOre, 'da').replaceAll('.', '');
}

/**
 * A text that somebody typed, which a spreadsheet must not take for a formula: an apostrophe says so.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function textCell(text: string): string {
  return /^[\s\0]*[=+\-@|%＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
}

function row(cells: readonly string[]): string {
  return `${cells.map(quoted).join(';')}\r\n`;
}

function quoted(cell: string): string {
  return /[";\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
