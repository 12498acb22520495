// Reads and writes one JSON file that nobody else may read: written beside and renamed, so that a power
// cut leaves the old one or the new one.
import { constants } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';

const READABLE_BY_OTHERS = 0o077;

/**
 * @returns what the file holds, or undefined if there is none.
 * @throws Error if others may read it, or if it is not what it should be; in words.
 */
export async function readStateFile<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.infer<Schema> | undefined> {
  const handle = await open(file, constants.O_RDONLY).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new Error(`${file} cannot be read: ${error.message}`, { cause: error });
  });
  if (!handle) return undefined;
  try {
    const { mode } = await handle.stat();
    // Windows has no such bits; there the folder's access list has to do it.
    if (process.platform !== 'win32' && (mode & READABLE_BY_OTHERS) !== 0) {
      throw new Error(
        `${file} holds a private key but others may read it (mode ${(mode & 0o777).toString(8)}). ` +
          'If nobody did, run chmod 600 on it; otherwise delete it and pair again.',
      );
    }
    return schema.parse(JSON.parse(await handle.readFile('utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && error.name === 'ZodError')) {
      throw new Error(`${file} is damaged: delete it and pair again.`, { cause: error });
    }
    throw error;
  } finally {
    await handle.close();
  }
}

export async function writeStateFile(file: string, value: unknown): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.new`;
  await rm(beside, { force: true });
  const handle = await open(beside, 'wx', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(value, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file);
}
