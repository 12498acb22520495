// What the open page is told while it stands: how many messages are unread, each new one, and that a child or
// the list of children has changed. Absent: where it comes from (live-inbox.tsx calls what begins with `note`).
import { signal } from '@preact/signals';
import type { InboxMessage } from '../../contracts/inbox.ts';

export const unread = signal(0);

type Listener = (accountId: string | null) => void;
const listeners = new Set<Listener>();

export function noteUnread(count: number): void {
  unread.value = count;
}

/** Null: the list of children itself, or that anything may have changed while there was no line. */
export function noteChange(accountId: string | null): void {
  for (const listener of listeners) listener(accountId);
}

/** Returns how to stop. */
export function onChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

type MessageListener = (message: InboxMessage) => void;
const messageListeners = new Set<MessageListener>();

export function noteMessage(message: InboxMessage): void {
  for (const listener of messageListeners) listener(message);
}

/** Returns how to stop. */
export function onMessage(listener: MessageListener): () => void {
  messageListeners.add(listener);
  return () => messageListeners.delete(listener);
}
