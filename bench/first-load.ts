// What a first visit to the built portal loads, gzipped, read from the page that a browser would get. Absent:
// the bound, which the build itself keeps (portal/size-budget.ts).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { BUILT } from '../local/build.ts';

export interface FirstLoad {
  readonly scriptBytes: number;
  readonly styleBytes: number;
}

/** @throws Error when the page names no script or no style: the figure would be of another page. */
export function portalFirstLoad(): FirstLoad {
  const page = readFileSync(join(BUILT.portal, 'index.html'), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map(
    ([, name = '']) => name,
  );
  const bytesOf = (ending: string) =>
    named
      .filter((name) => name.endsWith(ending))
      .map((name) => gzipSync(readFileSync(join(BUILT.portal, name)), { level: 9 }).length)
      .reduce((sum, bytes) => sum + bytes, 0);
  const load = { scriptBytes: bytesOf('.js'), styleBytes: bytesOf('.css') };
  if (load.scriptBytes === 0 || load.styleBytes === 0) {
    throw new Error('the built portal names no script or no style');
  }
  return load;
}
