// The daily totals as the entries alone give them, and the comparison with those that the account keeps.
// Pure; a part of the replay.
import { invariant } from '../invariant.ts';
import { copenhagenMoment } from './copenhagen-moment.ts';
import { type MovedThen, purseAmountOre, type SpentThere } from './daily-totals-store.ts';
import type { Entry } from './entry.ts';

export interface ReplayedTotals {
  readonly spent: Map<string, { amountOre: number; quantity: number }>;
  readonly moved: Map<string, number>;
}

type SpentPlace = Pick<SpentThere, 'day' | 'clubId' | 'salesPointId' | 'categoryId'>;

/** Ids have no space in them. */
export function spentKey({ day, clubId, salesPointId, categoryId }: SpentPlace): string {
  return `${day} ${clubId} ${salesPointId} ${categoryId}`;
}

export function addTotal(
  { spent }: ReplayedTotals,
  key: string,
  amountOre: number,
  quantity: number,
): void {
  const before = spent.get(key) ?? { amountOre: 0, quantity: 0 };
  spent.set(key, {
    amountOre: before.amountOre + amountOre,
    quantity: before.quantity + quantity,
  });
}

/** An entry that neither spends nor gives back. */
export function replayOther({ moved }: ReplayedTotals, entry: Entry): void {
  const key = movedKey({ day: copenhagenMoment(entry.recordedAt).day, kind: entry.kind });
  moved.set(key, (moved.get(key) ?? 0) + purseAmountOre(entry));
}

/** @throws InvariantViolation naming the day that is not what its entries make it. */
export function assertTotalsAgree(
  replayed: ReplayedTotals,
  kept: { readonly spent: readonly SpentThere[]; readonly moved: readonly MovedThen[] },
): void {
  const keptSpent = new Map(kept.spent.map((total) => [spentKey(total), total]));
  for (const key of new Set([...replayed.spent.keys(), ...keptSpent.keys()])) {
    const { amountOre, quantity } = replayed.spent.get(key) ?? { amountOre: 0, quantity: 0 };
    const total = keptSpent.get(key);
    const agrees = total?.amountOre === amountOre && total.quantity === quantity;
    invariant('I1', agrees, `spent ${key}: kept ${total?.amountOre}, replay ${amountOre}`);
  }
  const keptMoved = new Map(kept.moved.map((total) => [movedKey(total), total.amountOre]));
  for (const key of new Set([...replayed.moved.keys(), ...keptMoved.keys()])) {
    const keptOre = keptMoved.get(key);
    const amountOre = replayed.moved.get(key);
    invariant('I1', keptOre === amountOre, `moved ${key}: kept ${keptOre}, replay ${amountOre}`);
  }
}

function movedKey({ day, kind }: Pick<MovedThen, 'day' | 'kind'>): string {
  return `${day} ${kind}`;
}
