// How moments and typed amounts are written and read on Danish and English screens.
// Deliberately absent: how øre are written, which contracts/ore.ts owns.
import { type Ore, ore } from '../../contracts/ore.ts';
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
  const date = formatted(at, language, { day: 'numeric', month: 'long', year: 'numeric' });
  const time = formatTime(at, language);
  return language === 'da' ? `${date} kl. ${time}` : `${date}, ${time}`;
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
