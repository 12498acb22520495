// Text as PDF's standard typeface Helvetica can show it: in WinAnsi, which has all Danish letters, and how wide
// it is. A letter that is not in it loses its accent or becomes its nearest neighbour; nothing crashes on a name.

/** The bytes 0x80 to 0x9f, where WinAnsi has its own; a space where it has none. */
const FROM_80 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

const NEIGHBOURS: Readonly<Record<string, string>> = {
  Ł: 'L',
  ł: 'l',
  Đ: 'D',
  đ: 'd',
  Ħ: 'H',
  ħ: 'h',
  Ŧ: 'T',
  ŧ: 't',
  ı: 'i',
  Ŋ: 'N',
  ŋ: 'n',
  ə: 'e',
  Ə: 'E',
  '\u2010': '-',
  '\u2011': '-',
  '\u2212': '-',
};

/** Of the codes 32 to 126, in thousandths of the size; an accented letter is as wide as its plain one. */
const REGULAR =
  '278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584'
    .split(' ')
    .map(Number);
const BOLD =
  '278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584'
    .split(' ')
    .map(Number);

/** Those that no plain letter stands for. */
const OWN_WIDTHS: Readonly<Record<string, number>> = {
  Æ: 1000,
  æ: 889,
  Ø: 778,
  ø: 611,
  ß: 611,
  '·': 278,
  '×': 584,
  '…': 1000,
  '\u00a0': 278,
};

/** The nearest text that WinAnsi has. */
export function winAnsiText(text: string): string {
  return [...text.normalize('NFC')].map(nearest).join('');
}

/** One char per byte, as a stream of a PDF has it. Takes what {@link winAnsiText} gave. */
export function winAnsiBytes(text: string): string {
  return [...text]
    .map((letter) => {
      const place = letter === ' ' ? -1 : FROM_80.indexOf(letter);
      return place === -1 ? letter : String.fromCharCode(0x80 + place);
    })
    .join('');
}

export function textWidth(text: string, size: number, isBold: boolean): number {
  const widths = isBold ? BOLD : REGULAR;
  let sum = 0;
  for (const letter of text) {
    const plain = letter.normalize('NFD').codePointAt(0) ?? 32;
    sum += OWN_WIDTHS[letter] ?? widths[plain - 32] ?? 556;
  }
  return (sum * size) / 1000;
}

/** The text, or its beginning and an ellipsis where it is wider than that. */
export function fitting(text: string, width: number, size: number, isBold: boolean): string {
  if (textWidth(text, size, isBold) <= width) return text;
  let end = text.length - 1;
  while (end > 0 && textWidth(`${text.slice(0, end)}…`, size, isBold) > width) end -= 1;
  return `${text.slice(0, end).trimEnd()}…`;
}

function nearest(letter: string): string {
  if (isInWinAnsi(letter)) return letter;
  const neighbour = NEIGHBOURS[letter];
  if (neighbour !== undefined) return neighbour;
  const plain = letter.normalize('NFKD').replace(/\p{Mark}/gu, '');
  if (plain !== '' && [...plain].every(isInWinAnsi)) return plain;
  return /\p{Mark}|\p{Cf}|\p{Cc}/u.test(letter) ? '' : '?';
}

function isInWinAnsi(letter: string): boolean {
  const code = letter.codePointAt(0) ?? 0;
  return (
    (code >= 0x20 && code <= 0x7e) ||
    (code >= 0xa0 && code <= 0xff) ||
    (letter !== ' ' && FROM_80.includes(letter))
  );
}
