// What was typed when the session ended: kept in this tab over the login, given back once, then gone.
// Deliberately absent: keeping anything while the session lives, or after the reader has logged off.

const PREFIX = 'klubkort-draft:';

const typed = new Map<string, () => unknown>();

/**
 * While a form stands, `typedNow` says what is typed in it (null when nothing is worth keeping). Returns
 * how to stop.
 */
export function watchDraft(key: string, typedNow: () => unknown): () => void {
  typed.set(key, typedNow);
  return () => {
    if (typed.get(key) === typedNow) typed.delete(key);
  };
}

/** Called when the session ends, before the login page takes the forms' place. */
export function keepDrafts(): void {
  for (const [key, typedNow] of typed) {
    const value = typedNow();
    if (value !== null && value !== undefined) keepDraft(key, value);
  }
}

export function keepDraft(key: string, value: unknown): void {
  sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
}

/** The kept value, once; null when there is none or when it is not of the form's shape any more. */
export function takeDraft<Value>(
  key: string,
  isValue: (value: unknown) => value is Value,
): Value | null {
  const text = sessionStorage.getItem(PREFIX + key);
  if (text === null) return null;
  sessionStorage.removeItem(PREFIX + key);
  const value: unknown = JSON.parse(text);
  return isValue(value) ? value : null;
}

/** At log-off nothing of this person stays in the tab. */
export function dropDrafts(): void {
  const names = Array.from({ length: sessionStorage.length }, (_, index) =>
    sessionStorage.key(index),
  );
  for (const name of names) if (name?.startsWith('klubkort-')) sessionStorage.removeItem(name);
}
