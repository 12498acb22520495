// The top-up that comes with a new rule: offered where something must be on the account first, and ticked where
// it is missing. Pure.
import type { AutoTopUps } from '../../../contracts/auto-top-ups.ts';
import { type Ore, ore } from '../../../contracts/ore.ts';
import type { PayingIn } from '../../../contracts/top-ups.ts';

export interface FirstOffer {
  /** What the box is about; null where none is offered. */
  readonly offeredOre: Ore | null;
  /** What is paid at once, as the box stands. */
  readonly paidOre: Ore | null;
  /** It is needed, and the reader has unticked it. */
  readonly isMissing: boolean;
}

export const NO_FIRST: FirstOffer = { offeredOre: null, paidOre: null, isMissing: false };

/** @param chosen null until the reader says: ticked where something is known to be missing. */
export function firstOffer(
  { neededAtStartOre, missingAtStartOre }: AutoTopUps,
  { lowestTopUpOre, roomOre }: PayingIn,
  chosen: boolean | null,
): FirstOffer {
  const isNeeded = (missingAtStartOre ?? 0) > 0;
  // Who does not see the balance is asked, and not told.
  const isUnknown = missingAtStartOre === null && neededAtStartOre > 0;
  if (!isNeeded && !isUnknown) return NO_FIRST;
  const offeredOre = ore(Math.max(missingAtStartOre ?? neededAtStartOre, lowestTopUpOre));
  if (roomOre !== null && offeredOre > roomOre) return { ...NO_FIRST, isMissing: isNeeded };
  const isTicked = chosen ?? isNeeded;
  return { offeredOre, paidOre: isTicked ? offeredOre : null, isMissing: isNeeded && !isTicked };
}
