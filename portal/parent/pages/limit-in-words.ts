// One rule of the limits as a short text, for telling one version of it from another.
import { categoryName, clubName } from '../clubs-store.ts';
import { type LimitField, type TypedLimits, WEEKDAYS } from './limits-form.ts';
import type { LimitsWords } from './words-of-limits.ts';

export function limitInWords(field: LimitField, typed: TypedLimits, words: LimitsWords): string {
  const say = words.value;
  switch (field) {
    case 'perPurchase':
    case 'perDay':
    case 'perWeek':
      return typed[field] === '' ? say.noLimit : `${typed[field]} ${words.kroner}`;
    case 'blockedCategories':
      return typed.blockedCategories.map(categoryName).join(', ') || say.nothingBlocked;
    case 'weekdays':
      return typed.weekdays.length === WEEKDAYS.length
        ? say.eachDay
        : typed.weekdays.map((day) => words.weekdayNames.split(' ')[day - 1]).join(', ');
    case 'hours':
      return typed.hours.isLimited ? `${typed.hours.from} – ${typed.hours.until}` : words.hours.all;
    case 'clubs':
      return typed.clubs === null ? say.eachClub : typed.clubs.map(clubName).join(', ');
    default:
      return field satisfies never;
  }
}
