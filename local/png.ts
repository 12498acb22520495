// Writes an RGB picture as PNG. Owns the container and the row filter; compression is node:zlib's.
// Absent: transparency, other depths, reading.
import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const TRUECOLOUR = 2;
const BYTES_PER_PIXEL = 3;
/** Each byte minus the one above it: flat areas become zeros, which compress to almost nothing. */
const FILTER_UP = 2;

/** @param rgb three bytes per pixel, row by row from the top left. */
export function encodePng(width: number, height: number, rgb: Uint8Array): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, TRUECOLOUR, 0, 0, 0], 8);
  const pixels = deflateSync(filtered(width, height, rgb), { level: 9, memLevel: 9 });
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function filtered(width: number, height: number, rgb: Uint8Array): Uint8Array {
  const row = width * BYTES_PER_PIXEL;
  const bytes = new Uint8Array((row + 1) * height);
  for (let y = 0; y < height; y++) {
    bytes[y * (row + 1)] = FILTER_UP;
    for (let x = 0; x < row; x++) {
      const above = y === 0 ? 0 : (rgb[(y - 1) * row + x] ?? 0);
      bytes[y * (row + 1) + 1 + x] = (rgb[y * row + x] ?? 0) - above;
    }
  }
  return bytes;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
