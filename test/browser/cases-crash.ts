// What becomes of a purchase when the page, the line or the server fails in the middle of it: it is sent
// again under the same id until there is an answer, and it counts once.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, type Page, type Route } from '@playwright/test';
import type { Bench, BrowserCase } from './browser-case.ts';
import type { TillScreen } from './till-screen.ts';

const PURCHASES = '**/api/accounts/*/purchases/*';
/** The cashier waits six seconds for an answer, then goes on with the next child. */
const PATIENCE_MS = 12_000;
/** Tries come further and further apart; both the line and the socket may have to be waited for. */
const SETTLES_WITHIN_MS = 25_000;

export const crashCases: BrowserCase[] = [
  {
    name: 'a page loaded anew while the server has booked but not answered settles the same purchase',
    run: async (bench) => {
      const { screen, books, childName } = await childAtTheTill(bench, 'Oskar Bakkeprøvesen');
      const sent = sentPurchases(screen.page);
      let booked = () => {};
      const isBooked = new Promise<void>((resolve) => {
        booked = resolve;
      });
      await screen.page.route(PURCHASES, async (route) => {
        if (sent.length > 1) return route.continue();
        await route.fetch();
        booked();
        // The answer never comes: the page is gone before.
      });
      await screen.confirmButton.click();
      await isBooked;
      await screen.page.reload();
      await expect(doubts(screen)).toContainText('Købet er gået igennem');
      await screen.accessibility.look('purchase settled after a reload');
      await countsOnce(bench, childName, books, sent);
      await doubts(screen).getByRole('button', { name: 'Luk' }).click();
      await expect(doubts(screen)).toBeHidden();
      await screen.page.reload();
      await screen.isWaiting();
      await expect(doubts(screen)).toBeHidden();
    },
  },
  {
    name: 'a page loaded anew before the request has left sends the same purchase',
    run: async (bench) => {
      const { screen, books, childName } = await childAtTheTill(bench, 'Oskar Bakkeprøvesen');
      const sent = sentPurchases(screen.page);
      await screen.page.route(PURCHASES, async (route) => {
        // The first is neither sent nor answered.
        if (sent.length > 1) await route.continue();
      });
      await screen.confirmButton.click();
      await expect.poll(() => sent.length).toBe(1);
      assert.deepEqual(await bench.office.books(childName), books);
      await screen.page.reload();
      await expect(doubts(screen)).toContainText('Købet er gået igennem');
      await countsOnce(bench, childName, books, sent);
    },
  },
  {
    name: 'an answer that was lost is asked for again, and the child has bought once',
    run: async (bench) => {
      const { screen, books, childName } = await childAtTheTill(bench, 'Wilma Viskelæder');
      const sent = sentPurchases(screen.page);
      let lost = 0;
      screen.mayBeCutOff();
      await screen.page.route(PURCHASES, async (route: Route) => {
        if (lost >= 2) return route.continue();
        lost += 1;
        await route.fetch();
        await route.abort('connectionreset');
      });
      await screen.confirmFor(childName);
      assert.equal(lost, 2);
      await countsOnce(bench, childName, books, sent);
    },
  },
  {
    name: 'without a line the purchase stays outstanding, says so, and settles when the line is back',
    run: async (bench) => {
      const { screen, books, childName } = await childAtTheTill(bench, 'Uma Papirsen');
      const sent = sentPurchases(screen.page);
      screen.mayBeCutOff();
      await screen.context.setOffline(true);
      await screen.confirmButton.click();
      await expect(screen.outcome('Se efter')).toContainText(
        `Intet svar endnu på købet for ${childName}`,
        {
          timeout: PATIENCE_MS,
        },
      );
      await expect(doubts(screen)).toContainText('Venter på svar');
      await screen.showsNobody();
      await screen.accessibility.look('purchase outstanding');
      await screen.add('Popcorn');
      await screen.total('7,00 kr.');
      assert.deepEqual(await bench.office.books(childName), books);
      await screen.context.setOffline(false);
      await expect(doubts(screen)).toContainText('Købet er gået igennem', {
        timeout: SETTLES_WITHIN_MS,
      });
      await screen.accessibility.look('purchase settled');
      await countsOnce(bench, childName, books, sent);
      await screen.total('7,00 kr.');
      await doubts(screen).getByRole('button', { name: 'Kvittering' }).click();
      await expect(screen.dialog.getByRole('article')).toContainText('3,00');
    },
  },
  {
    name: 'a child whose purchase is outstanding buys nothing more until it is settled',
    run: async (bench) => {
      const { screen, books, childName } = await childAtTheTill(bench, 'Ibrahim Eksempelsen');
      screen.mayBeCutOff();
      const sent = sentPurchases(screen.page);
      await screen.page.route(PURCHASES, (route) => route.abort('connectionfailed'));
      await screen.confirmButton.click();
      await expect(doubts(screen)).toContainText('Venter på svar', { timeout: PATIENCE_MS });
      await bench.hand.hold(childName);
      await screen.shows(childName);
      await screen.add('Popcorn');
      await expect(screen.confirmButton).toBeHidden();
      await expect(screen.cart.getByRole('button', { name: 'Venter på svar' })).toBeVisible();
      await screen.accessibility.look('child with a purchase outstanding');
      await screen.page.unrouteAll({ behavior: 'ignoreErrors' });
      await expect(doubts(screen)).toContainText('Købet er gået igennem', {
        timeout: SETTLES_WITHIN_MS,
      });
      await countsOnce(bench, childName, books, sent);
    },
  },
  ...(['before the server has booked', 'after the server has booked'] as const).map(
    (moment): BrowserCase => ({
      name: `a server killed ${moment} is asked again when it is back, and the child has bought once`,
      run: async (bench) => {
        const { screen, books, childName } = await childAtTheTill(bench, 'Nora Skovtestesen');
        const { club } = bench;
        const sent = sentPurchases(screen.page);
        screen.mayBeCutOff();
        let isKilled = false;
        await screen.page.route(PURCHASES, async (route) => {
          if (isKilled) return route.continue();
          isKilled = true;
          if (moment === 'after the server has booked') await route.fetch();
          await club.killServer();
          await route.abort('connectionreset');
        });
        await screen.confirmButton.click();
        await expect(screen.states).toContainText('Ingen forbindelse siden');
        await sleep(1_000);
        await club.startServer();
        const settled = screen.outcome('Gennemført').or(doubts(screen).getByText('gået igennem'));
        await expect(settled).toBeVisible({ timeout: SETTLES_WITHIN_MS });
        await countsOnce(bench, childName, books, sent);
        await expect(screen.states).toContainText('Forbundet', { timeout: SETTLES_WITHIN_MS });
        await club.readerIsReady();
      },
    }),
  ),
];

/** A child with an apple in the cart, one press before the purchase. */
async function childAtTheTill({ screenAtWork, hand, office }: Bench, childName: string) {
  const screen = await screenAtWork();
  const books = await office.books(childName);
  await hand.hold(childName);
  await screen.shows(childName);
  await screen.add('Æble');
  await expect(screen.confirmButton).toBeEnabled();
  return { screen, books, childName };
}

function doubts(screen: TillScreen) {
  return screen.page.getByRole('list', { name: 'Køb uden svar' });
}

/** The ids under which the page has sent purchases, in order. */
function sentPurchases(page: Page): string[] {
  const sent: string[] = [];
  page.on('request', (request) => {
    const id = /\/purchases\/([\w-]+)$/.exec(request.url())?.[1];
    if (request.method() === 'PUT' && id) sent.push(id);
  });
  return sent;
}

async function countsOnce(
  { office }: Bench,
  childName: string,
  before: { readonly entries: number; readonly soldOre: number },
  sent: readonly string[],
): Promise<void> {
  const after = await office.books(childName);
  assert.deepEqual([after.entries, after.soldOre], [before.entries + 1, before.soldOre + 3_00]);
  assert.ok(sent.length >= 2, 'the purchase was sent again');
  assert.equal(new Set(sent).size, 1, 'each time under the same id');
}
