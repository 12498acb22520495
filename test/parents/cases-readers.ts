// How the portal speaks to who reads: a grown-up with an own card, a parent without access just now, a payer. What
// the demo has nobody for is put into the answer that the page gets.
import { expect } from '@playwright/test';
import { Children } from '../../contracts/children.ts';
import { PersonId } from '../../contracts/ids.ts';
import { seedCall } from '../../local/seed-calls.ts';
import type { ParentCase } from './parent-case.ts';
import type { ParentScreen } from './parent-screen.ts';

const CHILD = 'Alma Testesen';
const CLUB = PersonId.parse('club-leader');

/** From now on the page is told something else of its children than the server says. */
async function tellOfChildren(screen: ParentScreen, change: (known: Children) => Children) {
  await screen.page.route('**/api/children', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: change(Children.parse(await answer.json())) });
  });
}

export const readerCases: readonly ParentCase[] = [
  {
    name: 'somebody of 18 with an own card is not spoken to as a parent',
    async run({ loggedIn, demo, till }) {
      const counter = await till();
      await demo.tap(CHILD);
      await counter.sell(CHILD, 'Popcorn');
      const screen = await loggedIn('mette');
      await tellOfChildren(screen, (known) => ({
        ...known,
        otherLinks: [],
        children: known.children
          .filter(({ name }) => name === CHILD)
          .map((child) => ({ ...child, isOwn: true })),
      }));
      const main = screen.page.getByRole('main');
      const own = `/boern/${demo.accountId(CHILD)}`;
      const ofChild = screen.language === 'da' ? /barn|børn/i : /\bchild/i;
      for (const path of [
        ...[`${own}/kontoudtog`, `${own}/begraensninger`, `${own}/stamdata`],
        ...['/mine-oplysninger', '/'],
      ]) {
        await screen.at(path);
        await screen.page.waitForLoadState('networkidle');
        await expect(screen.page.getByText(screen.say('Henter …', 'Loading …'))).toHaveCount(0);
        await expect(main.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(main, path).not.toContainText(ofChild);
      }
      await screen.at(`${own}/begraensninger`);
      await expect(main).toContainText(screen.say('Kun du kan ændre', 'Only you can change'));
    },
  },
  {
    name: 'a parent who is put on hold is told so on the open page, and is not told to have no child',
    async run({ loggedIn, demo }) {
      const child = 'Uma Papirsen';
      const linkId = await demo.link('fremmed', child);
      const screen = await loggedIn('fremmed');
      screen.mayBeAnswered(404);
      const line = screen.opensItsLine();
      await screen.at(`/boern/${demo.accountId(child)}/kontoudtog`);
      await line;
      await screen.heads('Kontoudtog', 'Statement');
      const hold = { linkId, by: CLUB, reason: 'Klubben ser på det' };
      await demo.call(seedCall('municipality', demo.municipalityId, 'freezeLink', hold));
      await screen.heads(
        'Du har ikke længere adgang til Uma Papirsens konto',
        "You no longer have access to Uma Papirsen's account",
      );
      await screen.accessibility.look('access ended on the open page');
      await screen.link('Mine børn', 'My children').last().click();
      const main = screen.page.getByRole('main');
      await expect(main).toContainText(
        screen.say(
          'Du kan ikke se et barns konto lige nu',
          "You cannot see a child's account just now",
        ),
      );
      await expect(main).not.toContainText(screen.say('har ikke tilknyttet', 'not linked'));
    },
  },
  {
    name: 'limits that are typed and not saved are not lost by a press on another page',
    async run({ loggedIn, demo }) {
      const screen = await loggedIn('mette');
      await screen.at(`/boern/${demo.accountId(CHILD)}/begraensninger`);
      const perDay = screen.page.getByLabel(screen.say('Højst pr. dag', 'At most per day'));
      await perDay.fill('77');
      const asked: string[] = [];
      let leaves = false;
      screen.page.on('dialog', (dialog) => {
        asked.push(dialog.message());
        void (leaves ? dialog.accept() : dialog.dismiss());
      });
      await screen.link('Kontoudtog', 'Statement').first().click();
      await expect(perDay).toHaveValue('77');
      leaves = true;
      await screen.link('Kontoudtog', 'Statement').first().click();
      await screen.heads('Kontoudtog', 'Statement');
      expect(asked).toHaveLength(2);
      await screen.link('Stamdata og kort', 'Details and card').first().click();
      await screen.heads('Stamdata og kort', 'Details and card');
      expect(asked).toHaveLength(2);
    },
  },
];

/** Last of all: the payer is none afterwards. */
export const leavingCases: readonly ParentCase[] = [
  {
    name: 'a payer is promised no messages of purchases, and removes the own link where the child stands',
    async run({ loggedIn, demo }) {
      const screen = await loggedIn('bodil');
      const main = screen.page.getByRole('main');
      await screen.at('/mine-oplysninger');
      await expect(main.getByRole('group', { name: 'Alma' })).toBeVisible();
      await expect(main).not.toContainText(screen.say('køb', 'purchase'));
      await screen.at('/beskeder');
      await expect(main).toContainText(screen.say('det, du sætter ind', 'what you pay in'));
      await expect(main).not.toContainText(screen.say('køb', 'urchase'));
      await screen.at(`/boern/${demo.accountId(CHILD)}/indbetaling`);
      await expect(screen.button('Fjern tilknytning', 'Remove link')).toBeVisible();
      await screen.at('/');
      await screen.button('Fjern tilknytning', 'Remove link').click();
      await screen.accessibility.look('a payer removes the own link');
      await screen.dialog
        .getByRole('button', { name: screen.say('Fjern tilknytning', 'Remove link') })
        .click();
      await expect(main).toContainText(
        screen.say('ikke tilknyttet et barn endnu', 'not linked a child yet'),
      );
    },
  },
];
