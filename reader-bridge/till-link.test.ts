import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { TillId } from '../contracts/ids.ts';
import { createDeviceKey, importDeviceKey } from './device-key.ts';
import { DeviceSigner } from './device-signer.ts';
import { LINK_TIMINGS, TillLink } from './till-link.ts';

const tillId = TillId.parse(`t0165${'f'.repeat(33)}`);

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

interface Till {
  readonly heard: object[];
  readonly sockets: WebSocket[];
  readonly urls: string[];
  pings: number;
  answersPings: boolean;
  welcomes: boolean;
  close(): Promise<void>;
}

async function openTill(port = 0): Promise<Till & { readonly port: number }> {
  const server = new WebSocketServer({ host: '127.0.0.1', port });
  await new Promise((resolve) => server.once('listening', resolve));
  const till = {
    heard: [] as object[],
    sockets: [] as WebSocket[],
    urls: [] as string[],
    pings: 0,
    answersPings: true,
    welcomes: true,
    port: (server.address() as { port: number }).port,
    close: async () => {
      for (const socket of server.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  server.on('connection', (socket, request) => {
    till.sockets.push(socket);
    till.urls.push(request.url ?? '');
    socket.send(JSON.stringify({ type: 'challenge', nonce: 'nonce-1' }));
    socket.on('message', (data) => {
      const text = String(data);
      if (text === 'ping') {
        till.pings += 1;
        if (till.answersPings) socket.send('pong');
        return;
      }
      const message = JSON.parse(text) as { type: string };
      till.heard.push(message);
      if (message.type === 'hello' && till.welcomes) socket.send('{"type":"welcome"}');
    });
  });
  ends.push(till.close);
  return till;
}

async function linkTo(port: number, backOffMs: readonly number[] = [20, 60]) {
  const events: string[] = [];
  const welcomed = vi.fn();
  const link = new TillLink({
    server: new URL(`http://127.0.0.1:${port}`),
    signer: new DeviceSigner(tillId, await importDeviceKey(await createDeviceKey())),
    log: (event, facts) => events.push(facts?.why ? `${event}: ${facts.why}` : event),
    welcomed,
    timings: { pingMs: 100, pongTimeoutMs: 50, welcomeTimeoutMs: 200, backOffMs },
  });
  ends.push(() => link.close());
  link.start();
  return { link, events, welcomed };
}

test('says hello with a signature, and after the welcome what the reader is doing', async () => {
  const till = await openTill();
  const { link, welcomed } = await linkTo(till.port);
  link.tellReaderState('no_reader');
  await vi.waitFor(() => expect(till.heard).toHaveLength(2));
  expect(till.urls).toEqual([`/api/tills/${tillId}/bridge`]);
  expect(till.heard).toEqual([
    { type: 'hello', tillId, signature: expect.stringMatching(/^[\w-]{86}$/) },
    { type: 'reader', state: 'no_reader' },
  ]);
  expect(link.state).toBe('open');
  expect(welcomed).toHaveBeenCalledOnce();
  link.tellReaderState('ready');
  link.tellReadFailed('card_read_too_fast');
  await vi.waitFor(() => expect(till.heard).toHaveLength(4));
  expect(till.heard.slice(2)).toEqual([
    { type: 'reader', state: 'ready' },
    { type: 'read_failed', failure: 'card_read_too_fast' },
  ]);
});

test('says nothing of its reader before it is welcome', async () => {
  const till = await openTill();
  till.welcomes = false;
  const { link, events } = await linkTo(till.port);
  link.tellReaderState('ready');
  await vi.waitFor(() => expect(till.heard).toHaveLength(1));
  link.tellReadFailed('card_not_usable');
  await sleep(50);
  expect(till.heard).toHaveLength(1);
  expect(events).toContain('read_failed_not_told');
  await vi.waitFor(() => expect(events).toContain('link_lost: no welcome in time'));
});

test('comes back after the server was away, and tells the state of now', async () => {
  const till = await openTill();
  const { link } = await linkTo(till.port);
  link.tellReaderState('ready');
  await vi.waitFor(() => expect(till.heard).toHaveLength(2));
  await till.close();
  await vi.waitFor(() => expect(link.state).not.toBe('open'));
  link.tellReaderState('service_down');
  await sleep(400);
  const back = await openTill(till.port);
  await vi.waitFor(() => expect(back.heard).toHaveLength(2), 2_000);
  expect(back.heard[1]).toEqual({ type: 'reader', state: 'service_down' });
});

test('dials on while the server is gone for minutes, and is welcomed when it is back', async () => {
  const till = await openTill();
  const { link, events, welcomed } = await linkTo(till.port, [1, 2]);
  link.tellReaderState('ready');
  await vi.waitFor(() => expect(till.heard).toHaveLength(2));
  await till.close();
  // As many dials as there are in seven minutes at the longest pause.
  const dials = (7 * 60_000) / (LINK_TIMINGS.backOffMs.at(-1) ?? 0);
  const lost = () => events.filter((event) => event.startsWith('link_lost')).length;
  await vi.waitFor(() => expect(lost()).toBeGreaterThan(dials), 10_000);
  const back = await openTill(till.port);
  await vi.waitFor(() => expect(back.heard).toHaveLength(2), 2_000);
  expect(back.heard[1]).toEqual({ type: 'reader', state: 'ready' });
  expect(welcomed).toHaveBeenCalledTimes(2);
});

test('a ping that is answered keeps the socket, one that is not ends it', async () => {
  const till = await openTill();
  const { link, events } = await linkTo(till.port);
  await vi.waitFor(() => expect(till.pings).toBeGreaterThan(3), 3_000);
  expect(till.sockets).toHaveLength(1);
  expect(link.state).toBe('open');
  till.answersPings = false;
  await vi.waitFor(() => expect(till.sockets.length).toBeGreaterThan(1), 3_000);
  expect(events).toContain('link_lost: no pong in time');
});

test.each(['not json', '{"type":"other"}', '{"type":"welcome","more":1}'])(
  'hangs up on "%s" and says so',
  async (text) => {
    const till = await openTill();
    const { events } = await linkTo(till.port);
    await vi.waitFor(() => expect(till.sockets).toHaveLength(1));
    till.sockets[0]?.send(text);
    await vi.waitFor(() => expect(events.join()).toContain('link_lost: not understood'));
  },
);

test('says why the server hung up', async () => {
  const till = await openTill();
  till.welcomes = false;
  const { events } = await linkTo(till.port);
  await vi.waitFor(() => expect(till.sockets).toHaveLength(1));
  till.sockets[0]?.close(1008, 'device_revoked');
  await vi.waitFor(() => expect(events).toContain('link_lost: device_revoked'));
});
