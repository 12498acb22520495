// Linking children: by the letter's code, with the club's approval, and as what one is: parent, payer, child.
import { expect } from '@playwright/test';
import { LinkId, PersonId } from '../../contracts/ids.ts';
import { seedCall } from '../../local/seed-calls.ts';
import type { ParentCase } from './parent-case.ts';
import type { RunningDemo } from './running-demo.ts';

const CLUB = PersonId.parse('club-leader');

/** As the launcher printed it. */
function letterCode(demo: RunningDemo, childName: string): string {
  const code = new RegExp(`${childName}\\s+([0-9A-Z]{5}-[0-9A-Z]{5})`).exec(demo.welcome)?.[1];
  if (code === undefined) throw new Error(`npm start printed no letter for ${childName}`);
  return code;
}

export const linkCases: readonly ParentCase[] = [
  {
    name: 'a wrong code is refused and says how many tries are left',
    async run({ loggedIn }) {
      const screen = await loggedIn('fremmed');
      screen.mayBeAnswered(403);
      await screen.accessibility.look('no children yet');
      await screen.at('/tilknyt');
      await screen.accessibility.look('link a child');
      await screen.page
        .getByLabel(screen.say('Indtast koden fra brevet', 'Enter the code from the letter'))
        .fill('00000-00000');
      await screen.button('Tilknyt barn', 'Link child').click();
      await expect(screen.page.getByRole('alert')).toBeVisible();
      await screen.accessibility.look('code refused');
    },
  },
  {
    name: "a parent links a child by the letter's code, typed as people type",
    async run({ loggedIn, demo }) {
      const screen = await loggedIn('mette');
      const code = letterCode(demo, 'Frida Testesen');
      await screen.at('/tilknyt');
      await screen.page
        .getByLabel(screen.say('Indtast koden fra brevet', 'Enter the code from the letter'))
        .fill(` ${code.toLowerCase().replace('-', ' ')} `);
      await screen.button('Tilknyt barn', 'Link child').click();
      await expect(
        screen.page.getByText(screen.say('Frida er tilknyttet', 'Frida is linked')).first(),
      ).toBeVisible();
      await screen.accessibility.look('child linked');
      await screen.at('/');
      await expect(screen.child('Frida Testesen')).toBeVisible();
      await expect(screen.child('Alma Testesen')).toBeVisible();
      await screen.accessibility.look('overview of two children');
    },
  },
  {
    name: 'the code in the address of the letter is read and never sent before it is pressed',
    async run({ loggedIn }) {
      const screen = await loggedIn('fremmed');
      const sent: string[] = [];
      screen.page.on('request', (request) => sent.push(request.url() + (request.postData() ?? '')));
      await screen.at('/tilknyt#7K2MD-9QX4T');
      await expect(
        screen.page.getByLabel(
          screen.say('Indtast koden fra brevet', 'Enter the code from the letter'),
        ),
      ).toHaveValue(/7K2MD-?9QX4T/);
      expect(sent.filter((request) => request.includes('7K2MD'))).toEqual([]);
    },
  },
  {
    name: 'somebody who is no contact waits for the club, and sees the child when it approves',
    async run({ loggedIn, demo }) {
      const screen = await loggedIn('fremmed');
      const parent = await loggedIn('mette');
      await screen.at('/tilknyt');
      await screen.page
        .getByLabel(screen.say('Indtast koden fra brevet', 'Enter the code from the letter'))
        .fill(letterCode(demo, 'Alma Testesen'));
      const asked = screen.page.waitForRequest(/\/api\/links\//);
      await screen.button('Tilknyt barn', 'Link child').click();
      const linkId = LinkId.parse((await asked).url().split('/').at(-1));
      await expect(
        screen.page
          .getByText(screen.say('afventer godkendelse i klubben', "awaiting the club's approval"))
          .first(),
      ).toBeVisible();
      await screen.accessibility.look('awaiting approval');
      const line = screen.opensItsLine();
      await screen.at('/');
      await line;
      await expect(screen.page.getByText('Alma').first()).toBeVisible();
      await expect(screen.page.getByText(screen.say('Saldo', 'Balance'))).toHaveCount(0);
      await demo.call(
        seedCall('municipality', demo.municipalityId, 'approveLink', { linkId, by: CLUB }),
      );
      await expect(screen.child('Alma Testesen')).toBeVisible();
      await parent.at('/beskeder');
      await expect(
        parent.page.getByText(parent.say('tilkny', 'link'), { exact: false }).first(),
      ).toBeVisible();
      await demo.call(
        seedCall('municipality', demo.municipalityId, 'freezeLink', {
          ...{ linkId, by: CLUB },
          reason: 'Klubben ser på det',
        }),
      );
      // Over at once, on the screen that is open as well.
      await expect(screen.page.getByText(screen.say('Saldo', 'Balance'))).toHaveCount(0);
      await screen.accessibility.look('link frozen');
    },
  },
  {
    name: 'a payer sees the first name and can pay in, and nothing else',
    async run({ loggedIn, demo }) {
      const screen = await loggedIn('bodil');
      await expect(screen.page.getByRole('heading', { name: 'Alma' })).toBeVisible();
      await expect(screen.page.getByText('Testesen')).toHaveCount(0);
      await expect(
        screen.page.getByText(screen.say('Saldo', 'Balance'), { exact: true }),
      ).toHaveCount(0);
      await screen.accessibility.look('overview of a payer');
      screen.mayBeAnswered(403);
      await screen.at(`/boern/${demo.accountId('Alma Testesen')}/kontoudtog`);
      await expect(screen.page.getByText(/\d,\d\d/)).toHaveCount(0);
      await screen.accessibility.look('statement refused to a payer');
    },
  },
  {
    name: 'a child sees the own balance and statement, and may block the own card alone',
    async run({ newScreen }) {
      const screen = await newScreen();
      screen.mayBeAnswered(401, 403);
      await screen.at('/');
      await screen.link('Log på med MitID', 'Log on with MitID').click();
      await screen.chooses('malik');
      await screen.heads('Mit kort', 'My card');
      await expect(
        screen.page.getByText(screen.say('Saldo', 'Balance'), { exact: true }),
      ).toBeVisible();
      await expect(
        screen.button('Spær kort', 'Block card').or(screen.link('Spær kort', 'Block card')),
      ).toBeVisible();
      await expect(screen.link('Begrænsninger', 'Limits')).toHaveCount(0);
      await screen.accessibility.look("overview of a child's own");
    },
  },
  {
    name: "a child's own pages speak to the child, and not of a child",
    async run({ newScreen, demo }) {
      const screen = await newScreen();
      screen.mayBeAnswered(401, 403);
      await screen.at('/');
      await screen.link('Log på med MitID', 'Log on with MitID').click();
      await screen.chooses('malik');
      const ofChild = screen.language === 'da' ? /barn|børn/i : /\bchild/i;
      const main = screen.page.getByRole('main');
      const own = `/boern/${demo.accountId('Malik Skovtestesen')}`;
      for (const path of [
        ...['/', `${own}/kontoudtog`, `${own}/stamdata`, '/beskeder', '/mine-oplysninger'],
        ...['/kontakt'],
      ]) {
        await screen.at(path);
        await expect(screen.page.getByText(screen.say('Henter …', 'Loading …'))).toHaveCount(0);
        await expect(main.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(main, path).not.toContainText(ofChild);
      }
      await screen.at(`${own}/stamdata`);
      await screen.button('Spær kort', 'Block card').click();
      await expect(screen.dialog).toContainText(screen.say('en forælder', 'a parent'));
      await expect(screen.dialog.getByRole('button')).toHaveCount(3);
      await screen.dialog
        .getByRole('button', { name: screen.say('Spær kortet', 'Block the card') })
        .click();
      await expect(
        main.getByText(screen.say('Har du fundet det igen', 'If you have found it again')),
      ).toBeVisible();
      await expect(main).not.toContainText(ofChild);
      await screen.accessibility.look('own card blocked by the child');
    },
  },
];
