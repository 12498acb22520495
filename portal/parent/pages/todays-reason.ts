// "Kan bruge i dag", the reason in words: which rule decides, and what it says today. Pure; the amounts and
// the choice of the rule are the account's.
import type { UsableToday } from '../../../contracts/children.ts';
import type { SpentOfLimit } from '../../../contracts/limits.ts';
import { formatClock, formatWeekday, formatWholeOre } from '../../ui/formats.ts';
import type { Language } from '../../ui/language.ts';
import type { OverviewWords } from './words-of-overview.ts';

export function todaysReason(
  usable: UsableToday,
  now: number,
  words: OverviewWords,
  language: Language,
  isOwn: boolean,
): string {
  const say = words.reasons;
  const spent = (say: (limit: string, spent: string) => string, of: SpentOfLimit) =>
    of.limitOre === null
      ? words.reasons.balance
      : say(formatWholeOre(of.limitOre, language), formatWholeOre(of.spentOre, language));
  switch (usable.reason) {
    case 'balance':
      return usable.amountOre > 0 ? say.balance : say.noMoney;
    case 'per_day':
      return spent(say.perDay, usable.today);
    case 'per_week':
      return spent(say.perWeek, usable.thisWeek);
    case 'weekday':
      return say.weekday(formatWeekday(now, language));
    case 'hours':
      return usable.hours
        ? say.hours(
            formatClock(usable.hours.from, language),
            formatClock(usable.hours.until, language),
          )
        : say.noHours;
    case 'no_club':
      return say.noClub;
    case 'no_usable_card':
      return byNameWords(usable.byName, words, language, isOwn);
    case 'frozen':
      return say.frozen;
    default:
      return usable.reason satisfies never;
  }
}

function byNameWords(
  byName: SpentOfLimit | null,
  { reasons: say }: OverviewWords,
  language: Language,
  isOwn: boolean,
): string {
  if (byName === null || byName.limitOre === null) return say.noUsableCard;
  const [limit, spent] = [byName.limitOre, byName.spentOre].map((amount) =>
    formatWholeOre(amount, language),
  ) as [string, string];
  return [
    say.withoutCard(limit),
    ...(byName.spentOre > 0 ? [say.spentByName(spent)] : []),
    isOwn ? say.ownByName : say.byName,
  ].join(' ');
}

/** The hours of today, where something else decides the amount: in the morning none of it can be spent yet. */
export function hoursWords(
  { hours, reason, amountOre }: UsableToday,
  words: OverviewWords,
  language: Language,
): string | null {
  if (hours === null || reason === 'hours' || amountOre === 0) return null;
  if (hours.from === '00:00' && hours.until === '24:00') return null;
  const [from, until] = [hours.from, hours.until].map((clock) => formatClock(clock, language)) as [
    string,
    string,
  ];
  return words.onlyBetween(from, until);
}

/** What else holds for a single purchase, when it says less than the day does. */
export function perPurchaseWords(
  usable: UsableToday,
  words: OverviewWords,
  language: Language,
): string | null {
  const { perPurchaseOre, amountOre } = usable;
  if (perPurchaseOre === null || perPurchaseOre >= amountOre) return null;
  return words.perPurchase(formatWholeOre(perPurchaseOre, language));
}
