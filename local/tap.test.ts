import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeReader } from '../reader-bridge/fake-reader.ts';
import { type DemoFile, writeDemoFile } from './demo-file.ts';

const TAP = fileURLToPath(new URL('./tap.ts', import.meta.url));
const ALMA = { name: 'Alma Testesen', uid: '04a1b2c3d4e5f6', kind: 'ntag21x' } as const;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'klubkort-tap-'));
});
afterEach(() => rm(folder, { recursive: true }));

function tap(...words: string[]) {
  return promisify(execFile)(process.execPath, [TAP, '--state', folder, ...words]);
}

function demoWith(reader: DemoFile['reader']): void {
  writeDemoFile(folder, { port: 8787, reader, cards: [ALMA], childrenWithoutCard: [] });
}

test("holds a child's card to the fake reader for a moment, and again the next time", async () => {
  const socket = path.join(folder, 'reader');
  const uids: string[] = [];
  const reader = new FakeReader(socket);
  await reader.start({
    cardRead: ({ evidence }) => uids.push(evidence.uid),
    readFailed: () => {},
    stateChanged: () => {},
  });
  demoWith({ kind: 'fake', socket });
  const { stdout } = await tap('alma', 'testesen');
  expect(stdout).toContain("Held Alma Testesen's card");
  await tap('alma');
  expect(uids).toEqual([ALMA.uid, ALMA.uid]);
  await reader.close();
});

test.each([
  [[], /npm run tap --/],
  [['Nobody'], /No child in the demo is called "Nobody"/],
  [['Alma'], /No fake reader listens at .*: is the demo running\?/],
])('%j ends with a sentence and a code', async (words, sentence) => {
  demoWith({ kind: 'fake', socket: path.join(folder, 'nobody') });
  await expect(tap(...words)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(sentence),
  });
});

test('a virtual reader that is not there is told in words', async () => {
  demoWith({ kind: 'vpcd', port: 21_199 });
  await expect(tap('Alma')).rejects.toMatchObject({
    stderr: expect.stringMatching(/No virtual reader listens on port 21199/),
  });
});
