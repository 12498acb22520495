// What a parent sees of the money: a purchase that arrives live, the statement with its files, and a report of
// what the child did not buy.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import type { ParentCase } from './parent-case.ts';

/** The bar: from the sale at the till to the parent's open portal. */
const LIVE_WITHIN_MS = 2_000;

export const accountCases: readonly ParentCase[] = [
  {
    name: 'a purchase at the till reaches the open portal within two seconds',
    async run({ loggedIn, till, demo }) {
      const screen = await loggedIn('mette');
      const alma = screen.child('Alma Testesen');
      const kroner = /(\d+)[,.]00/;
      const balance = alma.getByText(kroner).first();
      const before = Number(kroner.exec((await balance.textContent()) ?? '')?.[1]);
      const counter = await till();
      await demo.tap('Alma Testesen');
      await counter.sell('Alma Testesen', 'Toast med skinke og ost', 'Kakaomælk');
      const soldAt = Date.now();
      await expect(alma.getByText('Toast med skinke og ost')).toBeVisible();
      expect(Date.now() - soldAt).toBeLessThan(LIVE_WITHIN_MS);
      await expect(balance).toContainText(String(before - 23));
      await screen.accessibility.look('overview after a purchase');
      await screen.at('/beskeder');
      await expect(screen.page.getByText('Toast med skinke og ost').first()).toBeVisible();
      await screen.accessibility.look('inbox');
    },
  },
  {
    name: 'the statement opens to items, adds up, and comes as PDF and as CSV',
    async run({ loggedIn, demo, till }) {
      const counter = await till();
      await demo.tap('Alma Testesen');
      await counter.sell('Alma Testesen', 'Toast med skinke og ost', 'Kakaomælk');
      const screen = await loggedIn('mette');
      await screen.at(`/boern/${demo.accountId('Alma Testesen')}/kontoudtog`);
      await screen.heads('Kontoudtog', 'Statement');
      const line = screen.page
        .locator('summary')
        .filter({ hasText: 'Toast med skinke og ost' })
        .first();
      await line.click();
      await expect(screen.page.getByText('Kakaomælk').first()).toBeVisible();
      await expect(
        screen.page.getByText(screen.say('en voksen i klubben', 'an adult at the club')).first(),
      ).toBeVisible();
      await screen.accessibility.look('statement');
      const pdf = await downloaded(screen, 'Hent som PDF', 'Download as PDF');
      const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
      expect(text).toContain('Toast med skinke og ost');
      expect(text).toContain('Alma Testesen');
      const csv = readFileSync(await downloaded(screen, 'Hent som CSV', 'Download as CSV'), 'utf8');
      expect(csv.startsWith('\ufeff')).toBe(true);
      expect(csv).toContain('Toast med skinke og ost');
      expect(csv).toMatch(/;-?\d+,\d\d;/);
    },
  },
  {
    name: 'a period is a step to come back from, and one that is too long is shortened by its button',
    async run({ loggedIn, demo }) {
      const screen = await loggedIn('mette');
      const path = `/boern/${demo.accountId('Alma Testesen')}/kontoudtog`;
      await screen.at(path);
      const thisMonth = screen.page.getByLabel(screen.say('Denne måned', 'This month'));
      await expect(thisMonth).toBeChecked();
      await screen.page.getByLabel(screen.say('Sidste måned', 'Last month')).check();
      await screen.page.getByLabel(screen.say('Egne datoer', 'Own dates')).check();
      await screen.page.getByLabel(screen.say('Fra', 'From'), { exact: true }).fill('2026-09-02');
      await screen.button('Vis perioden', 'Show the period').click();
      await expect(screen.page).toHaveURL(/fra=2026-09-02/);
      await screen.page.goBack();
      await expect(screen.page.getByLabel(screen.say('Sidste måned', 'Last month'))).toBeChecked();
      await screen.page.goBack();
      await expect(thisMonth).toBeChecked();
      await expect(
        screen.page.getByRole('heading', { name: screen.say('Bevægelser', 'Entries') }),
      ).toBeVisible();
      screen.mayBeAnswered(422);
      await screen.at(`${path}?fra=2012-03-01&til=2026-10-31`);
      await screen.accessibility.look('period too long');
      await expect(screen.button('Prøv igen', 'Try again')).toHaveCount(0);
      await screen.button('Vis de seneste 5 år', 'Show the last 5 years').press('Enter');
      await expect(
        screen.page.getByRole('heading', { name: screen.say('Bevægelser', 'Entries') }),
      ).toBeVisible();
      await expect(screen.page).toHaveURL(/fra=2021-\d\d-\d\d&til=2026-10-31/);
      await expect(screen.page.getByRole('heading', { level: 1 })).toBeFocused();
    },
  },
  {
    name: '"Det var ikke mit barn" is reported to the club, once',
    async run({ loggedIn, demo, till }) {
      const counter = await till();
      await demo.tap('Alma Testesen');
      await counter.sell('Alma Testesen', 'Popcorn');
      const screen = await loggedIn('mette');
      await screen.at(`/boern/${demo.accountId('Alma Testesen')}/kontoudtog`);
      await screen.page.locator('summary').filter({ hasText: 'Popcorn' }).first().click();
      await screen.button('Det var ikke mit barn', 'That was not my child').first().click();
      await expect(screen.dialog).toBeVisible();
      await screen.accessibility.look('report a purchase');
      await screen.dialog.getByRole('textbox').fill('Hun var hjemme den dag.');
      await screen.dialog
        .getByRole('button', { name: screen.say('Meld til klubben', 'Report to the club') })
        .click();
      await expect(screen.dialog).toBeHidden();
      await expect(
        screen.page.getByText(screen.say('Meldt til klubben', 'Reported to the club')).first(),
      ).toBeVisible();
      // The button is gone with the report; the keyboard stays at the line.
      await expect(screen.page.locator(':focus')).toContainText('Popcorn');
      await screen.accessibility.look('purchase reported');
    },
  },
];

async function downloaded(
  screen: {
    page: import('@playwright/test').Page;
    button(da: string, en: string): import('@playwright/test').Locator;
  },
  da: string,
  en: string,
): Promise<string> {
  const download = screen.page.waitForEvent('download');
  await screen.button(da, en).click();
  return (await download).path();
}
