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
  const [kept] = useState(() => takeDraft(key, isValue));
  const [value, put] = useState<Value>(kept ?? initial);
  const typed = useRef<Value | null>(kept);
  useEffect(() => watchDraft(key, () => typed.current), [key]);
  return [
    value,
    (next) => {
      typed.current = next;
      put(next);
    },
  ];
}
