// The state of a form, which outlives a session that ends under the reader's hands: it is back after the
// login of the same person. The shape is checked when it comes back, since the page may be a newer one.
import { useEffect, useRef, useState } from 'preact/hooks';
import { takeDraft, watchDraft } from './drafts.ts';
import { reader } from './reader.ts';

/** `key` names the form and whom it is about; `initial` is what stands in it otherwise. */
export function useKeptForm<Value>(
  key: string,
  initial: Value,
  isValue: (value: unknown) => value is Value,
): readonly [Value, (value: Value) => void] {
  const [kept] = useState(() => takeDraft(key, isValue));
  const [value, put] = useState<Value>(kept ?? initial);
  const typed = useRef<Value | null>(kept);
  const type = (next: Value) => {
    typed.current = next;
    put(next);
  };
  useEffect(() => watchDraft(key, () => typed.current), [key]);
  // A form that stands before the first answer has told who reads gets its draft when it is known.
  useEffect(
    () =>
      reader.subscribe(() => {
        const late = typed.current === null ? takeDraft(key, isValue) : null;
        if (late !== null) type(late);
      }),
    [key],
  );
  return [value, type];
}
