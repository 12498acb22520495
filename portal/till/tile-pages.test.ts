import { expect, test } from 'vitest';
import { tilePages, tileRoom } from './tile-pages.ts';

const tiles = (count: number) => Array.from({ length: count }, (_, at) => at);

test('all tiles stand on one page while there is room', () => {
  expect(tilePages(tiles(12), { columns: 3, rows: 4 })).toEqual([tiles(12)]);
  expect(tilePages([], { columns: 3, rows: 4 })).toEqual([[]]);
});

test('one tile too many makes two pages, each with a place for the tile that turns it', () => {
  const pages = tilePages(tiles(13), { columns: 3, rows: 4 });
  expect(pages.map((page) => page.length)).toEqual([11, 2]);
  expect(pages.flat()).toEqual(tiles(13));
});

test('a room of one place still shows every tile', () => {
  expect(tilePages(tiles(3), { columns: 1, rows: 1 }).flat()).toEqual(tiles(3));
});

test('at least twelve tiles fit beside photo and cart on the smallest till', () => {
  const { columns, rows } = tileRoom(348, 540, 40);
  expect(columns * rows).toBeGreaterThanOrEqual(12);
  expect(tileRoom(0, 0, 40)).toEqual({ columns: 1, rows: 1 });
});

test('few tiles are wide, many are narrow', () => {
  expect(tileRoom(450, 640, 10)).toEqual({ columns: 3, rows: 6 });
  expect(tileRoom(450, 640, 18)).toEqual({ columns: 3, rows: 6 });
  expect(tileRoom(450, 640, 19)).toEqual({ columns: 4, rows: 6 });
});
