// Every text of a dictionary, for tests: in a language, and those that the two languages share.
import { language } from '../language.ts';

/** In the language of the moment, with the functions called on plain facts. */
export function textsOf(dictionary: object): string[] {
  return Object.values(dictionary).flatMap((entry) => {
    if (typeof entry === 'string') return [entry];
    if (typeof entry === 'function') return [String(entry(...Array(entry.length).fill('fact')))];
    return textsOf(entry);
  });
}

/** What is said alike in Danish and English, which few words are. Ends in Danish. */
export function saidAlike(said: { readonly value: object }): string[] {
  language.value = 'en';
  const english = textsOf(said.value);
  language.value = 'da';
  const danish = textsOf(said.value);
  if (danish.length !== english.length) throw new Error('one language says more than the other');
  return danish.filter((text, at) => text !== '' && text === english[at]);
}
