// What stands around every page: skip link, header with navigation, the page, footer, and the region that
// speaks. On a phone the navigation folds behind a button; the messages' count is always in sight.
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../ui/icon.tsx';
import { type Language, language } from '../ui/language.ts';
import { Announcer } from './announcer.tsx';
import { isOwnCard, children as shownChildren } from './children-store.ts';
import { unread } from './live.ts';
import { logOff } from './log-off.ts';
import { Notice } from './notice.tsx';
import { address } from './router.ts';
import { seemsLoggedIn } from './session.ts';
import { words } from './words.ts';
import './page-frame.css';

const logOffFailed = signal(false);

/** Each language by its own name, in its own language. */
const LANGUAGES: Record<Language, string> = { da: 'Dansk', en: 'English' };

export function PageFrame({ children }: { readonly children: ComponentChildren }) {
  return (
    <>
      <a class="skip-link" href="#indhold">
        {words.value.skip}
      </a>
      <Header />
      <main id="indhold" class="page" tabIndex={-1}>
        {logOffFailed.value && (
          <Notice kind="error" title={words.value.logOffFailed.title} alert>
            <p>{words.value.logOffFailed.advice}</p>
          </Notice>
        )}
        {children}
      </main>
      <Footer />
      <Announcer />
    </>
  );
}

function Header() {
  const [isOpen, open] = useState(false);
  const menu = useRef<HTMLButtonElement>(null);
  const { path } = address.value;
  useEffect(() => open(false), [path]);
  // Before the next key can come, not after the next picture.
  useLayoutEffect(() => {
    if (!isOpen) return;
    const close = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      open(false);
      menu.current?.focus();
    };
    document.addEventListener('keydown', close);
    return () => document.removeEventListener('keydown', close);
  }, [isOpen]);
  const text = words.value;
  const loggedIn = seemsLoggedIn();
  return (
    <header class="header">
      <div class="header-bar">
        <a class="header-name" href="/">
          {text.siteName}
        </a>
        {loggedIn && <InboxLink />}
        <button
          ref={menu}
          type="button"
          class="button button-quiet header-menu"
          aria-expanded={isOpen}
          aria-controls="menu"
          onClick={() => open(!isOpen)}
        >
          <Icon name={isOpen ? 'cross' : 'menu'} />
          {text.menu}
        </button>
      </div>
      <div id="menu" class={isOpen ? 'header-fold header-fold-open' : 'header-fold'}>
        <nav aria-label={text.navigation.label}>
          <ul class="header-links">
            <NavigationLink to="/">
              {isOwnCard(shownChildren.value) ? text.navigation.own : text.navigation.children}
            </NavigationLink>
            {loggedIn && (
              <>
                <NavigationLink to="/beskeder">{text.navigation.inbox}</NavigationLink>
                <NavigationLink to="/mine-oplysninger">{text.navigation.me}</NavigationLink>
              </>
            )}
            <NavigationLink to="/vejledninger">{text.navigation.guides}</NavigationLink>
          </ul>
        </nav>
        <div class="header-tools">
          <LanguageChoice />
          {loggedIn && <LogOffButton />}
        </div>
      </div>
    </header>
  );
}

function NavigationLink({ to, children }: { readonly to: string; readonly children: string }) {
  const { path } = address.value;
  const isHere = to === '/' ? path === '/' || path.startsWith('/boern/') : path.startsWith(to);
  return (
    <li>
      <a href={to} aria-current={isHere ? (path === to ? 'page' : 'true') : undefined}>
        {children}
      </a>
    </li>
  );
}

function InboxLink() {
  const text = words.value;
  return (
    <a class="header-inbox" href="/beskeder" aria-label={text.unread(unread.value)}>
      <Icon name="envelope" />
      {unread.value > 0 && <span class="header-unread">{Math.min(unread.value, 99)}</span>}
    </a>
  );
}

function LogOffButton() {
  const text = words.value;
  const press = async () => {
    if ((await logOff()) === 'failed') logOffFailed.value = true;
  };
  return (
    <button type="button" class="button button-quiet" onClick={() => void press()}>
      {text.logOff}
    </button>
  );
}

function LanguageChoice() {
  return (
    <ul class="header-languages" aria-label={words.value.language}>
      {(Object.keys(LANGUAGES) as Language[]).map((code) => (
        <li key={code}>
          <button
            type="button"
            lang={code}
            aria-pressed={language.value === code}
            onClick={() => {
              language.value = code;
            }}
          >
            {LANGUAGES[code]}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Footer() {
  const { footer } = words.value;
  return (
    <footer class="footer">
      <nav aria-label={footer.label}>
        <ul>
          <li>
            <a href="/was">{footer.accessibility}</a>
          </li>
          <li>
            <a href="/privatliv">{footer.privacy}</a>
          </li>
          <li>
            <a href="/cookies">{footer.cookies}</a>
          </li>
          <li>
            <a href="/vilkaar">{footer.terms}</a>
          </li>
          <li>
            <a href="/kontakt">{footer.contact}</a>
          </li>
        </ul>
      </nav>
    </footer>
  );
}
