// What a provider shows its customer about a rule and its charges, in the guardian's language. Absent: what is
// consented to (contracts/auto-top-ups.ts).
import type { AutoTopUpTerms } from '../../contracts/auto-top-ups.ts';
import { formatOre } from '../../contracts/ore.ts';

export const CHARGE_DESCRIPTION = {
  da: 'Automatisk optankning af klubkort',
  en: 'Automatic top-up of a club card',
} as const;

/** Within the hundred characters that reach the provider, whatever the amounts. */
export function ruleSentence(terms: AutoTopUpTerms, language: 'da' | 'en'): string {
  const { belowOre, dayOfMonth, amountOre, mostPerMonthOre } = terms;
  const kr = (amount: typeof amountOre) => formatOre(amount, language);
  if (language === 'da') {
    const when = [
      ...(belowOre === null ? [] : [`ved saldo under ${kr(belowOre)}`]),
      ...(dayOfMonth === null ? [] : [`den ${dayOfMonth}. i måneden`]),
    ].join(' og ');
    return `${kr(amountOre)} ${when}, højst ${kr(mostPerMonthOre)} om måneden`;
  }
  const when = [
    ...(belowOre === null ? [] : [`below ${kr(belowOre)}`]),
    ...(dayOfMonth === null ? [] : [`on day ${dayOfMonth} of a month`]),
  ].join(' and ');
  return `${kr(amountOre)} ${when}, at most ${kr(mostPerMonthOre)} a month`;
}
