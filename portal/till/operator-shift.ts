// Who is at the till, and that a locked till stays locked: a sign-out is kept on the device and sent until
// the server has answered it. Deliberately absent: what the sale does when somebody leaves.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { OperatorId } from '../../contracts/ids.ts';
import type { OperatorChange, OperatorOnShift, TillOperator } from '../../contracts/operators.ts';
import type { Answer } from './api.ts';
import { isOutcome, pauseMsAfter } from './outstanding.ts';
import type { Store } from './store.ts';

export interface OperatorShiftDependencies {
  readonly store: Pick<Store, 'get' | 'put' | 'remove'>;
  send(change: OperatorChange): Promise<Answer<OperatorOnShift>>;
  /** Whoever was at the till no longer is; what they saw is not for the next one. */
  left(): void;
  /** Somebody is at a till that was locked. */
  signedIn(): void;
  /** Ends early when the connection is back. */
  pause(pauseMs: number): Promise<void>;
}

export interface OperatorShift {
  readonly operator: ReadonlySignal<TillOperator | null>;
  /** Whether the till was locked when an earlier page was closed is known before anything is heard. */
  restore(): Promise<void>;
  /** The server says who is at the till, unasked. */
  heard(operator: TillOperator | null): void;
  signIn(operatorId: OperatorId, pin: string): Promise<Answer<OperatorOnShift>>;
  lock(): void;
  /** The till is no longer paired: there is nobody to sign out from. */
  end(): Promise<void>;
}

export function createOperatorShift(dependencies: OperatorShiftDependencies): OperatorShift {
  const { store } = dependencies;
  const operator = signal<TillOperator | null>(null);
  /** Locked here, and the server has not answered yet: what it says of operators may be older. */
  let isSigningOut = false;
  let locks = 0;
  let previous: Promise<unknown> = Promise.resolve();

  const becomes = (now: TillOperator | null) => {
    const before = operator.value;
    operator.value = now;
    if (!now || before?.operatorId !== now.operatorId) dependencies.left();
    if (now && !before) dependencies.signedIn();
  };

  /** One at a time, since a sign-in and a sign-out that overtake each other leave the wrong one standing. */
  const send = (change: OperatorChange): Promise<Answer<OperatorOnShift>> => {
    const sent = previous.then(() => dependencies.send(change));
    previous = sent.catch(() => {});
    return sent;
  };

  const keep = (isKept: boolean): Promise<void> => {
    const kept = isKept
      ? store.put('counter', 'signingOut', true)
      : store.remove('counter', 'signingOut');
    return kept.catch((error) => {
      // The page itself still knows; only a reload would not.
      console.error('that the till is locked could not be kept', error);
    });
  };

  const settle = () => {
    isSigningOut = false;
    return keep(false);
  };

  const signOut = async (): Promise<Answer<OperatorOnShift>> => {
    const answer = await send({ kind: 'sign_out' });
    const isAnswered =
      answer.kind === 'ok' || (answer.kind === 'problem' && isOutcome(answer.problem));
    if (isAnswered && isSigningOut) await settle();
    return answer;
  };

  const signOutUntilAnswered = async () => {
    const lock = locks;
    for (let tries = 0; isSigningOut && lock === locks; tries += 1) {
      const answer = await signOut();
      if (!isSigningOut || lock !== locks) return;
      const retryAfterMs = answer.kind === 'problem' ? (answer.problem.retryAfterMs ?? 0) : 0;
      await dependencies.pause(pauseMsAfter(tries, retryAfterMs));
    }
  };

  return {
    operator,
    async restore() {
      isSigningOut = (await store.get('counter', 'signingOut')) === true;
      if (isSigningOut) void signOutUntilAnswered();
    },
    heard(now) {
      if (!isSigningOut) becomes(now);
    },
    async signIn(operatorId, pin) {
      const lock = locks;
      // A sign-out sent after the sign-in would lock out whoever has just typed a PIN.
      if (isSigningOut) {
        const left = await signOut();
        if (isSigningOut) return left;
      }
      const answer = await send({ kind: 'sign_in', operatorId, pin });
      // Locked while the answer was under way: the sign-out goes out after it, and the till stays locked.
      if (answer.kind !== 'ok' || lock !== locks) return answer;
      becomes(answer.value.operator);
      return answer;
    },
    lock() {
      // The screen locks at once; the server learns it as soon as it can be reached.
      locks += 1;
      isSigningOut = true;
      becomes(null);
      void keep(true);
      void signOutUntilAnswered();
    },
    async end() {
      becomes(null);
      await settle();
    },
  };
}
