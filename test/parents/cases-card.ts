// A lost card: blocked and replaced in one action, found again, ordered anew, made, handed over, activated.
import { expect } from '@playwright/test';
import { z } from 'zod';
import { CardId, CardOrderId, PersonId } from '../../contracts/ids.ts';
import { seedCall } from '../../local/seed-calls.ts';
import type { ParentCase } from './parent-case.ts';
import type { ParentScreen } from './parent-screen.ts';
import type { RunningDemo } from './running-demo.ts';

const BY = PersonId.parse('club-leader');
const CHILD = 'Alma Testesen';

const Cards = z.object({
  orders: z.array(
    z.object({ orderId: CardOrderId, cardId: CardId, cancelledAt: z.string().nullable() }),
  ),
});

async function openOrder(screen: ParentScreen, demo: RunningDemo) {
  const answer = await screen.page.request.get(`/api/accounts/${demo.accountId(CHILD)}/cards`);
  const order = Cards.parse(await answer.json()).orders.find(
    ({ cancelledAt }) => cancelledAt === null,
  );
  if (order === undefined) throw new Error('no order is open');
  return order;
}

export const cardCases: readonly ParentCase[] = [
  {
    name: 'a lost card is blocked and replaced in one action, and the till takes it no more',
    async run({ loggedIn, till, demo }) {
      const screen = await loggedIn('mette');
      await screen.at(`/boern/${demo.accountId(CHILD)}/stamdata`);
      await screen.button('Spær kort', 'Block card').first().click();
      await expect(screen.dialog).toContainText(
        screen.say('25 kr.', 'DKK 25').replace(' ', '\u00a0'),
      );
      await screen.accessibility.look('block a card');
      await screen.dialog
        .getByRole('button', {
          name: screen.say('Spær, og bestil nyt for', 'Block and order a new one for'),
        })
        .click();
      await expect(
        screen.page
          .getByText(screen.say('Kortet er spærret fra kl.', 'The card is blocked since'))
          .first(),
      ).toBeVisible();
      // The button that was pressed is gone; the reader is where it says what became of it.
      await expect(screen.page.locator(':focus')).toContainText(
        screen.say('Kortet er spærret fra kl.', 'The card is blocked since'),
      );
      await screen.accessibility.look('card blocked, another ordered');
      const counter = await till();
      await demo.tap(CHILD);
      await counter.showsNobody();
      await expect(counter.childRegion).not.toContainText(CHILD);
    },
  },
  {
    name: 'a card that is found again before the new one is made gives the fee back',
    async run({ loggedIn, till, demo }) {
      const screen = await loggedIn('mette');
      await screen.at(`/boern/${demo.accountId(CHILD)}/stamdata`);
      await screen.button('Fundet igen – ophæv spærring', 'Found again – unblock').click();
      await expect(
        screen.page
          .getByText(screen.say('Spærringen er ophævet kl.', 'The card was unblocked'))
          .first(),
      ).toBeVisible();
      await screen.accessibility.look('card found again');
      const counter = await till();
      await demo.tap(CHILD);
      await counter.shows(CHILD);
    },
  },
  {
    name: 'an ordered card is followed from the order to the hand-over, and the old one dies with its activation',
    async run({ loggedIn, till, demo, look }) {
      const screen = await loggedIn('mette');
      await screen.at(`/boern/${demo.accountId(CHILD)}/stamdata`);
      await screen.button('Spær kort', 'Block card').first().click();
      await screen.dialog
        .getByRole('button', {
          name: screen.say('Spær, og bestil nyt for', 'Block and order a new one for'),
        })
        .click();
      await expect(
        screen.page.getByText(screen.say('Nyt kort på vej', 'A new card is on its way')).first(),
      ).toBeVisible();
      const { orderId, cardId } = await openOrder(screen, demo);
      const uid = look.language === 'da' ? '04a1b2c3d4e5f6' : '04a1b2c3d4e5f7';
      const card = { orderId, cardId, uid, printedNumber: '4711' };
      const batch = { batchId: `batch-${look.language}`, by: BY, cards: [card] };
      await demo.call(seedCall('municipality', demo.municipalityId, 'producePrintBatch', batch));
      await demo.call(
        seedCall('municipality', demo.municipalityId, 'deliverCard', { cardId, by: BY }),
      );
      // Live: nobody has loaded the page again.
      await screen.button('Aktivér kort', 'Activate card').first().click();
      await expect(
        screen.page.getByText(screen.say('Kortet er aktivt', 'The card is active')).first(),
      ).toBeVisible();
      await expect(screen.page.locator(':focus')).toContainText(
        screen.say('Kortet er aktivt', 'The card is active'),
      );
      await screen.accessibility.look('card activated');
      const counter = await till();
      await demo.tap(CHILD);
      await counter.showsNobody();
      await expect(counter.childRegion).not.toContainText(CHILD);
      await screen.at(`/boern/${demo.accountId(CHILD)}/kontoudtog`);
      await expect(
        screen.page
          .locator('summary')
          .filter({ hasText: screen.say('Gebyr for nyt kort', 'Fee for a new card') })
          .first(),
      ).toBeVisible();
      await expect(
        screen.page
          .locator('summary')
          .filter({ hasText: screen.say('Tilbageført gebyr', 'Fee given back') })
          .first(),
      ).toBeVisible();
    },
  },
  {
    name: 'want of money is said with what to do, and the card is blocked all the same',
    async run({ loggedIn, demo }) {
      const screen = await loggedIn('beskyttet');
      await screen.at(`/boern/${demo.accountId('Karla Snemandsen')}/stamdata`);
      await expect(screen.page.getByRole('heading', { level: 1 })).toBeVisible();
      await screen.accessibility.look('details of a child');
    },
  },
];
