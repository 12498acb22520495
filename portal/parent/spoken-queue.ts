// What is to be said aloud, one text after the other: a screen reader that is given the next one at once drops
// the one before. The first is said at once. Absent: where it is said (announcer.tsx).

/** How long a text stands before the next one takes its place. */
const STANDS_MS = 1_000;

interface Spoken {
  readonly text: string;
}

export class SpokenQueue {
  readonly #say: (text: string) => void;
  readonly #waiting: Spoken[] = [];
  #standing: Spoken | null = null;
  #isSaying = false;

  constructor(say: (text: string) => void) {
    this.#say = say;
  }

  /** Returns how to take it back: unsaid it is dropped, and said it stands no longer. */
  add(text: string): () => void {
    const spoken = { text };
    this.#waiting.push(spoken);
    if (!this.#isSaying) this.#next();
    return () => this.#takeBack(spoken);
  }

  #takeBack(spoken: Spoken): void {
    const at = this.#waiting.indexOf(spoken);
    if (at !== -1) this.#waiting.splice(at, 1);
    if (this.#standing !== spoken) return;
    this.#standing = null;
    this.#say('');
  }

  #next(): void {
    const spoken = this.#waiting.shift();
    this.#isSaying = spoken !== undefined;
    if (spoken === undefined) return;
    this.#standing = spoken;
    this.#say(spoken.text);
    setTimeout(() => this.#next(), STANDS_MS);
  }
}

/** As one line to be heard: a full stop after the title, unless it ends in one, as "25,00 kr." does. */
export function spokenLine(title: string, text: string): string {
  return `${title}${/[.!?…]$/.test(title) ? '' : '.'} ${text}`;
}
