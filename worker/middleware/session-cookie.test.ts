// What another site may not make a parent's browser do, on routes made for this test behind the real middleware.
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { DEVICE_HEADERS } from '../../contracts/device-proof.ts';
import { accepted } from '../../contracts/outcome.ts';
import { newApi } from '../api.ts';
import { askGuardian } from '../asking-guardian.ts';
import { outcomeResponse } from '../problem-response.ts';
import { ORIGIN } from '../testing/test-device.ts';
import { openGuardian, type TestGuardian } from '../testing/test-guardian.ts';
import { problemCode } from '../testing/test-till.ts';
import { sessionCookie } from './session-cookie.ts';

const app = newApi();
app.use('/api/*', sessionCookie);
app.all('/api/*', async (context) =>
  outcomeResponse(
    context,
    await askGuardian(context, async ({ guardianId }) => accepted({ guardianId })),
  ),
);

let guardian: TestGuardian;
beforeEach(async () => {
  guardian = await openGuardian();
});

function ask(
  method: string,
  headers: Record<string, string>,
  { path = '/api/me', origin = ORIGIN } = {},
): Promise<Response> {
  const request = new Request(origin + path, {
    method,
    headers: { cookie: guardian.cookie, ...headers },
    ...(method === 'GET' ? {} : { body: '{}' }),
  });
  return Promise.resolve(app.fetch(request, env));
}

const JSON_TYPE = { 'content-type': 'application/json' };

describe('a write by cookie', () => {
  it.each(['PUT', 'POST', 'DELETE', 'PATCH'])(
    '%s passes from a page of our own',
    async (method) => {
      const response = await ask(method, { ...JSON_TYPE, origin: ORIGIN });
      expect(await response.json()).toEqual({ guardianId: guardian.guardianId });
    },
  );

  it.each([
    ['another site', 'https://boese.test'],
    ['another port of the same host', `${ORIGIN}:8443`],
    ['a name that only begins like ours', `${ORIGIN}.boese.test`],
    ['a page without an origin', 'null'],
    ['something that is no origin', 'klubkort'],
  ])('is refused from %s', async (_, origin) => {
    for (const method of ['PUT', 'POST', 'DELETE']) {
      const response = await ask(method, { ...JSON_TYPE, origin });
      expect(await problemCode(response)).toBe('origin_not_allowed');
    }
  });

  it('is refused without an origin, which no browser leaves out', async () => {
    expect(await problemCode(await ask('POST', JSON_TYPE))).toBe('origin_not_allowed');
  });

  it('is refused from a page that was loaded without TLS by a server that has it', async () => {
    const origin = 'https://klubkort.test';
    const plain = await ask('POST', { ...JSON_TYPE, origin: 'http://klubkort.test' }, { origin });
    expect(await problemCode(plain)).toBe('origin_not_allowed');
    expect((await ask('POST', { ...JSON_TYPE, origin }, { origin })).status).toBe(200);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain; application/json',
  ])('is refused as %s, which a form of another site can send', async (type) => {
    const response = await ask('POST', { 'content-type': type, origin: ORIGIN });
    expect(await problemCode(response)).toBe('unsupported_media_type');
  });
});

describe('a socket by cookie', () => {
  it('is refused from another origin, and without one', async () => {
    for (const origin of [{ origin: 'https://boese.test' }, {}]) {
      const response = await ask('GET', { upgrade: 'websocket', ...origin });
      expect(await problemCode(response)).toBe('origin_not_allowed');
    }
    expect((await ask('GET', { upgrade: 'websocket', origin: ORIGIN })).status).toBe(200);
  });
});

describe('where the cookie does not count', () => {
  it('a signed request comes without an origin, and its cookie logs nobody in', async () => {
    const response = await ask('PUT', { ...JSON_TYPE, [DEVICE_HEADERS.signature]: 'signed' });
    expect(await problemCode(response)).toBe('session_missing');
  });

  it('nor does it on a webhook', async () => {
    const response = await ask('POST', JSON_TYPE, { path: '/api/webhooks/nexi/1' });
    expect(await problemCode(response)).toBe('session_missing');
  });
});

it('a read needs no origin, since another site cannot see its answer', async () => {
  expect((await ask('GET', {})).status).toBe(200);
  expect(await problemCode(await ask('GET', { cookie: '' }))).toBe('session_missing');
});
