import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StateFolder } from './state-folder.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'klubkort-state-')), 'state');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

test('belongs to one start at a time', () => {
  const first = StateFolder.lock(folder);
  expect(() => StateFolder.lock(folder)).toThrow(
    `Klubkort already runs on the state in ${folder}.`,
  );
  first.unlock();
  StateFolder.lock(folder).unlock();
});

test('stays locked for as long as a workerd lives that its launcher left behind', async () => {
  const first = StateFolder.lock(folder);
  const left = spawn('sleep', ['60'], {
    stdio: ['ignore', 'ignore', 'ignore', first.lockDescriptor],
  });
  first.unlock();
  expect(() => StateFolder.lock(folder)).toThrow(/already runs/);
  left.kill('SIGKILL');
  await once(left, 'exit');
  StateFolder.lock(folder).unlock();
});

test('is never a folder that holds something else, and empties only what is its own', () => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'thesis.txt'), 'years of work');
  expect(() => StateFolder.lock(folder)).toThrow('is no state folder of Klubkort');
  rmSync(join(folder, 'thesis.txt'));

  const state = StateFolder.lock(folder);
  state.prepare();
  writeFileSync(state.seededFile, '{}');
  writeFileSync(join(folder, 'thesis.txt'), 'years of work');
  state.empty();
  expect(existsSync(state.objectsDirectory)).toBe(false);
  expect(existsSync(state.seededFile)).toBe(false);
  expect(existsSync(join(folder, 'thesis.txt'))).toBe(true);
  state.unlock();
});
