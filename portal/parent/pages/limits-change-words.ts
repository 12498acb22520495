// One changed rule of the limits in words, as it was and as it is: "Højst pr. dag: 40 kr. → 60 kr."
import { type LimitsChange, NO_LIMITS } from '../../../contracts/limits.ts';
import { language } from '../../ui/language.ts';
import { limitInWords } from './limit-in-words.ts';
import { type LimitField, typedLimits } from './limits-form.ts';
import { words } from './words-of-limits.ts';

const FIELDS: Record<LimitsChange['field'], LimitField> = {
  perPurchaseOre: 'perPurchase',
  perDayOre: 'perDay',
  perWeekOre: 'perWeek',
  blockedCategoryIds: 'blockedCategories',
  allowedWeekdays: 'weekdays',
  allowedHours: 'hours',
  allowedClubIds: 'clubs',
};

export function limitsChangeInWords({ field, before, after }: LimitsChange): string {
  const text = words.value;
  const said = (value: typeof before) =>
    limitInWords(
      FIELDS[field],
      typedLimits({ ...NO_LIMITS, [field]: value }, language.value),
      text,
      language.value,
    );
  return `${text.fields[FIELDS[field]]}: ${said(before)} → ${said(after)}`;
}
