// The language of the screen, chosen by its user and remembered by the browser, and the shape of a
// dictionary: a text that is missing in one language does not compile.
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';

export type Language = 'da' | 'en';

const REMEMBERED_AS = 'klubkort-language';

export const language = signal<Language>(remembered());

export type Translated<Danish> = {
  readonly [Key in keyof Danish]: Danish[Key] extends string
    ? string
    : Danish[Key] extends (...facts: infer Facts) => string
      ? (...facts: Facts) => string
      : Translated<Danish[Key]>;
};

/** The dictionary of the language on the screen. A language more is a line more in each. */
export function wordsIn<Danish>(
  dictionaries: { readonly da: Danish } & Readonly<Record<Language, Translated<Danish>>>,
): ReadonlySignal<Translated<Danish>> {
  return computed(() => dictionaries[language.value]);
}

/** Screen readers choose their voice by the document's language. */
export function followLanguage(): void {
  effect(() => {
    document.documentElement.lang = language.value;
    localStorage.setItem(REMEMBERED_AS, language.value);
  });
}

function remembered(): Language {
  if (typeof localStorage === 'undefined') return 'da';
  return localStorage.getItem(REMEMBERED_AS) === 'en' ? 'en' : 'da';
}
