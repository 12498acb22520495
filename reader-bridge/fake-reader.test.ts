import { existsSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cardReaderContract } from './card-reader-contract.ts';
import { FakeReader } from './fake-reader.ts';

const observer = { cardRead: () => {}, readFailed: () => {}, stateChanged: () => {} };

/** @returns the answer to one line, as a stranger with a plain socket would get it. */
async function tell(socketPath: string, line: string): Promise<{ type: string }> {
  const socket = connect(socketPath);
  socket.write(`${line}\n`);
  for await (const answer of createInterface({ input: socket })) {
    socket.destroy();
    return JSON.parse(answer) as { type: string };
  }
  throw new Error('no answer');
}

cardReaderContract('the fake reader', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'klubkort-fake-'));
  const socket = path.join(folder, 'reader');
  const say = async (command: object) => {
    expect(await tell(socket, JSON.stringify(command))).toEqual({ type: 'done' });
  };
  return {
    reader: new FakeReader(socket),
    putCard: (uid) => say({ type: 'card', uid }),
    removeCard: () => say({ type: 'remove' }),
    turn: (state) => say({ type: 'state', state }),
    tearCard: () => say({ type: 'read_failed', failure: 'card_read_too_fast' }),
    end: () => rm(folder, { recursive: true }),
  };
});

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'klubkort-fake-'));
});
afterEach(() => rm(folder, { recursive: true }));

test.each(['', 'card', '{"type":"card"}', '{"type":"card","uid":"04A1"}', '{"type":"state"}'])(
  'refuses "%s" in words and serves on',
  async (line) => {
    const socket = path.join(folder, 'reader');
    const reader = new FakeReader(socket);
    await reader.start(observer);
    expect(await tell(socket, line)).toMatchObject({ type: 'refused' });
    expect(await tell(socket, '{"type":"remove"}')).toEqual({ type: 'done' });
    await reader.close();
  },
);

test('takes no card while no reader is plugged in', async () => {
  const socket = path.join(folder, 'reader');
  const reader = new FakeReader(socket);
  await reader.start(observer);
  await tell(socket, '{"type":"state","state":"no_reader"}');
  const answer = await tell(socket, '{"type":"card","uid":"04a1b2c3d4e5f6"}');
  expect(answer).toEqual({ type: 'refused', because: 'no_reader' });
  await reader.close();
});

test('takes over the socket of one that crashed, but not of one that serves', async () => {
  const socket = path.join(folder, 'reader');
  await writeFile(socket, '');
  const reader = new FakeReader(socket);
  await reader.start(observer);
  expect(statSync(socket).mode & 0o777).toBe(0o600);
  await expect(new FakeReader(socket).start(observer)).rejects.toThrow(/Another fake reader/);
  await reader.close();
  expect(existsSync(socket)).toBe(false);
});

test('says that a socket path is too long', async () => {
  const reader = new FakeReader(path.join(folder, 'r'.repeat(120)));
  await expect(reader.start(observer)).rejects.toThrow(/too long/);
});
