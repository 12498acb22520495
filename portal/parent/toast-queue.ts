// Which note of a new message is shown: one at a time, in the order in which they came, but that an automatic top-up
// is paused goes first. Pure. Absent: how long it stands, and where.
import type { InboxMessage } from '../../contracts/inbox.ts';

/** Those that wait behind the one that is shown; older ones are in the inbox alone. */
const MOST_WAITING = 2;

/** @param isHeld somebody points at the one that is shown: it stays. */
export function withToast(
  queue: readonly InboxMessage[],
  message: InboxMessage,
  isHeld = false,
): readonly InboxMessage[] {
  const [shown] = queue;
  const kept = isHeld && shown !== undefined ? [shown] : [];
  const others = [...queue.slice(kept.length), message];
  const [first, ...waiting] = [...kept, ...others.filter(goesFirst), ...others.filter(mayWait)];
  if (first === undefined) return [];
  const urgent = waiting.filter(goesFirst);
  const rest = waiting.filter(mayWait);
  return [first, ...urgent, ...rest.slice(Math.max(0, rest.length - MOST_WAITING))];
}

/** It is the reader who has to do something. */
function goesFirst({ content }: InboxMessage): boolean {
  return content.kind === 'auto_top_up_paused';
}

function mayWait(message: InboxMessage): boolean {
  return !goesFirst(message);
}

export function withoutToast(
  queue: readonly InboxMessage[],
  message: InboxMessage,
): readonly InboxMessage[] {
  return queue.filter((kept) => kept !== message);
}
