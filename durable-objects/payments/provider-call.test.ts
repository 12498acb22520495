// In workerd, where the adapters live: what can go wrong with one call, with the runtime's own fetch and signals.
import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  callProvider,
  type HttpFetch,
  type ProviderPorts,
  type ProviderRequest,
  understood,
} from './provider-call.ts';

const REQUEST: ProviderRequest = {
  ...{ method: 'POST', address: 'http://127.0.0.1:9/', headers: {}, isRepeatable: true },
};

function ports(fetch: HttpFetch, waits: number[] = []): ProviderPorts {
  return {
    ...{ fetch, now: () => Date.now(), callWithinMs: 50 },
    wait: async (durationMs) => {
      waits.push(durationMs);
    },
  };
}

const answering =
  (status: number): HttpFetch =>
  async () =>
    new Response('{"good":true}', { status });

test('the runtime’s own fetch serves', async () => {
  const address = 'data:application/json,{"good":true}';
  const answer = await callProvider(
    { ...REQUEST, method: 'GET', address },
    ports((url, init) => fetch(url, init)),
  );
  expect(answer).toEqual({ kind: 'answer', status: 200, body: { good: true } });
});

test('a provider that cannot be reached is unknown', async () => {
  const nobody: HttpFetch = () => Promise.reject(new TypeError('Network connection lost.'));
  const unknown = { kind: 'unknown', because: 'unreachable' };
  expect(await callProvider(REQUEST, ports(nobody))).toEqual(unknown);
});

test('silence ends after the time that a call may take, twice for one that may be repeated', async () => {
  let calls = 0;
  const silent: HttpFetch = (_, { signal }) => {
    calls += 1;
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  };
  const waits: number[] = [];
  const unknown = { kind: 'unknown', because: 'timeout' };
  expect(await callProvider(REQUEST, ports(silent, waits))).toEqual(unknown);
  expect(calls).toBe(2);
  expect(waits).toEqual([250]);
  expect(await callProvider({ ...REQUEST, isRepeatable: false }, ports(silent))).toEqual(unknown);
  expect(calls).toBe(3);
});

test('a redirect is not followed, and not understood', async () => {
  const asked: string[] = [];
  const redirecting: HttpFetch = async (address, { redirect }) => {
    asked.push(`${address} ${redirect}`);
    return new Response(null, { status: 302, headers: { location: 'http://elsewhere.example/' } });
  };
  const answer = await callProvider(REQUEST, ports(redirecting));
  expect(asked).toEqual(['http://127.0.0.1:9/ manual']);
  if (answer.kind !== 'answer') throw new Error(answer.kind);
  expect(understood(answer, z.unknown())).toEqual({ kind: 'unknown', because: 'not_understood' });
});

test('an answer that is no JSON, or of another shape, is not understood', async () => {
  const page: HttpFetch = async () => new Response('<html>', { status: 200 });
  for (const fetch of [page, answering(200)]) {
    const answer = await callProvider(REQUEST, ports(fetch));
    if (answer.kind !== 'answer') throw new Error(answer.kind);
    const shape = z.looseObject({ paymentId: z.string() });
    expect(understood(answer, shape)).toEqual({ kind: 'unknown', because: 'not_understood' });
  }
});

test.each([
  [400, { kind: 'refused', status: 400, because: '{"good":true}' }],
  [409, { kind: 'refused', status: 409, because: '{"good":true}' }],
])('%d is a refusal with the provider’s words', async (status, refusal) => {
  const answer = await callProvider(REQUEST, ports(answering(status)));
  if (answer.kind !== 'answer') throw new Error(answer.kind);
  expect(understood(answer, z.unknown())).toEqual(refusal);
});

test.each([
  [500, 'server_error'],
  [503, 'server_error'],
  [423, 'busy'],
  [429, 'busy'],
])('%d says nothing about what was done', async (status, because) => {
  const outcome = await callProvider(REQUEST, ports(answering(status)));
  expect(outcome).toEqual({ kind: 'unknown', because });
});

test.each([
  ['POST', { kind: 'unknown', because: 'server_error' }],
  ['GET', { kind: 'answer', status: 409, body: { good: true } }],
] as const)(
  'what a repeat of a lost %s is refused with says of the first %o',
  async (method, said) => {
    const statuses = [500, 409];
    const loses: HttpFetch = async () =>
      new Response('{"good":true}', { status: statuses.shift() ?? 200 });
    expect(await callProvider({ ...REQUEST, method }, ports(loses))).toEqual(said);
  },
);
