// What may be said of the rule as it is now: a success of the last thing done stands only while the rule bears it
// out, a new try is followed to its end, and a balance that is still below is no failure. Pure.
import type { AutoTopUpRule } from '../../../contracts/auto-top-ups.ts';
import type { Ore } from '../../../contracts/ore.ts';
import { isBelowNow } from './auto-top-up-terms.ts';
import type { RuleResult } from './auto-top-up-work.ts';
import { isOpen } from './paying-in-standing.ts';

export type Told =
  | { readonly said: RuleResult }
  /** A new try is under way, or has paid. */
  | { readonly said: 'trying' | 'paid_in'; readonly amountOre: Ore };

/** Said whatever the rule is now. */
const STANDS: readonly RuleResult[] = ['deleted', 'cancelled', 'not_made', 'not_approved'];

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
  if (STANDS.includes(result)) return { said: result };
  // A card that ends soon is no failure.
  if (own === null || own.state !== 'active' || own.mend === 'try_again') return null;
  if (result !== 'mended') return { said: result };
  const run = own.lastRun;
  if (run === null || run.topUpId === runBefore) return { said: result };
  if (isOpen(run)) return { said: 'trying', amountOre: run.amountOre };
  return run.state === 'credited' ? { said: 'paid_in', amountOre: run.amountOre } : null;
}

/** It is due, nothing hinders it, and nothing is under way: the next purchase or the hourly walk runs it. */
export function isStillBelow(
  { state, terms, hindrance, mend, lastRun }: AutoTopUpRule,
  balanceOre: Ore | null,
): boolean {
  if (state !== 'active' || hindrance !== null || mend === 'try_again') return false;
  return lastRun !== null && !isOpen(lastRun) && isBelowNow(terms, balanceOre);
}
