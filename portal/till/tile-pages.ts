// How many tiles fit, and which stand on which page: during a sale nothing is scrolled. Pure.

export interface TileRoom {
  readonly columns: number;
  readonly rows: number;
}

/** Tiles are as wide as their number allows: a wide one is quicker to hit and keeps its name whole. */
const WIDTHS_PX = [136, 106];
const SMALLEST_HEIGHT_PX = 100;
const GAP_PX = 8;

export function tileRoom(widthPx: number, heightPx: number, tiles: number): TileRoom {
  const rows = fitting(heightPx, SMALLEST_HEIGHT_PX);
  const rooms = WIDTHS_PX.map((tilePx) => ({ columns: fitting(widthPx, tilePx), rows }));
  const ample = rooms.find((room) => room.columns * room.rows >= tiles);
  return ample ?? rooms.at(-1) ?? { columns: 1, rows };
}

function fitting(roomPx: number, smallestPx: number): number {
  return Math.max(1, Math.floor((roomPx + GAP_PX) / (smallestPx + GAP_PX)));
}

/** Pages of tiles. Where there are several, each leaves the last place to the tile that turns the page. */
export function tilePages<Tile>(
  tiles: readonly Tile[],
  room: TileRoom,
): readonly (readonly Tile[])[] {
  const places = room.columns * room.rows;
  if (tiles.length <= places) return [tiles];
  const perPage = Math.max(1, places - 1);
  return Array.from({ length: Math.ceil(tiles.length / perPage) }, (_, page) =>
    tiles.slice(page * perPage, (page + 1) * perPage),
  );
}
