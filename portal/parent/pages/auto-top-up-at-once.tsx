// Said before the reader approves: the balance is already below the threshold, so it is paid in right away.
import type { AutoTopUpTerms } from '../../../contracts/auto-top-ups.ts';
import type { Ore } from '../../../contracts/ore.ts';
import { formatWholeOre } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import { isBelowNow } from './auto-top-up-terms.ts';
import { words } from './words-of-paying-in-automatic-form.ts';

interface AtOnceProperties {
  readonly terms: AutoTopUpTerms;
  /** Null: not for the reader to see. */
  readonly balanceOre: Ore | null;
}

export function PaidAtOnce({ terms, balanceOre }: AtOnceProperties) {
  if (terms.belowOre === null || !isBelowNow(terms, balanceOre)) return null;
  const kr = (sum: Ore) => formatWholeOre(sum, language.value);
  return <p>{words.value.atOnce(kr(terms.belowOre), kr(terms.amountOre))}</p>;
}
