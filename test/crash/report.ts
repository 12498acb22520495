// One line per named assertion, and the counts at the end. An assertion holds when it has nothing to object.

const SHOWN_OBJECTIONS = 5;

export class Report {
  #passed = 0;
  #failed = 0;

  get hasFailed(): boolean {
    return this.#failed > 0;
  }

  /** The objections are sentences, each naming what it is about. */
  check(name: string, objections: readonly string[]): void {
    if (objections.length === 0) {
      this.#passed += 1;
      console.log(`ok      ${name}`);
      return;
    }
    this.#failed += 1;
    console.log(`FAILED  ${name}`);
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
