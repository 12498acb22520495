// The browser's storage for tests in Node: text under names, gone with the test.

export class MemoryStorage implements Storage {
  readonly #texts = new Map<string, string>();

  get length(): number {
    return this.#texts.size;
  }
  key(index: number): string | null {
    return [...this.#texts.keys()][index] ?? null;
  }
  getItem(name: string): string | null {
    return this.#texts.get(name) ?? null;
  }
  setItem(name: string, text: string): void {
    this.#texts.set(name, String(text));
  }
  removeItem(name: string): void {
    this.#texts.delete(name);
  }
  clear(): void {
    this.#texts.clear();
  }
}
