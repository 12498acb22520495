// Money in by itself, as a parent meets it: set up with both providers, run by a purchase at the till, stopped,
// told of and mended by one button. Absent: changing and deleting (cases-auto-top-up-changes.ts).
import { expect } from '@playwright/test';
import type { ParentBench, ParentCase } from './parent-case.ts';
import { PayersHand } from './payers-hand.ts';
import { PayingInPage } from './paying-in-page.ts';

const PARENT = 'fremmed';
const PAYER = 'beskyttet';
const TOAST = 'Toast med skinke og ost';

async function begin({ loggedIn, demo }: ParentBench, child: string) {
  await demo.link(PARENT, child);
  const screen = await loggedIn(PARENT);
  const page = new PayingInPage(screen, demo, child);
  return { screen, page, hand: new PayersHand(demo) };
}

export const autoTopUpCases: readonly ParentCase[] = [
  {
    name: 'a standing rule comes with the sum that must be on the account, and with a consent that is given',
    async run(bench) {
      const { screen, page, hand } = await begin(bench, 'Hanna Demosen');
      await page.opens();
      await page.opensSentence();
      await screen.accessibility.look('the sentence of a new rule');
      const first = page.automatic.getByLabel(
        screen.say('Sæt 50\u00a0kr. ind med det samme', 'Pay in DKK\u00a050 at once'),
      );
      await expect(first).toBeChecked();
      await first.uncheck();
      await page.approveButton.click();
      const summary = screen.page.getByRole('alert');
      await expect(summary).toBeFocused();
      await expect(summary.getByRole('link')).toHaveCount(2);
      await screen.accessibility.look('a rule without its consent');
      await first.check();
      // Other words are another consent: the box is empty again.
      await page.agrees();
      await page.writes({ amount: 75 });
      await expect(
        page.automatic
          .getByRole('group', { name: screen.say('Dit samtykke', 'Your consent') })
          .getByRole('checkbox'),
      ).not.toBeChecked();
      await page.setsUpBy('nexi');
      await hand.acts(screen, 'nexi');
      await page.isTurnedOn();
      await expect(page.automatic.getByText('1111').first()).toBeAttached();
      await page.showsBalance(62);
      await screen.accessibility.look('a rule that is turned on');
    },
  },
  {
    name: 'by card: a purchase brings the money by itself, an expired card is told of and renewed by one button, and it goes on',
    async run(bench) {
      const { demo, till } = bench;
      const child = 'Oskar Bakkeprøvesen';
      const { screen, page, hand } = await begin(bench, child);
      await page.opens();
      await page.opensSentence();
      await page.writes({ below: 80, amount: 50 });
      await page.setsUpBy('nexi');
      await hand.acts(screen, 'nexi');
      await page.isTurnedOn();
      const overview = await screen.context.newPage();
      await overview.goto('/');
      await expect(
        overview.getByText(screen.say('85,00\u00a0kr.', 'DKK\u00a085.00')).first(),
      ).toBeVisible();
      const counter = await till();
      await demo.tap(child);
      await counter.sell(child, TOAST);
      // 85 - 15 + 50, live on the open page and on the overview.
      await page.showsBalance(120);
      await expect(
        overview.getByText(screen.say('120,00\u00a0kr.', 'DKK\u00a0120.00')).first(),
      ).toBeVisible();
      await overview.close();
      await page.says('50\u00a0kr. af højst 400\u00a0kr.', 'DKK\u00a050 of at most DKK\u00a0400');
      await screen.accessibility.look('a rule that has run');
      await hand.newestCardExpires();
      await demo.tap(child);
      await counter.sell(child, TOAST, TOAST, TOAST);
      await expect(
        screen.page.getByText(screen.say('er sat på pause', 'is paused'), { exact: false }).first(),
      ).toBeVisible({ timeout: 20_000 });
      await page.says('Dit betalingskort er udløbet', 'Your payment card has expired');
      // What the bank says goes before what is printed on the card.
      await expect(page.automatic.getByText(/(udløber i|expires in) /)).toHaveCount(0);
      await screen.accessibility.look('a rule that is paused');
      await page.button('Forny betalingskort', 'Renew payment card').click();
      await hand.acts(screen, 'nexi');
      await page.showsBalance(125);
      await page.saysNot('Dit betalingskort er udløbet', 'Your payment card has expired');
      await screen.at('/beskeder');
      await screen.accessibility.look('messages of a rule');
      const paused = screen.page
        .getByRole('listitem')
        .filter({ hasText: screen.say('sat på pause', 'paused') });
      await paused.first().getByRole('link').click();
      await screen.heads('Indbetaling', 'Paying in');
      await screen.at('/');
      await expect(
        screen.child(child).getByText(screen.say('125,00\u00a0kr.', 'DKK\u00a0125.00')).first(),
      ).toBeVisible();
    },
  },
  {
    name: 'by MobilePay: an agreement that is stopped in the app is told of and approved again by one button',
    async run(bench) {
      const { demo, till } = bench;
      const child = 'Nora Skovtestesen';
      const { screen, page, hand } = await begin(bench, child);
      await page.opens();
      await page.opensSentence();
      await page.writes({ below: 150, amount: 50 });
      await page.setsUpBy('mobilepay');
      await hand.acts(screen, 'mobilepay');
      await page.isTurnedOn();
      const counter = await till();
      await demo.tap(child);
      await counter.sell(child, TOAST);
      // 160 - 15 + 50
      await page.showsBalance(195);
      await hand.newestAgreementIsStopped();
      await expect(
        screen.page
          .getByText(screen.say('Aftalen er stoppet i MobilePay', 'stopped in MobilePay'))
          .first(),
      ).toBeVisible({ timeout: 20_000 });
      await screen.accessibility.look('a rule whose agreement is stopped');
      await page.button('Godkend igen i MobilePay', 'Approve again in MobilePay').click();
      await hand.acts(screen, 'mobilepay');
      await page.runsAgain();
      await demo.tap(child);
      await counter.sell(child, TOAST, TOAST, TOAST, TOAST);
      // 195 - 60 + 50
      await page.showsBalance(185);
    },
  },
  {
    name: 'want of funds is said, with when it is tried again and a button to try at once',
    async run(bench) {
      const { demo, till } = bench;
      const child = 'Kasper Legesen';
      const { screen, page, hand } = await begin(bench, child);
      await page.opens();
      await page.opensSentence();
      // 45, and the 50 that come with it.
      await page.writes({ below: 90, amount: 50 });
      await page.automatic
        .getByRole('radio', { name: screen.say('Betalingskort', 'Payment card') })
        .check();
      await page.agrees();
      await page.approveButton.click();
      await hand.acts(screen, 'nexi', 'approve', '4000000000000002');
      await page.isTurnedOn();
      const counter = await till();
      await demo.tap(child);
      await counter.sell(child, TOAST);
      await expect(
        page.automatic.getByText(
          screen.say('50\u00a0kr. kunne ikke trækkes', 'DKK\u00a050 could not be taken'),
        ),
      ).toBeVisible({ timeout: 20_000 });
      await page.says('Vi prøver igen', 'We will try again');
      await expect(page.button('Prøv igen nu', 'Try again now')).toBeVisible();
      await page.showsBalance(80);
      await screen.accessibility.look('a rule that is tried again later');
    },
  },
  {
    name: 'an approval that is broken off turns nothing on, and one button goes back to it',
    async run(bench) {
      const { screen, page, hand } = await begin(bench, 'Petra Bakkeprøvesen');
      await page.opens();
      await page.opensSentence();
      await page.setsUpBy('mobilepay');
      await hand.acts(screen, 'mobilepay', 'cancel');
      await page.says(
        'Automatisk optankning mangler din godkendelse',
        'Automatic top-up awaits your approval',
      );
      await expect(
        page.automatic.getByText(
          screen.say('Du afbrød godkendelsen', 'You cancelled the approval'),
        ),
      ).toBeVisible({ timeout: 20_000 });
      await screen.accessibility.look('a rule that was not approved');
      await page.button('Godkend igen i MobilePay', 'Approve again in MobilePay').click();
      await hand.acts(screen, 'mobilepay');
      await page.isTurnedOn();
    },
  },
  {
    name: 'who only pays has a rule by the day alone, which a parent sees and cannot change',
    async run({ loggedIn, demo }) {
      const child = 'Cille Cykelsen';
      await demo.link(PAYER, child, 'payer');
      await demo.link(PARENT, child);
      const payer = await loggedIn(PAYER);
      const paying = new PayingInPage(payer, demo, child);
      const hand = new PayersHand(demo);
      await paying.opens();
      await paying.opensSentence();
      await expect(
        paying.automatic.getByText(payer.say('Når saldoen er under', 'When the balance is below')),
      ).toHaveCount(0);
      await payer.accessibility.look('the sentence of who only pays');
      await paying.writes({ day: 15 });
      await paying.setsUpBy('mobilepay');
      await hand.acts(payer, 'mobilepay');
      await paying.isTurnedOn();
      const parent = await loggedIn(PARENT);
      const page = new PayingInPage(parent, demo, child);
      await page.opens();
      await page.says(
        'En anden har automatisk optankning til barnet',
        'Somebody else has an automatic top-up for the child',
      );
      await page.says('Den 15. i hver måned', 'On day 15 of each month');
      await expect(
        page.automatic.getByRole('button', { name: parent.say('Ret', 'Change') }),
      ).toHaveCount(0);
      await parent.accessibility.look('the rule of another');
      await page.opensSentence();
      await page.writes({ byBalance: false, day: 3 });
      await page.setsUpBy('nexi');
      await hand.acts(parent, 'nexi');
      await page.isTurnedOn();
      await page.says('En anden har også', 'for the child, too');
      await parent.accessibility.look('the rule of another below the own');
    },
  },
];
