// `npm test`: installs what the tests need, then runs every check and every suite, and ends with the counts.
// `npm run check` is the quick part: types, lint and unit tests. A suite that ran nothing has failed.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildReaderAddon } from '../local/build-reader-addon.mjs';
import { ensureDebianPackages, TEST_PACKAGES } from './debian-packages.ts';

const HOUSE = fileURLToPath(new URL('..', import.meta.url));
const REPORT = join(HOUSE, 'test-results', 'vitest.json');
const SUITE_WITHIN_MS = 20 * 60_000;

/** Each ends with a line "N passed, N failed". One that is not named here is not run: add it. */
const SUITES = [
  'test/pcsc/run.ts',
  'test/crash/run.ts',
  'test/browser/run.ts',
  'test/start/run.ts',
] as const;

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

const PASSED: Counts = { passed: 1, failed: 0 };
const FAILED: Counts = { passed: 0, failed: 1 };
const failures: string[] = [];

function tool(name: string, script: string, args: readonly string[]): Counts {
  console.log(`\n== ${name}`);
  const result = spawnSync(process.execPath, [join(HOUSE, 'node_modules', script), ...args], {
    cwd: HOUSE,
    stdio: 'inherit',
  });
  if (result.status !== 0) return failure(name);
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
  mkdirSync(join(HOUSE, 'test-results'), { recursive: true });
  const run = tool('unit tests', 'vitest/vitest.mjs', [
    ...['run', '--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`],
  ]);
  const report = reportOf();
  if (report === null || report.passed === 0) return failure('unit tests ran nothing');
  // Vitest also fails for what belongs to no test: an unhandled error, a file that does not load.
  return run.failed > 0 && report.failed === 0 ? { ...report, failed: 1 } : report;
}

/** A skipped test is a failed one. */
function reportOf(): Counts | null {
  try {
    const report = JSON.parse(readFileSync(REPORT, 'utf8')) as Record<string, number>;
    const passed = report.numPassedTests ?? 0;
    return { passed, failed: (report.numTotalTests ?? 0) - passed };
  } catch {
    return null;
  }
}

/** Streams what a suite says and believes its last line only if its exit code agrees. */
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
    child.once('close', (code) => {
      const counts = countsIn(output) ?? { passed: 0, failed: 0 };
      if (counts.failed > 0) failures.push(`${script}: ${counts.failed} of its cases`);
      if (counts.passed + counts.failed === 0) {
        resolve(failure(`${script} ended (${code}) without having run a test`));
      } else if (code !== 0 && counts.failed === 0) {
        resolve({ ...counts, ...failure(`${script} ended with ${code}`), passed: counts.passed });
      } else resolve(counts);
    });
  });
}

function countsIn(output: string): Counts | null {
  const line = /^(\d+) passed, (\d+) failed$/.exec(output.trimEnd().split('\n').at(-1) ?? '');
  return line && { passed: Number(line[1]), failed: Number(line[2]) };
}

/** What the suites of the reader need; after the packages, because it is compiled against one of them. */
function readerAddon(): Counts {
  console.log("\n== the reader's addon");
  const { kind, sentence } = buildReaderAddon();
  const isThere = kind === 'present' || kind === 'built';
  if (!isThere) return failure(sentence);
  console.log(`ok      ${sentence}`);
  return PASSED;
}

async function run(quick: boolean): Promise<Counts[]> {
  const counts: Counts[] = [];
  if (!quick) {
    ensureDebianPackages(TEST_PACKAGES);
    counts.push(readerAddon());
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
