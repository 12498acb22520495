import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { problemOf } from '../contracts/problems.ts';
import { pairDevice, readPairedDevice } from './pairing.ts';
import { serverAddress } from './server-address.ts';

interface Request {
  readonly url: string;
  readonly body: { code: string; device: string; publicKey: object };
}

const tillId = `t0165${'e'.repeat(33)}`;
const place = JSON.stringify({ tillId, tillName: 'Caféen', clubName: 'Klub Solsikken' });

let folder = '';
let requests: Request[] = [];
let answer: (response: ServerResponse, count: number) => void;
let address: URL;
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString()) as Request['body'];
  requests.push({ url: request.url ?? '', body });
  answer(response, requests.length);
});

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'klubkort-pairing-'));
  requests = [];
  answer = (response) => response.writeHead(201).end(place);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = serverAddress(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

test('exchanges the code for a place and keeps key and place where only the owner reads', async () => {
  const device = await pairDevice(folder, address, 'abcd-1o34');
  expect(requests[0]?.url).toMatch(/^\/api\/pairings\/[0-9a-f-]{36}$/);
  expect(requests[0]?.body).toMatchObject({ code: 'ABCD1034', device: 'bridge' });
  expect(Object.keys(requests[0]?.body.publicKey ?? {})).not.toContain('d');
  expect(await readPairedDevice(folder)).toEqual(device);
  expect(device).toMatchObject({ tillId, tillName: 'Caféen', server: address.href });
  const file = path.join(folder, 'paired-device.json');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('asks again under the same id and with the same key after the answer was lost', async () => {
  answer = (response, count) => {
    if (count === 1) response.destroy();
    else response.writeHead(200).end(place);
  };
  await expect(pairDevice(folder, address, 'ABCD-1234')).rejects.toThrow(/it is safe/);
  await pairDevice(folder, address, 'abcd 1234');
  expect(requests[1]).toEqual(requests[0]);
});

test('mints another id and another key for another code', async () => {
  const first = await pairDevice(folder, address, 'ABCD-1234');
  const second = await pairDevice(folder, address, 'EFGH-5678');
  expect(requests[1]?.url).not.toBe(requests[0]?.url);
  expect(second.privateKey.d).not.toBe(first.privateKey.d);
});

test('a refused code is told in words and leaves the former place as it was', async () => {
  const former = await pairDevice(folder, address, 'ABCD-1234');
  const problem = problemOf({ code: 'pairing_code_wrong' }, 'r1');
  answer = (response) => response.writeHead(403).end(JSON.stringify(problem));
  await expect(pairDevice(folder, address, 'EFGH-5678')).rejects.toThrow(/pairing_code_wrong/);
  expect(await readPairedDevice(folder)).toEqual(former);
});

test.each(['', 'ABCD', 'ABCD-12345', 'ABCU-1234'])(
  '"%s" is no code and is not sent',
  async (code) => {
    await expect(pairDevice(folder, address, code)).rejects.toThrow(/eight letters and digits/);
    expect(requests).toEqual([]);
  },
);

test("an answer that is not Klubkort's is told as such", async () => {
  answer = (response) => response.writeHead(200).end('<h1>Router</h1>');
  await expect(pairDevice(folder, address, 'ABCD-1234')).rejects.toThrow(/not Klubkort's/);
  await expect(readFile(path.join(folder, 'paired-device.json'))).rejects.toThrow();
});

test.each([
  ['http://klubkort.example', /not encrypted/],
  ['ftp://klubkort.example', /Not a server's address/],
  ['klubkort', /Not a server's address/],
  ['https://klubkort.example/kasse', /without a path/],
])('refuses %s as a server', (text, words) => {
  expect(() => serverAddress(text)).toThrow(words);
});
