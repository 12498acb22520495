// The form of a rule at work: what is typed is read, the consent is to the very words on the screen, and the
// first try shows what is missing. Absent: what it looks like (auto-top-up-form.tsx).
import { useState } from 'preact/hooks';
import {
  type AutoTopUpTerms,
  CONSENT_VERSION,
  consentWording,
  needsNewConsent,
} from '../../../contracts/auto-top-ups.ts';
import { language } from '../../ui/language.ts';
import type { RuleEditing } from './auto-top-up-editing.ts';
import { type FirstOffer, firstOffer, NO_FIRST } from './auto-top-up-first.ts';
import type { FormProperties } from './auto-top-up-form.tsx';
import type { TriedRule } from './auto-top-up-mistakes.ts';
import { readTerms, type TermsBounds } from './auto-top-up-terms.ts';

export interface RuleForm {
  readonly bounds: TermsBounds;
  readonly mustConsent: boolean;
  /** What is typed, if it can be read. */
  readonly terms: AutoTopUpTerms | null;
  /** What a consent would be to; null until the sentence can be read. */
  readonly wording: string | null;
  readonly isConsented: boolean;
  readonly first: FirstOffer;
  /** What the last try lacked; null when something was changed since. */
  readonly tried: TriedRule | null;
  edit(change: Partial<RuleEditing>): void;
  consent(isGiven: boolean): void;
  submit(event: Event): void;
}

export function useRuleForm(properties: FormProperties): RuleForm {
  const { paying, all, own, editing, work, onEdit, onClose } = properties;
  const spoken = language.value;
  const [consented, consent] = useState<string | null>(null);
  const [tried, tell] = useState<TriedRule | null>(null);
  const bounds = {
    mayUseThreshold: all.mayUseThreshold,
    lowestTopUpOre: paying.lowestTopUpOre,
    highestBalanceOre: paying.highestBalanceOre,
  };
  const read = readTerms(editing.typed, bounds, spoken);
  const mustConsent = !read.ok || needsNewConsent(editing.seen, read.terms);
  const wording = read.ok ? consentWording(read.terms, spoken) : null;
  // Another word on the screen is another consent: the box is empty again.
  const isConsented = wording !== null && consented === wording;
  const first = editing.seen === null ? firstOffer(all, paying, editing.paysFirst) : NO_FIRST;

  const save = async (terms: AutoTopUpTerms) => {
    const { version, seen } = editing;
    const isSaved = await work.save(own && { ruleId: own.ruleId, version, terms: seen }, {
      ...{ terms, firstTopUpOre: first.paidOre, language: spoken },
      consent:
        mustConsent && wording !== null
          ? { version: CONSENT_VERSION, language: spoken, wording }
          : null,
    });
    if (isSaved) onClose();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (work.doing !== null) return;
    const lacksConsent = wording !== null && mustConsent && !isConsented;
    const mistakes = read.ok ? {} : read.mistakes;
    const isWhole = read.ok && !lacksConsent && !first.isMissing;
    tell(isWhole ? null : { mistakes, lacksConsent, lacksFirst: first.isMissing });
    if (isWhole) void save(read.terms);
  };
  return {
    terms: read.ok ? read.terms : null,
    ...{ bounds, mustConsent, wording, isConsented, first, tried, submit },
    edit: (change) => {
      tell(null);
      onEdit({ ...editing, ...change });
    },
    consent: (isGiven) => {
      tell(null);
      consent(isGiven ? wording : null);
    },
  };
}
