// Money in by a parent's own hand: by both providers, in three taps, and every way in which it comes right.
// Absent: what a parent meets when it does not (cases-paying-in-failures.ts).
import { expect } from '@playwright/test';
import type { ParentCase } from './parent-case.ts';
import { PayersHand } from './payers-hand.ts';
import { PayingInPage } from './paying-in-page.ts';

/** The payer of all these cases: a parent whom the club links to one child after the other. */
const PARENT = 'fremmed';
const PAYER = 'beskyttet';

export const payingInCases: readonly ParentCase[] = [
  {
    name: 'a top-up by card is three taps from the overview, on the card at once, and has a receipt',
    async run({ loggedIn, demo }) {
      await demo.link(PARENT, 'Clara Demosen');
      const screen = await loggedIn(PARENT);
      const page = new PayingInPage(screen, demo, 'Clara Demosen');
      await page.isReachedFromOverview();
      await screen.accessibility.look('paying in');
      await page.chooses(200);
      await page.payButton.click();
      await new PayersHand(demo).acts(screen, 'nexi');
      await page.isPaid(200);
      await page.says('Saldoen er 440,00\u00a0kr.', 'The balance is DKK\u00a0440.00');
      // The one who is led back is where it says what became of it.
      await expect(screen.page.locator(':focus')).toContainText(
        screen.say('er sat ind', 'has been paid in'),
      );
      await screen.accessibility.look('paid in');
      await screen.link('Se kvittering', 'See the receipt').click();
      await page.says('Kvittering nr.', 'Receipt no.');
      await page.says('Modtager', 'Paid to');
      await screen.accessibility.look('receipt of a top-up');
      await screen.page.emulateMedia({ media: 'print' });
      await expect(screen.page.getByRole('navigation').first()).toBeHidden();
      await expect(screen.button('Udskriv', 'Print')).toBeHidden();
      await page.says('Kvittering nr.', 'Receipt no.');
      await screen.page.emulateMedia({ media: 'screen' });
      await screen.at('/');
      await expect(
        screen
          .child('Clara Demosen')
          .getByText(screen.say('440,00\u00a0kr.', 'DKK\u00a0440.00'))
          .first(),
      ).toBeVisible();
    },
  },
  {
    name: 'a top-up by MobilePay of an own amount, which is offered first the next time',
    async run({ loggedIn, demo }) {
      await demo.link(PARENT, 'Bertil Prøvesen');
      const screen = await loggedIn(PARENT);
      const page = new PayingInPage(screen, demo, 'Bertil Prøvesen');
      await page.opens();
      await page.types('75');
      await screen.accessibility.look('paying in an own amount');
      await page.paysBy('mobilepay');
      await page.payButton.click();
      await new PayersHand(demo).acts(screen, 'mobilepay');
      await page.isPaid(75);
      await page.opens();
      await expect(page.byHand.getByRole('radio', { name: /MobilePay/ })).toBeChecked();
      await page.says('Dine seneste indbetalinger', 'Your latest payments');
      expect(await page.states()).toEqual(['credited']);
    },
  },
  {
    name: 'the back button, a second tab and a reload lead to the same payment, and pay nothing twice',
    async run({ loggedIn, demo }) {
      await demo.link(PARENT, 'Dogan Eksempelsen');
      const screen = await loggedIn(PARENT);
      const hand = new PayersHand(demo);
      const page = new PayingInPage(screen, demo, 'Dogan Eksempelsen');
      await page.opens();
      await page.payButton.click();
      await hand.isAt(screen, 'nexi');
      const address = new URL(screen.page.url()).pathname;
      await screen.page.goBack();
      await page.says('Du er i gang med at betale', 'You have begun to pay');
      await screen.accessibility.look('a payment that was begun');
      const other = await screen.context.newPage();
      await other.goto(page.path);
      await expect(
        other.getByText(screen.say('Du er i gang med at betale', 'You have begun to pay')),
      ).toBeVisible();
      await other.close();
      await page.button('Gå til Nexi', 'Go to Nexi').click();
      await hand.isAt(screen, 'nexi');
      expect(new URL(screen.page.url()).pathname).toBe(address);
      await hand.acts(screen, 'nexi');
      await page.isPaid(100);
      await screen.page.reload();
      await page.isPaid(100);
      expect(await page.states()).toEqual(['credited']);
      // The next one is a wish of its own.
      await page.button('Sæt flere penge ind', 'Pay in more').click();
      await page.payButton.click();
      await hand.acts(screen, 'nexi');
      await page.isPaid(100);
      expect(await page.states()).toEqual(['credited', 'credited']);
    },
  },
  {
    name: 'a session that ends on the way back loses nothing: after the login it says that it is paid',
    async run({ loggedIn, demo }) {
      await demo.link(PARENT, 'Rasmus Sandkassen');
      const screen = await loggedIn(PARENT);
      const page = new PayingInPage(screen, demo, 'Rasmus Sandkassen');
      await page.opens();
      await page.paysBy('mobilepay');
      await page.payButton.click();
      const hand = new PayersHand(demo);
      await hand.isAt(screen, 'mobilepay');
      await screen.context.clearCookies();
      screen.mayBeCutOff();
      await hand.acts(screen, 'mobilepay');
      await screen.link('Log på med MitID', 'Log on with MitID').click();
      await screen.chooses(PARENT);
      await page.isPaid(100);
      expect(await page.states()).toEqual(['credited']);
    },
  },
  {
    name: 'a slow answer is said honestly, and the money appears by itself once it is there',
    async run({ loggedIn, demo }) {
      await demo.link(PARENT, 'Sofia Sandkassen');
      const screen = await loggedIn(PARENT);
      const page = new PayingInPage(screen, demo, 'Sofia Sandkassen');
      const hand = new PayersHand(demo);
      await page.opens();
      await page.paysBy('mobilepay');
      await page.payButton.click();
      await hand.acts(screen, 'mobilepay', 'delay');
      await page.says(
        'Vi spørger MobilePay, om betalingen er gennemført',
        'We are asking MobilePay whether the payment went through',
      );
      await page.says('kan du lukke siden', 'you can close the page');
      await screen.accessibility.look('waiting for the provider');
      await hand.advance('mobilepay', 600_000);
      await page.isPaid(100);
    },
  },
  {
    name: 'a webhook that never comes keeps nobody waiting who is led back',
    async run({ loggedIn, demo }) {
      await demo.link(PARENT, 'Petra Bakkeprøvesen');
      const screen = await loggedIn(PARENT);
      const page = new PayingInPage(screen, demo, 'Petra Bakkeprøvesen');
      await page.opens();
      await page.paysBy('mobilepay');
      await page.payButton.click();
      await new PayersHand(demo).acts(screen, 'mobilepay', 'approve', '4500005555');
      await page.isPaid(100);
      expect(await page.creditedOre()).toBe(100_00);
    },
  },
  {
    name: 'who only pays is told that it is paid, and nothing of the balance',
    async run({ loggedIn, demo }) {
      await demo.link(PAYER, 'Naja Byggeklodsen', 'payer');
      const screen = await loggedIn(PAYER);
      const page = new PayingInPage(screen, demo, 'Naja Byggeklodsen');
      await page.opens();
      await page.saysNot('Saldo nu', 'Balance now');
      await page.payButton.click();
      await new PayersHand(demo).acts(screen, 'nexi');
      await page.isPaid(100);
      await page.saysNot('Saldoen er', 'The balance is');
      await screen.accessibility.look('paid in by who only pays');
    },
  },
];
