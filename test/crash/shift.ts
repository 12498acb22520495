// One shift of all tills: they sell until enough is sold, while something happens to the house. Bounded in
// purchases, in tries and in time. Absent: what happens to the house.
import { setTimeout as delay } from 'node:timers/promises';
import type { Ledger } from './ledger.ts';
import type { Shift, TillAtWork } from './till-at-work.ts';

export interface ShiftPlan {
  /** Purchases to be accepted in this shift. */
  readonly purchases: number;
  /** In which they must be sold, kills included. */
  readonly withinMs: number;
}

/** Tills may take this long to settle what is open when the selling ends. */
const SETTLE_WITHIN_MS = 20_000;
const SETTLE_AFTER_FAILURE_MS = 3_000;
const QUIET_WITHIN_MS = 5_000;
/** Money and limits run out: then refusals are no reason to go on for ever. */
const TRIES_PER_PURCHASE = 5;

/**
 * @param happen Runs beside the tills, which sell at least until it is done.
 * @returns What was wrong with the shift itself, in sentences.
 */
export async function workShift(
  tills: readonly TillAtWork[],
  ledger: Ledger,
  plan: ShiftPlan,
  happen: (shift: Shift) => Promise<void>,
): Promise<string[]> {
  const sellUntil = Date.now() + plan.withinMs;
  const acceptedBefore = ledger.acceptedPurchases;
  const keptBefore = ledger.size;
  const objections: string[] = [];
  let hasHappened = false;
  const givenUp = Promise.withResolvers<void>();
  const lastMoment = setTimeout(givenUp.resolve, plan.withinMs + SETTLE_WITHIN_MS);
  const sold = () => ledger.acceptedPurchases - acceptedBefore;
  const shift: Shift = {
    isOver: () =>
      objections.length > 0 ||
      Date.now() >= sellUntil ||
      (hasHappened && sold() >= plan.purchases) ||
      ledger.size - keptBefore >= plan.purchases * TRIES_PER_PURCHASE,
    givenUp: givenUp.promise,
  };
  const object = (cause: unknown) => {
    objections.push(cause instanceof Error ? cause.message : String(cause));
  };
  const work = Promise.all(tills.map((till) => till.work(shift).catch(object)));
  await happen(shift).catch((cause: unknown) => {
    object(cause);
    // Whatever stands open may have nobody left to answer it.
    setTimeout(givenUp.resolve, SETTLE_AFTER_FAILURE_MS);
  });
  hasHappened = true;
  await work;
  await quiet(ledger);
  clearTimeout(lastMoment);
  if (sold() < plan.purchases && objections.length === 0) {
    objections.push(`only ${sold()} of ${plan.purchases} purchases were accepted in time`);
  }
  return objections;
}

/** A request that was sent twice may still have its second answer under way. */
async function quiet(ledger: Ledger): Promise<void> {
  const until = Date.now() + QUIET_WITHIN_MS;
  while (ledger.underWay().length > 0 && Date.now() < until) await delay(10);
}
