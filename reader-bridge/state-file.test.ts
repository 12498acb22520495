import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { readStateFile, writeStateFile } from './state-file.ts';

const Shape = z.strictObject({ secret: z.string() });
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'klubkort-state-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('what was written is read, and only its owner may', async () => {
  const file = path.join(folder, 'deeper', 'key.json');
  await writeStateFile(file, { secret: 'old' });
  await writeStateFile(file, { secret: 'new' });
  expect(await readStateFile(file, Shape)).toEqual({ secret: 'new' });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('a missing file is none', async () => {
  expect(await readStateFile(path.join(folder, 'none.json'), Shape)).toBeUndefined();
});

test.each([0o640, 0o604, 0o660])('refuses a file that others may read (mode %o)', async (mode) => {
  const file = path.join(folder, 'key.json');
  await writeStateFile(file, { secret: 'known' });
  await chmod(file, mode);
  await expect(readStateFile(file, Shape)).rejects.toThrow(/others may read it/);
});

test.each(['{"secret":', '{"other":1}'])('says that %s is damaged', async (text) => {
  const file = path.join(folder, 'key.json');
  await writeFile(file, text, { mode: 0o600 });
  await expect(readStateFile(file, Shape)).rejects.toThrow(/damaged/);
});
