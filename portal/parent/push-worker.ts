// The service worker of the portal: shows what a push says and opens the page that it is about. Keeps and
// fetches nothing. It is one file without imports, built as /push-worker.js.

interface PushText {
  readonly title: string;
  readonly text: string;
  readonly path: string;
}

/** What of the worker's world is used; the pages' own types know only windows. */
interface WorkerScope {
  readonly location: Location;
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    matchAll(options: { type: 'window'; includeUncontrolled: true }): Promise<OpenWindow[]>;
    openWindow(address: string): Promise<unknown>;
  };
  addEventListener(type: 'push', listener: (event: PushEvent) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: ClickEvent) => void): void;
}

interface OpenWindow {
  readonly url: string;
  focus(): Promise<unknown>;
  navigate(address: string): Promise<unknown>;
}

interface LastingEvent {
  waitUntil(until: Promise<unknown>): void;
}

interface PushEvent extends LastingEvent {
  readonly data: { text(): string } | null;
}

interface ClickEvent extends LastingEvent {
  readonly notification: { readonly data: unknown; close(): void };
}

const worker = globalThis as unknown as WorkerScope;

/** A push must be shown, also one that says nothing that is understood. */
const NEWS: PushText = { title: 'Kortportalen', text: '', path: '/beskeder' };

worker.addEventListener('push', (event) => {
  const { title, text, path } = textOf(event.data?.text() ?? '');
  // Without a tag, since one of the same tag would take the place of the one before, and in silence.
  event.waitUntil(worker.registration.showNotification(title, { body: text, data: path }));
});

worker.addEventListener('notificationclick', (event) => {
  const { notification } = event;
  notification.close();
  const path = typeof notification.data === 'string' ? notification.data : NEWS.path;
  event.waitUntil(open(new URL(path, worker.location.origin)));
});

/** In the window that the portal is open in, else in a new one. */
async function open(address: URL): Promise<unknown> {
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const portal = windows.find(({ url }) => isPortal(new URL(url)));
  if (!portal) return worker.clients.openWindow(address.href);
  await portal.focus();
  try {
    return await portal.navigate(address.href);
  } catch {
    // A window that this worker does not yet control cannot be led anywhere.
    return worker.clients.openWindow(address.href);
  }
}

/** The till and the staff's pages are of the same origin; nobody's sale may be led away. */
function isPortal({ origin, pathname }: URL): boolean {
  return origin === worker.location.origin && !/^\/(?:kasse|klub)(?:\/|$)/.test(pathname);
}

function textOf(json: string): PushText {
  try {
    const said = JSON.parse(json) as Partial<PushText>;
    const { title, text, path } = said;
    const isText = typeof title === 'string' && typeof text === 'string';
    // Two slashes, or a backslash, would be another origin.
    const isPath = typeof path === 'string' && /^\/(?![/\\])/.test(path);
    return isText && isPath ? { title, text, path } : NEWS;
  } catch {
    return NEWS;
  }
}

// Its names are its own, not every page's.
export {};
