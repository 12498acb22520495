import { describe, expect, it } from 'vitest';
import { type Note, SOUND_FIGURES, type Sound } from './sound-figures.ts';

const OUTCOMES = ['done', 'look', 'not_possible'] as const;
const PAIRS = [
  ['done', 'look'],
  ['done', 'not_possible'],
  ['look', 'not_possible'],
] as const;

/** What somebody hears who cannot tell pitches: whether it goes up, stays or goes down. */
function contour(sound: Sound): readonly number[] {
  const notes = SOUND_FIGURES[sound];
  return notes.slice(1).map((note, at) => Math.sign(note.hertz - (notes[at] as Note).hertz));
}

const endsAtMs = ({ fromMs, lengthMs }: Note) => fromMs + lengthMs;

/** What somebody hears who hears only when there is sound: lengths and gaps. */
function rhythm(sound: Sound): readonly number[] {
  const notes = SOUND_FIGURES[sound];
  return notes.flatMap((note, at) => [
    note.fromMs - (at === 0 ? 0 : endsAtMs(notes[at - 1] as Note)),
    note.lengthMs,
  ]);
}

const waves = (sound: Sound) => new Set(SOUND_FIGURES[sound].map(({ wave }) => wave));
const highest = (sound: Sound) => Math.max(...SOUND_FIGURES[sound].map(({ hertz }) => hertz));
const lowest = (sound: Sound) => Math.min(...SOUND_FIGURES[sound].map(({ hertz }) => hertz));

describe('the sounds of the three outcomes', () => {
  it('rise when it is done, stay when one should look, and fall when it is not possible', () => {
    expect(OUTCOMES.map(contour)).toEqual([[1], [0], [-1]]);
  });

  it.each(PAIRS)('of %s and %s differ in contour, rhythm, timbre and pitch', (one, other) => {
    expect(contour(one)).not.toEqual(contour(other));
    expect(rhythm(one)).not.toEqual(rhythm(other));
    expect(waves(one)).not.toEqual(waves(other));
    expect(highest(other)).toBeLessThan(lowest(one));
  });

  it('are each over within half a second, with notes long enough to be heard', () => {
    for (const sound of OUTCOMES) {
      const notes = SOUND_FIGURES[sound];
      expect(Math.max(...notes.map(endsAtMs))).toBeLessThanOrEqual(500);
      for (const { lengthMs } of notes) expect(lengthMs).toBeGreaterThanOrEqual(100);
    }
  });

  it('are not the short tick of a child that is shown', () => {
    expect(SOUND_FIGURES.shown).toHaveLength(1);
    for (const sound of OUTCOMES) expect(SOUND_FIGURES[sound].length).toBeGreaterThan(1);
  });
});
