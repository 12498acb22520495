// What was typed when the session ended: kept in this tab over the login, given back once, and to the one who
// typed it alone. Deliberately absent: keeping anything while the session lives, or after the reader has logged off.
import { z } from 'zod';
import { reader } from './reader.ts';

const PREFIX = 'klubkort-draft:';
/** Who read in this tab last. */
const READ_BY = 'klubkort-reader';

/** What nobody typed while logged in, such as the code of a letter, has no owner: the next one gets it. */
const Draft = z.strictObject({ of: z.string().nullable(), value: z.unknown() });
type Draft = z.infer<typeof Draft>;

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
  const draft: Draft = { of: reader.peek(), value };
  sessionStorage.setItem(PREFIX + key, JSON.stringify(draft));
}

/**
 * The kept value, once; null when there is none for this reader or it is not of the form's shape any more. While
 * nobody knows yet who reads, what has an owner stays kept.
 */
export function takeDraft<Value>(
  key: string,
  isValue: (value: unknown) => value is Value,
): Value | null {
  const name = PREFIX + key;
  const text = sessionStorage.getItem(name);
  if (text === null) return null;
  const draft = draftIn(text);
  if (draft !== null && draft.of !== null && reader.peek() === null) return null;
  sessionStorage.removeItem(name);
  if (draft === null || (draft.of !== null && draft.of !== reader.peek())) return null;
  return isValue(draft.value) ? draft.value : null;
}

/** Whether {@link takeDraft} would give something back. */
export function hasDraft(key: string): boolean {
  const text = sessionStorage.getItem(PREFIX + key);
  const draft = text === null ? null : draftIn(text);
  return draft !== null && (draft.of === null || draft.of === reader.peek());
}

/**
 * What another person typed in this tab, or wanted done, goes as soon as it is known that somebody else reads here
 * now.
 */
export function dropWhatOthersLeft(): void {
  const now = reader.peek();
  if (now === null) return;
  const before = sessionStorage.getItem(READ_BY);
  for (const name of ownNames()) {
    const isOthers = name.startsWith(PREFIX)
      ? isOfAnother(sessionStorage.getItem(name) ?? '', now)
      : before !== null && before !== now;
    if (isOthers) sessionStorage.removeItem(name);
  }
  sessionStorage.setItem(READ_BY, now);
}

/** At log-off nothing of this person stays in the tab. */
export function dropDrafts(): void {
  for (const name of ownNames()) sessionStorage.removeItem(name);
}

function draftIn(text: string): Draft | null {
  try {
    return Draft.parse(JSON.parse(text));
  } catch {
    // Written by an older page: nobody can say whose it is.
    return null;
  }
}

function isOfAnother(text: string, guardianId: string): boolean {
  const draft = draftIn(text);
  return draft === null || (draft.of !== null && draft.of !== guardianId);
}

function ownNames(): string[] {
  const names = Array.from({ length: sessionStorage.length }, (_, at) => sessionStorage.key(at));
  return names.filter((name) => name?.startsWith('klubkort-') === true) as string[];
}
