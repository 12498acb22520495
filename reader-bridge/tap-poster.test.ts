import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { TillId } from '../contracts/ids.ts';
import { problemOf, type Refusal } from '../contracts/problems.ts';
import { createDeviceKey, importDeviceKey } from './device-key.ts';
import { DeviceSigner } from './device-signer.ts';
import { POSTER_TIMINGS, TapPoster } from './tap-poster.ts';
import { TapQueue } from './tap-queue.ts';

interface Seen {
  readonly tapId: string;
  readonly readMsAgo: number;
  readonly signedAt: number;
}
type Answer = (seen: Seen, response: ServerResponse, count: number) => void;

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const acknowledge: Answer = ({ tapId }, response) => {
  response.writeHead(200).end(JSON.stringify({ tapId, shown: true }));
};

const refuse = (refusal: Refusal, status: number) => (response: ServerResponse) => {
  response.writeHead(status).end(JSON.stringify(problemOf(refusal, 'r1')));
};

async function posterTo(answer: Answer, backOffMs: readonly number[] = [20, 40]) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const signedAt = Number(request.headers['klubkort-signed-at']);
      const tapId = request.url?.replace('/api/taps/', '') ?? '';
      const one = { tapId, readMsAgo: body.readMsAgo, signedAt };
      seen.push(one);
      answer(one, response, seen.length);
    });
  });
  const listen = (at: number) =>
    new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  const goAway = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  await listen(0);
  ends.push(goAway);
  const now = { monotonicMs: 1_000, wallMs: 1_000_000 };
  const events: { event: string; facts: object }[] = [];
  const log = (event: string, facts = {}) => events.push({ event, facts });
  const clock = () => ({ ...now });
  const queue = new TapQueue(clock, log);
  const tillId = TillId.parse(`t0165${'d'.repeat(33)}`);
  const signer = new DeviceSigner(tillId, await importDeviceKey(await createDeviceKey()));
  const { port } = server.address() as AddressInfo;
  const poster = new TapPoster({
    server: new URL(`http://127.0.0.1:${port}`),
    signer,
    queue,
    clock,
    log,
    timings: { requestTimeoutMs: 200, backOffMs },
  });
  ends.push(() => poster.close());
  poster.start();
  const read = (uid = '04a1b2c3d4e5f6') => {
    const tap = queue.add({ evidence: { class: 'uid', uid }, readAt: clock() });
    poster.wake();
    return tap;
  };
  return { seen, events, now, queue, poster, read, goAway, comeBack: () => listen(port) };
}

async function bodyOf(request: IncomingMessage): Promise<{ readMsAgo: number }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as { readMsAgo: number };
}

test('posts a tap once when it is acknowledged', async () => {
  const { seen, queue, read } = await posterTo(acknowledge);
  const { tapId } = read();
  await vi.waitFor(() => expect(queue.length).toBe(0));
  await sleep(100);
  expect(seen.map((one) => one.tapId)).toEqual([tapId]);
});

test.each<[string, Answer]>([
  ['the connection is cut', (_, response) => response.destroy()],
  ['no answer comes', () => {}],
  ['the server stumbles', (_, response) => refuse({ code: 'internal_error' }, 500)(response)],
  ['a stranger says 200', (_, response) => response.writeHead(200).end('<h1>Welcome</h1>')],
  ['a stranger says 403', (_, response) => response.writeHead(403).end('<h1>Log in</h1>')],
  ['a stranger says 404', (_, response) => response.writeHead(404).end('{"error":"no route"}')],
  ['a stranger says 408', (_, response) => response.writeHead(408).end()],
  ['a stranger redirects', (_, response) => response.writeHead(302, { location: '/' }).end()],
  [
    'another tap is acknowledged',
    (_, response) => {
      const tapId = '5f2b2a52-6c3e-4a37-9c58-6f0d4a4b0a11';
      response.writeHead(200).end(JSON.stringify({ tapId, shown: true }));
    },
  ],
])(
  'posts a tap again under the same id while %s, and says how old it is by then',
  async (_, fail) => {
    const { seen, now, queue, read } = await posterTo((one, response, count) => {
      now.monotonicMs += 1_000;
      if (count < 3) fail(one, response, count);
      else acknowledge(one, response, count);
    });
    const { tapId } = read();
    await vi.waitFor(() => expect(queue.length).toBe(0), 3_000);
    expect(seen.map((one) => one.tapId)).toEqual([tapId, tapId, tapId]);
    expect(seen.map((one) => one.readMsAgo)).toEqual([0, 1_000, 2_000]);
  },
);

test('takes a refusal for final, logs its code, and goes on with the next tap', async () => {
  const { seen, events, queue, read } = await posterTo((one, response, count) => {
    if (count === 1) refuse({ code: 'device_revoked' }, 403)(response);
    else acknowledge(one, response, count);
  });
  const first = read();
  const second = read();
  await vi.waitFor(() => expect(queue.length).toBe(0));
  expect(seen.map((one) => one.tapId)).toEqual([first.tapId, second.tapId]);
  expect(events).toContainEqual({
    event: 'tap_refused',
    facts: { tapId: first.tapId, why: '403 device_revoked' },
  });
});

test('corrects its clock by what the server shows and signs the same tap again at once', async () => {
  const serverNow = Date.now() + 3_600_000;
  const { seen, queue, read } = await posterTo((one, response, count) => {
    if (count === 1) refuse({ code: 'device_clock_wrong', now: serverNow }, 401)(response);
    else acknowledge(one, response, count);
  });
  read();
  await vi.waitFor(() => expect(queue.length).toBe(0));
  expect(seen).toHaveLength(2);
  expect(seen[1]?.tapId).toBe(seen[0]?.tapId);
  expect(Math.abs((seen[1]?.signedAt ?? 0) - serverNow)).toBeLessThan(2_000);
});

test('does not hammer a server that finds the corrected clock wrong again', async () => {
  const { seen, read } = await posterTo((_, response) => {
    refuse({ code: 'device_clock_wrong', now: Date.now() }, 401)(response);
  });
  read();
  await sleep(200);
  expect(seen.length).toBeGreaterThan(2);
  expect(seen.length).toBeLessThan(12);
});

test('waits as long as a busy server asks for', async () => {
  const { seen, queue, read } = await posterTo((one, response, count) => {
    if (count === 1) refuse({ code: 'too_many_tries', retryAfterMs: 300 }, 429)(response);
    else acknowledge(one, response, count);
  });
  read();
  await sleep(200);
  expect(seen).toHaveLength(1);
  await vi.waitFor(() => expect(queue.length).toBe(0));
  expect(seen).toHaveLength(2);
});

test('keeps what was read while the server was gone for minutes: each arrives once, the child that stands there first', async () => {
  const { seen, events, now, queue, read, goAway, comeBack } = await posterTo(acknowledge, [1, 2]);
  const failed = () => events.filter(({ event }) => event === 'tap_not_sent').length;
  const minutesPass = async (minutes: number) => {
    const already = failed();
    // As many tries as there are in that time at the longest pause.
    const tries = (minutes * 60_000) / (POSTER_TIMINGS.backOffMs.at(-1) ?? 0);
    await vi.waitFor(() => expect(failed()).toBeGreaterThanOrEqual(already + tries), 5_000);
    now.monotonicMs += minutes * 60_000;
    now.wallMs += minutes * 60_000;
  };
  await goAway();
  const first = read('04a1b2c3d4e5f6');
  await minutesPass(3);
  const second = read('04c0ffee112233');
  await minutesPass(4);
  const third = read('04a1b2c3d4e5f6');
  expect(queue.length).toBe(3);
  // The try that was under way when it was read was another's.
  const already = failed();
  await vi.waitFor(() => expect(failed()).toBeGreaterThan(already + 1));
  await comeBack();
  await vi.waitFor(() => expect(queue.length).toBe(0), 3_000);
  expect(seen.map(({ tapId, readMsAgo }) => [tapId, readMsAgo])).toEqual([
    [third.tapId, 0],
    [first.tapId, 7 * 60_000],
    [second.tapId, 4 * 60_000],
  ]);
});

test('ends at once, also in the middle of a request', async () => {
  const { poster, read, seen } = await posterTo(() => {});
  read();
  await vi.waitFor(() => expect(seen).toHaveLength(1));
  const startedAt = performance.now();
  await poster.close();
  expect(performance.now() - startedAt).toBeLessThan(150);
});
