// Which note of a new message is shown: one at a time, in the order in which they came. Pure. Absent: how long it
// stands, and where.
import type { InboxMessage } from '../../contracts/inbox.ts';

/** Those that wait behind the one that is shown; older ones are in the inbox alone. */
const MOST_WAITING = 2;

export function withToast(
  queue: readonly InboxMessage[],
  message: InboxMessage,
): readonly InboxMessage[] {
  const [shown, ...waiting] = [...queue, message];
  return shown === undefined ? [] : [shown, ...waiting.slice(-MOST_WAITING)];
}

export function withoutToast(
  queue: readonly InboxMessage[],
  message: InboxMessage,
): readonly InboxMessage[] {
  return queue.filter((kept) => kept !== message);
}
