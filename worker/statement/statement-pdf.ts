// A statement as pages of A4: whose it is and of which period, what it began and ended with, sums, and every
// entry with its items. It reads slice by slice and gives each page away once it is full.
import { KIND_NAMES } from '../../contracts/entry-names.ts';
import { formatOre, type Ore, ore } from '../../contracts/ore.ts';
import { EntryKind, type StatementLine } from '../../contracts/statement.ts';
import { PAGE_WIDTH, PdfWriter } from './pdf-writer.ts';
import {
  amountText,
  categoryName,
  clockText,
  clubName,
  dayText,
  momentOf,
  nameOf,
  placeName,
  type StatementFile,
} from './statement-file.ts';
import { belowEntry } from './statement-pdf-below.ts';
import { changesSection } from './statement-pdf-changes.ts';
import { LEFT, RIGHT, StatementSheets } from './statement-sheets.ts';
import { STATEMENT_WORDS, type StatementWords } from './statement-words.ts';

export const PDF_MEDIA_TYPE = 'application/pdf';

const MIDDLE = PAGE_WIDTH / 2;
/** Where the columns of the entries begin; the last two end there. */
const COLUMN = { date: LEFT, text: 134, place: 272, amountEnd: 478, balanceEnd: RIGHT };
const BODY = 9;
const SMALL = 8;
const GREY = 0.35;
const ENTRY_HEIGHT = 15;
const ITEM_HEIGHT = 11;
const BELOW_WIDTH = RIGHT - COLUMN.text;

export async function* statementPdf(file: StatementFile): AsyncGenerator<Uint8Array> {
  const words = STATEMENT_WORDS[file.language];
  const { from, to } = file.statement;
  const period = `${dayText(from, '.')} – ${dayText(to, '.')}`;
  const writer = new PdfWriter({
    title: `${words.title}, ${file.childName}, ${period}`,
    language: file.language,
    madeAt: file.madeAt,
  });
  const sheets = new StatementSheets(writer, {
    running: `${words.title} · ${file.childName} · ${period}`,
    page: words.page,
    of: words.of,
  });
  heading(sheets, file, words, period);
  balances(sheets, file, words);
  sums(sheets, file, words);
  sheets.down(28).text(LEFT, words.entries, { size: 12, bold: true });
  columnHeads(sheets, words);
  sheets.beginEachPageWith(() => columnHeads(sheets, words));
  let isEmpty = true;
  for await (const lines of file.slices) {
    for (const line of lines) entry(sheets, line, file, words);
    isEmpty &&= lines.length === 0;
    yield writer.take();
  }
  if (isEmpty) sheets.down(ENTRY_HEIGHT).text(LEFT, words.noEntries, { size: BODY, grey: GREY });
  if (selectionOf(file) === '') changesSection(sheets, file);
  sheets.end();
  writer.end();
  yield writer.take();
}

function heading(
  sheets: StatementSheets,
  file: StatementFile,
  words: StatementWords,
  period: string,
): void {
  const { names, language, madeAt } = file;
  const { day, clock } = momentOf(new Date(madeAt).toISOString());
  const printed = `${words.printed} ${dayText(day, '.')} ${clockText(clock, language)}`;
  sheets
    .down(20)
    .text(LEFT, words.title, { size: 22, bold: true })
    .textEnd(RIGHT, names.municipalityName, { size: BODY, grey: GREY })
    .down(24)
    .textShrunk(LEFT, RIGHT - LEFT, file.childName, { size: 13, bold: true })
    .down(17)
    .text(LEFT, `${words.period} ${period}`, { size: 10 })
    .textEnd(RIGHT, printed, { size: BODY, grey: GREY });
  const selection = selectionOf(file);
  if (selection === '') return;
  sheets.down(14).text(LEFT, `${words.selection}: ${selection}`, { size: BODY, bold: true });
}

/** What the filters let through, in words. */
function selectionOf({ query, names, language }: StatementFile): string {
  const { kind, clubId, salesPointId, categoryId } = query;
  const parts = [
    kind === undefined ? null : KIND_NAMES[language][kind],
    categoryId === undefined ? null : categoryName(names, categoryId, clubId),
    clubId === undefined || salesPointId === undefined
      ? (salesPointId ?? null)
      : placeName(names, { clubId, salesPointId }),
    clubId === undefined ? null : clubName(names, clubId),
  ];
  return parts.filter((part) => part !== null).join(', ');
}

/** From the balance at the beginning to that at the end, each step of the period once. */
function balances(sheets: StatementSheets, file: StatementFile, words: StatementWords): void {
  const { statement, movedOre, language } = file;
  const { openingBalanceOre, closingBalanceOre } = statement;
  const spentOre = ore(-spentByRecordOre(file));
  const rows: [string, Ore][] = [
    ...EntryKind.options.flatMap((kind): [string, Ore][] => {
      const amountOre = movedOre[kind];
      return amountOre === undefined ? [] : [[KIND_NAMES[language][kind], amountOre]];
    }),
    [words.spent, spentOre],
  ];
  sheets.down(14).band(25 + 15 * (rows.length + 1));
  sheets.down(18);
  amountRow(sheets, words.openingBalance, formatOre(openingBalanceOre, language), false);
  for (const [label, amountOre] of rows) {
    sheets.down(15);
    amountRow(sheets, label, formatOre(amountOre, language), false);
  }
  sheets.down(15);
  amountRow(sheets, words.closingBalance, formatOre(closingBalanceOre, language), true);
}

/** What purchases took in the period less what was given back in it, whenever it had been bought. */
function spentByRecordOre({ statement, movedOre }: StatementFile): Ore {
  const movedSumOre = Object.values(movedOre).reduce((sum, amountOre) => sum + amountOre, 0);
  return ore(statement.openingBalanceOre + movedSumOre - statement.closingBalanceOre);
}

function amountRow(sheets: StatementSheets, label: string, amount: string, bold: boolean): void {
  sheets
    .text(LEFT + 10, label, { size: BODY + 1, bold })
    .textEnd(RIGHT - 10, amount, { size: BODY + 1, bold });
}

/** By category on the left, by place on the right; both add up to the same. */
function sums(sheets: StatementSheets, file: StatementFile, words: StatementWords): void {
  const { statement, names } = file;
  const { byCategory, byPlace, spentOre } = statement;
  const categories = byCategory.map(({ categoryId, ...sum }) => ({
    name: categoryName(names, categoryId),
    ...sum,
  }));
  const places = byPlace.map(({ amountOre, count, ...place }) => ({
    name: `${placeName(names, place)}, ${clubName(names, place.clubId)}`,
    amountOre,
    count,
  }));
  if (categories.length === 0 && spentOre === spentByRecordOre(file)) return;
  sheets.down(36);
  sheets.text(LEFT, words.byCategory, { size: 11, bold: true });
  sheets.text(MIDDLE + 10, words.byPlace, { size: 11, bold: true });
  const sum = { name: words.total, amountOre: spentOre, count: null };
  const [left, right] = [
    [...categories, sum],
    [...places, sum],
  ];
  for (let row = 0; row < Math.max(left.length, right.length); row++) {
    sheets.down(14);
    sumRow(sheets, left[row], LEFT, MIDDLE - 10, file);
    sumRow(sheets, right[row], MIDDLE + 10, RIGHT, file);
  }
  const acrossOre = ore(spentByRecordOre(file) - spentOre);
  if (acrossOre === 0) return;
  const across = `${words.otherPeriods}: ${formatOre(acrossOre, file.language)}`;
  sheets.down(16).text(LEFT, across, { size: SMALL, grey: GREY });
}

interface SumRow {
  readonly name: string;
  readonly amountOre: Ore;
  readonly count: number | null;
}

function sumRow(
  sheets: StatementSheets,
  row: SumRow | undefined,
  left: number,
  right: number,
  { language }: StatementFile,
): void {
  if (row === undefined) return;
  const isTotal = row.count === null;
  if (isTotal) sheets.rule(left, right, 10, 0.6);
  const style = { size: BODY, bold: isTotal };
  sheets.textWithin(left, right - 100 - left, row.name, style);
  if (row.count !== null) {
    sheets.textEnd(right - 70, `${row.count} ×`, { size: SMALL, grey: GREY });
  }
  sheets.textEnd(right, amountText(row.amountOre, language), style);
}

function columnHeads(sheets: StatementSheets, words: StatementWords): void {
  const { columns } = words;
  const style = { size: SMALL, bold: true, grey: GREY };
  sheets
    .down(18)
    .text(COLUMN.date, columns.date, style)
    .text(COLUMN.text, columns.kind, style)
    .text(COLUMN.place, columns.place, style)
    .textEnd(COLUMN.amountEnd, columns.amount, style)
    .textEnd(COLUMN.balanceEnd, columns.balance, style)
    .rule(LEFT, RIGHT, -4, 0.2)
    .down(3);
}

function entry(
  sheets: StatementSheets,
  line: StatementLine,
  file: StatementFile,
  words: StatementWords,
): void {
  const { language, names } = file;
  const { day, clock } = momentOf(line.occurredAt);
  const place =
    line.place === null
      ? ''
      : `${placeName(names, line.place)}, ${clubName(names, line.place.clubId)}`;
  // What happened at no place may be told across its column.
  const textEnd = (line.place === null ? COLUMN.amountEnd - 56 : COLUMN.place) - 6;
  const below = belowEntry(line, file, words, { width: BELOW_WIDTH, size: SMALL });
  // An entry and its first items stay together; a very long one may run over.
  sheets.room(ENTRY_HEIGHT + ITEM_HEIGHT * Math.min(below.length, 6));
  sheets
    .down(ENTRY_HEIGHT)
    .text(COLUMN.date, `${dayText(day, '.')} ${clockText(clock, language)}`, { size: BODY })
    .textWithin(COLUMN.text, textEnd - COLUMN.text, nameOf(line, language), {
      size: BODY,
      bold: true,
    })
    .textWithin(COLUMN.place, COLUMN.amountEnd - COLUMN.place - 62, place, { size: BODY })
    .textEnd(COLUMN.amountEnd, amountText(line.amountOre, language), { size: BODY, bold: true })
    .textEnd(COLUMN.balanceEnd, amountText(line.balanceAfterOre, language), { size: BODY });
  for (const text of below) {
    sheets.room(ITEM_HEIGHT).down(ITEM_HEIGHT).textWithin(COLUMN.text, BELOW_WIDTH, text, {
      size: SMALL,
      grey: GREY,
    });
  }
  sheets.down(3).rule(LEFT, RIGHT, -2, 0.85);
}
