// Limits: set by one parent, in force at the next tap, and never overwritten in silence by the other.
import { expect } from '@playwright/test';
import type { ParentCase } from './parent-case.ts';

export const limitCases: readonly ParentCase[] = [
  {
    name: 'a limit is in force at the next tap, and the refusal is told to the parent with its reason',
    async run({ loggedIn, till, demo }) {
      const screen = await loggedIn('mette');
      await screen.at(`/boern/${demo.accountId('Alma Testesen')}/begraensninger`);
      await screen.page.getByLabel(screen.say('Højst pr. dag', 'At most per day')).fill('1');
      await screen.button('Gem begrænsninger', 'Save limits').click();
      await expect(
        screen.page
          .getByText(screen.say('Begrænsningerne er gemt', 'The limits are saved'))
          .first(),
      ).toBeVisible();
      await screen.accessibility.look('limits');
      const counter = await till();
      counter.mayBeAnswered(409);
      await demo.tap('Alma Testesen');
      await counter.shows('Alma Testesen');
      await counter.add('Toast med skinke og ost');
      await counter.confirmButton.click();
      await expect(counter.outcome('Ikke muligt').or(counter.outcome('Se efter'))).toBeVisible();
      await screen.at('/beskeder');
      await expect(
        screen.page
          .getByText(screen.say('over grænsen for i dag', 'above the limit for the day'), {
            exact: false,
          })
          .first(),
      ).toBeVisible();
      await screen.at('/');
      await expect(
        screen.child('Alma Testesen').getByText(screen.say('Dagsgrænse', 'Daily limit')),
      ).toBeVisible();
      await screen.accessibility.look('overview with a daily limit');
      await screen.at(`/boern/${demo.accountId('Alma Testesen')}/begraensninger`);
      await screen.page.getByLabel(screen.say('Højst pr. dag', 'At most per day')).fill('');
      await screen.button('Gem begrænsninger', 'Save limits').click();
      await expect(
        screen.page
          .getByText(screen.say('Begrænsningerne er gemt', 'The limits are saved'))
          .first(),
      ).toBeVisible();
    },
  },
  {
    name: 'of two parents who edit the limits, the second is told and overwrites nothing in silence',
    async run({ loggedIn, demo }) {
      const path = `/boern/${demo.accountId('Alma Testesen')}/begraensninger`;
      const first = await loggedIn('mette');
      const second = await loggedIn('mette');
      // Nothing comes to the second one live: it edits what it saw.
      second.mayBeAnswered(409);
      second.mayBeCutOff();
      await second.page.route('**/api/inbox/socket-tickets', (route) => route.abort());
      for (const screen of [first, second]) {
        await screen.at(path);
        await screen.page.getByLabel(screen.say('Højst pr. uge', 'At most per week')).waitFor();
      }
      await first.page.getByLabel(first.say('Højst pr. uge', 'At most per week')).fill('90');
      await first.button('Gem begrænsninger', 'Save limits').click();
      await expect(
        first.page.getByText(first.say('Begrænsningerne er gemt', 'The limits are saved')).first(),
      ).toBeVisible();
      await second.page.getByLabel(second.say('Højst pr. uge', 'At most per week')).fill('70');
      await second.button('Gem begrænsninger', 'Save limits').click();
      await expect(
        second.page
          .getByText(
            second.say('Dine ændringer er ikke gemt endnu', 'Your changes are not saved yet'),
          )
          .first(),
      ).toBeVisible();
      await second.accessibility.look('limits changed by the other parent');
      await first.page.reload();
      await expect(
        first.page.getByLabel(first.say('Højst pr. uge', 'At most per week')),
      ).toHaveValue('90');
    },
  },
  {
    name: 'the other parent is told by name who changed which rule, live and on the page of limits',
    async run({ loggedIn, demo }) {
      const limits = `/boern/${demo.accountId('Alma Testesen')}/begraensninger`;
      const other = await loggedIn('peter');
      await other.at('/tilknyt');
      await other.button('Find mine børn', 'Find my children').click();
      await expect(
        other.page.getByText(other.say('Alma er tilknyttet', 'Alma is linked')).first(),
      ).toBeVisible();
      const parent = await loggedIn('mette');
      await parent.at('/beskeder');
      await expect(
        parent.page
          .getByText(parent.say('Peter Testesen er nu tilknyttet', 'Peter Testesen is now linked'))
          .first(),
      ).toBeVisible();
      await parent.accessibility.look('messages that tell of a new link');
      await other.at('/beskeder');
      await parent.at(limits);
      await parent.page.getByLabel(parent.say('Højst pr. køb', 'At most per purchase')).fill('55');
      await parent.button('Gem begrænsninger', 'Save limits').click();
      const news = other.page
        .getByRole('listitem')
        .filter({ hasText: other.say('Mette Testesen har ændret', 'Mette Testesen changed') })
        .filter({
          hasText: other.say(
            'Højst pr. køb: ingen grænse → 55',
            'At most per purchase: no limit → DKK\u00a055',
          ),
        });
      await expect(news.first()).toBeVisible();
      await other.accessibility.look('messages that tell who changed the limits');
      await other.at(limits);
      await expect(
        other.page.getByText(
          other.say('Senest ændret af Mette Testesen', 'Last changed by Mette Testesen'),
        ),
      ).toBeVisible();
      await parent.page.getByLabel(parent.say('Højst pr. køb', 'At most per purchase')).fill('');
      await parent.button('Gem begrænsninger', 'Save limits').click();
      await expect(
        other.page.getByLabel(other.say('Højst pr. køb', 'At most per purchase')),
      ).toHaveValue('');
    },
  },
  {
    name: 'mistakes are listed in the order of the form, and again at each try',
    async run({ loggedIn, demo }) {
      const screen = await loggedIn('mette');
      await screen.at(`/boern/${demo.accountId('Alma Testesen')}/begraensninger`);
      const week = screen.page.getByLabel(screen.say('Højst pr. uge', 'At most per week'));
      await week.fill('mange');
      for (const day of await screen.page
        .getByRole('group', { name: screen.say('Kun på disse dage', 'On these days only') })
        .getByRole('checkbox')
        .all())
        await day.uncheck();
      const save = screen.button('Gem begrænsninger', 'Save limits');
      await save.click();
      const summary = screen.page.getByRole('alert');
      await expect(summary).toBeFocused();
      await expect(summary.getByRole('link').first()).toContainText(
        screen.say('Højst pr. uge', 'At most per week'),
      );
      await screen.accessibility.look('limits with mistakes');
      await save.click();
      await expect(summary).toBeFocused();
      await summary.getByRole('link').first().click();
      await expect(week).toBeFocused();
    },
  },
];
