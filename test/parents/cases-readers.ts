// How the portal speaks to who reads: a grown-up with an own card, a parent without access just now, a payer. What
// the demo has nobody for is put into the answer that the page gets.
import { expect } from '@playwright/test';
import { Children } from '../../contracts/children.ts';
import type { ParentCase } from './parent-case.ts';
import type { ParentScreen } from './parent-screen.ts';

const CHILD = 'Alma Testesen';

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
];
