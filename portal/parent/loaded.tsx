// Draws what useLoaded (or a store) has: words while it loads, the value when it is there, and why not,
// with a button to try again, when it is not.
import type { ComponentChildren } from 'preact';
import { ProblemNotice } from './problem-notice.tsx';
import type { LoadState } from './use-loaded.ts';
import { words } from './words.ts';

interface LoadedProperties<Value> {
  readonly of: { readonly state: LoadState<Value>; readonly reload: () => void };
  readonly children: (value: Value) => ComponentChildren;
}

export function Loaded<Value>({ of: { state, reload }, children }: LoadedProperties<Value>) {
  if (state.kind === 'ok') return <>{children(state.value)}</>;
  if (state.kind === 'loading') return <p class="waiting">{words.value.loading}</p>;
  // The login page is about to take the page's place.
  if (state.kind === 'problem' && state.problem.code === 'session_missing') return null;
  return (
    <ProblemNotice failure={state}>
      <button type="button" class="button" onClick={reload}>
        {words.value.tryAgain}
      </button>
    </ProblemNotice>
  );
}
