import { describe, expect, it } from 'vitest';
import { refused } from '../contracts/outcome.ts';
import { callForOutcome, callObject } from './call-object.ts';

/** Fails as told, one failure per call, and then answers; counts how often it was called. */
function failing(...failures: readonly object[]) {
  const calls = { count: 0 };
  const call = async () => {
    const failure = failures[calls.count++];
    if (failure !== undefined) throw Object.assign(new Error('lost on the way'), failure);
    return 'answer';
  };
  return { calls, call };
}

describe('a call to another object', () => {
  it('is made once more when it was lost on the way', async () => {
    const { call, calls } = failing({ retryable: true });
    expect(await callObject(call)).toBe('answer');
    expect(calls.count).toBe(2);
  });

  it('is given up when it was lost twice', async () => {
    const { call, calls } = failing({ retryable: true }, { retryable: true });
    await expect(callObject(call)).rejects.toThrow('lost on the way');
    expect(calls.count).toBe(2);
  });

  it.each([{ retryable: true, overloaded: true }, { overloaded: true }, {}])(
    'is not repeated after %j',
    async (failure) => {
      const { call, calls } = failing(failure);
      await expect(callObject(call)).rejects.toThrow('lost on the way');
      expect(calls.count).toBe(1);
    },
  );

  it('passes a refusal on: it is an answer, not a failure', async () => {
    const refusal = refused({ code: 'not_today' } as const);
    expect(await callForOutcome(async () => refusal)).toEqual(refusal);
  });
});
