// What else can be done while a child stands at the till: the last sale undone, another child found by name,
// the child taken off the screen, and a card refused that is not the child's.
import assert from 'node:assert/strict';
import { expect } from '@playwright/test';
import type { BrowserCase } from './browser-case.ts';
import { photoTakesAQuarter } from './photo-share.ts';
import { PHONE, WIDE } from './till-screen.ts';

export const besideChildCases: BrowserCase[] = [
  {
    name: 'the last sale is undone while the next child is shown, whose photo stays as large',
    run: async ({ screenAtWork, hand, office }) => {
      const screen = await screenAtWork();
      const [first, second] = ['Sofia Sandkassen', 'Rasmus Sandkassen'];
      const before = [await office.books(first), await office.books(second)];
      await hand.hold(first);
      await screen.sell(first, 'Bolle med smør');
      await hand.hold(second);
      await screen.shows(second);
      await screen.add('Æble', 'Popcorn');
      for (const viewport of [WIDE, { width: 1024, height: 768 }, PHONE]) {
        await screen.page.setViewportSize(viewport);
        await photoTakesAQuarter(screen, second);
        for (const name of ['Fortryd salg', 'Kvittering', 'Find barn ved navn', 'Fjern']) {
          const button = screen.childRegion.getByRole('button', { name, exact: true });
          await expect(button, `${name} at ${viewport.width}`).toBeInViewport({ ratio: 1 });
        }
        await expect(screen.confirmButton).toBeInViewport({ ratio: 1 });
        await screen.accessibility.look(`last sale beside a child at ${viewport.width}`);
      }
      await screen.page.setViewportSize(WIDE);
      await screen.button('Fortryd salg').click();
      await expect(screen.dialog).toContainText('5,00');
      await screen.dialog.getByRole('button', { name: 'Fortryd salg' }).click();
      await expect(screen.outcome('Gennemført')).toContainText('Salget er fortrudt');
      await screen.shows(second);
      await screen.total('10,00 kr.');
      const after = [await office.books(first), await office.books(second)];
      assert.equal(after[0]?.soldOre, before[0]?.soldOre);
      assert.deepEqual(after[1], before[1]);
    },
  },
  {
    name: 'a child who buys nothing is taken off the screen, and nobody is told',
    run: async ({ screenAtWork, hand, office }) => {
      const screen = await screenAtWork();
      const before = await office.books('Kasper Legesen');
      await hand.hold('Kasper Legesen');
      await screen.shows('Kasper Legesen');
      const ended = screen.page.waitForResponse((response) =>
        response.url().includes('/presentations/'),
      );
      await screen.button('Fjern').click();
      await screen.isWaiting();
      assert.equal((await ended).status(), 200);
      assert.deepEqual(await office.books('Kasper Legesen'), before);
    },
  },
  {
    name: 'another child is found by name while one is shown, and "Skift barn?" is asked over the search',
    run: async ({ screenAtWork, hand }) => {
      const screen = await screenAtWork();
      await hand.hold('Kasper Legesen');
      await screen.shows('Kasper Legesen');
      await screen.add('Æble');
      await screen.button('Find barn ved navn').click();
      await screen.dialog.getByRole('searchbox', { name: 'Navn' }).fill('es');
      await screen.dialog.getByRole('button', { name: 'Esther Øvesen' }).click();
      await screen.button('Vis Esther Øvesen ved kassen').click();
      await screen.button('Nej, fortsæt med Kasper Legesen').click();
      await expect(screen.dialog).toBeHidden();
      await screen.shows('Kasper Legesen');
    },
  },
  {
    name: 'a card refused beside another child is told as another card, and holds the sale until answered',
    run: async ({ screenAtWork, hand, office }) => {
      const screen = await screenAtWork();
      const before = await office.books('Wilma Viskelæder');
      await hand.hold('Wilma Viskelæder');
      await screen.shows('Wilma Viskelæder');
      await screen.add('Æble');
      await expect(screen.confirmButton).toBeEnabled();
      await hand.hold('Fatima Testesen');
      await expect(screen.outcome('Se efter')).toContainText('Et andet kort blev læst');
      await expect(screen.outcome('Se efter')).toContainText('Kortet er spærret');
      await expect(screen.confirmButton).toBeHidden();
      await screen.accessibility.look('another card refused beside a child');
      await screen.cart.evaluate((cart) => cart.querySelector<HTMLElement>('.confirm')?.click());
      assert.deepEqual(await office.books('Wilma Viskelæder'), before);
      await screen.button('Fortsæt med Wilma Viskelæder').click();
      await screen.confirmFor('Wilma Viskelæder');
    },
  },
  {
    name: 'on a phone the names of products in the cart stay whole, and the language has its whole name',
    run: async ({ screenAtWork }) => {
      const screen = await screenAtWork({ viewport: PHONE });
      const tabs = screen.page.getByRole('tablist').getByRole('tab');
      const tiles = screen.page.getByRole('tabpanel').getByRole('button');
      for (const tab of await tabs.all()) {
        await tab.click();
        for (const tile of await tiles.all()) {
          const name = tile.locator('.tile-name');
          const before = await name.boundingBox();
          await tile.click();
          if (await screen.dialog.isVisible()) {
            await screen.dialog.getByRole('button', { name: 'Luk' }).click();
            continue;
          }
          // The count takes no room from the name, and lies over neither name nor price.
          assert.equal((await name.boundingBox())?.width, before?.width);
          const overlaps = await tile.evaluate((element) => {
            const boxOf = (part: string) => {
              const range = document.createRange();
              range.selectNodeContents(element.querySelector(part) ?? element);
              return range.getBoundingClientRect();
            };
            const count = element.querySelector('.tile-count')?.getBoundingClientRect();
            if (!count) return 'no count';
            const over = ['.tile-name', '.tile-price'].filter((part) => {
              const box = boxOf(part);
              return box.right > count.left && box.bottom > count.top;
            });
            return over.join();
          });
          assert.equal(overlaps, '', `the count of ${await tile.textContent()}`);
        }
      }
      await screen.accessibility.look('counts on a phone');
      const bar = screen.page.getByRole('banner');
      await bar.getByRole('button', { name: 'English', exact: true }).click();
      await bar.getByRole('button', { name: 'Dansk', exact: true }).click();
    },
  },
];
