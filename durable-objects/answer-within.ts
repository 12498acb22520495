// A limit on how long another object's answer is waited for. What comes later is thrown away; the call itself
// cannot be taken back. Absent: trying again (call-object.ts).

/** @throws Error when the answer takes longer. */
export async function answerWithin<Value>(
  limitMs: number,
  answer: PromiseLike<Value>,
): Promise<Value> {
  const isHere = new AbortController();
  const tooLate = scheduler.wait(limitMs, { signal: isHere.signal }).then(() => {
    throw new Error(`no answer within ${limitMs} ms`);
  });
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    isHere.abort();
  }
}
