// A standing rule in its owner's hands: less at once, more by approval, two tabs, a session that ends, and deleting
// while the provider is down. Absent: what fails and is mended (cases-auto-top-up-mending.ts).
import { expect } from '@playwright/test';
import { PROBLEM_MEDIA_TYPE, problemOf } from '../../contracts/problems.ts';
import type { ParentBench, ParentCase } from './parent-case.ts';
import { PayersHand } from './payers-hand.ts';
import { PayingInPage } from './paying-in-page.ts';

const PARENT = 'fremmed';

/** With a rule by the day, which no purchase of another case starts. */
async function withRule({ loggedIn, demo }: ParentBench, child: string, by: 'nexi' | 'mobilepay') {
  await demo.link(PARENT, child);
  const screen = await loggedIn(PARENT);
  const page = new PayingInPage(screen, demo, child);
  const hand = new PayersHand(demo);
  await page.opens();
  await page.opensSentence();
  await page.writes({ byBalance: false, day: 20 });
  await page.setsUpBy(by);
  await hand.acts(screen, by);
  await page.isTurnedOn();
  return { screen, page, hand };
}

export const autoTopUpChangeCases: readonly ParentCase[] = [
  {
    name: 'less holds at once; more is approved first, and what held before holds until then',
    async run(bench) {
      const { screen, page, hand } = await withRule(bench, 'Fatima Testesen', 'nexi');
      await page.opensSentence();
      await page.writes({ amount: 50 });
      await page.button('Gem ændringer', 'Save changes').click();
      await page.says('Ændringen er gemt og gælder nu', 'The change is saved and in effect now');
      await screen.accessibility.look('a rule that asks for less');
      await page.opensSentence();
      await page.writes({ amount: 200 });
      await page.says('Indtil da gælder', 'Until then this is in effect');
      await screen.accessibility.look('a rule that asks for more');
      await page.agrees();
      await page.approveButton.click();
      await hand.isAt(screen, 'nexi');
      await screen.page.goBack();
      await page.says('Din ændring mangler at blive godkendt', 'Your change awaits your approval');
      await page.says('der 50\u00a0kr. ind', 'DKK\u00a050 is paid in');
      await screen.accessibility.look('a change that awaits its approval');
      await page.button('Fortsæt til Nexi', 'Continue to Nexi').click();
      await hand.acts(screen, 'nexi');
      await page.isChanged();
      await page.says('der 200\u00a0kr. ind', 'DKK\u00a0200 is paid in');
      await screen.accessibility.look('a change that is approved');
    },
  },
  {
    name: 'a change in another tab is said, and what was typed stays',
    async run(bench) {
      const { screen, page } = await withRule(bench, 'Øjvind Gulerodsen', 'mobilepay');
      screen.mayBeAnswered(409);
      await page.opensSentence();
      await page.writes({ most: 300 });
      const other = await screen.context.newPage();
      await other.goto(page.path);
      const automatic = other.getByRole('region', {
        name: screen.say('Automatisk optankning', 'Automatic top-up'),
      });
      await automatic
        .getByRole('button', { name: screen.say('Ret Automatisk', 'Change Automatic') })
        .click();
      await automatic.getByLabel(screen.say('Beløb hver gang', 'Amount each time')).fill('60');
      await automatic
        .getByRole('button', { name: screen.say('Gem ændringer', 'Save changes') })
        .click();
      await expect(
        automatic.getByText(screen.say('Ændringen er gemt', 'The change is saved')),
      ).toBeVisible();
      await other.close();
      await page.says(
        'Automatisk optankning er ændret i mellemtiden',
        'Automatic top-up has been changed meanwhile',
      );
      await expect(
        page.automatic.getByLabel(screen.say('Højst om måneden', 'At most a month')),
      ).toHaveValue('300');
      await screen.accessibility.look('a rule that was changed meanwhile');
    },
  },
  {
    name: 'a sentence that is typed outlives a session that ends',
    async run({ loggedIn, demo }) {
      const child = 'Clara Demosen';
      await demo.link(PARENT, child);
      const screen = await loggedIn(PARENT);
      screen.mayBeCutOff();
      const page = new PayingInPage(screen, demo, child);
      await page.opens();
      await page.opensSentence();
      await page.writes({ amount: 120, most: 360 });
      await page.agrees();
      await screen.context.clearCookies();
      await page.approveButton.click();
      await screen.link('Log på med MitID', 'Log on with MitID').click();
      await screen.chooses(PARENT);
      await expect(
        page.automatic.getByLabel(screen.say('Beløb hver gang', 'Amount each time')),
      ).toHaveValue('120');
      // The sentence is kept; the consent is given anew.
      await page.agrees();
      await expect(page.approveButton).toBeVisible();
    },
  },
  {
    name: 'a change that is not approved changes nothing, and that is said',
    async run(bench) {
      const { screen, page, hand } = await withRule(bench, 'Hamza Øvesen', 'mobilepay');
      await page.opensSentence();
      await page.writes({ amount: 200 });
      await page.approves();
      await hand.acts(screen, 'mobilepay', 'cancel');
      await expect(
        page.automatic.getByText(
          screen.say('Ændringen blev ikke godkendt', 'The change was not approved'),
        ),
      ).toBeVisible({ timeout: 20_000 });
      await page.says('fortsætter som før', 'goes on as before');
      await page.says('der 100\u00a0kr. ind', 'DKK\u00a0100 is paid in');
      await screen.accessibility.look('a change that was not approved');
    },
  },
  {
    name: 'a change that waits can be taken back, and the rule goes on as before',
    async run(bench) {
      const { screen, page, hand } = await withRule(bench, 'Leyla Snemandsen', 'nexi');
      await page.opensSentence();
      await page.writes({ amount: 200 });
      await page.approves();
      await hand.isAt(screen, 'nexi');
      await page.opens();
      await page.button('Behold den, som den er', 'Keep it as it is').click();
      await page.says('fortsætter som før', 'goes on as before');
      await page.saysNot('Din ændring mangler at blive godkendt', 'Your change awaits');
      await page.says('der 100\u00a0kr. ind', 'DKK\u00a0100 is paid in');
    },
  },
  {
    name: 'a new rule that waits is given up where it says that it waits',
    async run({ loggedIn, demo }) {
      const child = 'Bilal Cykelsen';
      await demo.link(PARENT, child);
      const screen = await loggedIn(PARENT);
      const page = new PayingInPage(screen, demo, child);
      const hand = new PayersHand(demo);
      await page.opens();
      await page.opensSentence();
      await page.setsUpBy('mobilepay');
      await hand.acts(screen, 'mobilepay', 'close');
      await page.opens();
      await page.says(
        'Automatisk optankning mangler din godkendelse',
        'Automatic top-up awaits your approval',
      );
      await screen.accessibility.look('a new rule that waits');
      await page.button('Annuller tilmeldingen', 'Cancel automatic top-up').click();
      await page.says('blev ikke slået til', 'was not turned on');
      await expect(screen.page.locator(':focus')).toContainText(
        screen.say('blev ikke slået til', 'was not turned on'),
      );
      await expect(
        page.button('Slå automatisk optankning til', 'Turn on automatic top-up'),
      ).toBeVisible();
    },
  },
  {
    name: 'a provider that is down when a rule is made or changed takes nothing, and it is tried again when it is back',
    async run({ loggedIn, demo }) {
      const child = 'Vincent Blyantsen';
      await demo.link(PARENT, child);
      const screen = await loggedIn(PARENT);
      const page = new PayingInPage(screen, demo, child);
      const hand = new PayersHand(demo);
      await page.opens();
      await page.opensSentence();
      await hand.isOutWhile(['mobilepay'], async () => {
        await page.setsUpBy('mobilepay');
        await expect(
          page.automatic.getByText(
            screen.say(
              'MobilePay svarer ikke lige nu. Prøv',
              'MobilePay is not answering just now. Try',
            ),
          ),
        ).toBeVisible({ timeout: 20_000 });
        await screen.accessibility.look('a new rule whose provider is down');
      });
      await page.automatic
        .getByRole('button', { name: screen.say('Prøv igen', 'Try again') })
        .click();
      await hand.acts(screen, 'mobilepay');
      await page.isTurnedOn();
      await page.opensSentence();
      await page.writes({ most: 500 });
      await hand.isOutWhile(['mobilepay'], async () => {
        await page.agrees();
        await page.approveButton.click();
        await expect(
          page.automatic.getByText(
            screen.say('Din ændring mangler at blive godkendt', 'Your change awaits your approval'),
          ),
        ).toBeVisible({ timeout: 20_000 });
        await screen.accessibility.look('a change whose provider is down');
      });
      await page.automatic
        .getByRole('button', { name: screen.say('Prøv igen', 'Try again') })
        .click();
      await page.agrees();
      await page.approveButton.click();
      await hand.acts(screen, 'mobilepay');
      await page.isChanged();
      await page.says('højst 500\u00a0kr. om måneden', 'at most DKK\u00a0500 a month');
    },
  },
  {
    name: 'what was refused before is not said over the sentence that is opened after it',
    async run(bench) {
      const { screen, page } = await withRule(bench, 'Gustav Prøvesen', 'mobilepay');
      screen.mayBeAnswered(429);
      const problem = problemOf({ code: 'too_many_tries', retryAfterMs: 3_600_000 }, 'once');
      await screen.page.route('**/auto-top-ups/*', (route) =>
        route.request().method() === 'DELETE'
          ? route.fulfill({
              ...{ status: problem.status, contentType: PROBLEM_MEDIA_TYPE },
              json: problem,
            })
          : route.continue(),
      );
      const name = screen.say('Slet tilmelding', 'Delete automatic top-up');
      await page.button('Slet tilmelding', 'Delete automatic top-up').click();
      await screen.dialog.getByRole('button', { name }).click();
      await page.says('For mange forsøg', 'Too many tries');
      await page.opensSentence();
      await expect(page.button('Gem ændringer', 'Save changes')).toBeVisible();
      await page.saysNot('For mange forsøg', 'Too many tries');
    },
  },
  {
    name: 'deleting works while the provider is down, and asks first',
    async run(bench) {
      const { screen, page, hand } = await withRule(bench, 'Wilma Viskelæder', 'mobilepay');
      await hand.isOutWhile(['nexi', 'mobilepay'], async () => {
        await page.button('Slet tilmelding', 'Delete automatic top-up').click();
        await expect(screen.dialog).toContainText(
          screen.say('Der bliver ikke trukket mere', 'Nothing more will be taken'),
        );
        await screen.accessibility.look('deleting a rule');
        await screen.dialog
          .getByRole('button', { name: screen.say('Slet tilmelding', 'Delete automatic top-up') })
          .click();
        await page.says('Automatisk optankning er slettet', 'Automatic top-up is deleted');
        await expect(screen.page.locator(':focus')).toContainText(
          screen.say('er slettet', 'is deleted'),
        );
        await screen.page.reload();
        await expect(
          page.button('Slå automatisk optankning til', 'Turn on automatic top-up'),
        ).toBeVisible();
      });
    },
  },
];
