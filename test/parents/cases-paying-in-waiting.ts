// What a parent reads and can press while a payment is not over, or was over before: on the way to the provider, while
// it is carried out there, and in the list of the latest ones.
import { randomUUID } from 'node:crypto';
import { expect, type Locator } from '@playwright/test';
import type { ParentCase } from './parent-case.ts';
import type { ParentScreen } from './parent-screen.ts';
import { PayersHand } from './payers-hand.ts';
import { PayingInPage } from './paying-in-page.ts';

const PARENT = 'fremmed';
const READABLE = 4.5;
const SHOWN_FIRST = 5;

export const payingInWaitingCases: readonly ParentCase[] = [
  {
    name: 'a payment that is being carried out is not to be paid again, and is not cancelled any more',
    async run({ loggedIn, demo }) {
      const child = 'Karla Snemandsen';
      await demo.link(PARENT, child);
      const screen = await loggedIn(PARENT);
      const page = new PayingInPage(screen, demo, child);
      const hand = new PayersHand(demo);
      await page.opens();
      await page.paysBy('nexi');
      await page.payButton.click();
      await hand.acts(screen, 'nexi', 'delay');
      await page.says('Du skal ikke betale igen', 'Do not pay again');
      // The way back to the provider's page is there, and is not what is offered first.
      const back = page.button('Jeg har ikke betalt: gå til Nexi', 'I have not paid: go to Nexi');
      const cancel = page.button('Annuller betalingen', 'Cancel the payment');
      await expect(back).toBeVisible();
      expect(await paperOf(back)).toBe(await paperOf(cancel));
      await cancel.click();
      await page.says(
        'Betalingen er allerede i gang og kan ikke annulleres',
        'The payment is already under way and cannot be cancelled',
      );
      await page.saysNot('svarer ikke', 'is not answering');
      await expect(back).toHaveCount(0);
      await expect(screen.page.locator(':focus')).toContainText(
        screen.say('kan ikke annulleres', 'cannot be cancelled'),
      );
      await screen.accessibility.look('a payment that cannot be cancelled any more');
      await hand.advance('nexi', 600_000);
      await page.isPaid(100);
      await envelopeShowsInLargeText(screen);
    },
  },
  {
    name: 'a busy button can be read while the pointer is on it',
    async run({ loggedIn, demo }) {
      const child = 'Ægir Gulerodsen';
      await demo.link(PARENT, child);
      const screen = await loggedIn(PARENT);
      const page = new PayingInPage(screen, demo, child);
      await page.opens();
      let goOn = () => {};
      const held = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      await screen.page.route('**/top-ups/*', async (route) => {
        await held;
        await route.continue();
      });
      await page.payButton.hover();
      await page.payButton.click();
      const busy = page.button('Sender dig til', 'Taking you to');
      await expect(busy).toBeVisible();
      await expect(busy).toHaveCSS('background-color', 'rgb(211, 217, 215)');
      expect(await contrastOf(busy)).toBeGreaterThanOrEqual(READABLE);
      goOn();
      await new PayersHand(demo).acts(screen, 'nexi');
      await page.isPaid(100);
    },
  },
  {
    name: 'the latest payments are five, and more when they are asked for',
    async run({ loggedIn, demo }) {
      const child = 'Gustav Prøvesen';
      await demo.link(PARENT, child);
      const screen = await loggedIn(PARENT);
      const page = new PayingInPage(screen, demo, child);
      await page.opens();
      const made = SHOWN_FIRST + 2;
      for (let number = 0; number < made; number++) {
        await begunAndLeft(
          screen,
          `/api/accounts/${demo.accountId(child)}/top-ups/${randomUUID()}`,
        );
      }
      await page.opens();
      const latest = screen.page
        .getByRole('region', {
          name: screen.say('Dine seneste indbetalinger', 'Your latest payments'),
        })
        .getByRole('listitem');
      await expect(latest).toHaveCount(SHOWN_FIRST);
      await screen.accessibility.look('the latest payments');
      await page.button('Vis flere', 'Show more').click();
      await expect(latest).toHaveCount(made);
      await expect(latest.nth(SHOWN_FIRST)).toBeFocused();
      await expect(page.button('Vis flere', 'Show more')).toHaveCount(0);
    },
  },
];

function paperOf(element: Locator): Promise<string> {
  return element.evaluate((button) => getComputedStyle(button).backgroundColor);
}

/** Of the text on its own ground, by the formula of WCAG. */
async function contrastOf(element: Locator): Promise<number> {
  const { color, backgroundColor } = await element.evaluate((button) => {
    const style = getComputedStyle(button);
    return { color: style.color, backgroundColor: style.backgroundColor };
  });
  const [darker, lighter] = [luminance(color), luminance(backgroundColor)].sort((a, b) => a - b);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/\d+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The sign of the messages, beside the number of those that are new: at least half of it. */
async function envelopeShowsInLargeText({ page }: ParentScreen): Promise<void> {
  const link = page.locator('header a[href="/beskeder"]').filter({ has: page.locator('svg') });
  const [envelope, number] = [link.locator('svg'), link.locator('span')];
  await expect(number).toBeVisible();
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
  const [sign, badge] = [await envelope.boundingBox(), await number.boundingBox()];
  if (sign === null || badge === null) throw new Error('the sign of the messages is not shown');
  const wide = Math.min(sign.x + sign.width, badge.x + badge.width) - Math.max(sign.x, badge.x);
  const high = Math.min(sign.y + sign.height, badge.y + badge.height) - Math.max(sign.y, badge.y);
  const covered = Math.max(0, wide) * Math.max(0, high);
  expect(covered / (sign.width * sign.height)).toBeLessThan(0.5);
  expect(badge.x + badge.width).toBeLessThan(page.viewportSize()?.width ?? 0);
}

/** As the portal does it, without the way by the provider's page. */
async function begunAndLeft({ page }: ParentScreen, target: string): Promise<void> {
  const statuses = await page.evaluate(async (address) => {
    const headers = { 'content-type': 'application/json' };
    const wish = { amountOre: 5_000, provider: 'mobilepay', language: 'da' };
    const begun = await fetch(address, { method: 'PUT', headers, body: JSON.stringify(wish) });
    const left = await fetch(address, { method: 'DELETE', headers, body: '{}' });
    return [begun.status, left.status];
  }, target);
  expect(statuses).toEqual([201, 200]);
}
