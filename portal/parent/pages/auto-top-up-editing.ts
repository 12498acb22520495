// A standing rule in the hands of its owner, who may have it open in two tabs: what was typed is kept, and what
// has changed meanwhile is said before anything is saved. Pure.
import {
  type AutoTopUpRule,
  type AutoTopUps,
  AutoTopUpTerms,
} from '../../../contracts/auto-top-ups.ts';
import type { ProviderName } from '../../../contracts/top-ups.ts';
import type { Language } from '../../ui/language.ts';
import {
  inLanguage,
  isTypedTerms,
  saysTheSame,
  type TypedTerms,
  typedTerms,
  usualTerms,
} from './auto-top-up-terms.ts';

export interface RuleEditing {
  /** 0: there was no rule when editing began. */
  readonly version: number;
  readonly seen: AutoTopUpTerms | null;
  readonly typed: TypedTerms;
  /** In which the amounts are typed. */
  readonly language: Language;
  /** Null until the reader says: paid in at once where something is missing. */
  readonly paysFirst: boolean | null;
  /** What happened to the rule since editing began. */
  readonly news: 'changed' | 'gone' | null;
}

export function ownRule({ rules }: AutoTopUps): AutoTopUpRule | null {
  return rules.find(({ isMine }) => isMine) ?? null;
}

/** What was agreed to; null where nothing was ever approved, as far as the rule shows it. */
export function termsInForce(rule: AutoTopUpRule | null): AutoTopUpTerms | null {
  if (rule === null || rule.state === 'waiting') return null;
  const { state, method, lastRun } = rule;
  const wasInForce = state === 'active' || method !== null || lastRun !== null;
  return wasInForce || isPauseOfOneInForce(rule) ? rule.terms : null;
}

/** One by MobilePay shows no card, and one that was stopped before its first day has not run. */
function isPauseOfOneInForce({ pausedBecause, approval }: AutoTopUpRule): boolean {
  if (pausedBecause === null) return approval === null;
  return ['charged_back', 'refunded_elsewhere', 'agreement_stopped'].includes(pausedBecause);
}

/** @param terms what stands in the sentence; null: what is usual. */
export function beginRule(
  all: AutoTopUps,
  terms: AutoTopUpTerms | null,
  provider: ProviderName,
  language: Language,
): RuleEditing {
  const own = ownRule(all);
  return {
    version: own?.version ?? 0,
    seen: termsInForce(own),
    typed: terms
      ? typedTerms(terms, language)
      : usualTerms(all.mayUseThreshold, provider, language),
    ...{ language, paysFirst: null, news: null },
  };
}

/** A newer answer arrives. A rule that ran, or was mended, says the same as before: that is no news. */
export function meetNewerRule(editing: RuleEditing, own: AutoTopUpRule | null): RuleEditing {
  if (own === null) {
    if (editing.version === 0) return editing;
    return { ...editing, version: 0, seen: null, news: 'gone' };
  }
  if (own.version === editing.version) return editing;
  const { seen } = editing;
  const inForce = termsInForce(own);
  const isSame = seen === null || inForce === null ? seen === inForce : saysTheSame(seen, inForce);
  const news = isSame ? editing.news : 'changed';
  return { ...editing, version: own.version, seen: inForce, news };
}

export function ruleInLanguage(editing: RuleEditing, language: Language): RuleEditing {
  const typed = inLanguage(editing.typed, editing.language, language);
  return { ...editing, language, typed };
}

/** Of a draft that comes back after a login; null is a form that is closed. */
export function isRuleEditing(value: unknown): value is RuleEditing | null {
  if (value === null) return true;
  const draft = value as Partial<RuleEditing>;
  const isSeen = draft.seen === null || AutoTopUpTerms.safeParse(draft.seen).success;
  return isSeen && typeof draft.version === 'number' && isTypedTerms(draft.typed);
}
