import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DemoFile, readDemoFile, writeDemoFile } from './demo-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'klubkort-demo-'));
});
afterEach(() => rm(folder, { recursive: true }));

const demo: DemoFile = {
  port: 8787,
  reader: { kind: 'vpcd', port: 35963 },
  cards: [{ name: 'Alma Testesen', uid: '04a1b2c3d4e5f6', kind: 'ntag21x' }],
  childrenWithoutCard: ['Carl Uden'],
};

test('what the launcher wrote is read, and each start writes it anew', () => {
  writeDemoFile(folder, demo);
  const reader = { kind: 'fake', socket: '/run/reader' } as const;
  writeDemoFile(folder, { ...demo, reader });
  expect(readDemoFile(folder)).toEqual({ ...demo, reader });
});

test('without a demo it says how to start one', () => {
  expect(() => readDemoFile(folder)).toThrow(/npm start/);
});

test.each(['{', '{"port":8787}'])('%s is not understood, in words', async (text) => {
  await writeFile(path.join(folder, 'demo.json'), text);
  expect(() => readDemoFile(folder)).toThrow(/start the demo again/);
});
