// Follows one top-up until it has come to its end: asks at once, then less and less often, and whenever the
// account says that it has changed. What is shown stays while there is no answer.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { AccountId } from '../../../contracts/ids.ts';
import type { TopUp } from '../../../contracts/top-ups.ts';
import { onChange } from '../live.ts';
import type { Failure } from '../problem-notice.tsx';
import { lookAtTopUp } from './paying-in-calls.ts';
import { onComingBack } from './paying-in-leaving.ts';
import { isOpen, pauseBeforeAsking } from './paying-in-standing.ts';

export interface Followed {
  readonly topUp: TopUp | null;
  /** The last answer was none. */
  readonly failure: Failure | null;
  /** How often it was asked: the first answers come at once, or else it takes its time. */
  readonly asked: number;
  /** Puts in what a write has answered with. */
  readonly put: (topUp: TopUp) => void;
}

export function useFollowed(
  accountId: AccountId,
  topUpId: string | null,
  ended: (topUp: TopUp) => void,
): Followed {
  const [topUp, show] = useState<TopUp | null>(null);
  const [failure, fail] = useState<Failure | null>(null);
  const [asked, count] = useState(0);
  const tell = useRef(ended);
  tell.current = ended;
  const stop = useRef(() => {});

  useEffect(() => {
    show(null);
    fail(null);
    count(0);
    if (topUpId === null) return;
    const stopped = followTopUp(accountId, topUpId, (answer, times) => {
      count(times);
      fail(answer.kind === 'ok' ? null : answer);
      if (answer.kind !== 'ok') return;
      show(answer.value);
      if (!isOpen(answer.value)) tell.current(answer.value);
    });
    stop.current = stopped;
    return stopped;
  }, [accountId, topUpId]);

  const put = (newer: TopUp) => {
    show(newer);
    if (isOpen(newer)) return;
    stop.current();
    tell.current(newer);
  };
  return { topUp: topUp?.topUpId === topUpId ? topUp : null, failure, asked, put };
}

type Told = (answer: Awaited<ReturnType<typeof lookAtTopUp>>, asked: number) => void;

function followTopUp(accountId: AccountId, topUpId: string, tell: Told): () => void {
  let asked = 0;
  let isOver = false;
  let isAsking = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = async () => {
    if (isOver || isAsking) return;
    clearTimeout(timer);
    isAsking = true;
    const answer = await lookAtTopUp(accountId, topUpId);
    isAsking = false;
    if (isOver) return;
    asked += 1;
    tell(answer, asked);
    // Nothing more is to come: it has ended, or there is no such top-up, or nobody is logged in.
    const isLast = answer.kind === 'ok' ? !isOpen(answer.value) : answer.kind === 'problem';
    const isBusy = answer.kind === 'problem' && answer.problem.status >= 429;
    if (isLast && !isBusy) end();
    else timer = setTimeout(() => void ask(), pauseBeforeAsking(asked));
  };
  const stops = [
    onChange((changed) => (changed === null || changed === accountId) && void ask()),
    onComingBack(() => void ask()),
  ];
  const end = () => {
    isOver = true;
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
  void ask();
  return end;
}
