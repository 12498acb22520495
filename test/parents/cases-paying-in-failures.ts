// What a parent meets when a top-up does not come to its end: each says why, what is true of the money, and has
// one button that helps.
import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { PersonId, TopUpId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import { seedCall } from '../../local/seed-calls.ts';
import type { ParentCase } from './parent-case.ts';
import { PayersHand } from './payers-hand.ts';
import { PayingInPage } from './paying-in-page.ts';

const PARENT = 'fremmed';
const PAYER = 'beskyttet';

export const payingInFailureCases: readonly ParentCase[] = [
  {
    name: 'a payment that is broken off on the page takes nothing, and one button begins it anew',
    async run({ loggedIn, demo }) {
      await demo.link(PARENT, 'Ella Regnbuesen');
      const screen = await loggedIn(PARENT);
      const hand = new PayersHand(demo);
      const page = new PayingInPage(screen, demo, 'Ella Regnbuesen');
      await page.opens();
      await page.paysBy('mobilepay');
      await page.payButton.click();
      await hand.acts(screen, 'mobilepay', 'cancel');
      await page.says('Betalingen blev ikke gennemført', 'The payment was not completed');
      await page.says('Der er ikke trukket noget', 'Nothing has been taken');
      // The wait is over for a screen reader, too.
      await expect(
        screen.page
          .getByRole('status')
          .filter({ hasText: screen.say('Vi spørger', 'We are asking') }),
      ).toHaveCount(0);
      await screen.accessibility.look('a payment that was broken off');
      await page.button('Prøv igen', 'Try again').click();
      await hand.acts(screen, 'mobilepay');
      await page.isPaid(100);
      expect(await page.states()).toEqual(['credited', 'cancelled']);
    },
  },
  {
    name: 'a card that is declined can be followed by another, and by nothing at all',
    async run({ loggedIn, demo }) {
      await demo.link(PARENT, 'Wilma Viskelæder');
      const screen = await loggedIn(PARENT);
      const hand = new PayersHand(demo);
      const page = new PayingInPage(screen, demo, 'Wilma Viskelæder');
      await page.opens();
      await page.payButton.click();
      await hand.acts(screen, 'nexi', 'approve', '4000000000000051');
      await expect(screen.page.getByRole('alert')).toBeVisible();
      await hand.acts(screen, 'nexi', 'cancel');
      await page.says(
        'Har du ikke betalt, kan du annullere her',
        'If you have not paid, you can cancel',
      );
      await page.button('Annuller betalingen', 'Cancel the payment').click();
      await page.says('Betalingen blev ', 'The payment was ');
      await page.says('Der er ikke trukket noget', 'Nothing has been taken');
      await screen.accessibility.look('a payment that was declined');
      expect(await page.creditedOre()).toBe(0);
    },
  },
  {
    name: 'a payment that is refused in the app says so',
    async run({ loggedIn, demo }) {
      await demo.link(PARENT, 'Vincent Blyantsen');
      const screen = await loggedIn(PARENT);
      const hand = new PayersHand(demo);
      const page = new PayingInPage(screen, demo, 'Vincent Blyantsen');
      await page.opens();
      await page.paysBy('mobilepay');
      await page.payButton.click();
      await hand.acts(screen, 'mobilepay', 'approve', '4500002222');
      await page.says('Betalingen blev ', 'The payment was ');
      await expect(page.button('Prøv igen', 'Try again')).toBeVisible();
      await screen.accessibility.look('a payment that was refused in the app');
    },
  },
  {
    name: 'a provider page that was closed waits on the portal, and is left behind by one button',
    async run({ loggedIn, demo }) {
      await demo.link(PARENT, 'Tobias Legetøjsen');
      const screen = await loggedIn(PARENT);
      const hand = new PayersHand(demo);
      const page = new PayingInPage(screen, demo, 'Tobias Legetøjsen');
      await page.opens();
      await page.paysBy('mobilepay');
      await page.payButton.click();
      await hand.acts(screen, 'mobilepay', 'close');
      await page.opens();
      await page.says('Du er i gang med at betale', 'You have begun to pay');
      await page.button('Annuller betalingen', 'Cancel the payment').click();
      await page.says('Betalingen blev ikke gennemført', 'The payment was not completed');
      await page.payButton.waitFor();
      expect(await page.states()).toEqual(['cancelled']);
    },
  },
  {
    name: 'an amount that is none, too low or too high is said at its field before anything is sent',
    async run({ loggedIn, demo }) {
      await demo.link(PARENT, 'Kasper Legesen');
      const screen = await loggedIn(PARENT);
      const page = new PayingInPage(screen, demo, 'Kasper Legesen');
      await page.opens();
      await page.types('mange');
      await page.payButton.click();
      await page.says('Skriv et beløb som 75', 'Write an amount such as 75');
      await expect(page.ownAmount).toBeFocused();
      await screen.accessibility.look('an amount that is none');
      await page.ownAmount.fill('49');
      await page.payButton.click();
      await page.says('Beløbet skal være mindst 50', 'The amount must be at least DKK\u00a050');
      await page.ownAmount.fill('955,01'.replace(',', screen.say(',', '.')));
      await page.payButton.click();
      await page.says('Der er højst plads til 955', 'There is room for at most DKK\u00a0955');
      expect(await page.states()).toEqual([]);
    },
  },
  {
    name: 'who only pays, and sees no room, is told when there is none',
    async run({ loggedIn, demo }) {
      await demo.link(PAYER, 'Magnus Byggeklodsen', 'payer');
      const screen = await loggedIn(PAYER);
      screen.mayBeAnswered(409);
      const page = new PayingInPage(screen, demo, 'Magnus Byggeklodsen');
      await page.opens();
      await page.types(screen.say('1.000', '1,000'));
      await page.payButton.click();
      await page.says(
        'Der er ikke plads til beløbet på kontoen',
        'There is no room for the amount on the account',
      );
      await screen.accessibility.look('no room for the amount');
    },
  },
  {
    name: 'money for which there is no room any more is not kept, and that is said',
    async run({ loggedIn, demo }) {
      const child = 'Esther Øvesen';
      await demo.link(PARENT, child);
      const screen = await loggedIn(PARENT);
      const hand = new PayersHand(demo);
      const page = new PayingInPage(screen, demo, child);
      await page.opens();
      await page.chooses(300);
      await page.payButton.click();
      await hand.isAt(screen, 'nexi');
      // Meanwhile the club books a deposit: 120 and 800 leave room for 80.
      const topUpId = TopUpId.parse(randomUUID());
      const amountOre = ore(800_00);
      const by = PersonId.parse('club-leader');
      const deposit = { topUpId, amountOre, by, reason: 'Indbetaling i klubben' };
      await demo.call(seedCall('account', demo.accountId(child), 'topUp', deposit));
      await hand.acts(screen, 'nexi');
      await page.says('Pengene er ', 'The money ');
      await page.says(
        'Der var ikke plads til hele beløbet på kontoen',
        'There was no room on the account for the whole amount',
      );
      await expect(page.button('Vælg et mindre beløb', 'Choose a smaller amount')).toBeVisible();
      await screen.accessibility.look('money that is given back');
      expect(await page.creditedOre()).toBe(0);
    },
  },
  {
    name: 'a silent provider is said before it is chosen, the other way works, and so does the till',
    async run({ loggedIn, demo, till }) {
      await demo.link(PARENT, 'Josefine Legesen');
      const screen = await loggedIn(PARENT);
      const hand = new PayersHand(demo);
      const page = new PayingInPage(screen, demo, 'Josefine Legesen');
      await page.opens();
      await hand.isOutWhile(['nexi'], async () => {
        await page.payButton.click();
        await expect(
          screen.page.getByText(screen.say('Vi kan ikke få fat i Nexi', 'We cannot reach Nexi')),
        ).toBeVisible({ timeout: 30_000 });
        await page.says('Køb i klubben virker imens', 'Purchases in the club still work');
        await screen.accessibility.look('a provider that is out of reach');
        // One lost call is a lost call; the second one in a row is a provider that is silent.
        await page.button('Prøv igen', 'Try again').click();
        await expect(page.button('Prøv igen', 'Try again')).toBeEnabled();
        const counter = await till();
        await demo.tap('Josefine Legesen');
        await counter.sell('Josefine Legesen', 'Popcorn');
        await page.button('Betal med MobilePay i stedet', 'Pay by MobilePay instead').click();
        await hand.acts(screen, 'mobilepay');
        await page.isPaid(100);
        await page.button('Sæt flere penge ind', 'Pay in more').click();
        await page.says('Nexi svarede ikke for lidt siden', 'Nexi did not answer a moment ago');
        await expect(page.byHand.getByRole('radio', { name: /MobilePay/ })).toBeChecked();
        await screen.accessibility.look('a way to pay that is silent');
      });
    },
  },
];
