// What may still be said of the last thing done with the rule: a success stands only while the rule as it is now
// bears it out, and a new try is followed to its end. Pure.
import type { AutoTopUpRule } from '../../../contracts/auto-top-ups.ts';
import type { Ore } from '../../../contracts/ore.ts';
import type { RuleResult } from './auto-top-up-work.ts';
import { isOpen } from './paying-in-standing.ts';

export type Told =
  | { readonly said: RuleResult }
  /** A new try is under way, or has paid. */
  | { readonly said: 'trying' | 'paid_in'; readonly amountOre: Ore };

/**
 * Null: what was done has not helped, and the rule itself says what is wrong.
 * @param runBefore the last run when the button was pressed: only a later one tells of it.
 */
export function toldNow(
  result: RuleResult | null,
  own: AutoTopUpRule | null,
  runBefore: string | null,
): Told | null {
  if (result === null) return null;
  if (result === 'deleted' || result === 'not_made' || result === 'not_approved') {
    return { said: result };
  }
  // A card that ends soon is no failure.
  if (own === null || own.state !== 'active' || own.mend === 'try_again') return null;
  if (result !== 'mended') return { said: result };
  const run = own.lastRun;
  if (run === null || run.topUpId === runBefore) return { said: result };
  if (isOpen(run)) return { said: 'trying', amountOre: run.amountOre };
  return run.state === 'credited' ? { said: 'paid_in', amountOre: run.amountOre } : null;
}
