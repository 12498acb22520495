// What a try to save a rule lacked, in words and in the order of the form.
import { formatWholeOre } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import type { FormMistake } from '../error-summary.tsx';
import {
  TERM_FIELDS,
  type TermField,
  type TermMistake,
  type TermMistakes,
  type TermsBounds,
} from './auto-top-up-terms.ts';
import { words } from './words-of-paying-in-automatic-form.ts';

export interface TriedRule {
  readonly mistakes: TermMistakes;
  readonly lacksConsent: boolean;
  readonly lacksFirst: boolean;
}

export function mistakeWords(mistake: TermMistake, bounds: TermsBounds): string {
  const text = words.value.mistakes;
  const kr = (of: 'lowestTopUpOre' | 'highestBalanceOre') =>
    formatWholeOre(bounds[of], language.value);
  if (mistake === 'too_low') return text.too_low(kr('lowestTopUpOre'));
  if (mistake === 'together') return text.together(kr('highestBalanceOre'));
  return mistake === 'too_high' ? text.too_high(kr('highestBalanceOre')) : text[mistake];
}

export function fieldId(field: TermField): string {
  return `auto-top-up-${field}`;
}

export const CONSENT_ID = 'auto-top-up-consent';
export const FIRST_ID = 'auto-top-up-first';

export function mistakesListed(tried: TriedRule | null, bounds: TermsBounds): FormMistake[] {
  if (tried === null) return [];
  const { fields, consent, consentWanted, first } = words.value;
  const ofFields = TERM_FIELDS.flatMap((field) => {
    const mistake = tried.mistakes[field];
    if (mistake === undefined) return [];
    return [{ id: fieldId(field), text: `${fields[field]}: ${mistakeWords(mistake, bounds)}` }];
  });
  return [
    ...ofFields,
    ...(tried.lacksFirst ? [{ id: FIRST_ID, text: first.wanted }] : []),
    ...(tried.lacksConsent ? [{ id: CONSENT_ID, text: `${consent}: ${consentWanted}` }] : []),
  ];
}
