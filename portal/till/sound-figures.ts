// What each outcome sounds like: told apart by contour and rhythm, so that it needs no ear for pitch, and
// by pitch and timbre too. Data only; playing it is another file's.
import type { OutcomeTone } from './sale-state.ts';

export type Sound = OutcomeTone | 'shown';

export interface Note {
  readonly hertz: number;
  readonly fromMs: number;
  readonly lengthMs: number;
  readonly wave: 'sine' | 'triangle' | 'square';
}

const note = (hertz: number, fromMs: number, lengthMs: number, wave: Note['wave']): Note => ({
  hertz,
  fromMs,
  lengthMs,
  wave,
});

export const SOUND_FIGURES: Readonly<Record<Sound, readonly Note[]>> = {
  shown: [note(740, 0, 60, 'sine')],
  // Up and bright: go on. Twice the same, with a gap: look. Down, low and long: stop.
  done: [note(660, 0, 110, 'sine'), note(990, 110, 190, 'sine')],
  look: [note(520, 0, 110, 'triangle'), note(520, 170, 110, 'triangle')],
  not_possible: [note(260, 0, 160, 'square'), note(185, 160, 320, 'square')],
};
