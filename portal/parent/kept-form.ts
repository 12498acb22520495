// The state of a form, which outlives a session that ends under the reader's hands: it is back after the
// login. The shape is checked when it comes back, since the page may be a newer one.
import { useEffect, useRef, useState } from 'preact/hooks';
import { takeDraft, watchDraft } from './drafts.ts';

/** `key` names the form and whom it is about; `initial` is what stands in it otherwise. */
export function useKeptForm<Value>(
  key: string,
  initial: Value,
  isValue: (value: unknown) => value is Value,
): readonly [Value, (value: Value) => void] {
  const [value, put] = useState<Value>(() => takeDraft(key, isValue) ?? initial);
  const typed = useRef<Value | null>(null);
  useEffect(() => watchDraft(key, () => typed.current), [key]);
  return [
    value,
    (next) => {
      typed.current = next;
      put(next);
    },
  ];
}
