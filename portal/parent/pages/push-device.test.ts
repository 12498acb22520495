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

const ME = {
  ...{ guardianId: `g0165${'G'.repeat(33)}`, name: null, language: 'da', isChild: false },
  ...{ email: null, phone: null, bankAccount: null, payoutsHeldUntil: null },
  notices: { version: 0, push: true, email: true, quiet: null, levels: [] },
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
    if (!refuses) return Response.json(ME);
    return Response.json(problemOf({ code: 'try_again' }, 'once'), { status: 503 });
  });
});

function allow(permission: NotificationPermission): void {
  vi.stubGlobal('Notification', { permission, requestPermission: async () => permission });
}

test('is on once the server knows the subscription, and off again', async () => {
  expect(await pushState(METTE)).toBe('off');
  await turnPushOn(METTE);
  expect(await pushState(METTE)).toBe('on');
  await turnPushOff();
  expect(await pushState(METTE)).toBe('off');
  expect(asked).toEqual(['PUT https://push.test/1', 'DELETE']);
  expect(endpoint).toBeNull();
});

test('the next parent at the same device does not get the first one’s news', async () => {
  await turnPushOn(METTE);
  expect(await pushState(PETER)).toBe('off');
  await turnPushOn(PETER);
  expect(endpoint).toBe('https://push.test/2');
  expect([await pushState(PETER), await pushState(METTE)]).toEqual(['on', 'off']);
});

test('what the server did not take is not kept by the browser either', async () => {
  refuses = true;
  expect((await turnPushOn(METTE))?.kind).toBe('problem');
  expect(endpoint).toBeNull();
  expect(await pushState(METTE)).toBe('off');
});

test('says honestly why there is none', async () => {
  isCutOff = true;
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
  expect(await turnPushOn(METTE)).toBeNull();
  warned.mockRestore();
  allow('denied');
  expect(await turnPushOn(METTE)).toBeNull();
  expect(await pushState(METTE)).toBe('denied');
  publicKey = null;
  expect(await pushState(METTE)).toBe('not_set_up');
  publicKey = 'key';
  vi.stubGlobal('navigator', {});
  expect(await pushState(METTE)).toBe('unsupported');
  expect(asked).toEqual([]);
});
