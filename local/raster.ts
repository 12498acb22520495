// A small rasteriser: fills shapes with flat colours on a grid finer than the picture, then averages, so
// that edges are smooth. Every shape is a polygon; curves are cut into short straight pieces first.

export type Point = readonly [x: number, y: number];
export type Colour = readonly [red: number, green: number, blue: number];

/** Samples per pixel in each direction: nine shades on an edge. */
const SAMPLES = 3;
const PIECES_PER_CURVE = 48;

export class Raster {
  readonly width: number;
  readonly height: number;
  readonly #samples: Uint8Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.#samples = new Uint8Array(width * height * SAMPLES * SAMPLES * 3);
  }

  /** Fills what lies inside a closed outline (even-odd), and inside `within` too when that is given. */
  fill(outline: readonly Point[], colour: Colour, within?: readonly Point[]): void {
    const rows = this.height * SAMPLES;
    const heights = outline.map(([, y]) => y * SAMPLES);
    const first = Math.max(0, Math.floor(Math.min(...heights)));
    const last = Math.min(rows - 1, Math.ceil(Math.max(...heights)));
    for (let row = first; row <= last; row++) {
      const y = (row + 0.5) / SAMPLES;
      const spans = spansAt(outline, y);
      const allowed = within === undefined ? spans : overlap(spans, spansAt(within, y));
      for (const [from, until] of allowed) this.#fillRow(row, from, until, colour);
    }
  }

  /** A line of even width with round ends. */
  stroke(line: readonly Point[], width: number, colour: Colour): void {
    for (const [index, end] of line.entries()) {
      this.fill(ellipse(end[0], end[1], width / 2, width / 2), colour);
      const start = line[index - 1];
      if (start !== undefined) this.fill(bar(start, end, width), colour);
    }
  }

  /** The averaged picture: three bytes per pixel. */
  toRgb(): Uint8Array {
    const rgb = new Uint8Array(this.width * this.height * 3);
    const sums = new Uint16Array(this.width * 3);
    const row = this.width * SAMPLES * 3;
    for (let y = 0; y < this.height; y++) {
      sums.fill(0);
      const start = y * SAMPLES * row;
      for (let at = 0; at < SAMPLES * row; at++) {
        const inRow = at % row;
        const pixel = Math.trunc(inRow / (SAMPLES * 3)) * 3 + (inRow % 3);
        sums[pixel] = (sums[pixel] ?? 0) + (this.#samples[start + at] ?? 0);
      }
      rgb.set(
        sums.map((sum) => Math.round(sum / SAMPLES ** 2)),
        y * this.width * 3,
      );
    }
    return rgb;
  }

  #fillRow(row: number, from: number, until: number, [red, green, blue]: Colour): void {
    const columns = this.width * SAMPLES;
    const start = Math.max(0, Math.round(from * SAMPLES));
    const end = Math.min(columns, Math.round(until * SAMPLES));
    for (let column = start; column < end; column++) {
      const at = (row * columns + column) * 3;
      this.#samples[at] = red;
      this.#samples[at + 1] = green;
      this.#samples[at + 2] = blue;
    }
  }
}

/** Reads an outline as it is written in a drawing: "10,20 30,40". */
export function points(text: string): Point[] {
  return text.split(' ').map((pair): Point => {
    const [x = Number.NaN, y = Number.NaN] = pair.split(',').map(Number);
    if (Number.isNaN(x + y)) throw new RangeError(`not a point: ${pair}`);
    return [x, y];
  });
}

export function rectangle(left: number, top: number, width: number, height: number): Point[] {
  return [
    [left, top],
    [left + width, top],
    [left + width, top + height],
    [left, top + height],
  ];
}

/**
 * An ellipse, or with `squareness` above 2 something between it and a rectangle. `fromTurn` and `untilTurn`
 * cut out an arc, in turns clockwise from the right.
 */
export function ellipse(
  x: number,
  y: number,
  radiusX: number,
  radiusY: number,
  { squareness = 2, fromTurn = 0, untilTurn = 1 } = {},
): Point[] {
  return Array.from({ length: PIECES_PER_CURVE + 1 }, (_, piece) => {
    const turn = fromTurn + ((untilTurn - fromTurn) * piece) / PIECES_PER_CURVE;
    const cosine = Math.cos(turn * 2 * Math.PI);
    const sine = Math.sin(turn * 2 * Math.PI);
    const bend = (part: number) => Math.sign(part) * Math.abs(part) ** (2 / squareness);
    return [x + radiusX * bend(cosine), y + radiusY * bend(sine)];
  });
}

/** A smooth closed outline, or with `open` a line, through all points (Catmull and Rom's curve). */
export function smooth(points: readonly Point[], open = false): Point[] {
  const at = (index: number): Point => {
    const wrapped = open
      ? Math.min(points.length - 1, Math.max(0, index))
      : (index + points.length) % points.length;
    const point = points[wrapped];
    if (point === undefined) throw new RangeError('a smooth curve needs points');
    return point;
  };
  const pieces = 12;
  const curve: Point[] = [];
  for (let index = 0; index < (open ? points.length - 1 : points.length); index++) {
    const [before, start, end, after] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
    for (let piece = 0; piece <= pieces; piece++) {
      const part = piece / pieces;
      curve.push([
        between(before[0], start[0], end[0], after[0], part),
        between(before[1], start[1], end[1], after[1], part),
      ]);
    }
  }
  return curve;
}

function between(before: number, start: number, end: number, after: number, part: number): number {
  return (
    0.5 *
    (2 * start +
      (end - before) * part +
      (2 * before - 5 * start + 4 * end - after) * part ** 2 +
      (3 * start - before - 3 * end + after) * part ** 3)
  );
}

function bar([startX, startY]: Point, [endX, endY]: Point, width: number): Point[] {
  const length = Math.hypot(endX - startX, endY - startY) || 1;
  const asideX = ((startY - endY) / length) * (width / 2);
  const asideY = ((endX - startX) / length) * (width / 2);
  return [
    [startX + asideX, startY + asideY],
    [endX + asideX, endY + asideY],
    [endX - asideX, endY - asideY],
    [startX - asideX, startY - asideY],
  ];
}

type Span = readonly [from: number, until: number];

function spansAt(outline: readonly Point[], y: number): Span[] {
  const crossings: number[] = [];
  let [previousX, previousY] = outline.at(-1) ?? [0, 0];
  for (const [x, pointY] of outline) {
    if (previousY <= y !== pointY <= y) {
      crossings.push(previousX + ((y - previousY) / (pointY - previousY)) * (x - previousX));
    }
    [previousX, previousY] = [x, pointY];
  }
  crossings.sort((left, right) => left - right);
  const spans: Span[] = [];
  for (let index = 0; index + 1 < crossings.length; index += 2) {
    spans.push([crossings[index] ?? 0, crossings[index + 1] ?? 0]);
  }
  return spans;
}

function overlap(left: readonly Span[], right: readonly Span[]): Span[] {
  return left.flatMap(([from, until]) =>
    right
      .map(([start, end]): Span => [Math.max(from, start), Math.min(until, end)])
      .filter(([start, end]) => start < end),
  );
}
