// CSRF over the whole contract: every route that a guardian's cookie opens, written to from another site, without
// an origin, or as a form. The routes come from the document, so that a new one cannot be forgotten.
import { beforeAll, describe, expect, it } from 'vitest';
import { type ContractDocument, contractDocument } from './testing/contract-document.ts';
import { edge } from './testing/edge.ts';
import { ORIGIN } from './testing/test-device.ts';
import { openGuardian, type TestGuardian } from './testing/test-guardian.ts';
import { problemCode } from './testing/test-till.ts';

interface Write {
  readonly method: string;
  readonly path: string;
}

let contract: ContractDocument;
let guardian: TestGuardian;
let writes: readonly Write[];

beforeAll(async () => {
  contract = await contractDocument();
  guardian = await openGuardian();
  writes = Object.entries(contract.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { security }]) =>
      method !== 'get' && security?.some((scheme) => 'guardianSession' in scheme)
        ? [{ method: method.toUpperCase(), path: path.replace(/\{\w+\}/g, 'x') }]
        : [],
    ),
  );
});

async function codesOf(headers: Record<string, string>): Promise<string[]> {
  const codes = writes.map(async ({ method, path }) => {
    const request = new Request(ORIGIN + path, {
      method,
      headers: { cookie: guardian.cookie, ...headers },
      body: '{}',
    });
    return `${method} ${path}: ${await problemCode(await edge.fetch(request))}`;
  });
  return Promise.all(codes);
}

const each = (code: string) => writes.map(({ method, path }) => `${method} ${path}: ${code}`);

describe('every write by cookie', () => {
  it('is one of more than a few', () => {
    expect(writes.length).toBeGreaterThanOrEqual(5);
    expect(writes).toContainEqual({ method: 'POST', path: '/api/logout' });
  });

  it.each([
    { origin: 'https://boese.test', 'content-type': 'application/json' },
    { origin: 'null', 'content-type': 'application/json' },
    { 'content-type': 'application/json' },
    { origin: 'https://boese.test', 'content-type': 'text/plain' },
  ])('is refused with %j', async (headers) => {
    expect(await codesOf(headers)).toEqual(each('origin_not_allowed'));
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'is refused as %s, from our own pages too',
    async (type) => {
      expect(await codesOf({ origin: ORIGIN, 'content-type': type })).toEqual(
        each('unsupported_media_type'),
      );
    },
  );

  it('changed nothing: the session is as it was', async () => {
    const response = await guardian.request('/api/logout', { method: 'POST' });
    expect(response.status).toBe(200);
  });
});

describe('a socket of the portal', () => {
  it('is refused to another site, and to who says no origin', async () => {
    for (const origin of [{ origin: 'https://boese.test' }, {}]) {
      const request = new Request(`${ORIGIN}/api/inbox/feed?ticket=x`, {
        headers: { cookie: guardian.cookie, upgrade: 'websocket', ...origin },
      });
      expect(await problemCode(await edge.fetch(request))).toBe('origin_not_allowed');
    }
  });
});

describe('an answer of the API', () => {
  it('is shared with no other origin', async () => {
    const headers = { origin: 'https://boese.test', 'access-control-request-method': 'PUT' };
    const preflight = await edge.fetch(`${ORIGIN}/api/me`, { method: 'OPTIONS', headers });
    const answer = await edge.fetch(`${ORIGIN}/api/me`, {
      headers: { ...headers, cookie: guardian.cookie },
    });
    for (const { headers: said } of [preflight, answer]) {
      expect([...said.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });
});
