// What a first visit to each page of the portal loads, gzipped: printed at each build, which fails above the
// page's budget. A first load is what the page's HTML names, and what its script imports without being
// asked; pages that open later are loaded later. Fonts and pictures are not counted.
import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

export interface Budget {
  readonly script: number;
  readonly style: number;
}

type Bundle = Rolldown.OutputBundle;

/** In bytes, per name of an entry. */
export function sizeBudget(budgets: Readonly<Record<string, Budget>>): Plugin {
  return {
    name: 'size-budget',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const measured = Object.entries(budgets).map(([entry, budget]) => {
          const size = firstLoad(bundle, entry);
          console.log(
            `  ${entry}: first load ${kilobytes(size.script)} of ${kilobytes(budget.script)} script, ` +
              `${kilobytes(size.style)} of ${kilobytes(budget.style)} style, gzipped`,
          );
          return { entry, isOver: size.script > budget.script || size.style > budget.style };
        });
        const over = measured.filter(({ isOver }) => isOver).map(({ entry }) => entry);
        if (over.length > 0) this.error(`The first load is above its budget: ${over.join(', ')}`);
      },
    },
  };
}

/** @throws Error when the build has no such entry: a budget that counts nothing would hold for ever. */
export function firstLoad(bundle: Bundle, entry: string): Budget {
  const chunks = Object.values(bundle).filter((part) => part.type === 'chunk');
  const first = chunks.find((chunk) => chunk.isEntry && chunk.name === entry);
  if (!first) throw new Error(`the build has no page named ${entry}`);
  const loaded = new Map([[first.fileName, first]]);
  for (const chunk of loaded.values()) {
    for (const name of chunk.imports) {
      const imported = chunks.find(({ fileName }) => fileName === name);
      if (imported) loaded.set(name, imported);
    }
  }
  const styles = new Set([...loaded.values()].flatMap(stylesOf));
  return {
    script: sum([...loaded.values()].map(({ code }) => code)),
    style: sum([...styles].map((name) => sourceOf(bundle, name))),
  };
}

/** Vite notes on each chunk which style sheets stand with it. */
function stylesOf(chunk: Rolldown.OutputChunk): string[] {
  return [...(chunk.viteMetadata?.importedCss ?? [])];
}

function sourceOf(bundle: Bundle, name: string): string | Uint8Array {
  const part = bundle[name];
  return part?.type === 'asset' ? part.source : '';
}

function sum(sources: readonly (string | Uint8Array)[]): number {
  return sources.reduce((total, source) => total + gzipSync(source, { level: 9 }).length, 0);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toLocaleString('en', { maximumFractionDigits: 1 })} kB`;
}
