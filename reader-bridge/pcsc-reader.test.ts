import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { cardReaderContract, type ReaderStage } from './card-reader-contract.ts';
import { systemClock } from './clock.ts';
import type { MessageFromPcscChild } from './pcsc-messages.ts';
import { PcscReader } from './pcsc-reader.ts';
import { pcscServiceAnswers } from './pcsc-service.ts';

/** A child process that says what it is told over a socket, and leaves when the socket does. */
const scriptedChild = (port: number) => `
  import { connect } from 'node:net';
  import { createInterface } from 'node:readline';
  const socket = connect(${port}, '127.0.0.1');
  createInterface({ input: socket }).on('line', (line) => process.send(JSON.parse(line)));
  socket.on('close', () => process.exit(1)).on('error', () => {});
  process.on('message', () => process.send({ type: 'pong' }));
`;

const READER = 'Scripted Reader 00 00';

async function stageWithScriptedChild(): Promise<ReaderStage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'klubkort-child-'));
  let child = Promise.withResolvers<Socket>();
  let serviceAnswers = true;
  let lying: string | undefined;
  const server = createServer((socket) => child.resolve(socket.on('error', () => {})));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const entry = path.join(folder, 'child.mjs');
  await writeFile(entry, scriptedChild((server.address() as AddressInfo).port));
  const say = async (message: MessageFromPcscChild) => {
    (await child.promise).write(`${JSON.stringify(message)}\n`);
  };
  const show = async (uid: string) => {
    if (uid.startsWith('08')) {
      const failure = 'card_not_usable';
      await say({ type: 'read_failed', reader: READER, failure, detail: '' });
    } else await say({ type: 'card', reader: READER, uid, readAt: systemClock() });
  };
  return {
    reader: new PcscReader({
      log: () => {},
      childEntry: pathToFileURL(entry),
      serviceAnswers: async () => serviceAnswers,
      timings: { backOffMs: [20], lookMs: 20 },
    }),
    putCard: async (uid) => {
      // nfc-pcsc may announce the same card twice; that is part of the play.
      lying = uid;
      await show(uid);
    },
    removeCard: async () => {
      lying = undefined;
      await say({ type: 'empty', reader: READER });
    },
    turn: async (state) => {
      if (state === 'service_down') {
        serviceAnswers = false;
        const ended = child;
        child = Promise.withResolvers<Socket>();
        (await ended.promise).destroy();
        return;
      }
      serviceAnswers = true;
      if (state === 'no_reader') await say({ type: 'empty', reader: READER });
      await say({ type: 'readers', count: state === 'ready' ? 1 : 0 });
      if (state === 'ready' && lying) await show(lying);
    },
    tearCard: async () => {
      const failure = 'card_read_too_fast';
      await say({ type: 'read_failed', reader: READER, failure, detail: 'empty answer' });
    },
    end: async () => {
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}

cardReaderContract('the PC/SC reader', stageWithScriptedChild);

test('a service that nobody serves does not answer', async () => {
  expect(await pcscServiceAnswers(path.join(tmpdir(), 'no-such-socket'))).toBe(false);
});
