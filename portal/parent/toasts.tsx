// A note of a new message over the page, said politely to screen readers and gone by itself: it stays in the inbox.
// One at a time, where it covers nothing that is pressed or must be read; until there is such a place it waits.
// Nothing goes while somebody points at it or has the focus in it.
import { signal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { InboxMessage } from '../../contracts/inbox.ts';
import { Icon } from '../ui/icon.tsx';
import { language } from '../ui/language.ts';
import { announce } from './announcer.tsx';
import { messageWords } from './message-words.ts';
import { address } from './router.ts';
import { spokenLine } from './spoken-queue.ts';
import { keptFreeBoxes, toastTop } from './toast-place.ts';
import { withoutToast, withToast } from './toast-queue.ts';
import { words } from './words.ts';
import { messageTexts } from './words-of-messages.ts';
import './toasts.css';

const SHOWN_MS = 8_000;
/** One that finds no place for so long is in the inbox alone. */
const WAITED_MS = 20_000;
/** How soon a note that would cover something steps aside. */
const LOOK_MS = 200;

const toasts = signal<readonly InboxMessage[]>([]);
/** Of the one that is shown. */
let isShownHeld = false;

export function showToast(message: InboxMessage): void {
  const { title, text } = wordsOf(message);
  announce(spokenLine(title, text));
  // The inbox shows it already.
  if (address.peek().path === '/beskeder') return;
  toasts.value = withToast(toasts.peek(), message, isShownHeld);
}

export function clearToasts(): void {
  toasts.value = [];
}

export function Toasts() {
  const [message] = toasts.value;
  const isAtInbox = address.value.path === '/beskeder';
  useEffect(() => {
    if (isAtInbox) clearToasts();
  }, [isAtInbox]);
  if (message === undefined || isAtInbox) return null;
  return (
    <section class="toasts" aria-label={words.value.navigation.inbox}>
      <Toast key={message.number} message={message} />
    </section>
  );
}

function Toast({ message }: { readonly message: InboxMessage }) {
  const [isHeld, hold] = useState(false);
  const note = useRef<HTMLDivElement>(null);
  const top = useTop(note, isHeld);
  const { title, text } = wordsOf(message);
  const dismiss = () => {
    toasts.value = withoutToast(toasts.peek(), message);
  };
  useEffect(() => {
    isShownHeld = isHeld;
    return () => {
      isShownHeld = false;
    };
  }, [isHeld]);
  const isShown = top !== null;
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(dismiss, isShown ? SHOWN_MS : WAITED_MS);
    return () => clearTimeout(timer);
  }, [isHeld, isShown]);
  return (
    <div
      ref={note}
      class={isShown ? 'toast' : 'toast toast-waits'}
      style={isShown ? { top: `${top}px` } : undefined}
      onPointerEnter={() => hold(true)}
      onPointerLeave={() => hold(false)}
      onFocusIn={() => hold(true)}
      onFocusOut={() => hold(false)}
    >
      <a href="/beskeder" onClick={dismiss}>
        <strong>{title}</strong>
        <span>{text}</span>
      </a>
      <button
        type="button"
        class="button button-quiet"
        aria-label={words.value.close}
        onClick={dismiss}
      >
        <Icon name="cross" />
      </button>
    </div>
  );
}

/** Looked for again and again: the page scrolls, and warnings come. */
function useTop(note: { readonly current: Element | null }, isHeld: boolean): number | null {
  const [top, put] = useState<number | null>(null);
  useLayoutEffect(() => {
    if (isHeld) return;
    const look = () => {
      const element = note.current;
      if (element === null) return;
      const size = element.getBoundingClientRect();
      const { clientWidth: width, clientHeight: height } = document.documentElement;
      put(toastTop({ width, height }, size, keptFreeBoxes(element)));
    };
    look();
    const timer = setInterval(look, LOOK_MS);
    addEventListener('scroll', look, { passive: true });
    return () => {
      clearInterval(timer);
      removeEventListener('scroll', look);
    };
  }, [isHeld]);
  return top;
}

function wordsOf({ childGivenName: name, content }: InboxMessage) {
  const texts = messageTexts.value;
  const { title, text } = messageWords(content, texts, language.value);
  if (name === null) return { title, text };
  const isPurchase = content.kind === 'purchase' && content.itemNames.length > 0;
  const bought = isPurchase ? texts.bought(name, content.itemNames.join(', ')) : null;
  return { title: bought ?? `${name}: ${title}`, text };
}
