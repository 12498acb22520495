// A standing rule that does not do what it was made for, as its owner meets it: tried again in vain, stopped, not
// enough, or on a card that ends. Absent: the same from a purchase at the till (cases-auto-top-up.ts).
import { expect } from '@playwright/test';
import type { ParentBench, ParentCase } from './parent-case.ts';
import { PayersHand, type Way } from './payers-hand.ts';
import { PayingInPage } from './paying-in-page.ts';

const PARENT = 'fremmed';
const NO_FUNDS_LATER = '4000000000000002';
const ENDS_THIS_MONTH = '4000000000000093';
const MUST_ACT_IN_APP = '4500004444';

interface Wanted {
  readonly child: string;
  readonly way: Way;
  /** The card or the phone. */
  readonly method?: string;
  readonly sentence: Parameters<PayingInPage['writes']>[0];
}

async function approved({ loggedIn, demo }: ParentBench, wanted: Wanted) {
  const { child, way, method, sentence } = wanted;
  await demo.link(PARENT, child);
  const screen = await loggedIn(PARENT);
  const page = new PayingInPage(screen, demo, child);
  const hand = new PayersHand(demo);
  await page.opens();
  await page.opensSentence();
  await page.writes(sentence);
  await page.setsUpBy(way);
  await hand.acts(screen, way, 'approve', method);
  return { screen, page, hand, child };
}

export const autoTopUpMendingCases: readonly ParentCase[] = [
  {
    name: 'a new try that fails again says so and no success; after three of a day it is left to the next',
    async run(bench) {
      // 75 is below at once, so that the first charge comes with the approval.
      const { screen, page, child } = await approved(bench, {
        ...({ child: 'Lily Legesen', way: 'nexi', method: NO_FUNDS_LATER } as const),
        sentence: { below: 150, amount: 50 },
      });
      const failed = page.automatic.getByText(
        screen.say('50\u00a0kr. kunne ikke trækkes', 'DKK\u00a050 could not be taken'),
      );
      await expect(failed).toBeVisible({ timeout: 20_000 });
      await screen.at('/');
      const line = screen.child(child).getByText(screen.say('lykkedes ikke', 'did not succeed'));
      await expect(line).toBeVisible();
      await screen.accessibility.look('overview with a rule that is tried again');
      await screen
        .child(child)
        .getByRole('link', { name: screen.say('Se hvorfor', 'See why') })
        .click();
      await screen.heads('Indbetaling', 'Paying in');
      const again = page.button('Prøv igen nu', 'Try again now');
      for (const tries of [2, 3]) {
        await again.click();
        await expect.poll(() => page.states()).toEqual(Array(tries).fill('declined'));
        await expect(failed).toBeVisible({ timeout: 20_000 });
        await page.saysNot('kører igen', 'is running again');
      }
      await screen.accessibility.look('a new try that failed again');
      screen.mayBeAnswered(429);
      await again.click();
      await page.says('Vent ', 'Wait ');
      await expect(failed).toBeVisible();
      await screen.accessibility.look('too many tries of a day');
    },
  },
  {
    name: 'a rule that stands still is on the overview, with the way to its one button',
    async run(bench) {
      const { screen, page, child } = await approved(bench, {
        ...({ child: 'Yusuf Kartoffelsen', way: 'mobilepay', method: MUST_ACT_IN_APP } as const),
        sentence: { below: 150, amount: 50 },
      });
      await page.isPaused();
      await screen.at('/');
      await expect(
        screen.child(child).getByText(screen.say('er sat på pause', 'is paused')),
      ).toBeVisible();
      await screen.accessibility.look('overview with a rule that stands still');
      await screen
        .child(child)
        .getByRole('link', { name: screen.say('Se hvorfor', 'See why') })
        .click();
      await page.isPaused();
      // On a phone it comes before the form.
      const [rule, form] = [await page.automatic.boundingBox(), await page.byHand.boundingBox()];
      expect(rule?.y ?? 1).toBeLessThanOrEqual(form?.y ?? 0);
      await screen.accessibility.look('a rule that needs its owner');
      await page.says('Åbn appen', 'Open the app');
      await page.button('Prøv igen nu', 'Try again now').click();
      await expect.poll(() => page.states()).toEqual(['declined', 'declined']);
      await page.isPaused();
    },
  },
  {
    name: 'a balance that one top-up does not bring over the threshold is said, with when the next one comes',
    async run(bench) {
      const { screen, page, hand } = await approved(bench, {
        ...({ child: 'Zara Kartoffelsen', way: 'mobilepay' } as const),
        sentence: { below: 300, amount: 50 },
      });
      // 65 + 50
      await page.showsBalance(115);
      await page.says(
        'Saldoen er stadig under 300\u00a0kr. Der sættes penge ind igen ved næste køb',
        'The balance is still below DKK\u00a0300. Money is paid in again at the next purchase',
      );
      await screen.accessibility.look('a balance that is still below');
      await page.chooses(200);
      await page.paysBy('mobilepay');
      await page.payButton.click();
      await hand.acts(screen, 'mobilepay');
      await page.isPaid(200);
      await page.saysNot('Saldoen er stadig under', 'The balance is still below');
    },
  },
  {
    name: 'a card that ends soon is warned of, and renewed only when another one is given',
    async run(bench) {
      const { screen, page, hand } = await approved(bench, {
        ...({ child: 'Åse Rugbrødsen', way: 'nexi', method: ENDS_THIS_MONTH } as const),
        sentence: { byBalance: false, day: 20 },
      });
      await page.isTurnedOn();
      await page.opens();
      await page.says('Dit betalingskort udløber', 'Your payment card expires');
      await screen.accessibility.look('a card that ends soon');
      await page.button('Forny betalingskort', 'Renew payment card').click();
      await hand.acts(screen, 'nexi', 'cancel');
      await page.says('Dit betalingskort udløber', 'Your payment card expires');
      await page.saysNot('kører igen', 'is running again');
      await screen.accessibility.look('a card that was not renewed');
      await page.button('Fortsæt til Nexi', 'Continue to Nexi').click();
      await hand.acts(screen, 'nexi');
      await page.runsAgain();
      await page.saysNot('Dit betalingskort udløber', 'Your payment card expires');
      await screen.at('/beskeder');
      await screen.page
        .getByRole('listitem')
        .filter({ hasText: screen.say('udløber snart', 'expires soon') })
        .first()
        .getByRole('link')
        .click();
      await screen.heads('Indbetaling', 'Paying in');
    },
  },
];
