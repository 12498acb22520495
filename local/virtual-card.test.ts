import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { putVirtualCard, type VirtualCardKind, virtualCardAnswers } from './virtual-card.ts';

/** The reader's end of vpcd's protocol: a length in two bytes, then the body. */
let server: Server;
let port = 0;
let reader: Socket | undefined;
let heard = '';
beforeEach(async () => {
  heard = '';
  server = createServer((socket) => {
    reader = socket.on('error', () => {});
    socket.on('data', (bytes) => {
      heard += bytes.toString('hex');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  reader?.destroy();
  await new Promise((resolve) => server.close(resolve));
});

const GET_UID = '0005ffca000000';
const send = (hex: string) => reader?.write(Buffer.from(hex, 'hex'));
const hears = (hex: string) => vi.waitFor(() => expect(heard).toBe(hex));

test.each<[VirtualCardKind, string]>([
  ['mifare-classic', '00143b8f8001804f0ca000000306030001000000006a'],
  ['ntag21x', '00143b8f8001804f0ca0000003060300030000000068'],
  ['ntag424', '00063b8180018080'],
])('%s reports its own answer to reset, and is silent at power and reset', async (kind, atr) => {
  const card = await putVirtualCard({ kind, uid: '04a1b2c3d4e5f6', port });
  send('000101000102000100000104');
  await hears(atr);
  await card.remove();
});

test('answers commands that arrive in pieces, one by one', async () => {
  const card = await putVirtualCard({ kind: 'ntag21x', uid: '04A1B2C3D4E5F6', port });
  send(GET_UID.slice(0, 2));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(heard).toBe('');
  send(GET_UID.slice(2) + GET_UID);
  await hears('000904a1b2c3d4e5f69000'.repeat(2));
  expect(card.commandCount).toBe(2);
  await card.remove();
});

test('is torn away in the middle of a command instead of answering', async () => {
  const card = await putVirtualCard({
    kind: 'ntag424',
    uid: '04a1b2c3d4e5f6',
    port,
    tearAt: (command) => command[0] === 0xff,
  });
  send(GET_UID);
  await card.removed;
  expect(heard).toBe('');
  expect(card.commandCount).toBe(1);
});

test('without a virtual reader it says what is missing', async () => {
  const taken = port;
  await new Promise((resolve) => server.close(resolve));
  const put = putVirtualCard({ kind: 'ntag21x', uid: '04a1b2c3d4e5f6', port: taken });
  await expect(put).rejects.toThrow(/No virtual reader listens on port/);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

const answers = (kind: VirtualCardKind, commands: string[]) => {
  const answer = virtualCardAnswers(kind, '04a1b2c3d4e5f6');
  return commands.map((command) => answer(Buffer.from(command, 'hex')));
};

test('an NTAG 424 knows its application and no other file', () => {
  const commands = ['00a4040007d276000085010100', '00a4040007a000000000000000', '00a4000c02e104'];
  expect(answers('ntag424', commands)).toEqual(['9000', '6a82', '6a82']);
});

test('an NTAG 424 tells its version in three frames, its UID in the last', () => {
  const [first, second, third, fourth] = answers('ntag424', [
    '9060000000',
    '90af000000',
    '90af000000',
    '90af000000',
  ]);
  expect(first).toMatch(/^04.*91af$/);
  expect(second).toMatch(/^04.*91af$/);
  expect(third).toMatch(/^04a1b2c3d4e5f6.*9100$/);
  expect(fourth).toBe('6d00');
});

test.each<VirtualCardKind>(['mifare-classic', 'ntag21x'])('%s has no application', (kind) => {
  const commands = ['00a4040007d276000085010100', '9060000000'];
  expect(answers(kind, commands)).toEqual(['6d00', '6d00']);
});
