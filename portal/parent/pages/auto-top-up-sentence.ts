// A rule as one sentence, and its stored card as people name it. Pure.
import {
  type AutoTopUpRule,
  type AutoTopUpTerms,
  isLateDay,
} from '../../../contracts/auto-top-ups.ts';
import type { Ore } from '../../../contracts/ore.ts';
import { formatWholeOre } from '../../ui/formats.ts';
import type { Language } from '../../ui/language.ts';
import type { AutoTopUpWords } from './words-of-paying-in-automatic.ts';

export function ruleSentence(
  { belowOre, dayOfMonth, amountOre, mostPerMonthOre }: AutoTopUpTerms,
  { sentence }: Pick<AutoTopUpWords, 'sentence'>,
  language: Language,
): string {
  const kr = (sum: Ore) => formatWholeOre(sum, language);
  const amount = kr(amountOre);
  const most = kr(mostPerMonthOre);
  const late = isLateDay(dayOfMonth) ? sentence.late : '';
  if (belowOre === null) return sentence.byDay(dayOfMonth ?? 1, late, amount, most);
  if (dayOfMonth === null) return sentence.byBalance(kr(belowOre), amount, most);
  return sentence.byBoth(kr(belowOre), dayOfMonth, late, amount, most);
}

type Method = NonNullable<AutoTopUpRule['method']>;

/** "Visa ···· 1111" */
export function methodName({ label, lastDigits }: Method): string {
  return lastDigits === '' ? label : `${label} ···· ${lastDigits}`;
}

/** Whether the card's last month is over. */
export function hasEnded(expiresAtEndOf: string, today: string): boolean {
  return expiresAtEndOf < today.slice(0, 7);
}
