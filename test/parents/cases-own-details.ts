// Mine oplysninger: an address that is confirmed by its code, a bank account that needs a fresh login, and what
// one wants to be told.
import { expect } from '@playwright/test';
import type { ParentCase } from './parent-case.ts';

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
        .getByLabel(screen.say('E-mailadresse', 'E-mail address'))
        .fill('peter@eksempel.dk');
      await screen.button('Send kode', 'Send a code').click();
      const code = await codeInOutbox(demo.outboxUrl);
      await screen.page.getByLabel(screen.say('Kode på 6 cifre', 'Code of 6 digits')).fill(code);
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
    name: 'a bank account needs a fresh login, which keeps what was typed',
    async run({ loggedIn }) {
      const screen = await loggedIn('peter');
      screen.mayBeAnswered(403);
      await screen.at('/mine-oplysninger');
      await section(screen, 'Bankkonto til udbetaling', 'Bank account for payouts')
        .getByRole('button', { name: screen.say('Tilføj', 'Add') })
        .click();
      await screen.page
        .getByLabel(screen.say('Registreringsnummer', 'Registration number'))
        .fill('1234');
      await screen.page.getByLabel(screen.say('Kontonummer', 'Account number')).fill('0001234567');
      await screen.accessibility.look('bank account');
      await screen.page
        .getByRole('button', { name: screen.say('Gem', 'Save'), exact: true })
        .first()
        .click();
      await expect(screen.page.getByText(/4567/).first()).toBeVisible();
    },
  },
];

function section(screen: import('./parent-screen.ts').ParentScreen, da: string, en: string) {
  return screen.page.locator('section').filter({
    has: screen.page.getByRole('heading', { name: screen.say(da, en), exact: true }),
  });
}

/** The last six digits that were mailed. */
async function codeInOutbox(outboxUrl: string): Promise<string> {
  for (let tries = 0; tries < 50; tries += 1) {
    const text = await (await fetch(outboxUrl)).text();
    const link = /href="([^"]*)"/.exec(text.slice(text.indexOf('<ul')))?.[1];
    const code = /\b(\d{6})\b/.exec(
      link ? await (await fetch(new URL(link, outboxUrl))).text() : text,
    )?.[1];
    if (code !== undefined) return code;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('no code came to the outbox');
}
