// Keeps one socket open while somebody is logged in, and brings what it says to the page: the count of unread
// messages, a note for each new one, and that something shown is no longer so. Loaded after the first page.
import { effect } from '@preact/signals';
import { render } from 'preact';
import type { MessageToPortal } from '../../contracts/inbox.ts';
import { SocketTicket } from '../../contracts/till-feed.ts';
import { call } from './api.ts';
import { loadClubs } from './clubs-store.ts';
import {
  type Feed,
  type FeedSocket,
  mayHaveMissed,
  type SocketEvents,
  startInboxFeed,
} from './inbox-feed.ts';
import { noteChange, noteMessage, noteUnread } from './live.ts';
import { isOwnDoing } from './message-words.ts';
import { session, sessionIsOver } from './session.ts';
import { clearToasts, showToast, Toasts } from './toasts.tsx';

let feed: Feed | null = null;
let isFirstWelcome = true;

export function startLiveInbox(): void {
  const place = document.createElement('div');
  document.body.append(place);
  render(<Toasts />, place);
  addEventListener('online', () => feed?.hurry());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') feed?.hurry();
  });
  effect(() => {
    if (session.value === 'open') begin();
    else end();
  });
}

function begin(): void {
  // Messages name places.
  void loadClubs();
  isFirstWelcome = true;
  feed ??= startInboxFeed({
    ticket: () =>
      call({ method: 'POST', target: '/api/inbox/socket-tickets', answer: SocketTicket }),
    open: openSocket,
    heard: hear,
    chance: Math.random,
  });
}

function end(): void {
  feed?.stop();
  feed = null;
  noteUnread(0);
  clearToasts();
}

function hear(message: MessageToPortal): void {
  switch (message.type) {
    case 'welcome':
      noteUnread(message.unread);
      // What was said while there was no line is asked for instead.
      if (!isFirstWelcome || mayHaveMissed(message.lastSaidMsAgo, performance.now())) {
        noteChange(null);
      }
      isFirstWelcome = false;
      return;
    case 'message':
      noteUnread(message.unread);
      noteMessage(message.message);
      if (!isOwnDoing(message.message)) showToast(message.message);
      return;
    case 'changed':
      noteUnread(message.unread);
      noteChange(message.accountId);
      return;
    case 'logged_out':
      sessionIsOver();
      return;
  }
}

function openSocket(ticket: string, events: SocketEvents): FeedSocket {
  const socket = new WebSocket(feedAddress(ticket));
  socket.addEventListener('message', ({ data }) => events.heard(data));
  socket.addEventListener('close', () => events.closed());
  return {
    // Before it is open nothing can be said; the silence will tell.
    send: (text) => socket.readyState === WebSocket.OPEN && socket.send(text),
    close: () => socket.close(),
  };
}

function feedAddress(ticket: string): URL {
  const address = new URL('/api/inbox/feed', location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  address.searchParams.set('ticket', ticket);
  return address;
}
