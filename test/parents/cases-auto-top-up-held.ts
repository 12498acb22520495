// A standing rule that is due and held back by its own cap, as its owner meets it: nothing is promised that will not
// come, and it is told. Absent: what fails (cases-auto-top-up-mending.ts).
import { expect } from '@playwright/test';
import type { ParentCase } from './parent-case.ts';
import { PayersHand } from './payers-hand.ts';
import { PayingInPage } from './paying-in-page.ts';

const PARENT = 'fremmed';

export const autoTopUpHeldCases: readonly ParentCase[] = [
  {
    name: 'a rule at its cap says so with numbers, on the overview and in a message, and promises nothing at once',
    async run({ loggedIn, demo }) {
      const child = 'Ella Regnbuesen';
      await demo.link(PARENT, child);
      const screen = await loggedIn(PARENT);
      const page = new PayingInPage(screen, demo, child);
      await page.opens();
      await page.opensSentence();
      // Below at once, so that the month's only top-up comes with the approval.
      await page.writes({ below: 500, amount: 50, most: 50 });
      await page.says('så snart du har godkendt', 'as soon as you have approved');
      await page.setsUpBy('nexi');
      await new PayersHand(demo).acts(screen, 'nexi');
      await page.isTurnedOn();
      await page.says(
        'Der er brugt 50\u00a0kr. af højst 50\u00a0kr. om måneden',
        'DKK\u00a050 of at most DKK\u00a050 a month is used',
      );
      await screen.accessibility.look('a rule at its cap');
      await page.opensSentence();
      await page.writes({ amount: 60, most: 100 });
      await page.says('Indtil da gælder', 'Until then this is in effect');
      await page.saysNot('så snart du har godkendt', 'as soon as you have approved');
      await page.writes({ most: 110 });
      await page.says('så snart du har godkendt', 'as soon as you have approved');
      await page.button('Fortryd', 'Cancel').click();
      await screen.at('/');
      const line = screen.say('har nået en grænse', 'has reached a limit');
      await expect(screen.child(child).getByText(line)).toBeVisible();
      await screen.accessibility.look('overview with a rule that is held back');
      await screen.at('/beskeder');
      await screen.page
        .getByRole('listitem')
        .filter({
          hasText: screen.say(
            'Månedens loft for automatisk optankning er nået',
            "This month's maximum for automatic top-up is reached",
          ),
        })
        .first()
        .getByRole('link')
        .click();
      await screen.heads('Indbetaling', 'Paying in');
    },
  },
];
