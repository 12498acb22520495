// What an invented child looks like, drawn by lot from the name: the same name is the same face on every
// machine. Owns the palettes. Only the hair may be chosen, so that forty faces differ at a glance.
import { createHash } from 'node:crypto';
import type { Colour } from './raster.ts';

export const HAIR_STYLES = [
  'short',
  'fringe',
  'curls',
  'long',
  'plaits',
  'bun',
  'ponytail',
  'spikes',
  'bob',
  'parting',
  'headscarf',
  'cap',
] as const;
export type HairStyle = (typeof HAIR_STYLES)[number];

export const MOUTHS = ['smile', 'open', 'grin', 'gap', 'small'] as const;
export const PATTERNS = ['plain', 'stripes', 'dots', 'hood', 'collar', 'star'] as const;
export const ORNAMENTS = ['none', 'earrings', 'headband', 'clip', 'plaster'] as const;

export interface FaceTraits {
  readonly skin: Colour;
  readonly hair: Colour;
  readonly eyes: Colour;
  readonly clothes: Colour;
  readonly clothesSecond: Colour;
  readonly background: Colour;
  readonly glasses: Colour | null;
  readonly ornamentColour: Colour;
  readonly hairStyle: HairStyle;
  readonly mouth: (typeof MOUTHS)[number];
  readonly pattern: (typeof PATTERNS)[number];
  readonly ornament: (typeof ORNAMENTS)[number];
  readonly freckles: boolean;
  readonly roundGlasses: boolean;
  /** From -1 to 1: how wide the face is, how far apart the eyes are, how the brows slant. */
  readonly width: number;
  readonly eyeDistance: number;
  readonly brows: number;
}

const SKINS: readonly Colour[] = [
  [255, 224, 200],
  [248, 208, 176],
  [236, 188, 150],
  [214, 160, 118],
  [178, 122, 82],
  [138, 90, 60],
  [104, 68, 48],
];

const HAIRS: readonly Colour[] = [
  [38, 30, 30],
  [70, 44, 32],
  [112, 70, 42],
  [160, 100, 50],
  [196, 84, 40],
  [226, 178, 92],
  [244, 214, 146],
];

const EYES: readonly Colour[] = [
  [84, 54, 36],
  [52, 36, 30],
  [60, 110, 150],
  [74, 122, 84],
];

const CLOTHES: readonly Colour[] = [
  [214, 64, 70],
  [240, 138, 46],
  [244, 196, 60],
  [64, 150, 96],
  [38, 140, 150],
  [52, 104, 190],
  [118, 84, 178],
  [222, 104, 152],
  [70, 80, 96],
];

const BACKGROUNDS: readonly Colour[] = [
  [206, 228, 242],
  [250, 226, 196],
  [214, 236, 208],
  [240, 214, 226],
  [226, 218, 244],
  [250, 240, 196],
  [204, 234, 230],
  [230, 226, 218],
];

export function faceTraits(name: string, hairStyle?: HairStyle): FaceTraits {
  const draw = lots(name);
  const skin = draw.one(SKINS);
  const clothes = draw.one(CLOTHES);
  return {
    skin,
    hair: draw.one(HAIRS.filter((hair) => fits(hair, skin))),
    eyes: draw.one(EYES),
    clothes,
    clothesSecond: draw.one([...CLOTHES.filter((colour) => colour !== clothes), [250, 248, 242]]),
    background: draw.one(BACKGROUNDS),
    hairStyle: hairStyle ?? draw.one(HAIR_STYLES),
    mouth: draw.one(MOUTHS),
    pattern: draw.one(PATTERNS),
    ornament: draw.one(ORNAMENTS),
    ornamentColour: draw.one(CLOTHES.filter((colour) => isTellable(colour, skin))),
    freckles: draw.chance(0.25),
    glasses: draw.chance(0.32) ? draw.one([[40, 44, 56], ...CLOTHES]) : null,
    roundGlasses: draw.chance(0.5),
    width: draw.around(),
    eyeDistance: draw.around(),
    brows: draw.around(),
  };
}

/** Darker skins get darker hair, as is usual; whatever the two, the edge between them is seen. */
function fits(hair: Colour, skin: Colour): boolean {
  return isTellable(hair, skin) && (skin[0] > 220 || hair[0] < 120);
}

/** Whether an edge between two colours is seen without looking for it. */
function isTellable(left: Colour, right: Colour): boolean {
  return Math.hypot(left[0] - right[0], left[1] - right[1], left[2] - right[2]) > 75;
}

/** Numbers from 0 to 1 that follow from a text: one byte pair of its hash after the other. */
function lots(text: string) {
  const bytes = createHash('sha512').update(`klubkort-demo-face-1\n${text}`).digest();
  let at = 0;
  const next = () => {
    const value = bytes.readUInt16BE(at % (bytes.length - 1));
    at += 2;
    return value / 65_536;
  };
  return {
    one<Choice>(choices: readonly Choice[]): Choice {
      const choice = choices[Math.floor(next() * choices.length)];
      if (choice === undefined) throw new RangeError('there is nothing to choose from');
      return choice;
    },
    chance: (part: number) => next() < part,
    around: () => next() * 2 - 1,
  };
}
