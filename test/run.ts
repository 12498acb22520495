// `npm test`: installs what the tests need, then runs every check and every suite, and ends with the counts.
// `npm run check` is the quick part: types, lint and unit tests. A suite that ran nothing has failed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildReaderAddon } from '../local/build-reader-addon.mjs';
import { ensureDebianPackages, TEST_PACKAGES } from './debian-packages.ts';
import { type Counts, suiteCounts, unitCounts } from './suite-counts.ts';

const HOUSE = fileURLToPath(new URL('..', import.meta.url));
const REPORT = join(HOUSE, 'test-results', 'vitest.json');
const SUITE_WITHIN_MS = 20 * 60_000;

/** Each ends with a line "N passed, N failed". One that is not named here is not run: add it. */
const SUITES = [
  'test/pcsc/run.ts',
  'test/crash/run.ts',
  'test/login/run.ts',
  'test/browser/run.ts',
  'test/parents/run.ts',
  'test/start/run.ts',
  'test/simulators/run.ts',
] as const;

const PASSED: Counts = { passed: 1, failed: 0 };
const FAILED: Counts = { passed: 0, failed: 1 };
const failures: string[] = [];

function runTool(name: string, script: string, args: readonly string[]): number | null {
  console.log(`\n== ${name}`);
  return spawnSync(process.execPath, [join(HOUSE, 'node_modules', script), ...args], {
    cwd: HOUSE,
    stdio: 'inherit',
  }).status;
}

function tool(name: string, script: string, args: readonly string[]): Counts {
  if (runTool(name, script, args) !== 0) return failure(name);
  console.log(`ok      ${name}`);
  return PASSED;
}

/** Said where it happens, and once more before the counts. */
function failure(sentence: string): Counts {
  console.log(`FAILED  ${sentence}`);
  failures.push(sentence);
  return FAILED;
}

function unitTests(): Counts {
  rmSync(REPORT, { force: true });
  mkdirSync(dirname(REPORT), { recursive: true });
  const status = runTool('unit tests', 'vitest/vitest.mjs', [
    ...['run', '--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`],
  ]);
  return told(
    'unit tests',
    unitCounts(existsSync(REPORT) ? readFileSync(REPORT, 'utf8') : '', status),
  );
}

/** Shows what a suite says while it says it. */
function suite(script: string): Promise<Counts> {
  console.log(`\n== ${script}`);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(HOUSE, script)], {
      cwd: HOUSE,
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: SUITE_WITHIN_MS,
      killSignal: 'SIGKILL',
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      process.stdout.write(text);
    });
    child.once('close', (code) => resolve(told(script, suiteCounts(output, code))));
  });
}

function told(name: string, counts: Counts): Counts {
  const { passed, failed } = counts;
  if (failed > 0) failures.push(`${name}: ${passed} passed, ${failed} failed`);
  return counts;
}

/** After the Debian packages, because it is compiled against one of them. */
async function buildAddon(): Promise<void> {
  const { kind, sentence } = buildReaderAddon();
  if (kind !== 'present' && kind !== 'built') throw new Error(sentence);
}

async function run(quick: boolean): Promise<Counts[]> {
  const counts: Counts[] = [];
  if (!quick) {
    ensureDebianPackages(TEST_PACKAGES);
    counts.push(await inProcess("the reader's addon", buildAddon));
    counts.push(await inProcess('build', async () => (await import('../local/build.ts')).build()));
  }
  counts.push(tool('types', 'typescript/bin/tsc', ['-b']));
  counts.push(tool('lint and format', '@biomejs/biome/bin/biome', ['check', '.']));
  counts.push(unitTests());
  if (!quick) for (const script of SUITES) counts.push(await suite(script));
  return counts;
}

async function inProcess(name: string, step: () => Promise<void>): Promise<Counts> {
  console.log(`\n== ${name}`);
  try {
    await step();
    console.log(`ok      ${name}`);
    return PASSED;
  } catch (cause) {
    return failure(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

let counts: readonly Counts[];
try {
  counts = await run(process.argv.includes('--check'));
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : String(cause));
  counts = [FAILED];
}
const passed = counts.reduce((sum, part) => sum + part.passed, 0);
const failed = counts.reduce((sum, part) => sum + part.failed, 0);
if (failures.length > 0) console.log(`\nFailed:\n  ${failures.join('\n  ')}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
