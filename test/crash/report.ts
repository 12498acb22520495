// One line per named assertion, and the counts at the end. An assertion holds when it has nothing to object.

const SHOWN_OBJECTIONS = 5;
/** Characters on either side of the place where two texts part. */
const SHOWN_AROUND = 60;

export class Report {
  #passed = 0;
  #failed = 0;
  #saidAt = performance.now();

  get hasFailed(): boolean {
    return this.#failed > 0;
  }

  /** The objections are sentences, each naming what it is about. */
  check(name: string, objections: readonly string[]): void {
    const tookMs = Math.round(performance.now() - this.#saidAt);
    this.#saidAt = performance.now();
    if (objections.length === 0) {
      this.#passed += 1;
      console.log(`ok      ${name} (${tookMs} ms)`);
      return;
    }
    this.#failed += 1;
    console.log(`FAILED  ${name} (${tookMs} ms)`);
    for (const objection of objections.slice(0, SHOWN_OBJECTIONS)) {
      console.log(`          ${objection}`);
    }
    const more = objections.length - SHOWN_OBJECTIONS;
    if (more > 0) console.log(`          and ${more} more`);
  }

  printCounts(): void {
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
  }
}

/** Two answers that should be the same bytes, as far as somebody wants to read them. */
export function differenceOf(first: string, then: string): string {
  let place = 0;
  while (place < first.length && first[place] === then[place]) place += 1;
  const excerpt = (text: string) => {
    return JSON.stringify(text.slice(Math.max(0, place - SHOWN_AROUND), place + SHOWN_AROUND));
  };
  return `from byte ${place}: first ${excerpt(first)}, then ${excerpt(then)}`;
}
