// Logging in and out with the national e-ID, as it looks and as it goes wrong.
import { expect } from '@playwright/test';
import type { ParentCase } from './parent-case.ts';

export const loginCases: readonly ParentCase[] = [
  {
    name: 'a parent logs in with the e-ID, and logging off ends it at the provider too',
    async run({ newScreen, demo }) {
      const screen = await newScreen();
      screen.mayBeAnswered(401);
      await screen.at('/');
      await screen.heads('Log på Kortportalen', 'Log on to the card portal');
      await screen.accessibility.look('login');
      // A line that is just being opened when the page goes is a fault to the browser.
      const line = screen.opensItsLine();
      await screen.logIn('mette');
      await line;
      if (screen.page.viewportSize()?.width === 390) await screen.button('Menu', 'Menu').click();
      const atProvider = screen.page.waitForRequest(
        (request) => !request.url().startsWith(demo.url),
      );
      await screen.button('Log af', 'Log off').click();
      await atProvider;
      await screen.page.waitForURL(`${demo.url}/**`);
      await screen.page.waitForLoadState('networkidle');
      await expect(screen.link('Log på med MitID', 'Log on with MitID')).toBeVisible();
      await screen.accessibility.look('logged off');
      await screen.at('/');
      await screen.heads('Log på Kortportalen', 'Log on to the card portal');
      await screen.link('Log på med MitID', 'Log on with MitID').click();
      // The provider has forgotten, too: it asks again who comes.
      await expect(screen.page.locator('button[value="mette"]')).toBeVisible();
    },
  },
  {
    name: 'a login that is broken off is said kindly',
    async run({ newScreen }) {
      const screen = await newScreen();
      screen.mayBeAnswered(401);
      await screen.at('/');
      await screen.link('Log på med MitID', 'Log on with MitID').click();
      await screen.page.locator('button[name="abort"]').click();
      await expect(
        screen.page.getByText(screen.say('Login blev afbrudt', 'The login was cancelled')),
      ).toBeVisible();
      await screen.accessibility.look('login broken off');
    },
  },
  {
    name: 'a session that ends loses nothing of what was typed',
    async run({ loggedIn }) {
      const screen = await loggedIn('mette');
      // A line that is just being opened is refused, too.
      screen.mayBeCutOff();
      const line = screen.opensItsLine();
      await screen.at('/tilknyt');
      await line;
      const code = screen.page.getByLabel(
        screen.say('Indtast koden fra brevet', 'Enter the code from the letter'),
      );
      await code.fill('7K2MD-9QX4T');
      await screen.context.clearCookies();
      await screen.button('Tilknyt barn', 'Link child').click();
      await expect(
        screen.page.getByText(screen.say('Din session er udløbet', 'Your session has expired')),
      ).toBeVisible();
      await screen.accessibility.look('session over');
      await screen.link('Log på med MitID', 'Log on with MitID').click();
      await screen.chooses('mette');
      await screen.heads('Tilknyt barn', 'Link a child');
      await expect(code).toHaveValue('7K2MD-9QX4T');
    },
  },
];
