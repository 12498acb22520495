// A change of the own details: asked once at a time, its refusal kept for the page, its answer put in.
import { useState } from 'preact/hooks';
import { Me } from '../../../contracts/me.ts';
import { announce } from '../announcer.tsx';
import { type Answer, call } from '../api.ts';
import type { Failure } from '../problem-notice.tsx';
import { words } from '../words.ts';

export interface DetailsProperties {
  readonly me: Me;
  readonly onChanged: (me: Me) => void;
}

interface Change {
  readonly method?: 'PUT' | 'DELETE';
  /** Below `/api/me/`. */
  readonly what: string;
  readonly body?: unknown;
  readonly ifMatch?: number;
  /** What is said aloud when it is done. */
  readonly said?: string;
}

export function useChange(onChanged: DetailsProperties['onChanged']) {
  const [failure, fail] = useState<Failure | null>(null);
  const [isBusy, beBusy] = useState(false);
  const change = async ({ method = 'PUT', what, said, ...request }: Change) => {
    beBusy(true);
    fail(null);
    const answer: Answer<Me> = await call({
      ...request,
      method,
      target: `/api/me/${what}`,
      answer: Me,
    });
    beBusy(false);
    if (answer.kind === 'ok') {
      onChanged(answer.value);
      announce(said ?? words.peek().saved);
    } else fail(answer);
    return answer;
  };
  return { change, failure, isBusy, forgive: () => fail(null) };
}
