// The house rules as tests, so that a build says what a reviewer otherwise would. Each failure names the
// files and the lines; formatting, unused code and `any` in types are Biome's and the compiler's.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { PROBLEMS } from '../../contracts/problems.ts';
import {
  allPaths,
  codeFiles,
  fileAt,
  HOUSE,
  isTest,
  textFiles,
  topFolders,
} from './house-files.ts';

/** "path:line: text" of every line that fits. Comments count: a rule broken in words is broken. */
function linesThatFit(files: readonly { path: string; text: string }[], pattern: RegExp): string[] {
  return files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 90)}`] : [],
      ),
  );
}

const within = (...folders: string[]) =>
  codeFiles.filter(({ path }) => folders.some((folder) => path.startsWith(`${folder}/`)));
const production = (...folders: string[]) => within(...folders).filter(({ path }) => !isTest(path));

describe('the map', () => {
  const documents = ['README.md', 'ARCHITECTURE.md'];

  test.each(documents)('every path that %s names exists', (document) => {
    const { text } = fileAt(document);
    const named = [
      ...[...text.matchAll(/`([^`\n]+)`/g)].map(([, name = '']) => name),
      ...[...text.matchAll(/\]\((?!https?:|#)([^)\s#]+)/g)].map(([, name = '']) => name),
    ].filter(looksLikePath);
    expect(named.filter((name) => !exists(name))).toEqual([]);
    expect(named.length).toBeGreaterThan(0);
  });

  test('every top folder is in the code map of ARCHITECTURE.md', () => {
    const { text } = fileAt('ARCHITECTURE.md');
    const missing = topFolders.filter((name) => !text.includes(`${name}/`) && name !== '.ci');
    expect(missing).toEqual([]);
  });

  test('README.md shows the two commands on its first screen', () => {
    const firstScreen = fileAt('README.md').text.split('\n').slice(0, 30).join('\n');
    expect(firstScreen).toContain('npm start');
    expect(firstScreen).toContain('npm test');
  });

  test('npm test runs every suite that there is', () => {
    const suites = allPaths.filter((path) => /^test\/[^/]+\/run\.ts$/.test(path));
    const { text } = fileAt('test/run.ts');
    expect(suites.filter((path) => !text.includes(`'${path}'`))).toEqual([]);
    expect(suites.length).toBeGreaterThan(0);
  });

  test('every problem code has a row in docs/errors.md', () => {
    const { text } = fileAt('docs/errors.md');
    const missing = Object.keys(PROBLEMS).filter((code) => !text.includes(`| \`${code}\``));
    expect(missing).toEqual([]);
  });
});

describe('names', () => {
  test('files are kebab-case', () => {
    const odd = codeFiles.filter(({ path }) => !/^[a-z0-9.-]+$/.test(basename(path)));
    expect(odd.map(({ path }) => path)).toEqual([]);
  });

  test('no file is a drawer for everything', () => {
    const drawer = /(?:^|[/-])(?:utils?|helpers?|common|shared|misc|lib)(?:[./]|$)/;
    expect(allPaths.filter((path) => drawer.test(path))).toEqual([]);
  });

  test('no file only passes on what others own', () => {
    const barrels = codeFiles.filter(({ path, text }) => {
      if (path === 'worker/index.ts') return false;
      const lines = text
        .split('\n')
        .filter((line) => line !== '' && !/^\s*(?:\/\/|\/?\*)/.test(line));
      return (
        lines.length > 0 && lines.every((line) => /^export (?:type )?(?:\*|\{).* from /.test(line))
      );
    });
    expect(barrels.map(({ path }) => path)).toEqual([]);
  });
});

describe('borders', () => {
  const references: Record<string, string[]> = {
    contracts: [],
    'durable-objects': ['contracts'],
    worker: ['contracts', 'durable-objects'],
    portal: ['contracts'],
    'reader-bridge': ['contracts'],
  };

  test.each(Object.entries(references))('%s may import %j and nothing else', (folder, allowed) => {
    const config = JSON.parse(readFileSync(join(HOUSE, folder, 'tsconfig.json'), 'utf8')) as {
      references: { path: string }[];
    };
    expect(config.references.map(({ path }) => path.replace('../', '')).sort()).toEqual(allowed);
    const imported = within(folder).flatMap(({ path, text }) =>
      [...text.matchAll(/from '((?:\.\.\/)+)([a-z-]+)\//g)].flatMap(([, up = '', target = '']) =>
        path.split('/').length - 1 === up.length / 3 ? [target] : [],
      ),
    );
    const strangers = new Set(imported.filter((target) => topFolders.includes(target)));
    for (const target of [folder, ...allowed]) strangers.delete(target);
    expect([...strangers]).toEqual([]);
  });

  test('contracts import zod and one another', () => {
    const foreign = linesThatFit(production('contracts'), / from '(?!\.\/|zod')/);
    expect(foreign).toEqual([]);
  });
});

describe('code', () => {
  test('every file opens with a comment of one to four lines', () => {
    const silent = codeFiles.filter(({ path, text }) => {
      if (/\.test\.tsx?$/.test(path)) return false;
      const lines = text.replace(/^#!.*\n/, '').split('\n');
      const end = lines.findIndex((line) => !/^(?:\/\/|\/\*\*?| \*)/.test(line));
      return end < 1 || end > 4;
    });
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  test('methods of the objects are #private: a TypeScript-private one can be called over RPC', () => {
    expect(
      linesThatFit(within('durable-objects'), /^\s+(?:private|protected) (?!constructor)/),
    ).toEqual([]);
  });

  test('nothing is typed as any', () => {
    const anything = /(?::|\bas|<|\||,) ?any(?:\[\])?(?=[\s;,)>|&=]|$)/;
    const outsideComments = codeFiles.map(({ path, text }) => ({
      path,
      text: text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, (comment) => comment.replace(/[^\n]/g, ' ')),
    }));
    expect(linesThatFit(outsideComments, anything)).toEqual([]);
  });

  test('money is never rounded by a fraction’s functions', () => {
    const paths = production('contracts', 'durable-objects', 'worker', 'portal');
    const files = paths.filter(({ path }) => path !== 'contracts/ore.ts');
    expect(linesThatFit(files, /\bparseFloat\(|\.toFixed\(/)).toEqual([]);
  });

  test('SQL stands only where each object keeps its tables', () => {
    const keepers =
      /\/(?:journal|migrations|migrate|row-reader|[a-z-]+-store|[a-z-]*table[a-z-]*)\.ts$/;
    const others = production('durable-objects', 'worker').filter(
      ({ path }) => !keepers.test(path),
    );
    const statement =
      /\bsql\.exec\(|['"`]\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|PRAGMA) /;
    expect(linesThatFit(others, statement)).toEqual([]);
  });

  test('no test is skipped, and no work is left for later in a comment', () => {
    const skipped = /\b(?:test|it|describe)\.(?:skip|only|todo|fails)\b|\b(?:skipIf|runIf)\(/;
    const files = codeFiles.filter(({ path }) => path !== 'test/house/house-rules.test.ts');
    expect(linesThatFit(files, skipped)).toEqual([]);
    expect(linesThatFit(files, /\b(?:TODO|FIXME|XXX|HACK)\b/)).toEqual([]);
  });
});

describe('what the house stands on', () => {
  const manifests = ['package.json', 'reader-bridge/package.json'].map((path) =>
    z
      .object({
        dependencies: z.record(z.string(), z.string()).optional(),
        devDependencies: z.record(z.string(), z.string()).optional(),
        optionalDependencies: z.record(z.string(), z.string()).optional(),
      })
      .parse(JSON.parse(fileAt(path).text)),
  );
  const dependencies = manifests.flatMap((manifest) =>
    [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies].flatMap(
      (part) => Object.entries(part ?? {}),
    ),
  );

  test('every dependency is pinned to one version', () => {
    const loose = dependencies.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    expect(loose).toEqual([]);
  });

  test('every dependency has a line in docs/dependencies.md, and no line is without one', () => {
    const { text } = fileAt('docs/dependencies.md');
    const named = [...text.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name = '']) => name);
    expect(named.sort()).toEqual([...new Set(dependencies.map(([name]) => name))].sort());
  });

  test('no file names a registry, or a path of the machine it was written on', () => {
    const hosts =
      /\bregistry\.[a-z0-9-]+\.[a-z]{2,}|\/\/[\w.-]*\b(?:npm|pypi|registry)[\w-]*\.[\w.-]+\//;
    const places = /(?:^|[\s"'`(=:])\/(?:root|home|work|Users|mnt)\/[\w.]/;
    const files = textFiles.filter(({ path }) => path !== 'test/house/house-rules.test.ts');
    expect(linesThatFit(files, hosts)).toEqual([]);
    expect(linesThatFit(files, places)).toEqual([]);
    expect(fileAt('package-lock.json').text).not.toContain('"resolved": "http');
  });
});

/** A file or folder by its look; not a route, a package, a command or a pattern. */
function looksLikePath(name: string): boolean {
  if (/[\s<>{}()=$?*]|^[/@#-]|^https?:|^\d/.test(name)) return false;
  return name.includes('/')
    ? /^[\w.-]+(?:\/[\w.-]+)*\/?$/.test(name)
    : /\.(?:ts|tsx|md|mjs|toml|json)$/.test(name);
}

/** A path from the root; a bare name may stand in any folder; made folders need not exist yet. */
function exists(name: string): boolean {
  if (/(?:^|\/)(?:dist|node_modules|\.klubkort)(?:\/|$)/.test(name)) return true;
  if (!name.includes('/')) return allPaths.some((path) => basename(path) === name);
  const plain = name.replace(/^\.\//, '').replace(/\/$/, '');
  return allPaths.some((path) => {
    const candidate = path.replace(/\/$/, '');
    return candidate === plain || candidate.endsWith(`/${plain}`);
  });
}
