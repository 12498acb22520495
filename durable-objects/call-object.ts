// Calls another object once more when the first call was lost on the way. Safe because every call that
// changes something carries the id of what it makes. Never on overload: that would add to it.
import { accepted, type Outcome, refused } from '../contracts/outcome.ts';
import type { Refusal } from '../contracts/problems.ts';

interface CallFailure {
  readonly retryable?: boolean;
  readonly overloaded?: boolean;
}

export async function callObject<Value>(call: () => PromiseLike<Value>): Promise<Value> {
  try {
    return await call();
  } catch (error) {
    const { retryable, overloaded } = error as CallFailure;
    if (retryable !== true || overloaded === true) throw error;
    return await call();
  }
}

/**
 * The same for an outcome that is passed on. The runtime hangs a disposer on each result of a call; an
 * object that returns such a result as it is makes its own caller responsible for it, at the cost of a
 * live reference for every request.
 */
export async function callForOutcome<Value>(
  call: () => PromiseLike<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal>> {
  const outcome = await callObject(call);
  return outcome.ok ? accepted(outcome.value) : refused(outcome.refusal);
}
