// `npm start` as somebody meets it who just cloned the house: Ready, data that stays, one sentence when it
// cannot, and nothing left behind, however it ends. Prints one line per case and the counts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launcherCases } from './cases.ts';

export interface StartCase {
  readonly name: string;
  run(bench: StartBench): Promise<void>;
}

/** What a case may use; all of it is gone afterwards. */
export interface StartBench {
  readonly port: number;
  readonly state: string;
}

const only = process.argv[2];
const port = Number(process.env.KLUBKORT_TEST_PORT ?? 23_100);
let passed = 0;
let failed = 0;
for (const { name, run } of launcherCases) {
  if (only && !name.includes(only)) continue;
  const folder = mkdtempSync(join(tmpdir(), 'klubkort-start-'));
  const startedAt = performance.now();
  try {
    await run({ port, state: join(folder, 'state') });
    passed += 1;
    console.log(`ok      ${name} (${Math.round(performance.now() - startedAt)} ms)`);
  } catch (cause) {
    failed += 1;
    console.log(`FAILED  ${name}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
