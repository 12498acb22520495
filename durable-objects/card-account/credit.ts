// How far below zero the purse may go at this moment. Start credit ends by date or by the first link;
// nothing is written when it does, and a purse left below zero is no mistake.
import { type Ore, ore } from '../../contracts/ore.ts';
import type { Settings } from '../municipality/settings.ts';

export interface CreditFacts {
  readonly registeredAt: number;
  /** When the first guardian was linked, or null while there is none. */
  readonly firstLinkedAt: number | null;
}

export function creditInForceOre(settings: Settings, facts: CreditFacts, now: number): Ore {
  const startCreditRuns =
    (facts.firstLinkedAt === null || now < facts.firstLinkedAt) &&
    now < facts.registeredAt + settings.startCreditMs;
  return ore(Math.max(settings.emergencyCreditOre, startCreditRuns ? settings.startCreditOre : 0));
}
