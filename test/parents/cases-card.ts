// A lost card: blocked and replaced in one action, found again, ordered anew, made, handed over, activated.
import { expect, type Page } from '@playwright/test';
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

/** Requests wait until they are released; each is counted. */
async function heldBack(page: Page, pattern: string) {
  const asked: string[] = [];
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route(pattern, async (route) => {
    asked.push(route.request().method());
    await released;
    await route.continue();
  });
  return { asked, release };
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
    name: 'what is under way shows at its button, and a second press asks for nothing more',
    async run({ loggedIn, demo }) {
      const screen = await loggedIn('mette');
      await screen.at(`/boern/${demo.accountId(CHILD)}/stamdata`);
      const blocks = await heldBack(screen.page, '**/cards/*/block');
      await screen.button('Spær kort', 'Block card').first().click();
      await screen.dialog
        .getByRole('button', { name: screen.say('Spær kun kortet', 'Only block the card') })
        .dblclick();
      const working = screen.say('Spærrer kortet …', 'Blocking the card …');
      await expect(screen.dialog.getByRole('button', { name: working })).toBeVisible();
      // Heard in the dialog, since the rest of the page is silent behind it.
      await expect(screen.dialog.getByRole('status').filter({ hasText: working })).toHaveCount(1);
      await screen.accessibility.look('card being blocked');
      await screen.dialog.getByRole('button', { name: working }).click({ force: true });
      blocks.release();
      await expect(screen.dialog).toBeHidden();
      expect(blocks.asked).toEqual(['PUT']);
      await screen.button('Fundet igen – ophæv spærring', 'Found again – unblock').dblclick();
      await expect(
        screen.page
          .getByText(screen.say('Spærringen er ophævet kl.', 'The card was unblocked'))
          .first(),
      ).toBeVisible();
      expect(blocks.asked).toEqual(['PUT', 'DELETE']);
      const orders = await heldBack(screen.page, '**/card-orders/*');
      const cards = await heldBack(screen.page, '**/cards');
      await screen.button('Bestil nyt kort for', 'Order a new card for').dblclick();
      const ordering = screen.button('Bestiller kortet …', 'Ordering the card …');
      await expect(ordering).toBeVisible();
      orders.release();
      await expect(
        screen.page.getByText(screen.say('Det nye kort er bestilt', 'The new card is ordered')),
      ).toBeVisible();
      // It is ordered, and the cards are not read anew yet: the same press again is none.
      await ordering.click({ force: true });
      cards.release();
      await screen.button('Fortryd bestillingen', 'Cancel the order').dblclick();
      await expect(
        screen.page.getByText(screen.say('Bestillingen er annulleret', 'The order is cancelled')),
      ).toBeVisible();
      expect(orders.asked).toEqual(['PUT', 'DELETE']);
    },
  },
  {
    name: 'what is said of a card ends on the open page when another parent changes it',
    async run({ loggedIn, demo }) {
      await demo.link('peter', CHILD);
      const mine = await loggedIn('mette');
      const others = await loggedIn('peter');
      const page = `/boern/${demo.accountId(CHILD)}/stamdata`;
      const line = mine.opensItsLine();
      await mine.at(page);
      await line;
      await mine.button('Spær kort', 'Block card').first().click();
      await mine.dialog
        .getByRole('button', { name: mine.say('Spær kun kortet', 'Only block the card') })
        .click();
      const isBlocked = mine.page.getByText(
        mine.say('Kortet er spærret fra kl.', 'The card is blocked since'),
      );
      await expect(isBlocked).toBeVisible();
      await others.at(page);
      await others.button('Fundet igen – ophæv spærring', 'Found again – unblock').click();
      await expect(mine.button('Spær kort', 'Block card').first()).toBeVisible();
      await expect(isBlocked).toHaveCount(0);
      await mine.button('Bestil nyt kort for', 'Order a new card for').click();
      const isOrdered = mine.page.getByText(
        mine.say('Det nye kort er bestilt', 'The new card is ordered'),
      );
      await expect(isOrdered).toBeVisible();
      await others.button('Fortryd bestillingen', 'Cancel the order').click();
      await expect(mine.button('Bestil nyt kort for', 'Order a new card for')).toBeVisible();
      await expect(isOrdered).toHaveCount(0);
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
    name: 'an order that wants money is refused with what to do, takes no fee, and the card is blocked all the same',
    async run({ loggedIn, till, demo }) {
      const poor = 'Dogan Eksempelsen';
      await demo.link('fremmed', poor);
      const account = `/boern/${demo.accountId(poor)}`;
      const screen = await loggedIn('fremmed');
      // Nothing comes live: the page still believes that there is money.
      screen.mayBeCutOff();
      await screen.page.route('**/api/inbox/socket-tickets', (route) => route.abort());
      await screen.at(`${account}/stamdata`);
      await screen.button('Spær kort', 'Block card').click();
      const both = screen.dialog.getByRole('button', {
        name: screen.say('Spær, og bestil nyt for', 'Block and order a new one for'),
      });
      await expect(both).toBeVisible();
      const counter = await till();
      await demo.tap(poor);
      await counter.shows(poor);
      await counter.category('Aktiviteter');
      await counter.add('Svømmehal med bus');
      await counter.category('Sødt');
      await counter.add('Popcorn');
      await counter.confirmFor(poor);
      screen.mayBeAnswered(409);
      await both.click();
      await expect(
        screen.page.getByText(screen.say('Kortet er spærret fra kl.', 'The card is blocked since')),
      ).toBeVisible();
      const refused = screen.page.getByRole('alert').filter({
        hasText: screen.say('ikke penge nok på kontoen', 'not enough money on the account'),
      });
      // 60 were there, 42 are spent, and a card costs 25.
      await expect(refused).toContainText(
        screen.say('Der mangler 7,00\u00a0kr.', 'DKK\u00a07.00 is missing'),
      );
      await expect(
        refused.getByRole('link', { name: screen.say('Sæt penge ind', 'Pay in') }),
      ).toHaveAttribute('href', `${account}/indbetaling`);
      await screen.accessibility.look('card blocked, order refused for want of money');
      await demo.tap(poor);
      await counter.showsNobody();
      await expect(counter.childRegion).not.toContainText(poor);
      await screen.at(`${account}/stamdata`);
      const order = screen.page.getByRole('region', {
        name: screen.say('Bestil nyt kort', 'Order a new card'),
      });
      await expect(order).toContainText(screen.say('mangler 7', 'DKK\u00a07'));
      await expect(order.getByRole('button')).toHaveCount(0);
      await screen.at(`${account}/kontoudtog`);
      const lines = screen.page.locator('summary');
      await expect(
        lines.filter({ hasText: screen.say('18,00\u00a0kr.', 'DKK\u00a018.00') }).first(),
      ).toBeVisible();
      await expect(lines.filter({ hasText: screen.say('Gebyr', 'Fee for') })).toHaveCount(0);
    },
  },
];
