// A till that was locked without a line: nobody sells at it until somebody signs in, whatever the server
// still believes.
import { expect } from '@playwright/test';
import type { BrowserCase } from './browser-case.ts';
import type { TillScreen } from './till-screen.ts';

const SHIFT_CHANGES = '**/api/tills/*/operator';
const BACK_WITHIN_MS = 20_000;

export const lockCases: BrowserCase[] = [
  {
    name: 'a till locked during an outage is still locked after a reload and when the line is back',
    run: async ({ screenAtWork, club, hand }) => {
      const screen = await screenAtWork();
      const { page } = screen;
      screen.mayBeCutOff();
      await club.killServer();
      await expect(screen.states).toContainText('Ingen forbindelse siden');
      await screen.button(/^Kassebetjener: Mette/).click();
      await screen.button('Lås kassen').click();
      await isLocked(screen);

      // The server is back, and still believes in Mette: the sign-out does not get through yet.
      await page.route(SHIFT_CHANGES, (route) => route.abort('connectionfailed'));
      await club.startServer();
      await isConnected(screen);
      await isLocked(screen);
      await page.reload();
      await isConnected(screen);
      await club.readerIsReady();
      await hand.hold('Rasmus Sandkassen');
      await expect(page.getByRole('alert')).toContainText('Ingen er logget på kassen');
      await isLocked(screen);

      const signedOut = page.waitForResponse(SHIFT_CHANGES, { timeout: BACK_WITHIN_MS });
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      expect((await signedOut).status()).toBe(200);
      await isLocked(screen);
      await page.reload();
      await isConnected(screen);
      await isLocked(screen);
      await screen.signIn('Søren Klubvoksen');
      await screen.isWaiting();
    },
  },
];

async function isConnected(screen: TillScreen): Promise<void> {
  await expect(screen.states).toContainText('Forbundet', { timeout: BACK_WITHIN_MS });
}

async function isLocked(screen: TillScreen): Promise<void> {
  await expect(screen.page.getByRole('heading', { name: 'Hvem står i kassen?' })).toBeVisible();
  await expect(screen.button(/^Kassebetjener: /)).toBeHidden();
  await screen.showsNobody();
}
