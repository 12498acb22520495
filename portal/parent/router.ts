// Which address the portal shows, and how a link changes it without loading the page anew.
// Deliberately absent: what stands at an address (pages.ts), and nested or guarded routes.
import { signal } from '@preact/signals';

export interface Address {
  readonly path: string;
  readonly search: string;
}

export const address = signal<Address>(addressOfWindow());

/** The values of a path's `:names`, or null where the path does not fit. */
export function matchPath(pattern: string, path: string): Record<string, string> | null {
  const wanted = partsOf(pattern);
  const given = partsOf(path);
  if (wanted.length !== given.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) parameters[part.slice(1)] = value;
    else if (part !== value) return null;
  }
  return parameters;
}

/** Shows another address of the portal; `replace` leaves no step to go back to, `stay` does not scroll. */
export function go(to: string, { replace = false, stay = false } = {}): void {
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  address.value = addressOfWindow();
  if (!replace && !stay) scrollTo(0, 0);
}

let stays: (() => boolean) | null = null;

/**
 * While a page has something typed that would be lost: `isToStay` asks the reader when a link is pressed. Returns
 * how to stop asking. The browser's own back is not held up.
 */
export function askBeforeLeaving(isToStay: () => boolean): () => void {
  stays = isToStay;
  return () => {
    if (stays === isToStay) stays = null;
  };
}

/** Plain clicks on links inside the portal, and the browser's own back and forward. */
export function followLinks(): void {
  addEventListener('popstate', () => {
    address.value = addressOfWindow();
  });
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || !isPlainClick(event) || !staysInside(link)) return;
    event.preventDefault();
    if (stays?.()) return;
    go(link.pathname + link.search + link.hash);
  });
}

function isPlainClick(event: MouseEvent): boolean {
  const withKey = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  return event.button === 0 && !withKey && !event.defaultPrevented;
}

/** Downloads, new windows, the server's own addresses, the till and jumps within the page are the browser's. */
function staysInside(link: HTMLAnchorElement): boolean {
  if (link.origin !== location.origin || link.target !== '' || link.hasAttribute('download')) {
    return false;
  }
  const isJump = link.hash !== '' && link.pathname === location.pathname;
  return !isJump && !/^\/(?:api|kasse|klub|assets)(?:\/|$)/.test(link.pathname);
}

function addressOfWindow(): Address {
  if (typeof location === 'undefined') return { path: '/', search: '' };
  return { path: location.pathname, search: location.search };
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}
