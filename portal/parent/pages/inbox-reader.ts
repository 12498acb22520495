// What the inbox's page shows: a first page of messages, older ones after it, new ones on top as they come,
// and which were unread when the page was opened. Reading is told to the server.
import { signal } from '@preact/signals';
import type { Children } from '../../../contracts/children.ts';
import { Inbox, type InboxMessage, InboxReadState } from '../../../contracts/inbox.ts';
import { call } from '../api.ts';
import { noteUnread } from '../live.ts';
import type { Failure } from '../problem-notice.tsx';
import type { LoadState } from '../use-loaded.ts';

export class InboxReader {
  readonly shown = signal<LoadState<Inbox>>({ kind: 'loading' });
  readonly isBusy = signal(false);
  readonly moreFailure = signal<Failure | null>(null);
  /** Those above it are marked as new for as long as the page stands. */
  readonly newAbove = signal<number | null>(null);

  /** Also after a line that was gone: older messages that are shown stay. */
  async load(): Promise<void> {
    const answer = await call({ method: 'GET', target: '/api/inbox', answer: Inbox });
    const { value: before } = this.shown;
    if (answer.kind !== 'ok') {
      if (before.kind !== 'ok' || answer.kind === 'problem') this.shown.value = answer;
      return;
    }
    this.newAbove.value ??= answer.value.readUpTo;
    noteUnread(answer.value.unread);
    const value = before.kind === 'ok' ? joined(answer.value, before.value) : answer.value;
    this.shown.value = { kind: 'ok', value };
  }

  async loadMore(): Promise<void> {
    const { value: shown } = this.shown;
    if (shown.kind !== 'ok' || shown.value.next === null || this.isBusy.value) return;
    this.isBusy.value = true;
    const target = `/api/inbox?before=${shown.value.next}`;
    const answer = await call({ method: 'GET', target, answer: Inbox });
    this.isBusy.value = false;
    this.moreFailure.value = answer.kind === 'ok' ? null : answer;
    const { value: now } = this.shown;
    if (answer.kind !== 'ok' || now.kind !== 'ok') return;
    const messages = merged(now.value.messages, answer.value.messages);
    this.shown.value = { kind: 'ok', value: { ...now.value, messages, next: answer.value.next } };
  }

  hear(message: InboxMessage): void {
    const { value: shown } = this.shown;
    if (shown.kind !== 'ok') return;
    const messages = merged([message], shown.value.messages);
    this.shown.value = { kind: 'ok', value: { ...shown.value, messages } };
  }

  /** Somebody has seen all that is shown. Without a line it is told the next time. */
  async noteRead(): Promise<void> {
    const { value: shown } = this.shown;
    const newest = shown.kind === 'ok' ? (shown.value.messages[0]?.number ?? 0) : 0;
    if (shown.kind !== 'ok' || newest <= shown.value.readUpTo) return;
    const answer = await call({
      ...{ method: 'PUT', target: '/api/inbox/read', body: { upTo: newest } },
      answer: InboxReadState,
    });
    const { value: now } = this.shown;
    if (answer.kind !== 'ok' || now.kind !== 'ok') return;
    noteUnread(answer.value.unread);
    this.shown.value = { kind: 'ok', value: { ...now.value, ...answer.value } };
  }
}

/** What is about a child that the reader is not linked to any more goes at once, as the server hides it. */
export function stillShown(
  messages: readonly InboxMessage[],
  known: LoadState<Children>,
): readonly InboxMessage[] {
  if (known.kind !== 'ok') return messages;
  const { children, unreachable } = known.value;
  const linked = new Set([...children, ...unreachable].map(({ accountId }) => accountId));
  return messages.filter(({ accountId }) => accountId === null || linked.has(accountId));
}

/** A fresh first page before what was shown; what is not known between them is loaded anew. */
function joined(fresh: Inbox, before: Inbox): Inbox {
  const oldest = fresh.messages.at(-1)?.number ?? 1;
  const newest = before.messages[0]?.number ?? 0;
  if (fresh.next !== null && newest < oldest) return fresh;
  return { ...fresh, messages: merged(fresh.messages, before.messages), next: before.next };
}

function merged(newer: readonly InboxMessage[], older: readonly InboxMessage[]): InboxMessage[] {
  const byNumber = new Map([...older, ...newer].map((message) => [message.number, message]));
  return [...byNumber.values()].sort((left, right) => right.number - left.number);
}
