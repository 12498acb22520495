// The small moves that every part of the sale is made of: nothing happens, something changes, something
// is told. Pure, and without any decision of its own.
import type { PresentationId } from '../../contracts/ids.ts';
import { outcomeOf } from './sale-outcome.ts';
import type { OutcomeSays, SaleEvent, SaleState, SaleStep } from './sale-state.ts';

export type EventOf<Type extends SaleEvent['type']> = Extract<SaleEvent, { type: Type }>;

/** Enough to outlive every presentation that could still be posted again. */
const MOST_REMEMBERED_OVER = 64;

export function unchanged(state: SaleState): SaleStep {
  return { state, effects: [] };
}

export function changed(state: SaleState, change: Partial<SaleState>): SaleStep {
  return { state: { ...state, ...change }, effects: [] };
}

/** Shows and sounds one of the three outcomes. */
export function tell(state: SaleState, at: number, says: OutcomeSays): SaleStep {
  const outcome = outcomeOf(says, at);
  return {
    state: { ...state, outcome },
    effects: [{ type: 'sound', sound: outcome.tone }],
  };
}

export function withOver(
  state: SaleState,
  ...presentationIds: readonly (PresentationId | undefined)[]
): readonly PresentationId[] {
  const added = presentationIds.filter((id) => id !== undefined);
  return added.length > 0 ? [...state.over, ...added].slice(-MOST_REMEMBERED_OVER) : state.over;
}

/** A second card came while another child's sale is open: the cashier says who it is for. */
export function isAskingToSwitch(state: SaleState): boolean {
  const { child, next } = state;
  if (!child || !next || next.accountId === child.accountId) return false;
  return !state.confirming && state.cart.length > 0;
}
