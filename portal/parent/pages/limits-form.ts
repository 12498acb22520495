// The limits as they are typed, and back to what the account takes: one field per rule. Pure.
// Deliberately absent: what happens when somebody else saved meanwhile (limits-editing.ts).
import type { Limits } from '../../../contracts/limits.ts';
import type { Ore } from '../../../contracts/ore.ts';
import { formatWholeOre, oreOfTyped } from '../../ui/formats.ts';
import type { Language } from '../../ui/language.ts';

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

export interface TypedLimits {
  /** Amounts as text; empty is no limit. */
  readonly perPurchase: string;
  readonly perDay: string;
  readonly perWeek: string;
  readonly blockedCategories: readonly string[];
  readonly weekdays: readonly number[];
  readonly hours: { readonly isLimited: boolean; readonly from: string; readonly until: string };
  /** Null is each of them. */
  readonly clubs: readonly string[] | null;
}

export type LimitField = keyof TypedLimits;
export const LIMIT_FIELDS: readonly LimitField[] = [
  ...(['perPurchase', 'perDay', 'perWeek', 'blockedCategories'] as const),
  ...(['weekdays', 'hours', 'clubs'] as const),
];

export type LimitMistake = 'amount' | 'no_weekday' | 'hours' | 'no_club';
export type LimitMistakes = Partial<Record<LimitField, LimitMistake>>;

/** Midnight at the end of the day is "24:00" in the rule and "00:00" in the browser's field. */
const END_OF_DAY = { rule: '24:00', field: '00:00' };
const USUAL_HOURS = { from: '13:00', until: '17:00' };

export function typedLimits(limits: Limits, language: Language): TypedLimits {
  const { allowedHours } = limits;
  const until = allowedHours?.until ?? USUAL_HOURS.until;
  return {
    perPurchase: typedAmount(limits.perPurchaseOre, language),
    perDay: typedAmount(limits.perDayOre, language),
    perWeek: typedAmount(limits.perWeekOre, language),
    blockedCategories: [...limits.blockedCategoryIds].sort(),
    weekdays: [...(limits.allowedWeekdays ?? WEEKDAYS)].sort(),
    hours: {
      isLimited: allowedHours !== null,
      from: allowedHours?.from ?? USUAL_HOURS.from,
      until: until === END_OF_DAY.rule ? END_OF_DAY.field : until,
    },
    clubs: limits.allowedClubIds === null ? null : [...limits.allowedClubIds].sort(),
  };
}

export type ReadLimits =
  | { readonly ok: true; readonly limits: Limits }
  | { readonly ok: false; readonly mistakes: LimitMistakes };

export function readLimits(typed: TypedLimits, language: Language): ReadLimits {
  const mistakes: LimitMistakes = {};
  const amount = (field: 'perPurchase' | 'perDay' | 'perWeek'): Ore | null => {
    if (typed[field].trim() === '') return null;
    const amountOre = oreOfTyped(typed[field], language);
    if (amountOre === null) mistakes[field] = 'amount';
    return amountOre;
  };
  const allowedHours = readHours(typed.hours);
  if (allowedHours === 'wrong') mistakes.hours = 'hours';
  if (typed.weekdays.length === 0) mistakes.weekdays = 'no_weekday';
  if (typed.clubs?.length === 0) mistakes.clubs = 'no_club';
  const limits = {
    perPurchaseOre: amount('perPurchase'),
    perDayOre: amount('perDay'),
    perWeekOre: amount('perWeek'),
    blockedCategoryIds: [...typed.blockedCategories].sort(),
    allowedWeekdays: typed.weekdays.length === WEEKDAYS.length ? null : [...typed.weekdays].sort(),
    allowedHours,
    allowedClubIds: typed.clubs === null ? null : [...typed.clubs].sort(),
  };
  if (Object.keys(mistakes).length > 0) return { ok: false, mistakes };
  return { ok: true, limits: limits as Limits };
}

function readHours(hours: TypedLimits['hours']): Limits['allowedHours'] | 'wrong' {
  if (!hours.isLimited) return null;
  const until = ruleTime(hours.until);
  const isTime = (time: string) => /^\d\d:\d\d$/.test(time);
  if (!isTime(hours.from) || !isTime(until) || hours.from >= until) return 'wrong';
  return { from: hours.from, until };
}

/** The end of the hours as the rule has it. */
export function ruleTime(until: string): string {
  return until === END_OF_DAY.field ? END_OF_DAY.rule : until;
}

/** As a parent would type it: "40", "40,50". */
function typedAmount(amountOre: Ore | null, language: Language): string {
  if (amountOre === null) return '';
  return formatWholeOre(amountOre, language).replace(/\u00a0?(?:kr\.|DKK)\u00a0?/, '');
}
