// Who stands at the till: a child shown, a second card, the wrong face, and the change of operator. Pure.
// Deliberately absent: the cart and the money, which never decide who is shown.
import type { PresentationEnding } from '../../contracts/presentations.ts';
import type { SaleEffect, SaleState, SaleStep, ShownChild } from './sale-state.ts';
import { changed, type EventOf, isAskingToSwitch, tell, unchanged, withOver } from './sale-step.ts';

/** Quicker than this nobody has compared a face with a photo. */
const LOOKED_AT_AFTER_MS = 300;

/** Every reading that shows a child comes in as the next one; withNextPromoted shows it when it may. */
export function childPresented(state: SaleState, event: EventOf<'child_presented'>): SaleStep {
  const { expiresInMs, ...child } = event.child;
  const known = [state.child, state.next, state.confirming].some(
    (present) => present?.presentationId === child.presentationId,
  );
  if (known || state.over.includes(child.presentationId)) return unchanged(state);
  if (expiresInMs <= 0) return tell(state, event.at, { kind: 'shown_too_long' });
  const next: ShownChild = { ...child, expiresAt: event.at + expiresInMs, unseenUntil: null };
  const asked = { ...state, next, over: withOver(state, state.next?.presentationId) };
  const sound = isAskingToSwitch(asked) ? 'look' : 'shown';
  return { state: asked, effects: [{ type: 'sound', sound }] };
}

/** Not the child at the counter, or not a customer: the face goes at once, the server is told after. */
export function sendAway(
  state: SaleState,
  event: EventOf<'wrong_child' | 'child_removed'>,
  because: PresentationEnding['because'],
): SaleStep {
  const { child } = state;
  if (state.confirming || child?.presentationId !== event.presentationId) return unchanged(state);
  return {
    state: {
      ...state,
      child: null,
      outcome: null,
      over: withOver(state, child.presentationId),
    },
    effects: [ending(child, because)],
  };
}

export function switchAnswered(state: SaleState, event: EventOf<'switch_answered'>): SaleStep {
  const { child, next } = state;
  if (!isAskingToSwitch(state) || next?.presentationId !== event.nextPresentationId) {
    return unchanged(state);
  }
  if (event.switchChild) {
    return changed(state, {
      child: asJustShown(next, event.at),
      next: null,
      outcome: null,
      over: withOver(state, child?.presentationId),
    });
  }
  return {
    state: { ...state, next: null, over: withOver(state, next.presentationId) },
    effects: [ending(next, 'not_switched')],
  };
}

/**
 * Whoever takes over must see the child for themselves. What was said goes too, but for the reason why the
 * till is locked.
 */
export function operatorLeft(state: SaleState): SaleStep {
  const says = state.outcome?.says;
  const isReason = says?.kind === 'problem' && says.problem.code === 'operator_missing';
  const over = withOver(state, state.child?.presentationId, state.next?.presentationId);
  const outcome = isReason ? state.outcome : null;
  return changed(state, { child: null, next: null, outcome, over });
}

/** The next child is shown as soon as nobody's open sale is in the way. */
export function withNextPromoted(state: SaleState, before: SaleState, at: number): SaleState {
  const { next } = state;
  if (!next || state.confirming || isAskingToSwitch(state)) return state;
  const stale = state.outcome === before.outcome && state.outcome?.tone !== 'done';
  return {
    ...state,
    child: next.accountId === state.child?.accountId ? next : asJustShown(next, at),
    next: null,
    // What was said about one child must not stand beside the next one's face; "bought" carries a name.
    outcome: stale ? null : state.outcome,
    over: withOver(state, state.child?.presentationId),
  };
}

function asJustShown(child: ShownChild, at: number): ShownChild {
  return { ...child, unseenUntil: at + LOOKED_AT_AFTER_MS };
}

function ending(child: ShownChild, because: PresentationEnding['because']): SaleEffect {
  const { accountId, presentationId, presentation } = child;
  return {
    type: 'end_presentation',
    accountId,
    presentationId,
    body: { presentation, because },
  };
}
