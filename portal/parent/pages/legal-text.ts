// The shape of a legal page's text, in each language, with the municipality's name where it belongs.
import type { Language } from '../../ui/language.ts';

interface LegalWords {
  readonly title: string;
  /** As ../article-text.ts reads it. */
  readonly text: (municipality: string) => string;
}

export interface LegalText extends Readonly<Record<Language, LegalWords>> {
  /** The day of the last change, as "2026-11-21". */
  readonly since: string;
}

/** The name at the beginning of a sentence; "kommunen" stands for it until it is known. */
export function beginning(municipality: string): string {
  return municipality.charAt(0).toUpperCase() + municipality.slice(1);
}
