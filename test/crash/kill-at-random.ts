// Kills the house at random moments while the tills sell, and starts it again on the same state. Every third
// kill hits a house that has only just come back and hears all the retries at once.
import { setTimeout as delay } from 'node:timers/promises';
import type { SeededRandom } from '../load/seeded-random.ts';
import type { House } from './house.ts';
import type { Ledger } from './ledger.ts';
import { restart } from './restart.ts';
import type { Shift, TillAtWork } from './till-at-work.ts';

export interface RandomKills {
  readonly kills: number;
  /** Purchases of the whole shift, over which the kills are spread. */
  readonly purchases: number;
}

export async function killAtRandom(
  house: House,
  tills: readonly TillAtWork[],
  ledger: Ledger,
  shift: Shift,
  plan: RandomKills,
  random: SeededRandom,
): Promise<void> {
  const before = ledger.acceptedPurchases;
  for (let number = 1; number <= plan.kills; number += 1) {
    const isUponReturn = number % 3 === 0;
    if (!isUponReturn) {
      const share = (number - random.next()) / (plan.kills + 0.5);
      const from = before + Math.floor(plan.purchases * share);
      while (ledger.acceptedPurchases < from && !shift.isOver()) await delay(2);
    }
    // Upon its return the house hears every till's retry at once, while it still opens its objects.
    while (ledger.underWay().length === 0 && !shift.isOver()) await delay(1);
    await delay(random.next() * (isUponReturn ? 400 : 25));
    if (shift.isOver()) throw new Error(`the tills were done before kill ${number}`);
    const unanswered = ledger.underWay();
    const endedAt = await house.kill();
    await restart(house, tills, ledger, { name: `kill ${number}`, unanswered, endedAt });
  }
}
