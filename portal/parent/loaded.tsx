// Draws what useLoaded (or a store) has: words while it loads, the value when it is there, and why not,
// with a button for what helps, when it is not: to try again, or what the page knows of.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { announce } from './announcer.tsx';
import { type Failure, failureWords, ProblemNotice } from './problem-notice.tsx';
import type { LoadState } from './use-loaded.ts';
import { words } from './words.ts';

/** What helps where the same question would get the same answer again. */
export interface Remedy {
  readonly label: string;
  readonly take: () => void;
}

interface LoadedProperties<Value> {
  readonly of: { readonly state: LoadState<Value>; readonly reload: () => void };
  /** Null: to try again. */
  readonly remedyFor?: (failure: Failure) => Remedy | null;
  readonly children: (value: Value) => ComponentChildren;
}

export function Loaded<Value>({ of: asked, remedyFor, children }: LoadedProperties<Value>) {
  const { state, reload } = asked;
  // The answer that was there when "try again" was pressed: until another comes, it is being tried.
  const [tried, press] = useState<LoadState<Value> | null>(null);
  useEffect(() => {
    if (tried === null || state === tried || state.kind === 'loading') return;
    press(null);
    // The button that had the focus is gone with the notice; a notice that stays has to be heard anew.
    if (state.kind === 'ok') document.querySelector('h1')?.focus({ preventScroll: true });
    else announce(failureWords(state).title);
  }, [state, tried]);
  if (state.kind === 'ok') return <>{children(state.value)}</>;
  if (state.kind === 'loading') return <p class="waiting">{words.value.loading}</p>;
  // The login page is about to take the page's place.
  if (state.kind === 'problem' && state.problem.code === 'session_missing') return null;
  const remedy = remedyFor?.(state) ?? { label: words.value.tryAgain, take: reload };
  return (
    <ProblemNotice failure={state}>
      <button
        type="button"
        class="button"
        aria-disabled={tried === state}
        onClick={() => {
          if (tried === state) return;
          press(state);
          remedy.take();
        }}
      >
        {tried === state ? words.value.loading : remedy.label}
      </button>
    </ProblemNotice>
  );
}
