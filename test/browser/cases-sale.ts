// The rules of a sale at the counter: the three outcomes, undoing, parking, prices that are typed or have
// changed, and a sale by the keyboard alone.
import assert from 'node:assert/strict';
import { expect, type Locator } from '@playwright/test';
import type { BrowserCase } from './browser-case.ts';
import { PHONE, type TillScreen } from './till-screen.ts';

export const saleCases: BrowserCase[] = [
  {
    name: 'a sale is told with its own colour, shape and words, and can be undone once',
    run: async ({ screenAtWork, hand, office }) => {
      const screen = await screenAtWork();
      const before = await office.books('Petra Bakkeprøvesen');
      await hand.hold('Petra Bakkeprøvesen');
      await screen.shows('Petra Bakkeprøvesen');
      await screen.add('Pizzasnegl');
      await expect(screen.confirmButton).toBeEnabled();
      await screen.stopTheDate();
      await screen.confirmFor('Petra Bakkeprøvesen');
      await screen.accessibility.look('outcome: done');
      await screen.button('Fortryd salg').click();
      await expect(screen.dialog).toContainText('12,00');
      await screen.accessibility.look('undo question');
      await screen.dialog.getByRole('button', { name: 'Fortryd salg' }).click();
      await expect(screen.outcome('Gennemført')).toContainText('Salget er fortrudt');
      await screen.accessibility.look('sale undone');
      await expect(screen.button('Fortryd salg')).toBeHidden();
      const after = await office.books('Petra Bakkeprøvesen');
      assert.deepEqual([after.entries, after.soldOre], [before.entries + 2, before.soldOre]);
      await screen.button('Kvittering').click();
      await expect(screen.dialog.getByRole('article')).toContainText('Salget er fortrudt');
      await screen.accessibility.look('receipt of an undone sale');
    },
  },
  {
    name: 'a cart can be parked and taken up again, also after the page was loaded anew',
    run: async ({ screenAtWork, hand }) => {
      const screen = await screenAtWork();
      await screen.add('Popcorn', 'Popcorn', 'Æble');
      await screen.button('Parkér').click();
      await screen.total('0,00 kr.');
      await screen.add('Kakaomælk');
      await screen.button('Parkerede (1)').click();
      await expect(screen.dialog).toContainText('2 × Popcorn, 1 × Æble');
      await screen.accessibility.look('parked carts');
      await screen.dialog.getByRole('button', { name: /^Tag op/ }).click();
      await screen.total('17,00 kr.');
      await screen.button('Parkér').click();
      await screen.button('Parkerede (2)').click();
      await screen.dialog.getByRole('button', { name: 'Luk' }).click();
      await screen.page.reload();
      await screen.button('Parkerede (2)').click();
      await screen.dialog
        .getByRole('listitem')
        .filter({ hasText: 'Popcorn' })
        .getByRole('button', { name: /^Tag op/ })
        .click();
      await screen.total('17,00 kr.');
      await hand.hold('Petra Bakkeprøvesen');
      await screen.shows('Petra Bakkeprøvesen');
      await screen.confirmFor('Petra Bakkeprøvesen');
      await expect(screen.button('Parkerede (1)')).toBeVisible();
    },
  },
  {
    name: 'a price is typed where things are sold by measure, up to its maximum',
    run: async ({ screenAtWork, office }) => {
      const screen = await screenAtWork({ tillKey: 'bakkens-hjerte/vaerksted' });
      const before = await office.books('Nora Skovtestesen');
      await screen.findByName('No', 'Nora Skovtestesen');
      await screen.tile('Træ efter mål').click();
      const dialog = screen.page.getByRole('dialog', { name: 'Pris for Træ efter mål' });
      await typeOn(dialog, '9950');
      await screen.accessibility.look('typed price');
      await typeOn(dialog, '0');
      await expect(dialog).toContainText('Prisen kan højst være');
      await screen.accessibility.look('typed price, too high');
      await dialog.getByRole('button', { name: 'Slet ciffer' }).click();
      for (const _ of '950') await dialog.getByRole('button', { name: 'Slet ciffer' }).click();
      await typeOn(dialog, '75');
      await dialog.getByRole('button', { name: 'Læg i kurven' }).click();
      await screen.total('9,75 kr.');
      await screen.confirmFor('Nora Skovtestesen');
      assert.equal((await office.books('Nora Skovtestesen')).soldOre, before.soldOre + 9_75);
    },
  },
  {
    name: 'a price that changes while the cart is open is shown before anything is confirmed',
    run: async ({ screenAtWork, hand, office }) => {
      const screen = await screenAtWork();
      const before = await office.books('Tobias Legetøjsen');
      await hand.hold('Tobias Legetøjsen');
      await screen.shows('Tobias Legetøjsen');
      await screen.add('Bolle med smør');
      await office.whilePriceIs(6, 'Bolle med smør', async () => {
        await expect(screen.outcome('Se efter')).toContainText('Priserne er ændret');
        await expect(screen.outcome('Se efter')).toContainText(
          /Bolle med smør: 5,00.kr. → 6,00.kr./,
        );
        await screen.total('6,00 kr.');
        await screen.accessibility.look('prices changed');
        await screen.confirmFor('Tobias Legetøjsen');
        assert.equal((await office.books('Tobias Legetøjsen')).soldOre, before.soldOre + 6_00);
      });
    },
  },
  {
    name: 'a price that the screen has not heard of yet is refused with the new one, never charged',
    run: async ({ screenAtWork, hand, office }) => {
      const screen = await screenAtWork();
      const before = await office.books('Tobias Legetøjsen');
      await screen.page.route('**/catalogue', (route) => route.abort());
      screen.mayBeCutOff();
      await hand.hold('Tobias Legetøjsen');
      await screen.shows('Tobias Legetøjsen');
      await screen.add('Popcorn');
      await office.whilePriceIs(9, 'Popcorn', async () => {
        screen.mayBeAnswered(409);
        await screen.confirmButton.click();
        await expect(screen.outcome('Se efter')).toContainText('En pris er ændret');
        await expect(screen.outcome('Se efter')).toContainText(/Popcorn: 7,00.kr. → 9,00.kr./);
        await screen.total('9,00 kr.');
        assert.deepEqual(await office.books('Tobias Legetøjsen'), before);
        await screen.accessibility.look('outcome: look, price refused');
        await screen.page.unroute('**/catalogue');
        await expect(screen.tile('Popcorn')).toContainText('9,00');
        await screen.confirmFor('Tobias Legetøjsen');
        assert.equal((await office.books('Tobias Legetøjsen')).soldOre, before.soldOre + 9_00);
      });
    },
  },
  {
    name: 'too little money and a parent’s limit look the same to the till, and something else may pass',
    run: async ({ screenAtWork, hand, office }) => {
      const screen = await screenAtWork();
      screen.mayBeAnswered(409);
      const answers: string[] = [];
      screen.page.on('response', async (response) => {
        if (response.status() === 409) answers.push(await response.text());
      });
      const looks: string[] = [];
      const before = await office.books('Hanna Demosen');
      // Hanna has 12 kr.; Gustav's parents allow 20 kr. in one purchase, and he has 200 kr.
      for (const childName of ['Hanna Demosen', 'Gustav Prøvesen']) {
        await hand.hold(childName);
        await screen.shows(childName);
        await screen.add('Toast med skinke og ost', 'Kakaomælk');
        await screen.confirmButton.click();
        const outcome = screen.outcome('Ikke muligt');
        await expect(outcome).toContainText('Ikke denne i dag');
        await expect(outcome).not.toContainText(/kr\.|saldo|grænse|penge/i);
        looks.push(await outcome.evaluate((element) => element.outerHTML));
        // Pressed again, the same cart would only tell the guardians once more.
        await expect(screen.confirmButton).toBeHidden();
        const why = screen.cart.getByRole('button', { name: 'Ret kurven, eller læs kortet igen' });
        await expect(why).toHaveAttribute('aria-disabled', 'true');
        if (childName === 'Hanna Demosen') {
          await screen.accessibility.look('outcome: not possible');
          await screen.button('En færre: Toast med skinke og ost').click();
          await screen.confirmFor(childName);
        }
      }
      assert.equal(looks[0], looks[1]);
      const [forMoney, forLimit] = answers.map((text) => text.replace(/"instance":"[^"]*"/, ''));
      assert.equal(forMoney, forLimit);
      assert.equal((await office.books('Hanna Demosen')).soldOre, before.soldOre + 8_00);
    },
  },
  {
    name: 'a whole sale goes on a phone, with total and button always in sight',
    run: async ({ screenAtWork, hand }) => {
      const screen = await screenAtWork({ viewport: PHONE });
      await hand.hold('Clara Demosen');
      await screen.shows('Clara Demosen');
      await screen.add('Æble', 'Pizzasnegl');
      for (const always of [screen.confirmButton, screen.cart.getByText('I alt')]) {
        await expect(always).toBeInViewport({ ratio: 1 });
      }
      await screen.button('Vis kurven').click();
      await expect(screen.button('En færre: Pizzasnegl')).toBeInViewport({ ratio: 1 });
      await screen.accessibility.look('cart opened on a phone');
      await screen.button('En færre: Pizzasnegl').click();
      await screen.total('3,00 kr.');
      await screen.confirmFor('Clara Demosen');
    },
  },
  {
    name: 'a whole sale goes by the keyboard alone',
    run: async ({ newScreen, hand, office }) => {
      const screen = await newScreen();
      const { keyboard } = screen.page;
      await tabTo(screen, screen.page.getByLabel('Kode'));
      await keyboard.type(await office.pairingCode('bakkens-hjerte/cafe'));
      await keyboard.press('Enter');
      // A screen that has just been paired has nobody signed in.
      await tabTo(screen, screen.button('Søren Klubvoksen'));
      await keyboard.press('Enter');
      await keyboard.type('2345');
      await tabTo(screen, screen.operatorButton('Søren Klubvoksen'));
      await keyboard.press('Enter');
      await tabTo(screen, screen.dialog.getByRole('button', { name: 'Mette Klubvoksen' }));
      await keyboard.press('Enter');
      await keyboard.type('1234');
      await expect(screen.dialog).toBeHidden();
      await hand.hold('Vincent Blyantsen');
      await screen.shows('Vincent Blyantsen');
      await tabTo(screen, screen.page.getByRole('tab', { name: 'Favoritter' }));
      await keyboard.press('ArrowRight');
      await expect(screen.page.getByRole('tab', { name: 'Varm mad' })).toBeFocused();
      await keyboard.press('ArrowLeft');
      await tabTo(screen, screen.tile('Æble'));
      await keyboard.press('Enter');
      await keyboard.press('Space');
      await screen.total('6,00 kr.');
      await tabTo(screen, screen.confirmButton);
      // A face that has just appeared cannot be paid with before anybody has looked at it.
      await expect(screen.confirmButton).toBeEnabled();
      await keyboard.press('Enter');
      await expect(screen.outcome('Gennemført')).toContainText('Vincent Blyantsen');
    },
  },
];

async function typeOn(dialog: Locator, digits: string): Promise<void> {
  for (const digit of digits)
    await dialog.getByRole('button', { name: digit, exact: true }).click();
}

const MOST_TABS = 60;

/** Walks through the page by the tab key, as somebody without a mouse must. */
async function tabTo(screen: TillScreen, wanted: Locator): Promise<void> {
  await expect(wanted).toBeVisible();
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await screen.page.keyboard.press('Tab');
  }
  throw new Error(`${MOST_TABS} tabs do not lead to ${wanted}`);
}
