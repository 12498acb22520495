// What a purchase made true that guardians want to know: the purse fell below the municipality's line, or a
// day's or week's limit is reached. Pure; each is said once, when it happens.
import type { Limits } from '../../contracts/limits.ts';
import type { Ore } from '../../contracts/ore.ts';
import type { Settings } from '../municipality/settings.ts';
import type { Notice } from './account-store.ts';

export interface MoneyMove {
  readonly purseBeforeOre: Ore;
  readonly purseAfterOre: Ore;
}

export interface SpendingMove {
  readonly limits: Limits;
  readonly spentDayAfterOre: Ore;
  readonly spentWeekAfterOre: Ore;
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

export function reachedLimits(move: SpendingMove): Told[] {
  const { perDayOre, perWeekOre } = move.limits;
  return [
    ...(move.spentDayAfterOre === perDayOre ? [limitReached('per_day', move.day)] : []),
    ...(move.spentWeekAfterOre === perWeekOre ? [limitReached('per_week', move.week)] : []),
  ];
}

/** A purchase that a limit refused: the limit stands in the way from now on, which is told once as well. */
export function limitThatRefused(
  reason: string | null,
  { day, week }: Pick<SpendingMove, 'day' | 'week'>,
): Told[] {
  if (reason === 'limit_day') return [limitReached('per_day', day)];
  if (reason === 'limit_week') return [limitReached('per_week', week)];
  return [];
}

function limitReached(window: 'per_day' | 'per_week', of: string): Told {
  return { kind: 'limit_reached', facts: { window, of } };
}
