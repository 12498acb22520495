// What a PDF of ours says, page by page: its streams unpacked, its texts in their order. Reads by the table of
// references at its end, as every reader does, so that a wrong table shows.
import { inflateSync } from 'node:zlib';

export interface PdfText {
  readonly pages: readonly string[];
  readonly title: string;
}

export function pdfText(bytes: Uint8Array): PdfText {
  const file = Buffer.from(bytes).toString('latin1');
  if (!file.startsWith('%PDF-1.7\n') || !file.endsWith('%%EOF\n')) throw new Error('not a PDF');
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(file)?.[1]);
  const [, table = '', trailer = ''] =
    /^xref\n0 \d+\n([\s\S]*?)trailer\n([\s\S]*)startxref/.exec(file.slice(start)) ?? [];
  const offsets = table.match(/.{18}\r?\n/g) ?? [];
  const object = (number: number): string => {
    const from = Number(offsets[number]?.slice(0, 10));
    const found = file.slice(from, file.indexOf('endobj', from));
    if (!found.startsWith(`${number} 0 obj\n`)) throw new Error(`object ${number} is not there`);
    return found;
  };
  const reference = (inside: string, name: string) =>
    Number(new RegExp(`/${name} (\\d+) 0 R`).exec(inside)?.[1]);
  const pages = object(reference(object(reference(trailer, 'Root')), 'Pages'));
  const kids = [...(/Kids \[(.*)\]/.exec(pages)?.[1] ?? '').matchAll(/(\d+) 0 R/g)];
  const total = textsOf(unpacked(object(6)));
  const title = /Title <FEFF([0-9a-f]*)>/.exec(object(reference(trailer, 'Info')))?.[1] ?? '';
  return {
    pages: kids.map(([, kid]) => {
      const content = unpacked(object(reference(object(Number(kid)), 'Contents')));
      return [textsOf(content), content.includes('/Total Do') ? total : ''].join('\n');
    }),
    title: Buffer.from(title, 'hex').swap16().toString('utf16le'),
  };
}

function unpacked(object: string): string {
  const length = Number(/\/Length (\d+)/.exec(object)?.[1]);
  const from = object.indexOf('stream\n') + 'stream\n'.length;
  const packed = object.slice(from, from + length);
  if (object.slice(from + length) !== '\nendstream\n')
    throw new Error('a stream has another length');
  return inflateSync(Buffer.from(packed, 'latin1')).toString('latin1');
}

const winAnsi = new TextDecoder('windows-1252');

function textsOf(content: string): string {
  return [...content.matchAll(/\(((?:[^\\()]|\\.)*)\) Tj/g)]
    .map(([, text = '']) => text.replaceAll(/\\(.)/g, '$1'))
    .map((text) => winAnsi.decode(Buffer.from(text, 'latin1')))
    .join('\n');
}
