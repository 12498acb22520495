// Money that others move, as a parent sees it: a payment that is given back in the provider's portal, one that the
// payer's bank takes back, and a deposit that the club books.
import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { PersonId, TopUpId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import { seedCall } from '../../local/seed-calls.ts';
import type { ParentBench, ParentCase } from './parent-case.ts';
import type { ParentScreen } from './parent-screen.ts';
import { PayersHand } from './payers-hand.ts';
import { PayingInPage } from './paying-in-page.ts';

const PARENT = 'fremmed';

/** With a rule by the day, and with 100 kroner paid by hand. */
async function paid({ loggedIn, demo }: ParentBench, child: string) {
  await demo.link(PARENT, child);
  const screen = await loggedIn(PARENT);
  const page = new PayingInPage(screen, demo, child);
  const hand = new PayersHand(demo);
  await page.opens();
  await page.opensSentence();
  await page.writes({ byBalance: false, day: 20 });
  await page.setsUpBy('mobilepay');
  await hand.acts(screen, 'mobilepay');
  await page.isTurnedOn();
  await page.chooses(100);
  await page.paysBy('mobilepay');
  await page.payButton.click();
  await hand.acts(screen, 'mobilepay');
  await page.isPaid(100);
  return { screen, page, hand };
}

interface TakenBack {
  /** What it is called among the states that were looked at. */
  readonly look: string;
  readonly why: readonly [da: string, en: string];
  readonly button: readonly [da: string, en: string];
}

/** In the message, in the statement, at the payment, and at the rule, whose one button helps. */
async function isSeen(screen: ParentScreen, page: PayingInPage, taken: TakenBack) {
  const { look, why, button } = taken;
  await page.isPaused();
  await page.says(...why);
  await screen.accessibility.look(`a rule after ${look}`);
  await screen.at('/beskeder');
  await expect(
    screen.page
      .getByRole('listitem')
      .filter({ hasText: /tilbage|back/ })
      .filter({ hasText: '100' })
      .first(),
  ).toBeVisible();
  await screen.accessibility.look(`messages after ${look}`);
  await screen.at(page.path.replace('indbetaling', 'kontoudtog'));
  await expect(screen.page.getByText(/[-−]\D*100[,.]00/).first()).toBeVisible();
  await screen.accessibility.look(`statement after ${look}`);
  await page.opens();
  await page.says('er senere ført tilbage til dig', 'was later returned to you');
  await page.button(...button).click();
}

export const moneyTakenBackCases: readonly ParentCase[] = [
  {
    name: "a payment that is given back in the provider's portal is told, and stops the rule until it is approved again",
    async run(bench) {
      const { screen, page, hand } = await paid(bench, 'Anton Rugbrødsen');
      await hand.newestIsRefundedInPortal();
      await isSeen(screen, page, {
        look: 'a refund in the portal',
        why: ['er ført tilbage hos betalingstjenesten', 'given back at the payment service'],
        button: ['Lad den køre videre', 'Let it go on'],
      });
      await page.runsAgain();
    },
  },
  {
    name: 'a payment that the bank takes back is told, and stops the rule until it is approved again',
    async run(bench) {
      const { demo } = bench;
      const child = 'Jonas Papfigursen';
      const { screen, page, hand } = await paid(bench, child);
      // What the nightly comparison reads in the provider's list, which is of days that are over.
      const occurredAt = new Date().toISOString();
      const reference = await hand.newestPayment();
      const movement = { kind: 'dispute_withheld', movementId: randomUUID(), occurredAt } as const;
      const charge = { reference, movements: [{ ...movement, amountOre: ore(100_00) }] };
      await demo.call(
        seedCall('account', demo.accountId(child), 'comparePayments', {
          ...{ provider: 'mobilepay', day: occurredAt.slice(0, 10), charges: [charge] },
        }),
      );
      await isSeen(screen, page, {
        look: 'a chargeback',
        why: ['Din bank har trukket en indbetaling tilbage', 'Your bank has taken a payment back'],
        button: ['Godkend igen i MobilePay', 'Approve again in MobilePay'],
      });
      await hand.acts(screen, 'mobilepay');
      await page.runsAgain();
    },
  },
  {
    name: 'a deposit that the club books is on the open page at once, in the messages and in the statement',
    async run({ loggedIn, demo }) {
      const child = 'Daniel Regnbuesen';
      await demo.link(PARENT, child);
      const screen = await loggedIn(PARENT);
      const page = new PayingInPage(screen, demo, child);
      await page.opens();
      await page.showsBalance(30);
      const deposit = {
        ...{ topUpId: TopUpId.parse(randomUUID()), amountOre: ore(150_00) },
        ...{ by: PersonId.parse('club-leader'), reason: 'Overført til klubbens konto' },
      };
      await demo.call(seedCall('account', demo.accountId(child), 'topUp', deposit));
      await page.showsBalance(180);
      await screen.at('/beskeder');
      await expect(
        screen.page.getByRole('listitem').filter({ hasText: '150' }).first(),
      ).toContainText(screen.say('Overførsel', 'Transfer'));
      await screen.at(page.path.replace('indbetaling', 'kontoudtog'));
      await expect(screen.page.getByText(screen.say('150,00', '150.00')).first()).toBeVisible();
      await screen.accessibility.look('statement with a deposit of the club');
    },
  },
];
