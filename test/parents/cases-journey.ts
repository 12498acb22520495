// The whole way of a parent with one child, as the product promises it: from the letter to the statement. The child
// is one that no other case touches afterwards, since its card is replaced.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { z } from 'zod';
import { CardId, CardOrderId, LinkId, PersonId, TopUpId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import { DEMO_CHILDREN, demoChildName } from '../../local/demo-children.ts';
import { childIdOf } from '../../local/demo-ids.ts';
import { seedCall } from '../../local/seed-calls.ts';
import type { ParentCase } from './parent-case.ts';
import type { ParentScreen } from './parent-screen.ts';
import type { RunningDemo } from './running-demo.ts';

const CHILD = 'Frida Testesen';
const FOOD = 'Toast med skinke og ost';
const BY = PersonId.parse('club-leader');
const LIVE_WITHIN_MS = 2_000;

const Links = z.object({
  links: z.array(z.object({ linkId: LinkId, childGivenName: z.string(), state: z.string() })),
});
const Cards = z.object({
  orders: z.array(
    z.object({ orderId: CardOrderId, cardId: CardId, cancelledAt: z.string().nullable() }),
  ),
});

/** Another case may have linked the child already: its guardian ends that, as from the own page. */
async function withoutLink(screen: ParentScreen): Promise<void> {
  const { request } = screen.page;
  const { links } = Links.parse(await (await request.get('/api/links')).json());
  const headers = { origin: new URL(screen.page.url()).origin };
  for (const { linkId, childGivenName, state } of links) {
    const isTheirs = childGivenName === 'Frida' && state === 'active';
    if (isTheirs) await request.delete(`/api/links/${linkId}`, { headers, data: {} });
  }
}

/** A letter of the club's, and money that came over its counter. */
async function preparedByClub(demo: RunningDemo): Promise<string> {
  const child = DEMO_CHILDREN.find((one) => demoChildName(one) === CHILD);
  if (child === undefined) throw new Error(`There is no child ${CHILD}`);
  const topUp = { topUpId: TopUpId.parse(randomUUID()), amountOre: ore(100_00), by: BY };
  await demo.call(
    seedCall('account', demo.accountId(CHILD), 'topUp', { ...topUp, reason: 'Kontant i klubben' }),
  );
  const letter = { childId: childIdOf(child), by: BY };
  const issued = await demo.call(
    seedCall('municipality', demo.municipalityId, 'issueLinkCode', letter),
  );
  return z.object({ value: z.object({ code: z.string() }) }).parse(issued).value.code;
}

/** The ordered card is made and comes to the club. */
async function cardComes(screen: ParentScreen, demo: RunningDemo): Promise<void> {
  const answer = await screen.page.request.get(`/api/accounts/${demo.accountId(CHILD)}/cards`);
  const { orders } = Cards.parse(await answer.json());
  const order = orders.find(({ cancelledAt }) => cancelledAt === null);
  if (order === undefined) throw new Error('no order is open');
  const { orderId, cardId } = order;
  const card = { orderId, cardId, uid: '04f1e2d3c4b5a6', printedNumber: '2711' };
  const batch = { batchId: 'batch-of-the-journey', by: BY, cards: [card] };
  await demo.call(seedCall('municipality', demo.municipalityId, 'producePrintBatch', batch));
  await demo.call(seedCall('municipality', demo.municipalityId, 'deliverCard', { cardId, by: BY }));
}

async function pdfOf(screen: ParentScreen): Promise<string> {
  const download = screen.page.waitForEvent('download');
  await screen.button('Hent som PDF', 'Download as PDF').click();
  const file = await (await download).path();
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
}

export const journeyCases: readonly ParentCase[] = [
  {
    name: 'the whole way: linked, bought, limited, blocked, ordered anew, activated, and all of it in the statement',
    async run({ loggedIn, till, demo }) {
      const screen = await loggedIn('mette');
      const [account, shown] = [`/boern/${demo.accountId(CHILD)}`, screen.child(CHILD)];
      const says = (da: string, en: string) => screen.page.getByText(screen.say(da, en)).first();

      await withoutLink(screen);
      const code = await preparedByClub(demo);
      await screen.at('/tilknyt');
      await screen.page
        .getByLabel(screen.say('Indtast koden fra brevet', 'Enter the code from the letter'))
        .fill(code);
      await screen.button('Tilknyt barn', 'Link child').click();
      await expect(says('Frida er tilknyttet', 'Frida is linked')).toBeVisible();

      const counter = await till();
      await screen.at('/');
      await expect(shown).toBeVisible();
      await demo.tap(CHILD);
      await counter.sell(CHILD, FOOD);
      const soldAt = Date.now();
      await expect(shown.getByText(FOOD)).toBeVisible();
      expect(Date.now() - soldAt).toBeLessThan(LIVE_WITHIN_MS);

      await screen.at(`${account}/begraensninger`);
      await screen.page.getByLabel(screen.say('Højst pr. dag', 'At most per day')).fill('20');
      await screen.button('Gem begrænsninger', 'Save limits').click();
      await expect(says('Begrænsningerne er gemt', 'The limits are saved')).toBeVisible();
      counter.mayBeAnswered(409);
      await demo.tap(CHILD);
      await counter.shows(CHILD);
      await counter.add(FOOD);
      await counter.confirmButton.click();
      await expect(counter.outcome('Ikke muligt').or(counter.outcome('Se efter'))).toBeVisible();

      await screen.at(`${account}/stamdata`);
      await screen.button('Spær kort', 'Block card').first().click();
      await screen.dialog
        .getByRole('button', { name: screen.say('Spær kun kortet', 'Only block the card') })
        .click();
      await expect(says('Kortet er spærret fra kl.', 'The card is blocked since')).toBeVisible();
      await screen.button('Bestil nyt kort for', 'Order a new card for').click();
      await expect(says('Nyt kort på vej', 'A new card is on its way')).toBeVisible();
      await cardComes(screen, demo);
      await screen.button('Aktivér kort', 'Activate card').first().click();
      await expect(says('Kortet er aktivt', 'The card is active')).toBeVisible();

      await screen.at(`${account}/kontoudtog`);
      const statement = await pdfOf(screen);
      for (const [da, en] of [
        [FOOD, FOOD],
        ['Gebyr for nyt kort', 'Fee for a new card'],
        ['Begrænsninger ændret', 'Limits changed'],
        ['Kort spærret', 'Card blocked'],
        ['Nyt kort bestilt', 'New card ordered'],
        ['Kort aktiveret', 'Card activated'],
      ] as const) {
        expect(statement, da).toContain(screen.say(da, en));
      }
      // The refusal cost nothing: 115 were there, 15 and the fee of 25 are gone.
      expect(statement).toMatch(/75[,.]00/);
    },
  },
];
