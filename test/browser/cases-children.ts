// Who stands at the till: cards before and after the products, the wrong face, a second card, a child
// without a card, and one who was shown too long ago.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { PRESENTATION_LIFETIME_MS } from '../../contracts/presentations.ts';
import type { BrowserCase } from './browser-case.ts';

export const childCases: BrowserCase[] = [
  {
    name: 'a card may come before the products or after them, of either kind',
    run: async ({ screenAtWork, hand, office }) => {
      const screen = await screenAtWork();
      const before = await office.books('Bertil Prøvesen');
      await screen.add('Bolle med smør', 'Æble');
      await screen.total('8,00 kr.');
      await expect(screen.cart.getByRole('button', { name: 'Læs et kort' })).toBeVisible();
      await screen.accessibility.look('cart without a child');
      assert.equal(hand.cardOf('Bertil Prøvesen').kind, 'mifare-classic');
      await hand.hold('Bertil Prøvesen');
      await screen.shows('Bertil Prøvesen');
      await screen.confirmFor('Bertil Prøvesen');
      assert.equal((await office.books('Bertil Prøvesen')).soldOre, before.soldOre + 8_00);
      assert.equal(hand.cardOf('Josefine Legesen').kind, 'ntag424');
      await hand.hold('Josefine Legesen');
      await screen.sell('Josefine Legesen', 'Popcorn');
    },
  },
  {
    name: '"Ikke barnet på billedet" drops the face at once, keeps the cart and tells the guardians',
    run: async ({ screenAtWork, hand, office }) => {
      const screen = await screenAtWork();
      const before = await office.books('Dogan Eksempelsen');
      await hand.hold('Dogan Eksempelsen');
      await screen.shows('Dogan Eksempelsen');
      await screen.add('Æble');
      await screen.button('Ikke barnet på billedet').click();
      await screen.showsNobody();
      await screen.total('3,00 kr.');
      await expect(screen.confirmButton).toBeHidden();
      const told = async () => (await office.books('Dogan Eksempelsen')).noticeKinds;
      await expect.poll(told).toContain('wrong_child');
      assert.equal((await office.books('Dogan Eksempelsen')).entries, before.entries);
      await hand.hold('Dogan Eksempelsen');
      await screen.shows('Dogan Eksempelsen');
      await screen.confirmFor('Dogan Eksempelsen');
    },
  },
  {
    name: 'a second card over an open cart asks "Skift barn?", and either answer counts',
    run: async ({ screenAtWork, hand, office }) => {
      const screen = await screenAtWork();
      const before = await office.books('Kasper Legesen');
      await hand.hold('Josefine Legesen');
      await screen.shows('Josefine Legesen');
      await screen.add('Bolle med smør');
      await hand.hold('Kasper Legesen');
      const question = screen.page.getByRole('dialog', { name: 'Skift barn?' });
      await expect(question).toContainText('Kasper Legesen');
      await screen.accessibility.look('switch question');
      await question.getByRole('button', { name: 'Nej, fortsæt med Josefine Legesen' }).click();
      await screen.shows('Josefine Legesen');
      await hand.hold('Kasper Legesen');
      await question.getByRole('button', { name: 'Ja, sælg til Kasper Legesen' }).click();
      await screen.shows('Kasper Legesen');
      await screen.confirmFor('Kasper Legesen');
      const after = await office.books('Kasper Legesen');
      assert.deepEqual([after.entries, after.soldOre], [before.entries + 1, before.soldOre + 5_00]);
      assert.ok(!after.noticeKinds.includes('wrong_child'), '"Nej" tells nobody');
    },
  },
  {
    name: 'the same card tapped again changes nothing',
    run: async ({ screenAtWork, hand, office }) => {
      const screen = await screenAtWork();
      const before = await office.books('Wilma Viskelæder');
      await hand.hold('Wilma Viskelæder');
      await screen.shows('Wilma Viskelæder');
      await screen.add('Æble', 'Æble');
      await hand.hold('Wilma Viskelæder');
      await sleep(1_000);
      await expect(screen.dialog).toBeHidden();
      await screen.shows('Wilma Viskelæder');
      await screen.total('6,00 kr.');
      await screen.confirmFor('Wilma Viskelæder');
      const after = await office.books('Wilma Viskelæder');
      assert.deepEqual([after.entries, after.soldOre], [before.entries + 1, before.soldOre + 6_00]);
    },
  },
  {
    name: 'a second card while the first child pays: the first pays, and the second is shown after',
    run: async ({ screenAtWork, hand, office }) => {
      const screen = await screenAtWork();
      const [first, second] = ['Clara Demosen', 'Uma Papirsen'];
      const before = [await office.books(first), await office.books(second)];
      await hand.hold(first);
      await screen.shows(first);
      await screen.add('Toast med skinke og ost');
      let letGo = () => {};
      const held = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      await screen.page.route('**/purchases/*', async (route) => {
        await held;
        await route.continue();
      });
      await screen.confirmButton.click();
      await expect(screen.button('Venter på svar')).toBeVisible();
      await screen.accessibility.look('waiting for the answer');
      await hand.hold(second);
      await sleep(500);
      letGo();
      await screen.shows(second);
      const after = [await office.books(first), await office.books(second)];
      assert.equal(after[0]?.soldOre, (before[0]?.soldOre ?? 0) + 15_00);
      assert.deepEqual(after[1], before[1]);
      await screen.total('0,00 kr.');
    },
  },
  {
    name: 'a press that was on its way when another card came pays for nobody',
    run: async ({ screenAtWork, hand, office }) => {
      const screen = await screenAtWork();
      const [first, second] = ['Clara Demosen', 'Uma Papirsen'];
      const before = [await office.books(first), await office.books(second)];
      await hand.hold(first);
      await screen.shows(first);
      await screen.add('Toast med skinke og ost');
      const question = screen.page.getByRole('dialog', { name: 'Skift barn?' });
      await Promise.all([hand.hold(second), question.waitFor()]);
      // The finger was already on its way, so the press falls on whatever stands there now.
      await screen.cart.evaluate((cart) => cart.querySelector<HTMLElement>('.confirm')?.click());
      await question.getByRole('button', { name: `Ja, sælg til ${second}` }).click();
      await screen.cart.evaluate((cart) => cart.querySelector<HTMLElement>('.confirm')?.click());
      await screen.shows(second);
      await sleep(500);
      assert.deepEqual([await office.books(first), await office.books(second)], before);
      await screen.confirmFor(second);
    },
  },
  {
    name: 'a child without a card is found by two letters, with the reason chosen and a cap of its own',
    run: async ({ screenAtWork, office }) => {
      const screen = await screenAtWork();
      const before = await office.books('Esther Øvesen');
      await screen.button('Find barn ved navn').click();
      const field = screen.dialog.getByRole('searchbox', { name: 'Navn' });
      await field.fill('e');
      await expect(screen.dialog).toContainText('Skriv mindst to bogstaver');
      await screen.accessibility.look('search, one letter');
      await field.fill('es');
      await expect(screen.dialog.getByRole('button', { name: 'Esther Øvesen' })).toBeVisible();
      await screen.accessibility.look('search, faces found');
      await screen.dialog.getByRole('button', { name: 'Esther Øvesen' }).click();
      await expect(screen.dialog.getByRole('radio', { name: 'Intet kort endnu' })).toBeChecked();
      await screen.accessibility.look('search, why without a card');
      await screen.button('Vis Esther Øvesen ved kassen').click();
      await screen.shows('Esther Øvesen');
      await expect(screen.childRegion).toContainText('Fundet ved navn');
      await screen.category('Aktiviteter');
      await screen.add('Skøjtetur');
      screen.mayBeAnswered(409);
      await screen.confirmButton.click();
      await expect(screen.outcome('Se efter')).toContainText('For stort et køb uden kort');
      await expect(screen.outcome('Se efter')).toContainText('50,00');
      await screen.button('En færre: Skøjtetur').click();
      await screen.category('Favoritter');
      await screen.add('Svømmehal med bus');
      await screen.confirmFor('Esther Øvesen');
      assert.equal((await office.books('Esther Øvesen')).soldOre, before.soldOre + 35_00);
    },
  },
  {
    name: 'a name that nobody in the club has finds nobody',
    run: async ({ screenAtWork }) => {
      const screen = await screenAtWork();
      await screen.button('Find barn ved navn').click();
      await screen.dialog.getByRole('searchbox', { name: 'Navn' }).fill('Lily');
      await expect(screen.dialog).toContainText('Ingen børn i klubben passer til navnet');
      await screen.accessibility.look('search, nobody found');
    },
  },
  {
    name: 'a child of whom there is no photo is asked for the name',
    run: async ({ screenAtWork, office }) => {
      await office.registerWithoutPhoto('Xenia', 'Nyindmeldt');
      const screen = await screenAtWork();
      await screen.findByName('xe', 'Xenia Nyindmeldt');
      await expect(screen.childRegion).toContainText('Intet billede – spørg om navnet');
      await screen.accessibility.look('child without a photo');
      await screen.add('Æble');
      await screen.confirmFor('Xenia Nyindmeldt');
    },
  },
  {
    name: 'a child who has just bought is shown with a hint',
    run: async ({ screenAtWork, hand }) => {
      const screen = await screenAtWork();
      await hand.hold('Petra Bakkeprøvesen');
      await screen.sell('Petra Bakkeprøvesen', 'Æble');
      await hand.hold('Petra Bakkeprøvesen');
      await screen.shows('Petra Bakkeprøvesen');
      await expect(screen.childRegion).toContainText('Købte for under et minut siden');
      await screen.accessibility.look('child who has just bought');
    },
  },
  {
    name: 'a face leaves the screen after a minute and a half, with a countdown, and the cart stays',
    run: async ({ screenAtWork, hand }) => {
      const screen = await screenAtWork();
      await screen.page.clock.install();
      await screen.page.reload();
      await screen.isWaiting();
      await hand.hold('Rasmus Sandkassen');
      await screen.shows('Rasmus Sandkassen');
      await screen.add('Popcorn');
      await screen.page.clock.fastForward(PRESENTATION_LIFETIME_MS - 12_000);
      await expect(screen.childRegion.getByRole('timer')).toContainText(/Vises i 1?\d s endnu/);
      await screen.accessibility.look('child shown, countdown');
      await screen.page.clock.fastForward(12_000);
      await screen.showsNobody();
      await expect(screen.outcome('Se efter')).toContainText('Der gik for lang tid');
      await screen.total('7,00 kr.');
      await screen.accessibility.look('child shown too long');
      await screen.page.clock.fastForward(15_000);
      await screen.isWaiting();
    },
  },
];

/** Takes as long as a presentation lives, so it runs beside the others, at a till of its own. */
export const pauseCase: BrowserCase = {
  name: 'a child who thinks for twenty seconds pays, though the server has put the account away meanwhile',
  run: async ({ screenAtWork, office }) => {
    const screen = await screenAtWork({ tillKey: 'bakkens-hjerte/vaerksted' });
    const before = await office.books('Malik Skovtestesen');
    await screen.findByName('Malik', 'Malik Skovtestesen');
    await screen.add('Perlesæt');
    assert.ok(office.hasAwake('Malik Skovtestesen'), 'the account was asked just now');
    await sleep(20_000);
    assert.ok(!office.hasAwake('Malik Skovtestesen'), 'the account was put away');
    await screen.confirmFor('Malik Skovtestesen');
    const after = await office.books('Malik Skovtestesen');
    assert.equal(after.entries, before.entries + 1);
  },
};

export const expiredCase: BrowserCase = {
  name: 'a child shown too long ago is refused by the server, whatever the clock of the screen says',
  run: async ({ screenAtWork, office }) => {
    const screen = await screenAtWork({ tillKey: 'bakkens-hjerte/aktiviteter' });
    const before = await office.books('Malik Skovtestesen');
    await screen.findByName('Malik', 'Malik Skovtestesen');
    await screen.add('Biografaften i klubben');
    await expect(screen.confirmButton).toBeEnabled();
    await screen.stopTheDate();
    await sleep(PRESENTATION_LIFETIME_MS + 500);
    screen.mayBeAnswered(409);
    await screen.confirmButton.click();
    await expect(screen.outcome('Se efter')).toContainText('Der gik for lang tid');
    await screen.showsNobody();
    assert.deepEqual(await office.books('Malik Skovtestesen'), before);
    await screen.total('20,00 kr.');
  },
};
