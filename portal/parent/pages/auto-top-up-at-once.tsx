// Said before the reader approves: what the account would order the moment that it is approved. Nothing is said where
// it would order nothing: at the cap, after the day's last top-up, behind another's.
import type { AutoTopUpTerms } from '../../../contracts/auto-top-ups.ts';
import type { Ore } from '../../../contracts/ore.ts';
import { formatWholeOre } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import { isBelowNow } from './auto-top-up-terms.ts';
import { words } from './words-of-paying-in-automatic-form.ts';

interface AtOnceProperties {
  readonly terms: AutoTopUpTerms;
  /** As the account has it; null: nothing, or not for the reader to know. */
  readonly orderedOre: Ore | null;
  /** Null: not for the reader to see. */
  readonly balanceOre: Ore | null;
}

export function PaidAtOnce({ terms, orderedOre, balanceOre }: AtOnceProperties) {
  if (orderedOre === null) return null;
  const kr = (sum: Ore) => formatWholeOre(sum, language.value);
  const text = words.value;
  if (terms.belowOre === null || !isBelowNow(terms, balanceOre)) {
    return <p>{text.atOnceByDay(kr(orderedOre))}</p>;
  }
  return <p>{text.atOnce(kr(terms.belowOre), kr(orderedOre))}</p>;
}
