// The parents' portal in a real browser, before the real product: once at a phone's size in Danish, once at a
// desktop's in English, each on a demo of its own. Arguments: parts of the names of the cases to run; --look
// phone or desktop for one of the two; --pictures takes the README's pictures instead. What failed is shown in
// test-results/.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { type Browser, chromium } from '@playwright/test';
import { checkedStates } from '../browser/accessibility-check.ts';
import { TillScreen } from '../browser/till-screen.ts';
import { accountCases } from './cases-account.ts';
import { autoTopUpCases } from './cases-auto-top-up.ts';
import { autoTopUpChangeCases } from './cases-auto-top-up-changes.ts';
import { autoTopUpHeldCases } from './cases-auto-top-up-held.ts';
import { autoTopUpMendingCases } from './cases-auto-top-up-mending.ts';
import { cardCases } from './cases-card.ts';
import { endedSessionCases } from './cases-ended-sessions.ts';
import { journeyCases } from './cases-journey.ts';
import { limitCases } from './cases-limits.ts';
import { linkCases } from './cases-links.ts';
import { loginCases } from './cases-login.ts';
import { moneyTakenBackCases } from './cases-money-taken-back.ts';
import { ownDetailsCases } from './cases-own-details.ts';
import { payingInCases } from './cases-paying-in.ts';
import { payingInFailureCases } from './cases-paying-in-failures.ts';
import { payingInWaitingCases } from './cases-paying-in-waiting.ts';
import { pictureCases } from './cases-pictures.ts';
import { leavingCases, readerCases } from './cases-readers.ts';
import { readingCases } from './cases-reading.ts';
import type { ParentBench, ParentCase } from './parent-case.ts';
import { LOOKS, type Look, ParentScreen } from './parent-screen.ts';
import { RunningDemo } from './running-demo.ts';

const RESULTS = fileURLToPath(new URL('../../test-results/parents', import.meta.url));
const CHROMIUM = {
  executablePath: '/usr/bin/chromium',
  args: [
    ...['--disable-background-networking', '--disable-component-update'],
    ...['--disable-sync', '--no-first-run'],
  ],
};
const CASES: readonly ParentCase[] = [
  ...readingCases,
  ...loginCases,
  ...linkCases,
  ...readerCases,
  ...accountCases,
  ...limitCases,
  ...ownDetailsCases,
  ...endedSessionCases,
  // Last: with them the card that the reader is shown is replaced.
  ...cardCases,
  ...payingInCases,
  ...payingInFailureCases,
  ...payingInWaitingCases,
  ...autoTopUpCases,
  ...autoTopUpChangeCases,
  ...autoTopUpMendingCases,
  ...autoTopUpHeldCases,
  ...moneyTakenBackCases,
  ...journeyCases,
  ...leavingCases,
];
const LONGEST_CASE_MS = 120_000;

let passed = 0;
let failed = 0;

async function runAll(look: Look, browser: Browser, port: number): Promise<void> {
  const demo = new RunningDemo(port);
  try {
    await demo.start();
    for (const one of values.pictures ? pictureCases : CASES) {
      if (only.length === 0 || only.some((part) => one.name.includes(part))) {
        await runOne(one, look, browser, demo);
      }
    }
  } catch (error) {
    failed += 1;
    console.log(`FAILED  the demo for ${look.name}: ${String(error)}`);
  } finally {
    await demo.end();
  }
}

async function runOne(
  { name, run }: ParentCase,
  look: Look,
  browser: Browser,
  demo: RunningDemo,
): Promise<void> {
  const startedAt = performance.now();
  const screens: (ParentScreen | TillScreen)[] = [];
  const title = `${look.name}: ${name}`;
  try {
    await inTime(run(benchOf(look, browser, demo, screens)));
    const faults = screens.flatMap((screen) => screen.faults());
    if (faults.length > 0) throw new Error(faults.join('\n'));
    passed += 1;
    console.log(`ok      ${title} (${Math.round(performance.now() - startedAt)} ms)`);
  } catch (error) {
    failed += 1;
    const why = stripVTControlCharacters(error instanceof Error ? error.message : String(error));
    console.log(`FAILED  ${title}: ${why}`);
    await keep(title, why, screens);
  }
  for (const { context } of screens) await context.close();
}

function benchOf(
  look: Look,
  browser: Browser,
  demo: RunningDemo,
  screens: (ParentScreen | TillScreen)[],
): ParentBench {
  const newScreen = async () => {
    const screen = await ParentScreen.open(browser, demo.url, look);
    screens.push(screen);
    return screen;
  };
  return {
    ...{ demo, look, newScreen },
    loggedIn: async (personaId) => {
      const screen = await newScreen();
      // The first answer tells that nobody is logged in, and the browser notes it.
      screen.mayBeAnswered(401);
      await screen.logIn(personaId);
      return screen;
    },
    till: async () => {
      const till = await TillScreen.open(browser, demo.url, {});
      screens.push(till);
      await till.pair(await demo.pairingCode());
      await till.isTakenOverBy('Mette Klubvoksen');
      return till;
    },
  };
}

/** What the screens looked like when the case failed. */
async function keep(
  title: string,
  why: string,
  screens: readonly (ParentScreen | TillScreen)[],
): Promise<void> {
  const folder = path.join(RESULTS, title.replace(/[^\p{L}\d]+/gu, '-').slice(0, 80));
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'why.txt'), why);
  for (const [index, { page }] of screens.entries()) {
    await page
      .screenshot({ path: path.join(folder, `screen-${index + 1}.png`), fullPage: true })
      .catch((error: unknown) => console.log(`        no picture: ${String(error)}`));
  }
}

async function inTime(work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`not done within ${LONGEST_CASE_MS} ms`)),
      LONGEST_CASE_MS,
    );
  });
  try {
    await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

const { positionals: only, values } = parseArgs({
  allowPositionals: true,
  options: { look: { type: 'string' }, pictures: { type: 'boolean', default: false } },
});
rmSync(RESULTS, { recursive: true, force: true });
const port = Number(process.env.KLUBKORT_TEST_PORT ?? 27_000);
const browser = await chromium.launch(CHROMIUM);
for (const look of LOOKS) {
  if (values.look === undefined || look.name.startsWith(values.look)) {
    await runAll(look, browser, port);
  }
}
await browser.close();
if (checkedStates.size > 0) console.log(`axe looked at: ${[...checkedStates].join(', ')}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
