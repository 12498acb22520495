// What anyone may read without logging in: the guides, whom to ask, the terms and the statements.
import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { GUIDE_NAMES } from '../../portal/parent/pages/guide-names.ts';
import { reflowFaults } from '../browser/reflow-check.ts';
import type { ParentCase } from './parent-case.ts';
import type { RunningDemo } from './running-demo.ts';

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
    name: 'every page has room at 320 px and for text of twice the size, and cuts off nothing',
    async run({ loggedIn, demo }) {
      const screen = await loggedIn('mette');
      const wanted = portalPages();
      const faults: string[] = [];
      for (const address of addressesOf(demo)) {
        await screen.at(address);
        await expect(screen.page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(screen.page.getByText(screen.say('Henter …', 'Loading …'))).toHaveCount(0);
        faults.push(...(await reflowFaults(screen.page, address)));
        for (const page of wanted) if (page.pattern.test(address)) wanted.delete(page);
      }
      expect([...wanted].map(({ path }) => path)).toEqual([]);
      expect(faults).toEqual([]);
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

/** The portal's own table, so that a page that is added is looked at, too. */
function portalPages(): Set<{ readonly path: string; readonly pattern: RegExp }> {
  const table = readFileSync(new URL('../../portal/parent/pages.ts', import.meta.url), 'utf8');
  const paths = [...table.matchAll(/\bpath: '([^']+)'/g)].map(([, path = '']) => path);
  return new Set(
    paths.map((path) => ({ path, pattern: new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`) })),
  );
}

function addressesOf(demo: RunningDemo): string[] {
  const child = `/boern/${demo.accountId('Alma Testesen')}`;
  return [
    ...['stamdata', 'begraensninger', 'kontoudtog', 'indbetaling'].map(
      (page) => `${child}/${page}`,
    ),
    ...['/', '/log-paa', '/tilknyt', '/beskeder', '/mine-oplysninger'],
    ...PAGES.map(([address]) => address),
    ...GUIDE_NAMES.map((guide) => `/vejledninger/${guide}`),
  ];
}
