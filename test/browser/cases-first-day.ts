// The main job as a newcomer meets it: npm start, a printed code, a PIN, a card on the reader, a photo, a
// purchase, a receipt; and the same again after everything was switched off and on.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import type { Bench, BrowserCase } from './browser-case.ts';
import { photoTakesAQuarter } from './photo-share.ts';
import type { TillScreen } from './till-screen.ts';

const TAP = fileURLToPath(new URL('../../local/tap.ts', import.meta.url));
const PRINTED_CODE = /by this code: +([0-9A-Z]{4}-[0-9A-Z]{4})\n/;

export const firstDayCases: BrowserCase[] = [
  {
    name: 'on the first day a child taps a card and pays, and all of it is there after a restart',
    run: async (bench) => {
      const { club, office } = bench;
      const screen = await bench.newScreen();
      await expect(screen.page.getByRole('heading', { name: 'Par kassen' })).toBeVisible();
      await screen.accessibility.look('pairing');
      const code = PRINTED_CODE.exec(club.launcher.output)?.[1];
      assert.ok(code, 'npm start prints a code');
      await screen.pair(code);
      await expect(screen.page.getByRole('heading', { name: 'Hvem står i kassen?' })).toBeVisible();
      await screen.accessibility.look('operators');
      await screen.signIn('Mette Klubvoksen');
      await screen.isWaiting();
      await screen.accessibility.look('waiting for a card');

      const before = await office.books('Alma Testesen');
      await npmRunTap(bench, 'Alma Testesen');
      await screen.shows('Alma Testesen');
      await photoTakesAQuarter(screen, 'Alma Testesen');
      await screen.accessibility.look('child shown');
      await screen.add('Pizzasnegl', 'Kakaomælk', 'Kakaomælk');
      await expect(screen.tile('Kakaomælk')).toHaveAccessibleName(/2 i kurven/);
      await expect(screen.tile('Kakaomælk').getByText('2', { exact: true })).toBeVisible();
      await screen.total('28,00 kr.');
      await screen.accessibility.look('child shown with a cart');
      await screen.confirmFor('Alma Testesen');
      const after = await office.books('Alma Testesen');
      assert.deepEqual(after, {
        ...before,
        entries: before.entries + 1,
        soldOre: before.soldOre + 28_00,
      });
      await receiptCanBePrinted(screen);

      await club.endNpmStart();
      screen.mayBeCutOff();
      await expect(screen.states).toContainText('Ingen forbindelse siden');
      await club.npmStart();
      await screen.page.reload();
      await screen.isWaiting();
      await expect(screen.operatorButton('Mette Klubvoksen')).toBeVisible();
      assert.deepEqual(await office.books('Alma Testesen'), after);
      await npmRunTap(bench, 'Alma Testesen');
      await screen.sell('Alma Testesen', 'Æble');
      assert.equal((await office.books('Alma Testesen')).soldOre, after.soldOre + 3_00);
    },
  },
];

/** `npm run tap -- "<name>"`, as the launcher's words tell a newcomer. */
async function npmRunTap({ club }: Bench, childName: string): Promise<void> {
  await promisify(execFile)(process.execPath, [TAP, childName, '--state', club.state]);
}

async function receiptCanBePrinted(screen: TillScreen): Promise<void> {
  await screen.page.getByRole('button', { name: 'Kvittering' }).click();
  const receipt = screen.dialog.getByRole('article');
  await expect(
    receipt.getByRole('row', { name: /Kakaomælk 2 8,00.kr\. 16,00.kr\./ }),
  ).toBeVisible();
  await expect(receipt).toContainText('Bakkens Hjerte');
  await expect(receipt).not.toContainText('Alma');
  await screen.accessibility.look('receipt');
  await screen.page.evaluate(() => {
    window.print = () => {
      document.documentElement.dataset.printed = 'yes';
    };
  });
  await screen.button('Udskriv').click();
  assert.equal(await screen.page.evaluate(() => document.documentElement.dataset.printed), 'yes');
  await screen.page.emulateMedia({ media: 'print' });
  await expect(receipt).toBeVisible();
  for (const other of [screen.cart, screen.tile('Æble'), screen.button('Udskriv')]) {
    await expect(other).toBeHidden();
  }
  await screen.page.emulateMedia({ media: null });
  await screen.dialog.getByRole('button', { name: 'Luk' }).first().click();
}
