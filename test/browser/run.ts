// The till in a real browser, before the real reader service and the real product, in a namespace of its
// own. Arguments: parts of the names of the cases to run; --pictures takes the README's pictures instead
// and writes them to docs/pictures/. What failed is shown in test-results/.
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { enterPrivateNamespace } from '../pcsc/private-namespace.ts';
import { checkedStates } from './accessibility-check.ts';
import { CaseRun } from './case-run.ts';
import { besideChildCases } from './cases-beside-child.ts';
import { childCases, expiredCase, pauseCase } from './cases-children.ts';
import { counterCases } from './cases-counter.ts';
import { crashCases } from './cases-crash.ts';
import { firstDayCases } from './cases-first-day.ts';
import { lockCases } from './cases-lock.ts';
import { operatorCases } from './cases-operators.ts';
import { pictureCases } from './cases-pictures.ts';
import { scriptedReaderCases, virtualReaderCases } from './cases-reader.ts';
import { saleCases } from './cases-sale.ts';
import { RunningClub } from './running-club.ts';

const RESULTS = fileURLToPath(new URL('../../test-results/browser', import.meta.url));
const CHROMIUM = {
  executablePath: '/usr/bin/chromium',
  args: [
    ...['--disable-background-networking', '--disable-component-update'],
    ...['--disable-sync', '--no-first-run'],
  ],
};

await enterPrivateNamespace();
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { pictures: { type: 'boolean', default: false } },
});
rmSync(RESULTS, { recursive: true, force: true });
const club = new RunningClub(Number(process.env.KLUBKORT_TEST_PORT ?? 26_000));
const browser = await chromium.launch(CHROMIUM);
const run = new CaseRun(club, browser, positionals, RESULTS);
try {
  await club.service.start();
  await club.npmStart();
  if (!values.pictures) await run.all(firstDayCases);
  await club.endNpmStart();
  await club.startServer();
  await club.startBridge('virtual');
  if (values.pictures) await run.all(pictureCases);
  else {
    const beside = run.all([pauseCase, expiredCase]);
    await run.all([...childCases, ...besideChildCases, ...saleCases]);
    await run.all([...counterCases, ...operatorCases]);
    await beside;
    await run.all([...crashCases, ...lockCases, ...virtualReaderCases]);
    await club.startBridge('scripted');
    await run.all(scriptedReaderCases);
  }
} catch (error) {
  run.failed += 1;
  console.log(`FAILED  ${error instanceof Error ? error.message : String(error)}`);
}
await browser.close();
await club.end();
if (checkedStates.size > 0) console.log(`axe looked at: ${[...checkedStates].join(', ')}`);
console.log(`${run.passed} passed, ${run.failed} failed`);
process.exit(run.failed === 0 && run.passed > 0 ? 0 : 1);
