// Draws what useLoaded (or a store) has: words while it loads, the value when it is there, and why not,
// with a button to try again, when it is not.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { announce } from './announcer.tsx';
import { failureWords, ProblemNotice } from './problem-notice.tsx';
import type { LoadState } from './use-loaded.ts';
import { words } from './words.ts';

interface LoadedProperties<Value> {
  readonly of: { readonly state: LoadState<Value>; readonly reload: () => void };
  readonly children: (value: Value) => ComponentChildren;
}

export function Loaded<Value>({ of: { state, reload }, children }: LoadedProperties<Value>) {
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
  return (
    <ProblemNotice failure={state}>
      <button
        type="button"
        class="button"
        aria-disabled={tried === state}
        onClick={() => {
          if (tried === state) return;
          press(state);
          reload();
        }}
      >
        {tried === state ? words.value.loading : words.value.tryAgain}
      </button>
    </ProblemNotice>
  );
}
