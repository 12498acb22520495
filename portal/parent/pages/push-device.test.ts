import { beforeEach, expect, test, vi } from 'vitest';
import { problemOf } from '../../../contracts/problems.ts';
import { sendBy } from '../api.ts';
import { pushState, turnPushOff, turnPushOn } from './push-device.ts';

const METTE = 'g-mette';
const PETER = 'g-peter';

/** The browser's push service: at most one subscription, each with an address of its own. */
let endpoint: string | null;
let made: number;
let isCutOff: boolean;
let asked: string[];
let publicKey: string | null;
let refuses: boolean;
/** The subscriptions that the server knows. */
let known: string[];

const ME = {
  ...{ guardianId: `g0165${'G'.repeat(33)}`, name: null, language: 'da', isChild: false },
  ...{ email: null, phone: null, bankAccount: null, payoutsHeldUntil: null },
  notices: { version: 0, push: true, email: true, quiet: null, levels: [] },
  pushSubscriptionIds: [],
  ...{ loggedInAt: '2026-11-21T12:00:00.000Z', sessionEndsAt: '2026-11-21T20:00:00.000Z' },
};

function subscription(of: string) {
  return {
    toJSON: () => ({ endpoint: of, keys: { p256dh: 'p'.repeat(87), auth: 'a'.repeat(22) } }),
    unsubscribe: async () => {
      if (endpoint === of) endpoint = null;
      return true;
    },
  };
}

const pushManager = {
  getSubscription: async () => (endpoint === null ? null : subscription(endpoint)),
  subscribe: async () => {
    if (isCutOff) throw new DOMException('no push service', 'AbortError');
    if (endpoint === null) made += 1;
    endpoint = `https://push.test/${made}`;
    return subscription(endpoint);
  },
};

beforeEach(() => {
  endpoint = null;
  made = 0;
  isCutOff = false;
  asked = [];
  publicKey = 'key';
  refuses = false;
  known = [];
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  vi.stubGlobal('navigator', {
    serviceWorker: {
      register: async () => {},
      ready: Promise.resolve({ pushManager }),
      getRegistration: async () => ({ pushManager }),
    },
  });
  vi.stubGlobal('PushManager', class {});
  allow('granted');
  sendBy(async (target, { method, body }) => {
    if (target === '/api/push-key') return Response.json({ publicKey });
    asked.push(`${method} ${body === '{}' ? '' : JSON.parse(String(body)).endpoint}`.trim());
    const id = target.split('/').at(-1) ?? '';
    if (!refuses) {
      known = method === 'PUT' ? [...known, id] : known.filter((one) => one !== id);
      return Response.json({ ...ME, pushSubscriptionIds: known });
    }
    return Response.json(problemOf({ code: 'try_again' }, 'once'), { status: 503 });
  });
});

function stateFor(guardianId: string) {
  return pushState({ guardianId, pushSubscriptionIds: known } as Parameters<typeof pushState>[0]);
}

function allow(permission: NotificationPermission): void {
  vi.stubGlobal('Notification', { permission, requestPermission: async () => permission });
}

test('is on once the server knows the subscription, and off again', async () => {
  expect(await stateFor(METTE)).toBe('off');
  await turnPushOn(METTE);
  expect(await stateFor(METTE)).toBe('on');
  await turnPushOff();
  expect(await stateFor(METTE)).toBe('off');
  expect(asked).toEqual(['PUT https://push.test/1', 'DELETE']);
  expect(endpoint).toBeNull();
});

test('the next parent at the same device does not get the first one’s news', async () => {
  await turnPushOn(METTE);
  expect(await stateFor(PETER)).toBe('off');
  await turnPushOn(PETER);
  expect(endpoint).toBe('https://push.test/2');
  expect([await stateFor(PETER), await stateFor(METTE)]).toEqual(['on', 'off']);
});

test('is not said to be on when the server has given the browser up, and can be turned on again', async () => {
  await turnPushOn(METTE);
  known = [];
  expect(await stateFor(METTE)).toBe('turned_away');
  await turnPushOn(METTE);
  expect(await stateFor(METTE)).toBe('on');
  expect(endpoint).toBe('https://push.test/2');
});

test('what the server did not take is not kept by the browser either', async () => {
  refuses = true;
  expect((await turnPushOn(METTE))?.kind).toBe('problem');
  expect(endpoint).toBeNull();
  expect(await stateFor(METTE)).toBe('off');
});

test('says honestly why there is none', async () => {
  isCutOff = true;
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
  expect(await turnPushOn(METTE)).toBeNull();
  warned.mockRestore();
  allow('denied');
  expect(await turnPushOn(METTE)).toBeNull();
  expect(await stateFor(METTE)).toBe('denied');
  publicKey = null;
  expect(await stateFor(METTE)).toBe('not_set_up');
  publicKey = 'key';
  vi.stubGlobal('navigator', {});
  expect(await stateFor(METTE)).toBe('unsupported');
  expect(asked).toEqual([]);
});
