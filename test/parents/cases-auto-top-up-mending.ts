// A standing rule that does not do what it was made for, as its owner meets it: tried again in vain, stopped, not
// enough, or on a card that ends. Absent: the same from a purchase at the till (cases-auto-top-up.ts).
import { expect } from '@playwright/test';
import type { ParentBench, ParentCase } from './parent-case.ts';
import { PayersHand, type Way } from './payers-hand.ts';
import { PayingInPage } from './paying-in-page.ts';

const PARENT = 'fremmed';
const NO_FUNDS_LATER = '4000000000000002';
const ENDS_THIS_MONTH = '4000000000000093';
const OTHER_CARD = '4000000000000044';
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
    name: 'a new try that fails again says so and no success; the third stops it, and then another card helps',
    async run(bench) {
      // 75 is below at once, so that the first charge comes with the approval.
      const { screen, page, hand, child } = await approved(bench, {
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
      const otherCard = page.button('Skift betalingskort', 'Change payment card');
      await expect(again).toHaveClass(/button-primary/);
      await expect(otherCard).not.toHaveClass(/button-primary/);
      await again.click();
      await expect.poll(() => page.states()).toEqual(['declined', 'declined']);
      await expect(failed).toBeVisible({ timeout: 20_000 });
      await page.saysNot('kører igen', 'is running again');
      await screen.accessibility.look('a new try that failed again');
      await again.click();
      await expect.poll(() => page.states()).toEqual(['declined', 'declined', 'declined']);
      await page.isPaused();
      await page.saysNot('kører igen', 'is running again');
      screen.mayBeAnswered(429);
      await again.click();
      await page.says('Vent ', 'Wait ');
      await expect(again).toHaveCount(0);
      await expect(otherCard).toHaveClass(/button-primary/);
      await screen.accessibility.look('too many tries of a day');
      await otherCard.click();
      await hand.acts(screen, 'nexi');
      await page.runsAgain();
      await expect(page.automatic.getByText('1111').first()).toBeVisible();
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
      await page.saysNot('er godkendt og bruges nu', 'is approved and used from now on');
      await screen.accessibility.look('a card that was not renewed');
      await page.button('Fortsæt til Nexi', 'Continue to Nexi').click();
      await hand.acts(screen, 'nexi');
      await page.says('er godkendt og bruges nu', 'is approved and used from now on');
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
  {
    name: 'another card is given to a rule that wants for nothing, and the old one pays until it is approved',
    async run(bench) {
      const { screen, page, hand } = await approved(bench, {
        ...({ child: 'Ingrid Papfigursen', way: 'nexi' } as const),
        sentence: { byBalance: false, day: 20 },
      });
      await page.isTurnedOn();
      const quiet = page.button('Skift betalingskort', 'Change payment card');
      await expect(quiet).toHaveClass(/button-link/);
      await quiet.click();
      await hand.acts(screen, 'nexi', 'cancel');
      const awaits = ['mangler at blive godkendt', 'awaits your approval'] as const;
      await page.says(...awaits);
      await expect(quiet).toHaveCount(0);
      await screen.accessibility.look('another card that is not approved');
      await page.button('Behold det gamle kort', 'Keep the old card').click();
      await page.says('fortsætter som før', 'goes on as before');
      await page.saysNot(...awaits);
      await quiet.click();
      await hand.acts(screen, 'nexi', 'approve', OTHER_CARD);
      await page.says('er godkendt og bruges nu', 'is approved and used from now on');
      await expect(page.automatic.getByText('0044').first()).toBeVisible();
    },
  },
  {
    name: 'another agreement at MobilePay is in force once it is approved, and is not said to be before',
    async run(bench) {
      const { screen, page, hand } = await approved(bench, {
        ...({ child: 'Ibrahim Eksempelsen', way: 'mobilepay' } as const),
        sentence: { byBalance: false, day: 20 },
      });
      await page.isTurnedOn();
      const quiet = page.button('Godkend igen i MobilePay', 'Approve again in MobilePay');
      await quiet.click();
      await hand.acts(screen, 'mobilepay', 'decline');
      await page.says('Ændringen blev ikke godkendt', 'The change was not approved');
      await page.saysNot('bruges nu', 'used from now on');
      await quiet.click();
      await hand.acts(screen, 'mobilepay');
      await page.says('er godkendt og bruges nu', 'is approved and used from now on');
    },
  },
];
