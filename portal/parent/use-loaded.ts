// What a page has read from the server, as one value that says how far it is. A newer question makes an
// older answer void; `reload` keeps what is shown until the new answer is there.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Answer, Call } from './api.ts';
import { call } from './api.ts';

export type LoadState<Value> = { readonly kind: 'loading' } | Answer<Value>;

export interface Loaded<Value> {
  readonly state: LoadState<Value>;
  /** Done when an answer came, or none will. */
  readonly reload: () => Promise<void>;
  /** Puts in a newer value that a write has answered with. */
  readonly put: (value: Value) => void;
}

/** Reads `target` now and whenever it changes. */
export function useLoaded<Value>(
  target: string,
  answer: NonNullable<Call<Value>['answer']>,
  { asGuardian = true } = {},
): Loaded<Value> {
  const [state, show] = useState<LoadState<Value>>({ kind: 'loading' });
  const question = useRef(0);
  const reload = useCallback(async () => {
    question.current += 1;
    const asked = question.current;
    const given = await call({ method: 'GET', target, answer, asGuardian });
    if (question.current === asked) show(given);
  }, [target]);
  useEffect(() => {
    show({ kind: 'loading' });
    void reload();
    return () => {
      question.current += 1;
    };
  }, [target]);
  const put = useCallback((value: Value) => {
    question.current += 1;
    show({ kind: 'ok', value });
  }, []);
  return { state, reload, put };
}
