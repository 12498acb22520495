// The reader bridge against the real reader service: each row of what it must survive, told apart at the
// till. Prints one line per case and ends with the counts; the exit code is 0 only if all passed.
import { setTimeout as sleep } from 'node:timers/promises';
import { scriptedReaderCases } from './cases-scripted-reader.ts';
import { virtualReaderCases } from './cases-virtual-reader.ts';
import { enterPrivateNamespace } from './private-namespace.ts';
import { TillPc } from './till-pc.ts';

const CARD_IS_SEEN_LEAVING_MS = 500;

export interface ReaderCase {
  readonly name: string;
  readonly run: (pc: TillPc) => Promise<void>;
}

await enterPrivateNamespace();
const only = process.argv[2];
const pc = new TillPc();
let passed = 0;
let failed = 0;
await pc.start();
for (const [reader, cases] of [
  ['virtual', virtualReaderCases],
  ['scripted', scriptedReaderCases],
] as const) {
  await pc.restartBridge(reader);
  for (const { name, run } of cases) {
    if (only && !name.includes(only)) continue;
    const startedAt = performance.now();
    try {
      if (reader === 'scripted') pc.scripted.plugIn();
      await pc.readerIsReady();
      await run(pc);
      passed += 1;
      console.log(`ok      ${name} (${Math.round(performance.now() - startedAt)} ms)`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED  ${name}: ${error instanceof Error ? error.message : String(error)}`);
      console.log(pc.bridge.output.split('\n').slice(-15).join('\n'));
    }
    await pc.removeCards();
    // The next card must not come before the service has noticed that this one left: that is a swap.
    await sleep(CARD_IS_SEEN_LEAVING_MS);
  }
}
await pc.end();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
