// How moments and typed amounts are written and read on Danish and English screens.
// Deliberately absent: how øre are written, which contracts/ore.ts owns.
import { formatOre, LARGEST_AMOUNT_ORE, type Ore, ore } from '../../contracts/ore.ts';
import type { Language } from './language.ts';

const TIME_ZONE = 'Europe/Copenhagen';
const LOCALES: Record<Language, string> = { da: 'da-DK', en: 'en-GB' };

/** "14.05" in Danish, "14:05" in English; Danish time wherever the screen stands. */
export function formatTime(at: number, language: Language): string {
  return formatted(at, language, { hour: '2-digit', minute: '2-digit' });
}

/** "14.05.09" in Danish, "14:05:09" in English. */
export function formatTimeWithSeconds(at: number, language: Language): string {
  return formatted(at, language, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

/** "5. marts 2026 kl. 14.05" in Danish, "5 March 2026, 14:05" in English. */
export function formatMoment(at: number, language: Language): string {
  const date = formatDate(at, language);
  const time = formatTime(at, language);
  return language === 'da' ? `${date} kl. ${time}` : `${date}, ${time}`;
}

/** "5. marts 2026" in Danish, "5 March 2026" in English. */
export function formatDate(at: number, language: Language): string {
  return formatted(at, language, { day: 'numeric', month: 'long', year: 'numeric' });
}

/** "5. marts" in Danish, "5 March" in English. */
export function formatDay(at: number, language: Language): string {
  return formatted(at, language, { day: 'numeric', month: 'long' });
}

/** "2027-08": "august 2027" in Danish, "August 2027" in English. */
export function formatMonth(month: string, language: Language): string {
  return formatted(Date.parse(`${month}-15T12:00:00Z`), language, {
    month: 'long',
    year: 'numeric',
  });
}

/** "lørdag" in Danish, "Saturday" in English. */
export function formatWeekday(at: number, language: Language): string {
  return formatted(at, language, { weekday: 'long' });
}

/** The day in Denmark, as "2026-03-05": two moments of the same day give the same text. */
export function danishDay(at: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: TIME_ZONE }).format(at);
}

/** Today and yesterday by their names, other days by their date: "i dag kl. 14.05", "5. marts kl. 14.05". */
export function formatRecently(at: number, now: number, language: Language): string {
  const time = formatTime(at, language);
  const names = language === 'da' ? ['i dag', 'i går'] : ['today', 'yesterday'];
  const days = [danishDay(now), danishDay(now - 86_400_000)];
  const sameYear = danishDay(at).slice(0, 4) === danishDay(now).slice(0, 4);
  const day = names[days.indexOf(danishDay(at))] ?? (sameYear ? formatDay(at, language) : null);
  if (day === null) return formatMoment(at, language);
  return language === 'da' ? `${day} kl. ${time}` : `${day}, ${time}`;
}

/** A clock time of a rule, "14:00", as the language writes it: "14.00" in Danish. */
export function formatClock(time: string, language: Language): string {
  return language === 'da' ? time.replace(':', '.') : time;
}

/** As formatOre, without øre where there are none: "40 kr.", "DKK 40". */
export function formatWholeOre(amountOre: Ore, language: Language): string {
  return formatOre(amountOre, language).replace(/[,.]00(?!\d)/, '');
}

/**
 * Reads an amount as people type it: "50", "50,5", "1.000,50 kr." in Danish, with point and comma the other
 * way round in English, where "50,5" is understood, too. Null when it is not one, or above the largest.
 */
export function oreOfTyped(typed: string, language: Language): Ore | null {
  const bare = typed.replace(/kr\.?|dkk|\s/gi, '');
  // "40,50" is what people in Denmark type in any language, and no thousand.
  const isDanish = language === 'da' || /^\d+,(?:\d{1,2}|-)$/.test(bare);
  const plain = isDanish ? bare : swapPointAndComma(bare);
  const parts = /^(\d{1,3}(?:\.\d{3})+|\d{1,6})(?:,(\d{1,2}|-))?$/.exec(plain);
  if (!parts) return null;
  const kroner = Number.parseInt((parts[1] ?? '').replaceAll('.', ''), 10);
  const rest = Number.parseInt((parts[2] ?? '').replace('-', '0').padEnd(2, '0'), 10);
  const amountOre = kroner * 100 + rest;
  return amountOre > LARGEST_AMOUNT_ORE ? null : ore(amountOre);
}

/** Reads digits as they are typed on a pad, the last two being øre: "1250" is 12,50 kr. */
export function oreOfDigits(digits: string): Ore {
  return ore(/^\d{1,9}$/.test(digits) ? Number.parseInt(digits, 10) : 0);
}

function formatted(at: number, language: Language, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    timeZone: TIME_ZONE,
    hourCycle: 'h23',
    ...options,
  }).format(at);
}

function swapPointAndComma(text: string): string {
  return text.replace(/[.,]/g, (sign) => (sign === '.' ? ',' : '.'));
}
