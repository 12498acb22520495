// What stands on the screen before the till is open: loading, open in another window, or not possible here.
import type { Till } from './till.ts';
import { words } from './words.ts';

export type Beginning =
  | { readonly kind: 'loading' | 'no_store' | 'open_elsewhere' }
  | { readonly kind: 'open'; readonly till: Till };

interface StartScreenProperties {
  readonly beginning: Beginning;
  readonly onUseHere: () => void;
}

export function StartScreen({ beginning, onUseHere }: StartScreenProperties) {
  const text = words.value.start;
  if (beginning.kind === 'no_store') {
    return (
      <main class="start">
        <h1>{text.noStoreTitle}</h1>
        <p>{text.noStoreAdvice}</p>
      </main>
    );
  }
  if (beginning.kind === 'open_elsewhere') {
    return (
      <main class="start">
        <h1>{text.elsewhereTitle}</h1>
        <p>{text.elsewhereAdvice}</p>
        <button type="button" class="button button-primary" onClick={onUseHere}>
          {text.useHere}
        </button>
      </main>
    );
  }
  return (
    <main class="start">
      <h1>{text.loading}</h1>
    </main>
  );
}
