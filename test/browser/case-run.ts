// Runs cases one after the other, each in fresh browsers, prints a line for each and keeps pictures and last
// words of what failed. Owns no product: the club and the browser are given.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import type { Browser } from '@playwright/test';
import { DEMO_READER_TILL } from '../../local/demo-world.ts';
import type { Bench, BrowserCase } from './browser-case.ts';
import { CardHand } from './card-hand.ts';
import { ClubOffice } from './club-office.ts';
import type { RunningClub } from './running-club.ts';
import { type ScreenOptions, TillScreen } from './till-screen.ts';

/** The longest waits out a presentation; whatever takes longer than this hangs. */
const LONGEST_CASE_MS = 180_000;
const LONGEST_END_MS = 10_000;

export class CaseRun {
  passed = 0;
  failed = 0;
  readonly #club: RunningClub;
  readonly #browser: Browser;
  /** Parts of names; none asks for all. */
  readonly #only: readonly string[];
  readonly #results: string;
  readonly #hand: CardHand;

  constructor(club: RunningClub, browser: Browser, only: readonly string[], results: string) {
    this.#club = club;
    this.#browser = browser;
    this.#only = only;
    this.#results = results;
    this.#hand = new CardHand(club);
  }

  /** Those of a list that this run was asked for. */
  wanted(cases: readonly BrowserCase[]): BrowserCase[] {
    return cases.filter(
      ({ name }) => this.#only.length === 0 || this.#only.some((part) => name.includes(part)),
    );
  }

  async all(cases: readonly BrowserCase[]): Promise<void> {
    for (const one of this.wanted(cases)) await this.#one(one);
  }

  async #one({ name, run }: BrowserCase): Promise<void> {
    const startedAt = performance.now();
    const screens: TillScreen[] = [];
    try {
      await this.#club.mend();
      await inTime(LONGEST_CASE_MS, run(this.#bench(screens)));
      const faults = screens.flatMap((screen) => screen.faults());
      if (faults.length > 0) throw new Error(faults.join('\n'));
      this.passed += 1;
      console.log(`ok      ${name} (${Math.round(performance.now() - startedAt)} ms)`);
    } catch (error) {
      this.failed += 1;
      const why = stripVTControlCharacters(error instanceof Error ? error.message : String(error));
      console.log(`FAILED  ${name}: ${why}`);
      await this.#keep(name, why, screens);
    }
    for (const { context } of screens) {
      // A page that loads itself anew for ever does not close in good time.
      await inTime(LONGEST_END_MS, context.close()).catch((error: unknown) => {
        console.log(`        its browser did not close: ${String(error)}`);
      });
    }
  }

  #bench(screens: TillScreen[]): Bench {
    const club = this.#club;
    const office = new ClubOffice(club);
    const newScreen = async (options: ScreenOptions = {}) => {
      const screen = await TillScreen.open(this.#browser, club.url, options);
      screens.push(screen);
      return screen;
    };
    return {
      ...{ club, office, newScreen },
      hand: this.#hand,
      screenAtWork: async ({ operator = 'Mette Klubvoksen', ...options } = {}) => {
        const screen = await newScreen(options);
        await screen.pair(await office.pairingCode(options.tillKey ?? DEMO_READER_TILL));
        await screen.isTakenOverBy(operator);
        return screen;
      },
    };
  }

  /** What the screens looked like when the case failed, and what the processes said last. */
  async #keep(name: string, why: string, screens: readonly TillScreen[]): Promise<void> {
    const folder = path.join(this.#results, name.replace(/[^\p{L}\d]+/gu, '-').slice(0, 80));
    mkdirSync(folder, { recursive: true });
    const faults = screens.flatMap((screen) => screen.faults());
    writeFileSync(
      path.join(folder, 'why.txt'),
      [why, ...faults, this.#club.lastWords()].join('\n\n'),
    );
    for (const [index, { page }] of screens.entries()) {
      const file = path.join(folder, `screen-${index + 1}`);
      try {
        await page.screenshot({ path: `${file}.png` });
        writeFileSync(`${file}.html`, await inTime(LONGEST_END_MS, page.content()));
      } catch (error) {
        writeFileSync(`${file}.txt`, `no picture: ${String(error)}`);
      }
    }
  }
}

async function inTime<Value>(limitMs: number, work: Promise<Value>): Promise<Value> {
  const ended = new AbortController();
  const tooLong: Promise<never> = sleep(limitMs, undefined, { signal: ended.signal }).then(() => {
    throw new Error(`not done within ${limitMs} ms`);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    tooLong.catch(() => {});
    ended.abort();
  }
}
