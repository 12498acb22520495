// One thing of a page at a time: which one is under way, for its button to say, and nothing for a second press.
import { useRef, useState } from 'preact/hooks';

export interface UnderWay<Name> {
  /** Null: nothing. */
  readonly name: Name | null;
  /** Does nothing while something else is being done. */
  run(name: Name, work: () => Promise<void>): Promise<void>;
}

export function useUnderWay<Name extends string>(): UnderWay<Name> {
  const [name, show] = useState<Name | null>(null);
  // Known at once, before the next picture: a double click is two presses of the same button.
  const isBusy = useRef(false);
  const run = async (started: Name, work: () => Promise<void>) => {
    if (isBusy.current) return;
    isBusy.current = true;
    show(started);
    try {
      await work();
    } finally {
      isBusy.current = false;
      show(null);
    }
  };
  return { name, run };
}
