// Writes a PDF page by page, so that a file of any length needs the memory of one page: text in Helvetica,
// rules and fields. Absent: pictures, embedded typefaces, and any layout (statement-pdf.ts).
// What the bytes must be: ISO 32000-1, §7.3 objects, §7.5 file structure, §9.4 text, §8.10 form XObjects.
import { deflateSync } from 'node:zlib';
import { winAnsiBytes } from './win-ansi.ts';

/** A4 in points. */
export const PAGE_WIDTH = 595;
export const PAGE_HEIGHT = 842;

const CATALOG = 1;
const PAGES = 2;
const RESOURCES = 3;
const REGULAR = 4;
const BOLD = 5;
const TOTAL = 6;
const ABOUT = 7;
const FIRST_FREE = 8;

export interface AboutPdf {
  readonly title: string;
  readonly language: string;
  readonly madeAt: number;
}

export class PdfWriter {
  readonly #about: AboutPdf;
  #unread: Buffer[] = [];
  #written = 0;
  readonly #offsets = new Map<number, number>();
  readonly #pages: number[] = [];
  #nextObject = FIRST_FREE;

  constructor(about: AboutPdf) {
    this.#about = about;
    // The four high bytes tell whoever transports the file that it is no text.
    this.#write('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n');
  }

  /** @param content operators, as {@link PdfPage} makes them. */
  addPage(content: string): void {
    const contents = this.#nextObject++;
    const page = this.#nextObject++;
    this.#stream(contents, '', content);
    this.#object(
      page,
      `<< /Type /Page /Parent ${PAGES} 0 R /MediaBox [0 0 ${PAGE_WIDTH} ${PAGE_HEIGHT}] ` +
        `/Resources ${RESOURCES} 0 R /Contents ${contents} 0 R >>`,
    );
    this.#pages.push(page);
  }

  /** The number of pages is known now: it is drawn on each of them by one object. */
  end(): void {
    const count = this.#pages.length;
    this.#stream(
      TOTAL,
      `/Type /XObject /Subtype /Form /BBox [0 -3 40 10] /Resources ${RESOURCES} 0 R`,
      new PdfPage().text(0, 0, String(count), { size: 8, grey: FOOTER_GREY }).content,
    );
    const kids = this.#pages.map((page) => `${page} 0 R`).join(' ');
    this.#object(PAGES, `<< /Type /Pages /Count ${count} /Kids [${kids}] >>`);
    this.#object(
      RESOURCES,
      `<< /Font << /F1 ${REGULAR} 0 R /F2 ${BOLD} 0 R >> /XObject << /Total ${TOTAL} 0 R >> >>`,
    );
    this.#object(REGULAR, typeface('Helvetica'));
    this.#object(BOLD, typeface('Helvetica-Bold'));
    const { title, language, madeAt } = this.#about;
    const date = new Date(madeAt).toISOString().replace(/[-:T]/g, '').slice(0, 14);
    this.#object(
      ABOUT,
      `<< /Title ${unicodeString(title)} /Producer (Klubkort) /CreationDate (D:${date}Z) >>`,
    );
    this.#object(
      CATALOG,
      `<< /Type /Catalog /Pages ${PAGES} 0 R /Lang (${language}) ` +
        '/ViewerPreferences << /DisplayDocTitle true >> >>',
    );
    this.#crossReferences();
  }

  /** What was written since the last time. */
  take(): Uint8Array {
    const bytes = Buffer.concat(this.#unread);
    this.#unread = [];
    return bytes;
  }

  #crossReferences(): void {
    const start = this.#written;
    const rows = Array.from({ length: this.#nextObject - 1 }, (_, index) => {
      const offset = this.#offsets.get(index + 1) ?? 0;
      return `${String(offset).padStart(10, '0')} 00000 n \n`;
    });
    this.#write(
      `xref\n0 ${this.#nextObject}\n0000000000 65535 f \n${rows.join('')}trailer\n` +
        `<< /Size ${this.#nextObject} /Root ${CATALOG} 0 R /Info ${ABOUT} 0 R >>\n` +
        `startxref\n${start}\n%%EOF\n`,
    );
  }

  #stream(number: number, entries: string, content: string): void {
    const packed = deflateSync(Buffer.from(content, 'latin1'));
    this.#offsets.set(number, this.#written);
    this.#write(
      `${number} 0 obj\n<< ${entries} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`,
    );
    this.#write(packed);
    this.#write('\nendstream\nendobj\n');
  }

  #object(number: number, body: string): void {
    this.#offsets.set(number, this.#written);
    this.#write(`${number} 0 obj\n${body}\nendobj\n`);
  }

  #write(piece: string | Buffer): void {
    const bytes = typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece;
    this.#unread.push(bytes);
    this.#written += bytes.length;
  }
}

export const FOOTER_GREY = 0.35;

export interface TextStyle {
  readonly size: number;
  readonly bold?: boolean;
  /** 0 is black, 1 is white. */
  readonly grey?: number;
}

/** Collects what one page shows. Places are points from the lower left corner; text is WinAnsi's. */
export class PdfPage {
  content = '';

  text(x: number, y: number, text: string, { size, bold = false, grey = 0 }: TextStyle): this {
    const escaped = winAnsiBytes(text).replace(/[\\()]/g, '\\$&');
    const face = bold ? 'F2' : 'F1';
    this.content += `BT /${face} ${size} Tf ${grey} g ${short(x)} ${short(y)} Td (${escaped}) Tj ET\n`;
    return this;
  }

  rule(fromX: number, toX: number, y: number, grey: number): this {
    this.content += `${grey} G 0.5 w ${short(fromX)} ${short(y)} m ${short(toX)} ${short(y)} l S\n`;
    return this;
  }

  field(x: number, y: number, width: number, height: number, grey: number): this {
    const place = [x, y, width, height].map(short).join(' ');
    this.content += `${grey} g ${place} re f\n`;
    return this;
  }

  /** How many pages the finished file has. */
  total(x: number, y: number): this {
    this.content += `q 1 0 0 1 ${short(x)} ${short(y)} cm /Total Do Q\n`;
    return this;
  }
}

function short(points: number): string {
  return String(Math.round(points * 100) / 100);
}

function typeface(name: string): string {
  return `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
}

/** Any letters: UTF-16 with its mark, in hex. */
function unicodeString(text: string): string {
  return `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
}
