// What is being typed when the server is busy or the session ends: it stands there again for the one who typed it,
// and for nobody else who logs in in the same tab.
import { expect } from '@playwright/test';
import { PROBLEM_MEDIA_TYPE, problemOf, type Refusal } from '../../contracts/problems.ts';
import type { ParentCase } from './parent-case.ts';
import type { ParentScreen } from './parent-screen.ts';

const INSTANCE = '00000000-0000-4000-8000-000000000000';

export const endedSessionCases: readonly ParentCase[] = [
  {
    name: 'a report to the club outlives a busy server and a session that ends',
    async run({ loggedIn, demo, till }) {
      const counter = await till();
      await demo.tap('Alma Testesen');
      await counter.sell('Alma Testesen', 'Popcorn');
      const screen = await loggedIn('mette');
      screen.mayBeAnswered(503);
      screen.mayBeCutOff();
      await screen.at(`/boern/${demo.accountId('Alma Testesen')}/kontoudtog`);
      await screen.page.locator('summary').filter({ hasText: 'Popcorn' }).first().click();
      await screen.button('Det var ikke mit barn', 'That was not my child').first().click();
      const text = screen.dialog.getByRole('textbox');
      await text.fill('Hun var hjemme den dag.');
      const send = screen.dialog.getByRole('button', {
        name: screen.say('Meld til klubben', 'Report to the club'),
      });
      await refuseOnce(screen, '**/disputes/*', { code: 'try_again' });
      await send.click();
      await expect(
        screen.dialog.getByText(screen.say('Der er travlt lige nu', 'It is busy just now')),
      ).toBeVisible();
      await expect(text).toHaveValue('Hun var hjemme den dag.');
      await screen.accessibility.look('report while the server is busy');
      await sessionEnds(screen, () => send.click());
      await screen.chooses('mette');
      await expect(text).toHaveValue('Hun var hjemme den dag.');
      await screen.accessibility.look('report after the session ended');
      await send.click();
      await expect(screen.dialog).toBeHidden();
      await expect(
        screen.page.getByText(screen.say('Meldt til klubben', 'Reported to the club')).first(),
      ).toBeVisible();
    },
  },
  {
    name: 'a bank account that is typed outlives a busy server and a session that ends, and is removed again',
    async run({ loggedIn }) {
      const screen = await loggedIn('mette');
      screen.mayBeAnswered(403, 503);
      screen.mayBeCutOff();
      await screen.at('/mine-oplysninger');
      const bank = bankOf(screen);
      await bank.getByRole('button', { name: screen.say('Tilføj', 'Add') }).click();
      await typeAccount(screen);
      const number = bank.getByLabel(screen.say('Kontonummer', 'Account number'));
      const save = bank.getByRole('button', { name: screen.say('Gem', 'Save'), exact: true });
      await refuseOnce(screen, '**/api/me/bank-account', { code: 'try_again' });
      await save.click();
      await expect(
        bank.getByText(screen.say('Der er travlt lige nu', 'It is busy just now')),
      ).toBeVisible();
      await expect(number).toHaveValue('0001234567');
      await sessionEnds(screen, () => save.click());
      await screen.chooses('mette');
      await expect(number).toHaveValue('0001234567');
      await save.click();
      await expect(bank.getByText(/4567/)).toBeVisible();
      const remove = bank.getByRole('button', { name: screen.say('Fjern', 'Remove') });
      await refuseOnce(screen, '**/api/me/bank-account', { code: 'fresh_login_required' });
      await remove.click();
      const again = screen.say('Log på igen for at fjerne', 'Log on again to remove');
      await expect(bank.getByText(again)).toBeVisible();
      await screen.accessibility.look('bank account is not removed without a fresh login');
      await remove.click();
      await expect(bank.getByText(screen.say('Ikke angivet', 'Not given'))).toBeVisible();
      await expect(bank.getByText(screen.say('venter udbetalinger', 'payouts wait'))).toBeVisible();
      await screen.accessibility.look('bank account removed');
    },
  },
  {
    name: 'what one parent typed does not reach another who logs in in the same tab',
    async run({ loggedIn }) {
      const screen = await loggedIn('mette');
      screen.mayBeCutOff();
      await screen.at('/mine-oplysninger');
      const bank = bankOf(screen);
      await bank.getByRole('button').first().click();
      await typeAccount(screen);
      const save = bank.getByRole('button', { name: screen.say('Gem', 'Save'), exact: true });
      await sessionEnds(screen, () => save.click());
      await screen.chooses('peter');
      await expect(bank.getByRole('button').first()).toBeVisible();
      await expect(bank.getByRole('textbox')).toHaveCount(0);
      const kept = await screen.page.evaluate(() => JSON.stringify(Object.values(sessionStorage)));
      expect(kept).not.toContain('0001234567');
    },
  },
];

function bankOf(screen: ParentScreen) {
  const name = screen.say('Bankkonto til udbetaling', 'Bank account for payouts');
  return screen.page.locator('section').filter({
    has: screen.page.getByRole('heading', { name, exact: true }),
  });
}

async function typeAccount(screen: ParentScreen): Promise<void> {
  const bank = bankOf(screen);
  await bank.getByLabel(screen.say('Registreringsnummer', 'Bank registration number')).fill('1234');
  await bank.getByLabel(screen.say('Kontonummer', 'Account number')).fill('0001234567');
}

/** The next such request is answered by nobody's decision; what follows is real. */
async function refuseOnce(screen: ParentScreen, url: string, refusal: Refusal): Promise<void> {
  const problem = problemOf(refusal, INSTANCE);
  await screen.page.route(
    url,
    (route) =>
      route.fulfill({
        status: problem.status,
        contentType: PROBLEM_MEDIA_TYPE,
        body: JSON.stringify(problem),
      }),
    { times: 1 },
  );
}

/** As far as the provider, where somebody logs in again. */
async function sessionEnds(screen: ParentScreen, press: () => Promise<void>): Promise<void> {
  await screen.context.clearCookies();
  await press();
  await expect(
    screen.page.getByText(screen.say('Din session er udløbet', 'Your session has expired')),
  ).toBeVisible();
  await screen.link('Log på med MitID', 'Log on with MitID').click();
}
