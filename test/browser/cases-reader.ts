// Everything that may befall reader, service, bridge and server while a till is open: told apart on the
// screen in words, and survived. The rest of what the bridge does is in test/pcsc.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { OLDEST_SHOWN_READING_MS } from '../../contracts/presentations.ts';
import { NO_SMARTCARD, REMOVED_CARD } from '../pcsc/scripted-pcsc.ts';
import { until } from '../pcsc/until.ts';
import type { Bench, BrowserCase } from './browser-case.ts';
import type { TillScreen } from './till-screen.ts';

/** Services come back within seconds, and the bridge looks for them every second. */
const BACK_WITHIN_MS = 20_000;

/** With Debian's own service and its virtual reader. */
export const virtualReaderCases: BrowserCase[] = [
  {
    name: 'the reader service stops and returns: the screen says so, and cards are read again',
    run: async (bench) => {
      const screen = await bench.screenAtWork();
      await screen.isWaiting();
      await bench.club.service.stop();
      await readerIs(screen, 'Kortlæserens tjeneste er stoppet');
      await screen.accessibility.look('reader service down');
      await bench.club.service.start();
      await readerIs(screen, 'Kortlæser klar');
      await readsAgain(bench, screen, 'Kasper Legesen');
    },
  },
  {
    name: 'a card torn away in mid-command was too fast: the screen says so, and it is read the next time',
    run: async (bench) => {
      const screen = await bench.screenAtWork();
      const before = await bench.office.books('Kasper Legesen');
      await bench.hand.tearAway('Kasper Legesen');
      await expect(screen.outcome('Se efter')).toContainText('Kortet blev flyttet for hurtigt');
      await screen.showsNobody();
      assert.deepEqual(await bench.office.books('Kasper Legesen'), before);
      await readsAgain(bench, screen, 'Kasper Legesen');
    },
  },
  {
    name: 'the bridge is killed and comes back: the screen says so, and cards are read again',
    run: async (bench) => {
      const screen = await bench.screenAtWork();
      const { pid } = bench.club.bridge;
      assert.ok(pid, 'the bridge runs');
      process.kill(pid, 'SIGKILL');
      await readerIs(screen, 'Kortlæserens program svarer ikke');
      await screen.accessibility.look('bridge away');
      await bench.club.startBridge('virtual');
      await readerIs(screen, 'Kortlæser klar');
      await readsAgain(bench, screen, 'Kasper Legesen');
    },
  },
  {
    name: 'the server is gone for a while: an old scan is not shown, and the next one is',
    run: async (bench) => {
      const { club, hand } = bench;
      const screen = await bench.screenAtWork();
      await screen.isWaiting();
      screen.mayBeCutOff();
      await club.killServer();
      await expect(screen.states).toContainText('Ingen forbindelse siden');
      await expect(screen.childRegion).toContainText('Venter på forbindelse');
      await screen.accessibility.look('connection lost');
      await screen.add('Æble');
      await screen.total('3,00 kr.');
      await hand.hold('Josefine Legesen');
      await sleep(OLDEST_SHOWN_READING_MS + 2_000);
      await club.startServer();
      await expect(screen.states).toContainText('Forbundet', { timeout: BACK_WITHIN_MS });
      const isAcknowledged = () => club.bridge.output.includes('"notShownBecause":"too_old"');
      await until('the old scan is acknowledged', isAcknowledged, BACK_WITHIN_MS);
      await club.readerIsReady();
      await readerIs(screen, 'Kortlæser klar');
      await screen.showsNobody();
      await hand.hold('Kasper Legesen');
      await screen.shows('Kasper Legesen');
      await screen.confirmFor('Kasper Legesen');
    },
  },
];

/** With a scripted libpcsclite under the real bridge: no virtual reader can be unplugged. */
export const scriptedReaderCases: BrowserCase[] = [
  {
    name: 'the reader is unplugged and plugged in: the screen tells it from a stopped service',
    run: async (bench) => {
      const screen = await bench.screenAtWork();
      await screen.isWaiting();
      bench.club.scripted.unplug();
      await readerIs(screen, 'Ingen kortlæser');
      await screen.accessibility.look('no reader');
      bench.club.scripted.plugIn();
      await readerIs(screen, 'Kortlæser klar');
      await readsAgain(bench, screen, 'Josefine Legesen');
    },
  },
  {
    name: 'the reader is unplugged while a child stands there: the sale goes on',
    run: async (bench) => {
      const screen = await bench.screenAtWork();
      await bench.hand.hold('Josefine Legesen');
      await screen.shows('Josefine Legesen');
      bench.club.scripted.unplug();
      await readerIs(screen, 'Ingen kortlæser', 'in the bar only');
      await screen.accessibility.look('no reader, child shown');
      await screen.add('Æble');
      await screen.confirmFor('Josefine Legesen');
      bench.club.scripted.plugIn();
      await readerIs(screen, 'Kortlæser klar', 'in the bar only');
    },
  },
  ...(
    [
      ['whose connect fails at its insertion', NO_SMARTCARD],
      ['that is gone when the command comes', REMOVED_CARD],
    ] as const
  ).map(
    ([what, code]): BrowserCase => ({
      name: `a card ${what} was too fast: the screen says so, and it is read the next time`,
      run: async (bench) => {
        const { scripted } = bench.club;
        const screen = await bench.screenAtWork();
        if (code === NO_SMARTCARD) scripted.failConnects(code, 99);
        else scripted.failCommands(code);
        await bench.hand.hold('Josefine Legesen');
        const outcome = screen.outcome('Se efter');
        await expect(outcome).toContainText('Kortet blev flyttet for hurtigt');
        await screen.stopTheDate();
        await screen.accessibility.look('card read too fast');
        scripted.succeed();
        await bench.hand.hold('Josefine Legesen');
        await screen.shows('Josefine Legesen');
      },
    }),
  ),
];

async function readerIs(screen: TillScreen, words: string, where = 'everywhere'): Promise<void> {
  await expect(screen.states).toContainText(words, { timeout: BACK_WITHIN_MS });
  if (where !== 'everywhere') return;
  const heading = words === 'Kortlæser klar' ? 'Klar til kort' : words;
  await expect(screen.childRegion.getByRole('heading', { name: heading })).toBeVisible();
}

async function readsAgain(bench: Bench, screen: TillScreen, childName: string): Promise<void> {
  await bench.hand.hold(childName);
  await screen.sell(childName, 'Æble');
}
