// Opens a file as a spreadsheet on a Danish machine does: by its mark, cut at semicolons, numbers with a comma.
// What begins like a formula would be run, so it is an error here.

export type Cell = string | number;

export function openedBySpreadsheet(bytes: Uint8Array): Cell[][] {
  if (Buffer.from(bytes.subarray(0, 3)).toString('hex') !== 'efbbbf') {
    throw new Error('without its mark the file is not read as UTF-8');
  }
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  return recordsOf(text).map((record) => record.map(cellOf));
}

/** RFC 4180 with semicolons, letter by letter. */
function recordsOf(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let isQuoted = false;
  for (let place = 0; place < text.length; place++) {
    const letter = text[place];
    if (isQuoted && letter === '"' && text[place + 1] === '"') {
      field += '"';
      place += 1;
    } else if (letter === '"') {
      isQuoted = !isQuoted;
    } else if (!isQuoted && letter === ';') {
      record.push(field);
      field = '';
    } else if (!isQuoted && letter === '\r' && text[place + 1] === '\n') {
      records.push([...record, field]);
      record = [];
      field = '';
      place += 1;
    } else {
      field += letter;
    }
  }
  if (record.length > 0 || field !== '') throw new Error('the last line is not ended');
  return records;
}

function cellOf(field: string): Cell {
  if (/^-?\d+(,\d+)?$/.test(field)) return Number(field.replace(',', '.'));
  if (/^[=+\-@\t\r]/.test(field)) throw new Error(`would be run: ${field}`);
  return field.startsWith("'") ? field.slice(1) : field;
}
