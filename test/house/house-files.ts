// The files of the house as the house rules see them: what is written by hand, read once. What installs,
// builds and runs leave behind is not part of it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const HOUSE = fileURLToPath(new URL('../..', import.meta.url));

const NOT_OURS = new Set([
  ...['.git', '.klubkort', '.wrangler', 'dist', 'node_modules'],
  ...['playwright-report', 'test-results', 'results'],
]);
const TEXT = /\.(?:ts|tsx|mts|mjs|css|html|json|md|toml|svg|sql|c|service|sh)$|\/run$|^\.\w+$/;
const CODE = /\.(?:ts|tsx|mts|mjs)$/;

export interface HouseFile {
  /** From the house's root, with slashes. */
  readonly path: string;
  readonly text: string;
}

export const topFolders: readonly string[] = readdirSync(HOUSE, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !NOT_OURS.has(entry.name))
  .map((entry) => entry.name);

/** Every file and folder by its path, folders with a slash at their end. */
export const allPaths: readonly string[] = pathsBelow('');

export const textFiles: readonly HouseFile[] = allPaths
  .filter((path) => TEXT.test(path))
  .map((path) => ({ path, text: readFileSync(join(HOUSE, path), 'utf8') }));

export const codeFiles = textFiles.filter(({ path }) => CODE.test(path));

export function isTest(path: string): boolean {
  return /\.test\.tsx?$|^test\/|^bench\/|\/testing\//.test(path);
}

export function fileAt(path: string): HouseFile {
  const file = textFiles.find((candidate) => candidate.path === path);
  if (file === undefined) throw new Error(`${path} is missing`);
  return file;
}

function pathsBelow(folder: string): string[] {
  return readdirSync(join(HOUSE, folder), { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name)) return [];
    const path = `${folder}${entry.name}`;
    return entry.isDirectory() ? [`${path}/`, ...pathsBelow(`${path}/`)] : [path];
  });
}
