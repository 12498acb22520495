// Mine oplysninger: an address that is confirmed by its code, a bank account that needs a fresh login, and what
// one wants to be told.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import type { ParentCase } from './parent-case.ts';
import type { ParentScreen } from './parent-screen.ts';

const TOO_OLD = {
  status: 403,
  contentType: 'application/problem+json',
  body: JSON.stringify({
    type: 'urn:klubkort:problem:fresh_login_required',
    title: 'This needs a login just now',
    status: 403,
    detail: 'This needs a login just now.',
    instance: 'urn:klubkort:request:00000000-0000-4000-8000-000000000000',
    code: 'fresh_login_required',
  }),
};

export const ownDetailsCases: readonly ParentCase[] = [
  {
    name: 'an e-mail address is used once the code that was sent to it is typed',
    async run({ loggedIn, demo }) {
      const screen = await loggedIn('peter');
      await screen.at('/mine-oplysninger');
      await screen.heads('Mine oplysninger', 'My details');
      await screen.accessibility.look('own details');
      await section(screen, 'E-mail', 'E-mail')
        .getByRole('button', { name: screen.say('Tilføj', 'Add') })
        .click();
      await screen.page
        .getByRole('textbox', { name: screen.say('E-mailadresse', 'E-mail address') })
        .fill('peter@eksempel.dk');
      await screen.button('Send kode', 'Send a code').click();
      // What was pressed is gone, and the keyboard is where the next thing is typed.
      const codeField = screen.page.getByLabel(screen.say('Kode på 6 cifre', 'Code of 6 digits'));
      await expect(codeField).toBeFocused();
      await codeField.fill(await codeInOutbox(demo.outboxUrl));
      await screen.accessibility.look('code for an e-mail address');
      await screen.button('Bekræft', 'Confirm').click();
      await expect(screen.page.getByText('peter@eksempel.dk').first()).toBeVisible();
      await expect(
        screen.page.getByText(screen.say('Bekræftet', 'Confirmed')).first(),
      ).toBeVisible();
    },
  },
  {
    name: 'what one wants to be told is kept',
    async run({ loggedIn }) {
      const screen = await loggedIn('mette');
      await screen.at('/mine-oplysninger');
      await screen.page
        .getByLabel(screen.say('Det, der kræver noget af mig', 'What needs me'))
        .first()
        .check();
      await screen.page
        .getByRole('button', { name: screen.say('Gem', 'Save'), exact: true })
        .first()
        .click();
      await expect(screen.page.getByText(screen.say('Gemt', 'Saved')).first()).toBeVisible();
      await screen.page.reload();
      await expect(
        screen.page.getByLabel(screen.say('Det, der kræver noget af mig', 'What needs me')).first(),
      ).toBeChecked();
    },
  },
  {
    name: 'settings of notices that were changed elsewhere are named, and what was chosen stays',
    async run({ loggedIn }) {
      const here = await loggedIn('mette');
      const elsewhere = await loggedIn('mette');
      here.mayBeAnswered(409);
      const email = (screen: ParentScreen) =>
        screen.page.getByRole('checkbox', { name: screen.say('E-mail', 'By e-mail') });
      const push = (screen: ParentScreen) =>
        screen.page.getByRole('checkbox', {
          name: screen.say('Notifikationer på mine enheder', 'By notifications on my devices'),
        });
      const save = (screen: ParentScreen) =>
        section(screen, 'Hvad du får besked om', 'What you are told').getByRole('button', {
          name: screen.say('Gem', 'Save'),
          exact: true,
        });
      for (const screen of [here, elsewhere]) {
        await screen.at('/mine-oplysninger');
        await expect(email(screen)).toBeChecked();
      }
      await email(elsewhere).uncheck();
      await save(elsewhere).click();
      await expect(elsewhere.page.getByText(elsewhere.say('Gemt', 'Saved')).first()).toBeVisible();
      await push(here).uncheck();
      await save(here).click();
      const news = here.page.getByRole('alert');
      await expect(news).toContainText(
        here.say('Dine ændringer er ikke gemt endnu', 'Your changes are not saved yet'),
      );
      await expect(news.getByRole('listitem')).toHaveText([
        here.say('E-mail: slået fra', 'By e-mail: turned off'),
      ]);
      await expect(push(here)).not.toBeChecked();
      await expect(email(here)).not.toBeChecked();
      await here.accessibility.look('notices changed elsewhere');
      await save(here).click();
      await expect(news).toHaveCount(0);
      await here.page.reload();
      await expect(push(here)).not.toBeChecked();
      await expect(email(here)).not.toBeChecked();
    },
  },
  {
    name: 'a bank account needs a fresh login, which keeps what was typed',
    async run({ loggedIn }) {
      const screen = await loggedIn('peter');
      screen.mayBeAnswered(403);
      await screen.at('/mine-oplysninger');
      const bank = section(screen, 'Bankkonto til udbetaling', 'Bank account for payouts');
      await bank.getByRole('button', { name: screen.say('Tilføj', 'Add') }).click();
      await bank
        .getByLabel(screen.say('Registreringsnummer', 'Bank registration number'))
        .fill('1234');
      await bank.getByLabel(screen.say('Kontonummer', 'Account number')).fill('0001234567');
      await screen.accessibility.look('bank account');
      // As if the login were older than five minutes; what follows is real.
      await screen.page.route('**/api/me/bank-account', (route) => route.fulfill(TOO_OLD), {
        times: 1,
      });
      await bank.getByRole('button', { name: screen.say('Gem', 'Save'), exact: true }).click();
      await screen.accessibility.look('bank account needs a fresh login');
      const again = screen.say('Log på igen med MitID', 'Log on again with MitID');
      await bank
        .getByRole('link', { name: again })
        .or(bank.getByRole('button', { name: again }))
        .click();
      await screen.chooses('peter');
      const number = bank.getByLabel(screen.say('Kontonummer', 'Account number'));
      await expect(number).toHaveValue('0001234567');
      await bank.getByRole('button', { name: screen.say('Gem', 'Save'), exact: true }).click();
      await expect(bank.getByText(/4567/)).toBeVisible();
      await screen.at('/beskeder');
      await expect(
        screen.page.getByText(screen.say('ankkonto', 'ank account')).first(),
      ).toBeVisible();
    },
  },
];

function section(screen: ParentScreen, da: string, en: string) {
  return screen.page.locator('section').filter({
    has: screen.page.getByRole('heading', { name: screen.say(da, en), exact: true }),
  });
}

/** The last six digits that were mailed. */
async function codeInOutbox(outboxUrl: string): Promise<string> {
  for (let tries = 0; tries < 50; tries += 1) {
    const list = await (await fetch(outboxUrl)).text();
    const newest = /href="(\/mails\/\d+)"/.exec(list)?.[1];
    const mail = newest && (await (await fetch(new URL(newest, outboxUrl))).text());
    const code = mail && /\b(\d{6})\b/.exec(mail)?.[1];
    if (code) return code;
    await sleep(100);
  }
  throw new Error('no code came to the outbox');
}
