// What is to be said aloud, one text after the other: a screen reader that is given the next one at once drops
// the one before. The first is said at once. Absent: where it is said (announcer.tsx).

/** How long a text stands before the next one takes its place. */
const STANDS_MS = 1_000;

export class SpokenQueue {
  readonly #say: (text: string) => void;
  readonly #waiting: string[] = [];
  #isSaying = false;

  constructor(say: (text: string) => void) {
    this.#say = say;
  }

  add(text: string): void {
    this.#waiting.push(text);
    if (!this.#isSaying) this.#next();
  }

  #next(): void {
    const text = this.#waiting.shift();
    this.#isSaying = text !== undefined;
    if (text === undefined) return;
    this.#say(text);
    setTimeout(() => this.#next(), STANDS_MS);
  }
}

/** As one line to be heard: a full stop after the title, unless it ends in one, as "25,00 kr." does. */
export function spokenLine(title: string, text: string): string {
  return `${title}${/[.!?…]$/.test(title) ? '' : '.'} ${text}`;
}
