// What the open page is told while it stands: how many messages are unread, and that a child or the list of
// children has changed. Absent: where it comes from (the socket's owner calls `noteUnread` and `noteChange`).
import { signal } from '@preact/signals';

export const unread = signal(0);

type Listener = (accountId: string | null) => void;
const listeners = new Set<Listener>();

export function noteUnread(count: number): void {
  unread.value = count;
}

/** Null: the list of children itself. */
export function noteChange(accountId: string | null): void {
  for (const listener of listeners) listener(accountId);
}

/** Returns how to stop. */
export function onChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
