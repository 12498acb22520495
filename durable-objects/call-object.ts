// Calls another object once more when the first call was lost on the way. Safe because every call that
// changes something carries the id of what it makes. Never on overload: that would add to it.

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
