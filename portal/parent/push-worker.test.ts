import { beforeAll, beforeEach, expect, test, vi } from 'vitest';

type Listener = (event: unknown) => void;
const listeners = new Map<string, Listener>();
const shown = vi.fn();
const opened = vi.fn();
let windows: { url: string; focus: () => Promise<void>; navigate: (to: string) => Promise<void> }[];

beforeAll(async () => {
  vi.stubGlobal('addEventListener', (type: string, listener: Listener) =>
    listeners.set(type, listener),
  );
  vi.stubGlobal('location', { origin: 'https://club.test' });
  vi.stubGlobal('registration', { showNotification: shown });
  vi.stubGlobal('clients', { matchAll: async () => windows, openWindow: opened });
  await import('./push-worker.ts');
});

beforeEach(() => {
  windows = [];
  shown.mockReset();
  opened.mockReset();
});

async function happens(type: string, event: object): Promise<void> {
  const waits: Promise<unknown>[] = [];
  const waitUntil = (until: Promise<unknown>) => waits.push(until);
  listeners.get(type)?.({ ...event, waitUntil });
  await Promise.all(waits);
}

const push = (said: unknown) =>
  happens('push', { data: said === null ? null : { text: () => String(said) } });
const click = (data: unknown) =>
  happens('notificationclick', { notification: { data, close: () => {} } });

function openAt(path: string) {
  const portal = {
    url: `https://club.test${path}`,
    focus: vi.fn(async () => {}),
    navigate: vi.fn(async () => {}),
  };
  windows.push(portal);
  return portal;
}

test('shows what a push says', async () => {
  await push(JSON.stringify({ title: 'Klubkort', text: 'Nyt', path: '/beskeder' }));
  expect(shown.mock.calls).toEqual([['Klubkort', { body: 'Nyt', data: '/beskeder' }]]);
});

test('shows each of two pushes, the second not in place of the first', async () => {
  const said = JSON.stringify({ title: 'Klubkort', text: 'Nyt', path: '/beskeder' });
  await push(said);
  await push(said);
  expect(shown.mock.calls.map(([, { tag }]) => tag)).toEqual([undefined, undefined]);
});

test.each([
  null,
  'not json',
  'null',
  '{}',
  JSON.stringify({ title: 'x', text: 'y', path: '//other.test' }),
  JSON.stringify({ title: 'x', text: 'y', path: '/\\other.test' }),
])('shows that there is news when a push says %j, and leads nowhere else', async (said) => {
  await push(said);
  expect(shown.mock.calls).toEqual([['Kortportalen', { body: '', data: '/beskeder' }]]);
});

test('opens the page in the portal that is open, else in a new window', async () => {
  const portal = openAt('/');
  await click('/beskeder');
  expect(portal.navigate).toHaveBeenCalledWith('https://club.test/beskeder');
  expect(opened).not.toHaveBeenCalled();
  windows = [];
  await click('/beskeder');
  expect(opened).toHaveBeenCalledWith('https://club.test/beskeder');
});

test('leaves an open till alone', async () => {
  const till = openAt('/kasse');
  await click('/beskeder');
  expect(till.navigate).not.toHaveBeenCalled();
  expect(opened).toHaveBeenCalledTimes(1);
});

test('opens a new window where the open one cannot be led', async () => {
  const portal = openAt('/vejledninger');
  portal.navigate.mockRejectedValue(new TypeError('not controlled'));
  await click('/beskeder');
  expect(opened).toHaveBeenCalledTimes(1);
});
