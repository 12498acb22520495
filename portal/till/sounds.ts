// The sounds of the till: one figure for each outcome, so that a cashier who looks at the child hears what
// happened. Deliberately absent: sound files, and any decision about when.
import { effect, signal } from '@preact/signals';
import type { OutcomeTone } from './sale-state.ts';

interface Note {
  readonly hertz: number;
  readonly fromMs: number;
  readonly lengthMs: number;
  readonly wave: OscillatorType;
}

const note = (hertz: number, fromMs: number, lengthMs: number, wave: OscillatorType): Note => ({
  hertz,
  fromMs,
  lengthMs,
  wave,
});

const FIGURES: Record<OutcomeTone | 'shown', readonly Note[]> = {
  shown: [note(740, 0, 60, 'sine')],
  // Up and bright: go on. Twice the same: look. One long and low: stop.
  done: [note(660, 0, 110, 'sine'), note(990, 110, 190, 'sine')],
  look: [note(520, 0, 110, 'triangle'), note(520, 170, 110, 'triangle')],
  not_possible: [note(260, 0, 160, 'square'), note(185, 160, 320, 'square')],
};

const LOUDNESS: Record<OscillatorType, number> = {
  sine: 0.22,
  triangle: 0.25,
  square: 0.07,
  sawtooth: 0.07,
  custom: 0.1,
};

const REMEMBERED_AS = 'klubkort-muted';

export const muted = signal(
  typeof localStorage !== 'undefined' && localStorage.getItem(REMEMBERED_AS) === 'yes',
);

let context: AudioContext | null = null;

/** Browsers let a page sound only after it was touched, so the first touch opens the sound. */
export function openSoundAtFirstTouch(): void {
  const open = () => {
    context ??= new AudioContext();
    void context.resume();
  };
  addEventListener('pointerdown', open);
  addEventListener('keydown', open);
  effect(() => localStorage.setItem(REMEMBERED_AS, muted.value ? 'yes' : 'no'));
}

export function playSound(sound: OutcomeTone | 'shown'): void {
  if (muted.value || !context || context.state !== 'running') return;
  for (const { hertz, fromMs, lengthMs, wave } of FIGURES[sound]) {
    const from = context.currentTime + fromMs / 1000;
    const until = from + lengthMs / 1000;
    const oscillator = new OscillatorNode(context, { type: wave, frequency: hertz });
    const loudness = new GainNode(context, { gain: 0 });
    // A short rise and fall: a tone that is cut off clicks.
    loudness.gain.setValueAtTime(0, from);
    loudness.gain.linearRampToValueAtTime(LOUDNESS[wave], from + 0.012);
    loudness.gain.setValueAtTime(LOUDNESS[wave], until - 0.03);
    loudness.gain.linearRampToValueAtTime(0, until);
    oscillator.connect(loudness).connect(context.destination);
    oscillator.start(from);
    oscillator.stop(until);
  }
}
