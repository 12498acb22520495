// Why an automatic top-up that is due does not run, in numbers and with what one can do: on "Indbetaling" and in the
// message. Pure.
import type { AutoTopUpHeld } from '../../contracts/auto-top-ups.ts';
import { formatDay, formatRecently, formatWholeOre } from '../ui/formats.ts';
import type { Language } from '../ui/language.ts';

interface HeldWords {
  cap(used: string, most: string, until: string): string;
  fuse(times: number, since: string, until: string): string;
}

const WORDS: Readonly<Record<Language, HeldWords>> = {
  da: {
    cap: (used, most, until) =>
      `Der er brugt ${used} af højst ${most} om måneden, og der er ikke plads til en optankning mere. Næste gang er tidligst ${until}. Imens kan du selv sætte penge ind.`,
    fuse: (times, since, until) =>
      `Automatisk optankning har sat penge ind, eller prøvet på det, ${times} ${times === 1 ? 'gang' : 'gange'} siden ${since}. Flere gange kører den ikke på et døgn. Næste gang er tidligst ${until}. Imens kan du selv sætte penge ind.`,
  },
  en: {
    cap: (used, most, until) =>
      `${used} of at most ${most} a month is used, and there is no room for another top-up. Next time is ${until} at the earliest. You can pay in yourself meanwhile.`,
    fuse: (times, since, until) =>
      `Automatic top-up has paid in, or tried to, ${times === 1 ? 'once' : `${times} times`} since ${since}. It runs no more often than that in 24 hours. Next time is ${until} at the earliest. You can pay in yourself meanwhile.`,
  },
};

export function heldSentence(held: AutoTopUpHeld, now: number, language: Language): string {
  const until = Date.parse(held.until);
  if (held.because === 'monthly_cap') {
    const [used, most] = [held.usedOre, held.mostOre].map((sum) => formatWholeOre(sum, language));
    return WORDS[language].cap(String(used), String(most), formatDay(until, language));
  }
  const since = formatRecently(Date.parse(held.since), now, language);
  return WORDS[language].fuse(held.times, since, formatRecently(until, now, language));
}
