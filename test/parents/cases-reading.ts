// What anyone may read without logging in: the guides, whom to ask, the terms and the statements.
import { expect } from '@playwright/test';
import type { ParentCase } from './parent-case.ts';

const PAGES = [
  ['/vejledninger', 'Vejledninger', 'Guides'],
  ['/kontakt', 'Kontakt', 'Contact'],
  ['/vilkaar', 'Vilkår for kortet', 'Terms of the card'],
  ['/privatliv', 'Privatlivspolitik', 'Privacy policy'],
  ['/cookies', 'Cookies', 'Cookies'],
  ['/was', 'Tilgængelighedserklæring', 'Accessibility statement'],
] as const;

export const readingCases: readonly ParentCase[] = [
  {
    name: 'the guides, whom to ask, the terms and the statements are read without logging in',
    async run({ newScreen }) {
      const screen = await newScreen();
      screen.mayBeAnswered(401);
      for (const [path, da, en] of PAGES) {
        await screen.at(path);
        await screen.heads(da, en);
        await screen.accessibility.look(path);
      }
    },
  },
  {
    name: 'the contact page names each club with its telephone',
    async run({ newScreen }) {
      const screen = await newScreen();
      screen.mayBeAnswered(401);
      await screen.at('/kontakt');
      for (const club of ['Bakkens Hjerte', 'Klub Storagergård']) {
        await expect(screen.page.getByRole('heading', { name: club })).toBeVisible();
      }
      await expect(
        screen.page.getByRole('link', { name: /^(\+45 )?\d\d \d\d \d\d \d\d/ }),
      ).not.toHaveCount(0);
    },
  },
  {
    name: 'a page that does not exist says so',
    async run({ newScreen }) {
      const screen = await newScreen();
      screen.mayBeAnswered(401, 404);
      await screen.at('/findes-ikke');
      await screen.heads('Siden findes ikke', 'There is no such page');
      await screen.accessibility.look('no such page');
    },
  },
  {
    name: 'nothing is wider than the narrowest phone',
    async run({ loggedIn, demo }) {
      const screen = await loggedIn('mette');
      await screen.page.setViewportSize({ width: 320, height: 640 });
      const child = `/boern/${demo.accountId('Alma Testesen')}`;
      const own = ['stamdata', 'begraensninger', 'kontoudtog', 'indbetaling'].map(
        (name) => `${child}/${name}`,
      );
      const rest = ['/', '/tilknyt', '/beskeder', '/mine-oplysninger'];
      for (const path of [...own, ...rest, ...PAGES.map(([address]) => address)]) {
        await screen.at(path);
        await expect(screen.page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(screen.page.getByText(screen.say('Henter …', 'Loading …'))).toHaveCount(0);
        const tooWide = () =>
          screen.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(await tooWide(), path).toBeLessThanOrEqual(0);
      }
    },
  },
  {
    name: 'what could not be fetched is fetched by another try, and the keyboard stays on the page',
    async run({ loggedIn }) {
      const screen = await loggedIn('mette');
      screen.mayBeCutOff();
      await screen.page.route('**/api/me', (route) => route.abort(), { times: 2 });
      await screen.at('/mine-oplysninger');
      const again = screen.button('Prøv igen', 'Try again');
      await again.press('Enter');
      await expect(screen.page.getByRole('status')).toContainText(
        screen.say('Der er ingen forbindelse', 'There is no connection'),
      );
      await expect(again).toBeFocused();
      await again.press('Enter');
      await expect(
        screen.page.getByRole('heading', { name: screen.say('Telefon', 'Phone') }),
      ).toBeVisible();
      await expect(screen.page.getByRole('heading', { level: 1 })).toBeFocused();
    },
  },
];
