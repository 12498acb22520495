// The last section of a statement's PDF: what happened to the card and the limits, by whose hand. It is left
// out of a file that shows some entries only.
import { changeText } from './change-text.ts';
import { CHANGE_WORDS } from './change-words.ts';
import { clockText, dayText, momentOf, type StatementFile } from './statement-file.ts';
import { LEFT, RIGHT, type StatementSheets } from './statement-sheets.ts';

const TEXT = 134;
const BY_END = RIGHT;
const BODY = 9;
const SMALL = 8;
const GREY = 0.35;
const ROW_HEIGHT = 15;
const BELOW_HEIGHT = 11;

export function changesSection(sheets: StatementSheets, file: StatementFile): void {
  const words = CHANGE_WORDS[file.language];
  const { changes, olderAreLeftOut } = file.beside;
  sheets.beginEachPageWith(() => {});
  sheets
    .room(28 + ROW_HEIGHT)
    .down(28)
    .text(LEFT, words.title, { size: 12, bold: true });
  const remark = olderAreLeftOut ? words.olderAreLeftOut : changes.length === 0 ? words.none : null;
  if (remark !== null) {
    sheets.down(ROW_HEIGHT).text(LEFT, remark, { size: BODY, grey: GREY });
  }
  for (const change of changes) {
    const { heading, by, below } = changeText(change, file);
    const { day, clock } = momentOf(change.at);
    sheets
      .room(ROW_HEIGHT + BELOW_HEIGHT * below.length)
      .down(ROW_HEIGHT)
      .text(LEFT, `${dayText(day, '.')} ${clockText(clock, file.language)}`, { size: BODY })
      .text(TEXT, heading, { size: BODY, bold: true })
      .textEnd(BY_END, by, { size: BODY });
    for (const fact of below) {
      sheets.down(BELOW_HEIGHT).textWithin(TEXT, BY_END - TEXT, fact, { size: SMALL, grey: GREY });
    }
    sheets.down(3).rule(LEFT, RIGHT, -2, 0.85);
  }
}
