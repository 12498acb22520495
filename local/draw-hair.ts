// Draws the hair of a demo portrait in two layers: what hangs behind the head, then what lies on it.
// The head is an ellipse around (180, 216); every number here is a place on a picture of 360 by 450.
import type { FaceTraits } from './face-traits.ts';
import { type Colour, ellipse, type Point, points, type Raster, smooth } from './raster.ts';

export function drawHairBehind(raster: Raster, traits: FaceTraits): void {
  const { hair, hairStyle } = traits;
  const dark = shade(hair, 0.86);
  const fill = (outline: readonly Point[], colour = dark) => raster.fill(outline, colour);
  if (hairStyle === 'long') {
    fill(smooth(points('180,84 288,150 300,280 292,400 68,400 60,280 72,150')));
  } else if (hairStyle === 'bob') {
    fill(smooth(points('180,86 286,140 298,240 276,300 84,300 62,240 74,140')));
  } else if (hairStyle === 'plaits') {
    for (const side of [-1, 1]) {
      for (const [index, y] of [262, 296, 330, 362, 390].entries()) {
        fill(
          ellipse(180 + side * (104 + index * 3), y, 23 - index * 1.5, 21),
          index % 2 ? dark : hair,
        );
      }
      fill(ellipse(180 + side * 118, 412, 10, 15), hair);
      fill(ellipse(180 + side * 117, 400, 13, 6), traits.ornamentColour);
    }
  } else if (hairStyle === 'ponytail') {
    fill(smooth(points('250,110 312,130 330,210 312,300 284,330 288,240 262,160')));
    fill(ellipse(262, 128, 14, 20), traits.ornamentColour);
  } else if (hairStyle === 'bun') {
    fill(ellipse(180, 82, 44, 40));
    fill(ellipse(180, 104, 34, 10), traits.ornamentColour);
  } else if (hairStyle === 'curls') {
    for (let turn = 0; turn < 18; turn++) {
      const angle = Math.PI * (0.86 + (turn / 17) * 1.28);
      fill(ellipse(180 + Math.cos(angle) * 98, 206 + Math.sin(angle) * 106, 31, 31));
    }
  } else if (hairStyle === 'headscarf') {
    const scarf = traits.ornamentColour;
    fill(smooth(points('180,88 284,150 290,270 270,372 90,372 70,270 76,150')), shade(scarf, 0.84));
  }
}

export function drawHairOnTop(raster: Raster, traits: FaceTraits): void {
  const { hair, hairStyle } = traits;
  const dark = shade(hair, 0.86);
  const fill = (outline: readonly Point[], colour = hair) => raster.fill(outline, colour);
  const cap = (lowLeft: number, lowRight: number, parting: readonly Point[]) =>
    fill(
      smooth([
        [86, lowLeft],
        [84, 170],
        [108, 122],
        [180, 98],
        [252, 122],
        [276, 170],
        [274, lowRight],
        [262, 196],
        ...parting,
        [98, 196],
      ]),
    );
  switch (hairStyle) {
    case 'short':
      cap(214, 214, points('240,156 180,146 120,156'));
      break;
    case 'fringe':
      cap(226, 226, points('256,172 220,178 180,170 140,178 104,172'));
      for (const x of [146, 180, 214])
        raster.stroke(
          [
            [x, 130],
            [x + (x - 180) * 0.12, 166],
          ],
          3,
          dark,
        );
      break;
    case 'parting':
      cap(218, 222, points('250,178 206,164 150,132 122,160'));
      raster.stroke(points('150,106 146,134'), 3, dark);
      break;
    case 'spikes':
      fill(
        points(
          '88,206 76,150 104,156 96,106 134,126 146,78 176,112 206,74 220,118 262,98 256,148 286,144 272,206 258,168 230,152 204,162 180,148 150,162 128,152 102,168',
        ),
      );
      break;
    case 'curls':
      for (const [x, y] of [
        [104, 158],
        [132, 134],
        [166, 122],
        [200, 122],
        [232, 136],
        [258, 160],
        [150, 146],
        [214, 146],
        [182, 138],
      ] as const) {
        fill(ellipse(x, y, 27, 25));
      }
      for (const [x, y] of [
        [132, 130],
        [184, 118],
        [232, 132],
      ] as const) {
        raster.stroke(ellipse(x, y, 12, 11, { fromTurn: 0.5, untilTurn: 0.95 }), 3, dark);
      }
      break;
    case 'long':
      cap(262, 262, points('250,168 204,132 180,122 156,132 110,168'));
      raster.stroke(points('180,100 180,124'), 3, dark);
      break;
    case 'bob':
      cap(250, 250, points('256,178 220,184 180,180 140,184 104,178'));
      break;
    case 'plaits':
      cap(222, 222, points('250,166 208,140 180,124 152,140 110,166'));
      raster.stroke(points('180,100 180,126'), 3, dark);
      break;
    case 'bun':
      cap(206, 206, points('244,150 180,136 116,150'));
      for (const x of [130, 180, 230])
        raster.stroke(
          [
            [x, 140],
            [180 + (x - 180) * 0.6, 106],
          ],
          3,
          dark,
        );
      break;
    case 'ponytail':
      cap(206, 206, points('252,160 214,150 160,136 116,162'));
      break;
    case 'headscarf':
      drawScarf(raster, traits.ornamentColour);
      break;
    case 'cap':
      cap(226, 226, points('250,170 180,166 110,170'));
      drawCap(raster, traits);
      break;
    default:
      hairStyle satisfies never;
  }
}

function drawScarf(raster: Raster, colour: Colour): void {
  const dark = shade(colour, 0.84);
  raster.fill(
    smooth(
      points(
        '180,90 276,148 284,250 262,326 236,300 262,230 248,170 180,144 112,170 98,230 124,300 98,326 76,250 84,148',
      ),
    ),
    colour,
  );
  raster.fill(smooth(points('112,302 180,330 248,302 262,352 180,392 98,352')), colour);
  raster.stroke(smooth(points('124,318 176,350 236,362'), true), 3, dark);
  raster.stroke(smooth(points('112,168 180,142 248,168'), true), 4, dark);
  raster.stroke(smooth(points('104,150 180,116 256,150'), true), 2.5, dark);
}

function drawCap(raster: Raster, { clothesSecond: colour }: FaceTraits): void {
  const dark = shade(colour, 0.8);
  raster.fill(smooth(points('84,170 92,116 180,78 268,116 276,170 180,158')), colour);
  raster.stroke(smooth(points('180,82 180,160'), true), 3, dark);
  raster.stroke(smooth(points('128,96 124,162'), true), 3, dark);
  raster.stroke(smooth(points('232,96 236,162'), true), 3, dark);
  raster.fill(ellipse(180, 82, 10, 7), dark);
  raster.fill(smooth(points('78,168 180,144 282,168 300,186 180,172 60,186')), dark);
}

/** The same hue, darker below 1 and lighter above. */
export function shade([red, green, blue]: Colour, factor: number): Colour {
  const part = (value: number) =>
    factor <= 1 ? Math.round(value * factor) : Math.round(255 - (255 - value) / factor);
  return [part(red), part(green), part(blue)];
}
