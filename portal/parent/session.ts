// Whether somebody is logged in, as far as the browser can know: the cookie is hidden from it, so the
// server's answers tell. Owns the way to the login and back. Absent: who it is (GET /api/me).
import { signal } from '@preact/signals';
import { LoginTrouble } from '../../contracts/login.ts';
import { language } from '../ui/language.ts';
import { dropDrafts, keepDrafts } from './drafts.ts';
import { address } from './router.ts';

/** `unknown` is shown as logged in until a request says otherwise. */
export type Session = 'unknown' | 'open' | 'closed';

const LOGGED_OFF = 'klubkort-logged-off';
/** In every tab of the browser: when the reader logged off in one of them. */
const LOGGED_OFF_AT = 'klubkort-logged-off-at';
/** How late another tab may learn of it and still say so. */
const JUST_NOW_MS = 60_000;
const HINT = 'klubkort-logged-in';

export const session = signal<Session>('unknown');
/** What the last login ended with, when it was not well. */
export const loginTrouble = signal<LoginTrouble | null>(null);
/** Whether the reader has just logged off, who then is told so. */
export const loggedOff = signal(false);
/** Whether the session ended under the reader's hands, who then is told that nothing is lost. */
export const endedMidway = signal(false);

export function sessionIsOpen(): void {
  if (session.peek() === 'open') return;
  session.value = 'open';
  endedMidway.value = false;
  loggedOff.value = false;
  loginTrouble.value = null;
  remember(HINT, '1');
  remember(LOGGED_OFF_AT, null);
}

/** What is typed on the page waits for the next login in this tab, unless the reader logged off in any. */
export function sessionIsOver(): void {
  if (session.peek() === 'closed') return;
  loggedOff.value = Date.now() - Number(remembered(LOGGED_OFF_AT)) < JUST_NOW_MS;
  endedMidway.value = session.peek() === 'open' && !loggedOff.value;
  if (loggedOff.value) dropDrafts();
  else keepDrafts();
  session.value = 'closed';
  remember(HINT, null);
}

/** Pages for anyone ask nobody; whether to offer "log off" there is a guess from the last answer. */
export function seemsLoggedIn(): boolean {
  return session.value === 'open' || (session.value === 'unknown' && remembered(HINT) === '1');
}

/**
 * Where the e-ID login begins; it leads back to where the reader stands, without the fragment. `fresh` asks
 * for the e-ID again, whatever session there is.
 */
export function loginAddress({ fresh = false } = {}): string {
  const { path, search } = address.value;
  const query = new URLSearchParams({
    returnTo: path === '/log-paa' ? '/' : path + search,
    language: language.value,
    ...(fresh ? { fresh: '1' } : {}),
  });
  return `/api/login/citizen?${query}`;
}

/** Before the server is asked, which tells the other tabs at once; they say that the reader logged off. */
export function noteLoggingOff(isSo: boolean): void {
  remember(LOGGED_OFF_AT, isSo ? String(Date.now()) : null);
}

/** The way off leads over the provider and back to a page that is loaded anew. */
export function noteLogOff(leadsAway: boolean): void {
  endedMidway.value = false;
  loggedOff.value = true;
  if (leadsAway) sessionStorage.setItem(LOGGED_OFF, '1');
}

/** A login that did not succeed leads back with `?login=`, which is read once and taken away. */
export function noteLoginAnswer(): void {
  if (sessionStorage.getItem(LOGGED_OFF) !== null) {
    sessionStorage.removeItem(LOGGED_OFF);
    loggedOff.value = true;
    session.value = 'closed';
  }
  const url = new URL(location.href);
  if (!url.searchParams.has('login')) return;
  const trouble = LoginTrouble.safeParse(url.searchParams.get('login'));
  url.searchParams.delete('login');
  history.replaceState(null, '', url.pathname + url.search + url.hash);
  address.value = { path: url.pathname, search: url.search };
  if (!trouble.success) return;
  loginTrouble.value = trouble.data;
  session.value = 'closed';
}

function remember(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // A browser that keeps nothing only loses the guess.
  }
}

function remembered(name: string): string | null {
  return typeof localStorage === 'undefined' ? null : localStorage.getItem(name);
}
