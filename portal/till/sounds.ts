// Plays the till's sounds: a cashier who looks at the child hears what happened. Deliberately absent: sound
// files, what each sounds like, and any decision about when.
import { effect, signal } from '@preact/signals';
import { type Note, SOUND_FIGURES, type Sound } from './sound-figures.ts';

/** Waves with more overtones sound louder. */
const LOUDNESS: Record<Note['wave'], number> = {
  sine: 0.22,
  triangle: 0.25,
  square: 0.07,
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

export function playSound(sound: Sound): void {
  if (muted.value || !context || context.state !== 'running') return;
  for (const { hertz, fromMs, lengthMs, wave } of SOUND_FIGURES[sound]) {
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
