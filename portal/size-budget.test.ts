import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Budget, sizeBudget } from './size-budget.ts';

/** Text that gzip cannot shrink: each sign is worth about six bits. */
const noise = (seed: number, length: number) => {
  let state = seed;
  const signs = Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return ((state >> 12) % 36).toString(36);
  });
  return signs.join('');
};

let folder: string;
const said: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'klubkort-size-'));
  const files = {
    'index.html': '<script type="module" src="./main.js"></script>',
    'main.js': `import './main.css'; import { at } from './at-once.js'; document.title = at;
      document.onclick = () => import('./later.js');`,
    'at-once.js': `export const at = '${noise(1, 4000)}';`,
    'later.js': `import './later.css'; document.title = '${noise(2, 40_000)}';`,
    'main.css': `a::after { content: '${noise(3, 2000)}' }`,
    'later.css': `b::after { content: '${noise(4, 20_000)}' }`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  vi.spyOn(console, 'log').mockImplementation((line: string) => said.push(line));
});

afterEach(() => {
  vi.restoreAllMocks();
  said.length = 0;
  rmSync(folder, { recursive: true });
});

const built = (budgets: Record<string, Budget>) =>
  build({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    plugins: [sizeBudget(budgets)],
    build: { write: false, rolldownOptions: { input: { index: join(folder, 'index.html') } } },
  });

test('counts what a first visit loads, and nothing that is loaded later', async () => {
  await built({ index: { script: 6000, style: 4000 } });
  const [script = 0, style = 0] = [...(said[0] ?? '').matchAll(/([\d.]+) kB of/g)].map(([, size]) =>
    Number(size),
  );
  expect(script).toBeGreaterThan(2);
  expect(script).toBeLessThan(6);
  expect(style).toBeGreaterThan(1);
  expect(style).toBeLessThan(4);
});

test('a build above its budget fails and names the page', async () => {
  await expect(built({ index: { script: 1000, style: 4000 } })).rejects.toThrow(/budget: index/);
  await expect(built({ index: { script: 6000, style: 1000 } })).rejects.toThrow(/budget: index/);
});

test('a budget for a page that is not built is a mistake', async () => {
  await expect(built({ kasse: { script: 1000, style: 1000 } })).rejects.toThrow(/no page named/);
});
