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

/** @param chosen null until the reader says: ticked where something is missing. */
export function firstOffer(
  { missingAtStartOre }: Pick<AutoTopUps, 'missingAtStartOre'>,
  { lowestTopUpOre, roomOre }: Pick<PayingIn, 'lowestTopUpOre' | 'roomOre'>,
  chosen: boolean | null,
): FirstOffer {
  // Of who does not see the balance nothing is asked.
  if (missingAtStartOre === null || missingAtStartOre <= 0) return NO_FIRST;
  const offeredOre = ore(Math.max(missingAtStartOre, lowestTopUpOre));
  if (roomOre !== null && offeredOre > roomOre) return { ...NO_FIRST, isMissing: true };
  const isTicked = chosen ?? true;
  return { offeredOre, paidOre: isTicked ? offeredOre : null, isMissing: !isTicked };
}
