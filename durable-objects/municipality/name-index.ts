// Finds a club's members by the beginning of a name, in memory: names stand nowhere else in the clear.
// Built per club at first use, in slices, since unwrapping thousands of keys takes seconds.
import type { PersonId } from '../../contracts/ids.ts';
import { SMALLEST_SEARCH_LENGTH } from '../../contracts/presentations.ts';

export interface IndexedName {
  readonly childId: PersonId;
  readonly name: string;
}

export class NameIndex {
  readonly #names: readonly { readonly entry: IndexedName; readonly words: readonly string[] }[];

  constructor(entries: readonly IndexedName[]) {
    this.#names = [...entries]
      .sort((left, right) => left.name.localeCompare(right.name, 'da'))
      .map((entry) => ({ entry, words: wordsOf(entry.name) }));
  }

  /**
   * Each word of the query must begin a word of the name; fewer than two letters find nobody. Whom the
   * caller does not let be found takes nobody's place among the most.
   */
  find(
    query: string,
    most: number,
    mayBeFound: (entry: IndexedName) => boolean = () => true,
  ): IndexedName[] {
    const wanted = wordsOf(query);
    // Hyphens and blanks alone begin every name: what counts are letters.
    if (wanted.join('').length < SMALLEST_SEARCH_LENGTH) return [];
    const found: IndexedName[] = [];
    for (const { entry, words } of this.#names) {
      if (!wanted.every((start) => words.some((word) => word.startsWith(start)))) continue;
      if (!mayBeFound(entry)) continue;
      found.push(entry);
      if (found.length === most) break;
    }
    return found;
  }
}

/** A private-use character that no name has: keeps å from losing its ring with the accents. */
const KEPT_RING = '\u{E000}';

/** Lower case without accents; æ, ø and å are letters of their own and stay. */
function wordsOf(text: string): string[] {
  return text
    .toLocaleLowerCase('da')
    .normalize('NFC')
    .replaceAll('å', KEPT_RING)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll(KEPT_RING, 'å')
    .split(/[\s-]+/)
    .filter((word) => word.length > 0);
}
