// Takes the README's pictures of the till, each from the state that it claims to show. Asked for by
// --pictures only, so that an ordinary run leaves the checkout as it was.
import assert from 'node:assert/strict';
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import type { BrowserCase } from './browser-case.ts';
import { PHONE, type TillScreen } from './till-screen.ts';

const FOLDER = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
const LARGEST_BYTES = 250_000;

export const pictureCases: BrowserCase[] = [
  {
    name: 'picture: waiting for a card',
    run: async ({ screenAtWork }) => {
      const screen = await screenAtWork();
      await screen.isWaiting();
      await take(screen, 'waiting');
    },
  },
  {
    name: 'pictures: a child with a cart, and the sale done',
    run: async ({ screenAtWork, hand }) => {
      const screen = await screenAtWork();
      await hand.hold('Alma Testesen');
      await screen.shows('Alma Testesen');
      await screen.add('Pizzasnegl', 'Kakaomælk', 'Kakaomælk', 'Æble');
      await expect(screen.confirmButton).toBeEnabled();
      await take(screen, 'child-with-cart');
      await screen.stopTheDate();
      await screen.confirmFor('Alma Testesen');
      await take(screen, 'done');
    },
  },
  {
    name: 'picture: not possible, in the same words for money and for limits',
    run: async ({ screenAtWork, hand }) => {
      const screen = await screenAtWork();
      await hand.hold('Hanna Demosen');
      await screen.shows('Hanna Demosen');
      await screen.add('Toast med skinke og ost');
      screen.mayBeAnswered(409);
      await screen.confirmButton.click();
      await expect(screen.outcome('Ikke muligt')).toBeVisible();
      await take(screen, 'not-possible');
    },
  },
  {
    name: 'picture: a child without a card is found by name',
    run: async ({ screenAtWork }) => {
      const screen = await screenAtWork();
      await screen.button('Find barn ved navn').click();
      await screen.dialog.getByRole('searchbox', { name: 'Navn' }).fill('le');
      await expect(screen.dialog.getByRole('button', { name: 'Kasper Legesen' })).toBeVisible();
      await take(screen, 'search');
    },
  },
  {
    name: 'picture: the till on a phone',
    run: async ({ screenAtWork, hand }) => {
      const screen = await screenAtWork({ viewport: PHONE });
      await hand.hold('Clara Demosen');
      await screen.shows('Clara Demosen');
      await screen.add('Pizzasnegl', 'Bolle med smør', 'Bolle med smør');
      await expect(screen.confirmButton).toBeEnabled();
      await take(screen, 'phone');
    },
  },
  {
    name: 'picture: the till in English',
    run: async ({ screenAtWork, hand }) => {
      const screen = await screenAtWork();
      const { page } = screen;
      await page.getByRole('banner').getByRole('button', { name: 'English' }).click();
      await hand.hold('Josefine Legesen');
      await expect(page.getByRole('img', { name: 'Photo of Josefine Legesen' })).toBeVisible();
      await screen.add('Popcorn', 'Biografaften i klubben');
      await expect(page.getByRole('button', { name: /^Confirm purchase/ })).toBeEnabled();
      await take(screen, 'english');
    },
  },
];

async function take({ page }: TillScreen, name: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const file = path.join(FOLDER, `${name}.png`);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.mouse.move(0, 0);
  await page.screenshot({ path: file });
  const { size } = statSync(file);
  assert.ok(size < LARGEST_BYTES, `${name}.png has ${size} bytes`);
}
