// After the provider has led the reader back: asks how the rule stands until it is known, and says once whether
// it was approved.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { AutoTopUpRule } from '../../../contracts/auto-top-ups.ts';
import { approvalOutcome, isAwaiting, takeApproving } from './auto-top-up-approval.ts';
import type { RuleResult } from './auto-top-up-work.ts';
import { askedFor } from './paying-in-leaving.ts';
import { pauseBeforeAsking } from './paying-in-standing.ts';

/** Whether an answer of the provider's is awaited just now. */
export function useReturnToRule(
  own: AutoTopUpRule | null,
  reload: () => Promise<void>,
  tell: (result: RuleResult) => void,
): boolean {
  const returned = askedFor('automatisk');
  const [wanted] = useState(() => (returned === null ? null : takeApproving(returned)));
  const isTold = useRef(false);
  const isAwaited = returned !== null && own?.ruleId === returned && isAwaiting(own);
  useAsking(isAwaited, reload);
  const outcome = approvalOutcome(wanted, own);
  useEffect(() => {
    if (isTold.current || outcome === 'unknown') return;
    isTold.current = true;
    tell(outcome);
  }, [outcome]);
  return isAwaited;
}

/** Soon at first, then less and less often, as long as an end is awaited. */
export function useAsking(isAwaited: boolean, reload: () => Promise<void>): void {
  useEffect(() => {
    if (!isAwaited) return;
    let asked = 0;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      await reload();
      asked += 1;
      timer = setTimeout(() => void ask(), pauseBeforeAsking(asked));
    };
    timer = setTimeout(() => void ask(), pauseBeforeAsking(0));
    return () => clearTimeout(timer);
  }, [isAwaited]);
}
