// One rule of the limits as a short text, for telling one version of it from another. It stands inside a
// sentence and has no full stop of its own.
import { formatClock, formatWholeOre, oreOfTyped } from '../../ui/formats.ts';
import type { Language } from '../../ui/language.ts';
import { categoryName, clubName } from '../clubs-store.ts';
import { type LimitField, ruleTime, type TypedLimits, WEEKDAYS } from './limits-form.ts';
import type { LimitsWords } from './words-of-limits.ts';

/** @param language that the amounts are typed in. */
export function limitInWords(
  field: LimitField,
  typed: TypedLimits,
  words: LimitsWords,
  language: Language,
): string {
  const say = words.value;
  switch (field) {
    case 'perPurchase':
    case 'perDay':
    case 'perWeek':
      return typed[field] === '' ? say.noLimit : amountInWords(typed[field], words, language);
    case 'blockedCategories':
      return typed.blockedCategories.map(categoryName).join(', ') || say.nothingBlocked;
    case 'weekdays':
      return typed.weekdays.length === WEEKDAYS.length
        ? say.eachDay
        : typed.weekdays.map((day) => say.weekdays.split(' ')[day - 1]).join(', ');
    case 'hours': {
      const { isLimited, from, until } = typed.hours;
      if (!isLimited) return say.allDay;
      return say.hours(formatClock(from, language), formatClock(ruleTime(until), language));
    }
    case 'clubs':
      return typed.clubs === null ? say.eachClub : typed.clubs.map(clubName).join(', ');
    default:
      return field satisfies never;
  }
}

/** What is no amount is shown as it was typed. */
function amountInWords(typed: string, { kroner }: LimitsWords, language: Language): string {
  const amountOre = oreOfTyped(typed, language);
  return amountOre === null ? `${typed} ${kroner}` : formatWholeOre(amountOre, language);
}
