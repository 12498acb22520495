// What a purchase made true that guardians want to know: the purse fell below the municipality's line, or a
// day's or week's limit is reached. Pure; each is said once, when it happens.
import type { Limits } from '../../contracts/limits.ts';
import { type Ore, ore } from '../../contracts/ore.ts';
import type { Settings } from '../municipality/settings.ts';
import type { Notice } from './account-store.ts';

export interface MoneyMove {
  readonly purseBeforeOre: Ore;
  readonly purseAfterOre: Ore;
}

export interface SpendingMove {
  readonly limits: Limits;
  readonly spentDayOre: Ore;
  readonly spentWeekOre: Ore;
  /** "2026-11-21" and "2026-W47": which day and week it is that is full. */
  readonly day: string;
  readonly week: string;
}

type Told = Pick<Notice, 'kind' | 'facts'>;

export function crossedLowBalance(
  { purseBeforeOre, purseAfterOre }: MoneyMove,
  settings: Pick<Settings, 'lowBalanceOre'>,
): Told[] {
  const crossed =
    purseBeforeOre >= settings.lowBalanceOre && purseAfterOre < settings.lowBalanceOre;
  return crossed ? [{ kind: 'low_balance', facts: { balanceOre: purseAfterOre } }] : [];
}

/**
 * The limits of which nothing is left. To be asked after a purchase and after a refusal: lowered limits are
 * full without a purchase. A limit of nothing was never reached.
 */
export function reachedLimits(move: SpendingMove): Told[] {
  const { perDayOre, perWeekOre } = move.limits;
  return [
    ...(isFull(perDayOre, move.spentDayOre) ? [limitReached('per_day', move.day)] : []),
    ...(isFull(perWeekOre, move.spentWeekOre) ? [limitReached('per_week', move.week)] : []),
  ];
}

/** What the limit that refused a purchase still leaves; null where no day's or week's limit did. */
export function leftOfLimit(
  reason: string | null,
  { limits, spentDayOre, spentWeekOre }: Omit<SpendingMove, 'day' | 'week'>,
): Ore | null {
  if (reason === 'limit_day') return left(limits.perDayOre, spentDayOre);
  if (reason === 'limit_week') return left(limits.perWeekOre, spentWeekOre);
  return null;
}

function left(limitOre: Ore | null, spentOre: Ore): Ore | null {
  return limitOre === null ? null : ore(Math.max(0, limitOre - spentOre));
}

function isFull(limitOre: Ore | null, spentOre: Ore): boolean {
  return limitOre !== null && limitOre > 0 && spentOre >= limitOre;
}

function limitReached(window: 'per_day' | 'per_week', of: string): Told {
  return { kind: 'limit_reached', facts: { window, of } };
}
