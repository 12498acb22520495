import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { problemOf } from '../../contracts/problems.ts';
import { createApi, type Signer } from './api.ts';

const Greeting = z.strictObject({ greeting: z.string() });
const HELLO = { method: 'GET', target: '/api/hello?to=you', answer: Greeting } as const;

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server of this test's own on a free port; the api's paths are sent there. */
async function apiAgainst(answers: readonly string[], signer: Signer | null = null) {
  const asked: { method: string; url: string; headers: Record<string, unknown>; body: string }[] =
    [];
  const [first = ''] = answers;
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method = '', url = '', headers } = request;
    asked.push({ method, url, headers, body });
    const answer = answers[asked.length - 1] ?? first;
    if (answer === 'hang') return;
    if (answer === 'hang up') {
      request.socket.destroy();
      return;
    }
    const status = JSON.parse(answer).status ?? 200;
    response.writeHead(status, { 'content-type': 'application/json' }).end(answer);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const api = createApi(
    (target, request) => fetch(`http://127.0.0.1:${port}${target}`, request),
    signer,
  );
  return { api, asked };
}

const problem = (code: Parameters<typeof problemOf>[0]['code'], facts = {}) =>
  JSON.stringify(problemOf({ code, ...facts }, 'once'));

describe('an answer', () => {
  test('is a value when it has the shape of the contract', async () => {
    const { api } = await apiAgainst(['{"greeting":"hej"}']);
    expect(await api.call(HELLO)).toEqual({ kind: 'ok', value: { greeting: 'hej' } });
  });

  test('is a problem, returned and not thrown, when the server says so', async () => {
    const { api } = await apiAgainst([problem('card_blocked')]);
    expect(await api.call(HELLO)).toMatchObject({
      kind: 'problem',
      problem: { code: 'card_blocked', status: 409 },
    });
  });

  test('of another shape is no answer, neither a success nor a refusal', async () => {
    const { api } = await apiAgainst([
      '{"greeting":1}',
      '{"status":409,"code":"of-somebody-else"}',
    ]);
    const unreadable = { kind: 'unreachable', because: 'unreadable' };
    expect(await api.call(HELLO)).toEqual(unreadable);
    expect(await api.call(HELLO)).toEqual(unreadable);
  });

  test('that never comes ends by time, and a broken line is told from it', async () => {
    const { api } = await apiAgainst(['hang', 'hang up']);
    const slow = await api.call({ ...HELLO, timeoutMs: 50 });
    expect(slow).toEqual({ kind: 'unreachable', because: 'timeout' });
    expect(await api.call(HELLO)).toEqual({ kind: 'unreachable', because: 'network' });
  });

  test('may be any success where only the status counts', async () => {
    const { api } = await apiAgainst(['{}']);
    const answer = await api.call({ method: 'DELETE', target: '/api/x', answer: null });
    expect(answer.kind).toBe('ok');
  });
});

describe('a signed call', () => {
  const signerThatCounts = () => {
    const signed: string[] = [];
    const corrected: number[] = [];
    const signer: Signer = {
      async sign(method, target, body) {
        signed.push(`${method} ${target} ${new TextDecoder().decode(body)}`);
        return { 'klubkort-signature': `signature-${signed.length}` };
      },
      correctClock: (serverNow) => corrected.push(serverNow),
    };
    return { signer, signed, corrected };
  };

  test('signs path, query and the very bytes that are sent', async () => {
    const { signer, signed } = signerThatCounts();
    const { api, asked } = await apiAgainst(['{"greeting":"hej"}'], signer);
    await api.call({ ...HELLO, method: 'PUT', body: { name: 'Æble' } });
    expect(signed).toEqual(['PUT /api/hello?to=you {"name":"Æble"}']);
    expect(asked[0]).toMatchObject({
      method: 'PUT',
      url: '/api/hello?to=you',
      body: '{"name":"Æble"}',
      headers: { 'klubkort-signature': 'signature-1', 'content-type': 'application/json' },
    });
  });

  test('takes the server’s time and signs once more when the clock is wrong', async () => {
    const { signer, corrected } = signerThatCounts();
    const { api, asked } = await apiAgainst(
      [problem('device_clock_wrong', { now: 1_763_722_800_000 }), '{"greeting":"hej"}'],
      signer,
    );
    expect(await api.call(HELLO)).toMatchObject({ kind: 'ok' });
    expect(corrected).toEqual([1_763_722_800_000]);
    expect(asked.map(({ headers }) => headers['klubkort-signature'])).toEqual([
      'signature-1',
      'signature-2',
    ]);
  });

  test('gives up on a clock that stays wrong', async () => {
    const { signer } = signerThatCounts();
    const { api, asked } = await apiAgainst([problem('device_clock_wrong', { now: 1 })], signer);
    expect(await api.call(HELLO)).toMatchObject({ problem: { code: 'device_clock_wrong' } });
    expect(asked).toHaveLength(2);
  });

  test('asks nothing at all without a pairing', async () => {
    const signer: Signer = { sign: async () => null, correctClock: () => {} };
    const { api, asked } = await apiAgainst(['{"greeting":"hej"}'], signer);
    expect(await api.call(HELLO)).toEqual({ kind: 'unreachable', because: 'network' });
    expect(asked).toEqual([]);
  });
});
