// What the browser keeps for us while somebody is at the provider, and for how long.
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runClock, stopClockAt } from '../../durable-objects/testing/clock.ts';
import { newApi } from '../api.ts';
import {
  keepPendingLogin,
  loginHashOf,
  type PendingLogin,
  takePendingLogin,
} from './pending-login.ts';

const LOGIN = {
  ...{ state: 'a-state', nonce: 'a-nonce', codeVerifier: 'a-verifier' },
  ...{ returnTo: '/kort', fresh: false, oldSession: null },
} as const;

const app = newApi();
app.get('/keep', (context) => {
  keepPendingLogin(context, LOGIN);
  return context.body(null);
});
app.get('/take', (context) => context.json(takePendingLogin(context)));

beforeEach(() => stopClockAt('2026-11-21T08:00:00Z'));
afterEach(runClock);

async function keptCookie(): Promise<string> {
  const response = await app.request('/keep', {}, env);
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

async function taken(cookie: string, key = env.EDGE_KEY): Promise<PendingLogin | null> {
  return (await app.request('/take', { headers: { cookie } }, { ...env, EDGE_KEY: key })).json();
}

it('comes back as it was, for ten minutes', async () => {
  const cookie = await keptCookie();
  stopClockAt('2026-11-21T08:09:59.999Z');
  expect(await taken(cookie)).toEqual({ ...LOGIN, expiresAt: Date.parse('2026-11-21T08:10:00Z') });
  stopClockAt('2026-11-21T08:10:00Z');
  expect(await taken(cookie)).toBeNull();
});

it('says nothing of itself to who reads the cookie', async () => {
  const [, value = ''] = (await keptCookie()).split('=');
  expect(Buffer.from(value, 'base64url').toString('latin1')).not.toMatch(
    /a-state|a-nonce|verifier/,
  );
});

it('leaves the browser when it is taken', async () => {
  const cookie = await keptCookie();
  const response = await app.request('/take', { headers: { cookie } }, env);
  expect(response.headers.get('set-cookie')).toMatch(/^__Host-klubkort-login=; Max-Age=0; Path=\//);
});

it('is none when another edge sealed it, or nobody did', async () => {
  const another = Buffer.from('x'.repeat(32)).toString('base64');
  expect(await taken(await keptCookie(), another)).toBeNull();
  for (const cookie of ['', '__Host-klubkort-login=', '__Host-klubkort-login=eyJ9']) {
    expect(await taken(cookie)).toBeNull();
  }
});

it('names each login once, without its nonce', () => {
  const hash = loginHashOf({ ...LOGIN, expiresAt: 0 });
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(hash).not.toBe(loginHashOf({ ...LOGIN, nonce: 'another', expiresAt: 0 }));
});
