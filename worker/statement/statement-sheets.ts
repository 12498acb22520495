// The pages of a statement as one long sheet: text goes down line by line, and what does not fit begins the next
// page below its heading. Owns margins and footers. Absent: what is written.
import {
  FOOTER_GREY,
  PAGE_HEIGHT,
  PAGE_WIDTH,
  PdfPage,
  type PdfWriter,
  type TextStyle,
} from './pdf-writer.ts';
import { fitting, textWidth, winAnsiText } from './win-ansi.ts';

export const LEFT = 50;
export const RIGHT = PAGE_WIDTH - 50;
const TOP = PAGE_HEIGHT - 50;
const BOTTOM = 62;
const FOOTER_Y = 36;
const SMALLEST = 8;
/** Room for four digits. */
const TOTAL_X = RIGHT - 18;

export interface SheetFooter {
  /** What each page says of whose it is. */
  readonly running: string;
  readonly page: string;
  readonly of: string;
}

export class StatementSheets {
  readonly #writer: PdfWriter;
  readonly #footer: SheetFooter;
  #page = new PdfPage();
  #number = 1;
  #y = TOP;
  #begin: () => void = () => {};

  constructor(writer: PdfWriter, footer: SheetFooter) {
    this.#writer = writer;
    this.#footer = footer;
  }

  /** What stands at the top of each page from the next one on. */
  beginEachPageWith(begin: () => void): void {
    this.#begin = begin;
  }

  /** Turns the page unless so much fits on this one. */
  room(height: number): this {
    if (this.#y - height < BOTTOM) this.#turn();
    return this;
  }

  /** Goes down to the next line, over to the next page if need be. */
  down(height: number): this {
    if (this.#y - height < BOTTOM) this.#turn();
    this.#y -= height;
    return this;
  }

  text(x: number, text: string, style: TextStyle): this {
    this.#page.text(x, this.#y, winAnsiText(text), style);
    return this;
  }

  /** Cut off where it would be wider. */
  textWithin(x: number, width: number, text: string, style: TextStyle): this {
    const cut = fitting(winAnsiText(text), width, style.size, style.bold ?? false);
    this.#page.text(x, this.#y, cut, style);
    return this;
  }

  /** Smaller where it would be wider, as far as it can be read; then cut off. */
  textShrunk(x: number, width: number, text: string, style: TextStyle): this {
    const wide = textWidth(winAnsiText(text), style.size, style.bold ?? false);
    const size = Math.max(SMALLEST, Math.min(style.size, (style.size * width) / wide));
    return this.textWithin(x, width + 0.01, text, { ...style, size });
  }

  /** Ends at that place, as amounts do. */
  textEnd(x: number, text: string, style: TextStyle): this {
    const shown = winAnsiText(text);
    const width = textWidth(shown, style.size, style.bold ?? false);
    this.#page.text(x - width, this.#y, shown, style);
    return this;
  }

  /** A line so much above the text's foot. */
  rule(fromX: number, toX: number, above: number, grey: number): this {
    this.#page.rule(fromX, toX, this.#y + above, grey);
    return this;
  }

  /** A light field from here down, to write on. */
  band(height: number): this {
    this.room(height);
    this.#page.field(LEFT, this.#y - height, RIGHT - LEFT, height, 0.95);
    return this;
  }

  end(): void {
    this.#close();
  }

  #turn(): void {
    this.#close();
    this.#page = new PdfPage();
    this.#number += 1;
    this.#y = TOP;
    this.#begin();
  }

  #close(): void {
    const { running, page, of } = this.#footer;
    const style = { size: 8, grey: FOOTER_GREY };
    const left = fitting(winAnsiText(running), 380, style.size, false);
    const count = winAnsiText(`${page} ${this.#number} ${of} `);
    const x = TOTAL_X - textWidth(count, style.size, false);
    this.#page
      .text(LEFT, FOOTER_Y, left, style)
      .text(x, FOOTER_Y, count, style)
      .total(TOTAL_X, FOOTER_Y);
    this.#writer.addPage(this.#page.content);
  }
}
