// Notes of new messages over the page, said politely to screen readers and gone by themselves: each stays in
// the inbox. Nothing goes while somebody points at it or has the focus in it.
import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { InboxMessage } from '../../contracts/inbox.ts';
import { Icon } from '../ui/icon.tsx';
import { language } from '../ui/language.ts';
import { announce } from './announcer.tsx';
import { messageWords } from './message-words.ts';
import { address } from './router.ts';
import { spokenLine } from './spoken-queue.ts';
import { words } from './words.ts';
import { messageTexts } from './words-of-messages.ts';
import './toasts.css';

const SHOWN_MS = 8_000;
/** More at once would cover a phone's page. */
const MOST = 3;

const toasts = signal<readonly InboxMessage[]>([]);

export function showToast(message: InboxMessage): void {
  const { title, text } = wordsOf(message);
  announce(spokenLine(title, text));
  // The inbox shows it already.
  if (address.peek().path === '/beskeder') return;
  toasts.value = [...toasts.peek(), message].slice(-MOST);
}

export function clearToasts(): void {
  toasts.value = [];
}

export function Toasts() {
  if (toasts.value.length === 0) return null;
  return (
    <section class="toasts" aria-label={words.value.navigation.inbox}>
      {toasts.value.map((message) => (
        <Toast key={message.number} message={message} />
      ))}
    </section>
  );
}

function Toast({ message }: { readonly message: InboxMessage }) {
  const [isHeld, hold] = useState(false);
  const { title, text } = wordsOf(message);
  const dismiss = () => {
    toasts.value = toasts.peek().filter((shown) => shown !== message);
  };
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(dismiss, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isHeld]);
  return (
    <div
      class="toast"
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

function wordsOf({ childGivenName: name, content }: InboxMessage) {
  const texts = messageTexts.value;
  const { title, text } = messageWords(content, texts, language.value);
  if (name === null) return { title, text };
  const isPurchase = content.kind === 'purchase' && content.itemNames.length > 0;
  const bought = isPurchase ? texts.bought(name, content.itemNames.join(', ')) : null;
  return { title: bought ?? `${name}: ${title}`, text };
}
