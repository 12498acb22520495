import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BridgeStatus, StatusPage } from './status-page.ts';

const status: BridgeStatus = {
  version: '0.1.0',
  server: 'https://klubkort.example',
  tillName: 'Café <1>',
  clubName: 'Klub Solsikken',
  link: 'open',
  reader: 'no_reader',
  lastTapAt: '2026-11-21T12:00:00.000Z',
  queuedTaps: 3,
};

let page: StatusPage;
let port = 0;
beforeEach(async () => {
  page = new StatusPage(
    () => status,
    () => {},
  );
  port = await page.start(0);
});
afterEach(() => page.close());

function ask(path: string, { method = 'GET', host = `127.0.0.1:${port}` } = {}) {
  return new Promise<{ status: number; text: string; type: string }>((resolve, reject) => {
    const options = { port, host: '127.0.0.1', path, method, headers: { host } };
    const asked = request(options, (response) => {
      let text = '';
      response.on('data', (bytes) => {
        text += String(bytes);
      });
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          text,
          type: response.headers['content-type'] ?? '',
        }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

test('tells its state to a monitor', async () => {
  const { text, type } = await ask('/status.json');
  expect(type).toContain('application/json');
  expect(JSON.parse(text)).toEqual(status);
});

test('tells its state to a person, with names written safely', async () => {
  const { text, type } = await ask('/');
  expect(type).toContain('text/html');
  expect(text).toContain('Ingen kortlæser er tilsluttet');
  expect(text).toContain('Café &#60;1&#62;, Klub Solsikken');
  expect(text).toContain('2026-11-21T12:00:00.000Z');
});

test('answers to both of its own names', async () => {
  expect((await ask('/', { host: `localhost:${port}` })).status).toBe(200);
});

test.each(['klubkort.example', '127.0.0.1', '127.0.0.1:1', 'evil.example:80'])(
  'answers nothing to the host "%s", so that no web page can read it under its own name',
  async (host) => {
    const answer = await ask('/status.json', { host });
    expect(answer.status).toBe(403);
    expect(answer.text).not.toContain('Solsikken');
  },
);

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('takes no %s', async (method) => {
  expect((await ask('/', { method })).status).toBe(405);
});

test('has nothing at other addresses', async () => {
  expect((await ask('/taps')).status).toBe(404);
});

test('says in words that its port is taken', async () => {
  const second = new StatusPage(
    () => status,
    () => {},
  );
  await expect(second.start(port)).rejects.toThrow(`cannot use port ${port}`);
});
