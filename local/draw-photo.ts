// Draws the portrait of a child that does not exist, from the name: a friendly cartoon, told apart at a
// glance. Owns the composition; colours and traits are face-traits.ts's, hair is draw-hair.ts's.
import type { Photo } from '../contracts/photo.ts';
import { drawHairBehind, drawHairOnTop, shade } from './draw-hair.ts';
import { type FaceTraits, faceTraits, type HairStyle } from './face-traits.ts';
import { encodePng } from './png.ts';
import { type Colour, ellipse, type Point, points, Raster, rectangle, smooth } from './raster.ts';

export const PHOTO_WIDTH = 360;
export const PHOTO_HEIGHT = 450;

const WHITE: Colour = [255, 255, 255];
const INK: Colour = [44, 34, 34];

export function drawPhotoPng(name: string, hairStyle?: HairStyle): Buffer {
  const traits = faceTraits(name, hairStyle);
  const raster = new Raster(PHOTO_WIDTH, PHOTO_HEIGHT);
  const head = ellipse(180, 216, 88 + traits.width * 6, 106, { squareness: 2.25 });
  drawBackground(raster, traits);
  drawHairBehind(raster, traits);
  drawBody(raster, traits);
  drawEars(raster, traits);
  raster.fill(head, traits.skin);
  drawCheeks(raster, traits);
  drawHairOnTop(raster, traits);
  drawEyes(raster, traits);
  drawNoseAndMouth(raster, traits);
  drawGlasses(raster, traits);
  drawOrnament(raster, traits);
  return encodePng(PHOTO_WIDTH, PHOTO_HEIGHT, raster.toRgb());
}

export function drawPhoto(name: string, hairStyle?: HairStyle): Photo {
  const base64 = drawPhotoPng(name, hairStyle).toString('base64');
  return { mediaType: 'image/png', base64 };
}

function drawBackground(raster: Raster, { background }: FaceTraits): void {
  raster.fill(rectangle(0, 0, PHOTO_WIDTH, PHOTO_HEIGHT), background);
  raster.fill(ellipse(180, 230, 172, 186), shade(background, 1.5));
}

function drawBody(raster: Raster, { skin, clothes, clothesSecond, pattern }: FaceTraits): void {
  const body = smooth(points('120,352 180,344 240,352 318,384 352,470 180,500 8,470 42,384'));
  if (pattern === 'hood') {
    raster.fill(
      smooth(points('180,322 258,330 276,374 180,392 84,374 102,330')),
      shade(clothes, 0.78),
    );
  }
  raster.fill(body, clothes);
  if (pattern === 'stripes') {
    for (const y of [372, 404, 436]) raster.fill(rectangle(0, y, 360, 15), clothesSecond, body);
  } else if (pattern === 'dots') {
    for (let index = 0; index < 33; index++) {
      const row = Math.floor(index / 11);
      const x = (index % 11) * 36 + (row % 2) * 18;
      raster.fill(ellipse(x, 378 + row * 30, 7, 7), clothesSecond, body);
    }
  } else if (pattern === 'star') {
    raster.fill(star(180, 424, 26), clothesSecond);
  }
  raster.fill(smooth(points('146,290 214,290 218,350 180,378 142,350')), shade(skin, 0.86));
  if (pattern === 'collar') {
    raster.fill(points('128,340 180,384 146,404 108,356'), clothesSecond);
    raster.fill(points('232,340 180,384 214,404 252,356'), clothesSecond);
  } else if (pattern === 'hood') {
    raster.stroke(points('158,378 154,424'), 5, clothesSecond);
    raster.stroke(points('202,378 206,424'), 5, clothesSecond);
  } else {
    raster.stroke(smooth(points('140,352 180,380 220,352'), true), 9, shade(clothes, 0.82));
  }
}

function drawEars(raster: Raster, { skin, width, hairStyle }: FaceTraits): void {
  if (hairStyle === 'headscarf') return;
  for (const side of [-1, 1]) {
    const x = 180 + side * (90 + width * 6);
    raster.fill(ellipse(x, 226, 17, 23), skin);
    raster.stroke(ellipse(x, 227, 8, 12, { fromTurn: 0.3, untilTurn: 0.9 }), 3, shade(skin, 0.82));
  }
}

function drawCheeks(raster: Raster, { skin, freckles }: FaceTraits): void {
  const [red, green, blue] = skin;
  const blush: Colour = [Math.min(255, red + 4), Math.round(green * 0.86), Math.round(blue * 0.86)];
  for (const side of [-1, 1]) {
    raster.fill(ellipse(180 + side * 54, 256, 21, 14), blush);
    if (!freckles) continue;
    for (const [x, y] of [
      [30, 246],
      [40, 254],
      [50, 246],
      [60, 255],
      [46, 263],
    ] as const) {
      raster.fill(ellipse(180 + side * x, y, 2.6, 2.4), shade(skin, 0.7));
    }
  }
}

function drawEyes(
  raster: Raster,
  { eyes, eyeDistance, brows, hair, hairStyle, skin }: FaceTraits,
): void {
  const browColour = hairStyle === 'headscarf' ? shade(skin, 0.4) : shade(hair, 0.7);
  for (const side of [-1, 1]) {
    const x = 180 + side * (38 + eyeDistance * 4);
    raster.fill(ellipse(x, 216, 17, 20), WHITE);
    raster.fill(ellipse(x, 218, 12, 14), eyes);
    raster.fill(ellipse(x, 218, 7, 8.5), INK);
    raster.fill(ellipse(x + 5, 211, 4.4, 4.8), WHITE);
    raster.stroke(ellipse(x, 216, 18, 21, { fromTurn: 0.56, untilTurn: 0.94 }), 3.4, INK);
    const outer = 186 + brows * 5;
    raster.stroke(
      smooth(
        [
          [x - side * 18, 187 - brows * 3],
          [x, 180],
          [x + side * 19, outer],
        ],
        true,
      ),
      6,
      browColour,
    );
  }
}

function drawNoseAndMouth(raster: Raster, { skin, mouth }: FaceTraits): void {
  raster.stroke(smooth(points('171,248 180,254 189,248'), true), 4.5, shade(skin, 0.76));
  const lips: Colour = skin[0] < 150 ? [206, 96, 92] : [168, 62, 62];
  const curve = (halfWidth: number, top: number, depth: number): Point[] =>
    smooth(
      [
        [180 - halfWidth, top],
        [180, top + depth],
        [180 + halfWidth, top],
      ],
      true,
    );
  if (mouth === 'smile') raster.stroke(curve(32, 272, 18), 5, lips);
  if (mouth === 'small') raster.stroke(curve(18, 276, 9), 5, lips);
  if (mouth === 'smile' || mouth === 'small') return;
  const open = [...curve(34, 268, mouth === 'open' ? 40 : 28), [146, 268] as Point];
  raster.fill(open, mouth === 'grin' ? WHITE : [122, 36, 44]);
  if (mouth === 'open') raster.fill(ellipse(180, 304, 17, 11), [226, 110, 112], open);
  if (mouth !== 'grin') raster.fill(rectangle(146, 262, 68, 14), WHITE, open);
  if (mouth === 'gap') raster.fill(rectangle(176, 262, 8, 14), [122, 36, 44], open);
  raster.stroke(open, 3.4, lips);
}

function drawGlasses(raster: Raster, { glasses, roundGlasses, eyeDistance }: FaceTraits): void {
  if (glasses === null) return;
  const offset = 38 + eyeDistance * 4;
  for (const side of [-1, 1]) {
    const x = 180 + side * offset;
    const shape = { squareness: roundGlasses ? 2 : 4.5 };
    raster.stroke(
      ellipse(x, 217, roundGlasses ? 29 : 30, roundGlasses ? 29 : 24, shape),
      5.5,
      glasses,
    );
    raster.stroke(
      [
        [x + side * 30, 212],
        [180 + side * 92, 208],
      ],
      5,
      glasses,
    );
  }
  raster.stroke(
    smooth(
      [
        [180 - offset + 29, 214],
        [180, 208],
        [180 + offset - 29, 214],
      ],
      true,
    ),
    5,
    glasses,
  );
}

function drawOrnament(
  raster: Raster,
  { ornament, ornamentColour, hairStyle, width }: FaceTraits,
): void {
  const covered = ['headscarf', 'cap', 'short', 'spikes'].includes(hairStyle);
  if (ornament === 'earrings' && hairStyle !== 'headscarf') {
    for (const side of [-1, 1]) {
      raster.fill(ellipse(180 + side * (92 + width * 6), 255, 7, 7), [238, 196, 72]);
    }
  } else if (ornament === 'headband' && !covered) {
    raster.stroke(
      smooth(points('88,176 120,132 180,114 240,132 272,176'), true),
      13,
      ornamentColour,
    );
  } else if (ornament === 'clip' && !covered) {
    raster.fill(star(236, 146, 19), ornamentColour);
    raster.fill(ellipse(236, 146, 5, 5), WHITE);
  } else if (ornament === 'plaster') {
    raster.stroke(points('216,252 244,242'), 15, [236, 206, 160]);
    raster.stroke(points('227,248 233,246'), 13, [218, 182, 132]);
  }
}

function star(x: number, y: number, radius: number): Point[] {
  return Array.from({ length: 10 }, (_, corner): Point => {
    const angle = (corner / 10) * 2 * Math.PI - Math.PI / 2;
    const reach = corner % 2 === 0 ? radius : radius * 0.46;
    return [x + Math.cos(angle) * reach, y + Math.sin(angle) * reach];
  });
}
