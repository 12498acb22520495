// One hash over the sources that a build reads, so that an unchanged tree is not built again.
// Tests and what builds write are left out.
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Hashes the files below `house` that the patterns name; a pattern that names none is our mistake. */
export function sourceFingerprint(house: string, patterns: readonly string[]): string {
  const hash = createHash('sha256');
  for (const pattern of patterns) {
    const files = globSync(pattern, { cwd: house }).filter(isSource).sort();
    if (files.length === 0) throw new Error(`Nothing to build: no file fits ${pattern}.`);
    for (const file of files) {
      hash
        .update(`${file}\n`)
        .update(readFileSync(join(house, file)))
        .update('\n--\n');
    }
  }
  return hash.digest('hex');
}

function isSource(file: string): boolean {
  return /\.\w+$/.test(file) && !/(?:^|\/)(?:dist|node_modules)\/|\.test\.tsx?$/.test(file);
}

export function isBuilt(stamp: string, fingerprint: string): boolean {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint;
}
