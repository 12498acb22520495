// A standing rule as it is typed, and back to its terms. Pure. Absent: the wording of the consent and which
// change needs one (contracts/auto-top-ups.ts), and what happens when it is changed meanwhile.
import { AutoTopUpTerms } from '../../../contracts/auto-top-ups.ts';
import { LARGEST_AMOUNT_ORE, type Ore, ore } from '../../../contracts/ore.ts';
import { ProviderName } from '../../../contracts/top-ups.ts';
import { formatWholeOre, oreOfTyped } from '../../ui/formats.ts';
import type { Language } from '../../ui/language.ts';

export interface TypedTerms {
  readonly byBalance: boolean;
  readonly below: string;
  readonly byDay: boolean;
  readonly day: number;
  readonly amount: string;
  readonly most: string;
  readonly provider: ProviderName;
}

/** What the account allows. */
export interface TermsBounds {
  readonly mayUseThreshold: boolean;
  readonly lowestTopUpOre: Ore;
  readonly highestBalanceOre: Ore;
}

export const TERM_FIELDS = ['when', 'below', 'amount', 'most'] as const;
export type TermField = (typeof TERM_FIELDS)[number];
export type TermMistake =
  | 'no_trigger'
  | 'amount'
  | 'too_low'
  | 'too_high'
  | 'together'
  | 'below_one';
export type TermMistakes = Partial<Record<TermField, TermMistake>>;

const USUAL = { belowOre: ore(50_00), amountOre: ore(100_00), mostPerMonthOre: ore(400_00) };

/** What stands in the sentence of a new rule. */
export function usualTerms(
  mayUseThreshold: boolean,
  provider: ProviderName,
  language: Language,
): TypedTerms {
  return {
    ...{ byBalance: mayUseThreshold, byDay: !mayUseThreshold, day: 1, provider },
    below: typedAmount(USUAL.belowOre, language),
    amount: typedAmount(USUAL.amountOre, language),
    most: typedAmount(USUAL.mostPerMonthOre, language),
  };
}

export function typedTerms(terms: AutoTopUpTerms, language: Language): TypedTerms {
  const { belowOre, dayOfMonth, amountOre, mostPerMonthOre, provider } = terms;
  return {
    ...{ byBalance: belowOre !== null, byDay: dayOfMonth !== null, day: dayOfMonth ?? 1, provider },
    below: typedAmount(belowOre ?? USUAL.belowOre, language),
    amount: typedAmount(amountOre, language),
    most: typedAmount(mostPerMonthOre, language),
  };
}

export type ReadTerms =
  | { readonly ok: true; readonly terms: AutoTopUpTerms }
  | { readonly ok: false; readonly mistakes: TermMistakes };

export function readTerms(typed: TypedTerms, bounds: TermsBounds, language: Language): ReadTerms {
  const mistakes: TermMistakes = {};
  const { lowestTopUpOre, highestBalanceOre } = bounds;
  const read = (field: 'below' | 'amount' | 'most', leastOre: Ore, mostOre: number): Ore => {
    const amountOre = oreOfTyped(typed[field], language);
    if (amountOre === null || amountOre === 0) mistakes[field] = 'amount';
    else if (amountOre < leastOre) mistakes[field] = 'too_low';
    else if (amountOre > mostOre) mistakes[field] = 'too_high';
    return amountOre ?? ore(0);
  };
  const byBalance = typed.byBalance && bounds.mayUseThreshold;
  if (!byBalance && !typed.byDay) mistakes.when = 'no_trigger';
  const belowOre = byBalance ? read('below', ore(1), highestBalanceOre) : null;
  const terms = {
    belowOre,
    dayOfMonth: typed.byDay ? typed.day : null,
    amountOre: read('amount', lowestTopUpOre, highestBalanceOre),
    mostPerMonthOre: read('most', ore(1), LARGEST_AMOUNT_ORE),
    provider: typed.provider,
  };
  // There must be room for it whenever the balance is below the threshold.
  const isTooMuch = (terms.belowOre ?? 0) + terms.amountOre > highestBalanceOre;
  if (!mistakes.below && !mistakes.amount && isTooMuch) mistakes.amount = 'together';
  if (!mistakes.most && !mistakes.amount && terms.mostPerMonthOre < terms.amountOre) {
    mistakes.most = 'below_one';
  }
  if (Object.keys(mistakes).length > 0) return { ok: false, mistakes };
  return { ok: true, terms: AutoTopUpTerms.parse(terms) };
}

/** Whether the balance is below the threshold; of an unknown balance nothing is claimed. */
export function isBelowNow({ belowOre }: AutoTopUpTerms, balanceOre: Ore | null): boolean {
  return belowOre !== null && balanceOre !== null && balanceOre < belowOre;
}

export interface AtOnceBounds {
  /** As the account tells it; null: nothing would be ordered, or it is not for the reader to know. */
  readonly atOnceFromOre: Ore | null;
  readonly roomOre: Ore | null;
  /** Of the own rule, with what is under way. */
  readonly thisMonthOre: Ore | null;
  /** What is paid on the page itself comes first, and nothing is ordered beside it. */
  readonly firstTopUpOre: Ore | null;
}

/** What the balance would have ordered the moment that typed terms are approved. */
export function orderedOnApproval(terms: AutoTopUpTerms, bounds: AtOnceBounds): Ore | null {
  const { belowOre, amountOre, mostPerMonthOre } = terms;
  const { atOnceFromOre, roomOre, thisMonthOre, firstTopUpOre } = bounds;
  if (belowOre === null || atOnceFromOre === null || firstTopUpOre !== null) return null;
  const isFull = roomOre !== null && amountOre > roomOre;
  const isAtCap = (thisMonthOre ?? 0) + amountOre > mostPerMonthOre;
  return belowOre < atOnceFromOre || isFull || isAtCap ? null : amountOre;
}

export function saysTheSame(one: AutoTopUpTerms, other: AutoTopUpTerms): boolean {
  return JSON.stringify(typedTerms(one, 'da')) === JSON.stringify(typedTerms(other, 'da'));
}

/** The reader changes the language midway: amounts that can be read are written anew. */
export function inLanguage(typed: TypedTerms, from: Language, to: Language): TypedTerms {
  const anew = (text: string) => {
    const amountOre = oreOfTyped(text, from);
    return amountOre === null ? text : typedAmount(amountOre, to);
  };
  return {
    ...typed,
    below: anew(typed.below),
    amount: anew(typed.amount),
    most: anew(typed.most),
  };
}

export function isTypedTerms(value: unknown): value is TypedTerms {
  const draft = value as Partial<TypedTerms> | null;
  return (
    [draft?.below, draft?.amount, draft?.most].every((text) => typeof text === 'string') &&
    [draft?.byBalance, draft?.byDay].every((is) => typeof is === 'boolean') &&
    typeof draft?.day === 'number' &&
    ProviderName.safeParse(draft.provider).success
  );
}

/** As a parent would type it: "40", "40,50". */
function typedAmount(amountOre: Ore, language: Language): string {
  return formatWholeOre(amountOre, language).replace(/\u00a0?(?:kr\.|DKK)\u00a0?/, '');
}
