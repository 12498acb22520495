// What a statement's PDF says beside money: the card's and the limits' changes of the period, by whose hand.
import { runInDurableObject } from 'cloudflare:test';
import { beforeAll, expect, it } from 'vitest';
import type { CardOrder } from '../../contracts/cards.ts';
import type { GuardianId } from '../../contracts/ids.ts';
import { type Limits, NO_LIMITS } from '../../contracts/limits.ts';
import { ore } from '../../contracts/ore.ts';
import {
  changeCard,
  deliverOrdered,
  orderCard,
} from '../../durable-objects/testing/card-orders.ts';
import { acceptedValue } from '../../durable-objects/testing/counter.ts';
import { putLinks } from '../../durable-objects/testing/link-copy.ts';
import { account, SeededClub, type TestChild } from '../../durable-objects/testing/seeded-club.ts';
import { pdfText } from '../testing/pdf-text.ts';
import { openGuardian, type TestGuardian } from '../testing/test-guardian.ts';

const club = new SeededClub();
const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Copenhagen' }).format(
  Date.now(),
);
const TITLE = 'Kort og begrænsninger i perioden';
let child: TestChild;
let mother: TestGuardian;
let father: TestGuardian;

beforeAll(async () => {
  await club.seed();
  child = await club.registerChild(100_00);
  [mother, father] = await Promise.all([openGuardian(), openGuardian()]);
  await putLinks(child.accountId, [
    { guardianId: mother.guardianId, rights: 'full' },
    { guardianId: father.guardianId, rights: 'full' },
  ]);
  const { cardId } = child;
  acceptedValue(await changeCard(child, 'blockChildsCard', cardId, father.guardianId));
  acceptedValue(await changeCard(child, 'unblockChildsCard', cardId, mother.guardianId));
  const ordered = acceptedValue(await orderCard(child, { by: mother.guardianId })) as CardOrder;
  await deliverOrdered(ordered);
  await limit({ perDayOre: ore(40_00), allowedHours: { from: '12:00', until: '17:30' } });
});

async function limit(some: Partial<Limits>): Promise<void> {
  const limits = { ...NO_LIMITS, ...some };
  const by = father.guardianId as GuardianId as never;
  acceptedValue(await account(child.accountId).setLimits({ seenVersion: 0, limits, by }));
}

async function pdf(query = `from=${today}&to=${today}`): Promise<string> {
  const path = `/api/accounts/${child.accountId}/statement?${query}`;
  const response = await mother.request(path, { headers: { accept: 'application/pdf' } });
  if (response.status !== 200) throw new Error(await response.text());
  return pdfText(new Uint8Array(await response.arrayBuffer())).pages.join('\n');
}

it('tells what happened to the card, in order, and who did it by role alone', async () => {
  const [, section = ''] = (await pdf()).split(new RegExp(`${TITLE}|Begrænsninger ændret`));
  const told = section
    .split('\n')
    .filter((line) => /^(Kort|Spærring|Nyt|dig|en for|klub)/.test(line));
  expect(told.slice(0, 2)).toEqual(['Kort aktiveret', 'klubben']);
  expect(told.slice(2)).toEqual([
    ...['Kort spærret', 'en forælder', 'Spærring ophævet', 'dig'],
    ...['Nyt kort bestilt', 'dig', 'Kort nr. 4711', 'Nyt kort lavet', 'klubben', 'Kort nr. 4711'],
    ...['Nyt kort i klubben', 'klubben', 'Kort nr. 4711'],
  ]);
});

it('tells how the limits were and are', async () => {
  const section = await pdf();
  expect(section).toContain('Begrænsninger ændret\nen forælder');
  expect(section).toContain('Højst pr. dag: fra ingen grænse til 40,00\u00a0kr.');
  expect(section).toContain('Tid på dagen: fra hele dagen til kl. 12.00–17.30');
  expect(await pdf(`from=${today}&to=${today}&language=en`)).toContain(
    'Time of day: from all day to 12:00–17:30',
  );
});

it('names the card that a fee paid for, and no account', async () => {
  const text = await pdf();
  expect(text).toMatch(/Gebyr for nyt kort[\s\S]*Nr\. 2 · Kort nr\. 4711/);
  expect(text).not.toContain(child.accountId);
});

it('keeps to the period, and is left out where only some entries are shown', async () => {
  expect(await pdf('from=2025-01-01&to=2025-01-31')).toContain(
    `${TITLE}\nDer er ikke sket ændringer i perioden.`,
  );
  expect(await pdf(`from=${today}&to=${today}&kind=fee`)).not.toContain(TITLE);
});

it('has an end, and says that older changes are left out', async () => {
  await runInDurableObject(account(child.accountId), (_, { storage }) => {
    const content = (perDayOre: number) => JSON.stringify({ ...NO_LIMITS, perDayOre });
    storage.sql.exec(
      `WITH RECURSIVE more (version) AS (SELECT 2 UNION ALL SELECT version + 1 FROM more LIMIT 600)
         INSERT INTO limits (version, set_at, set_by, content)
         SELECT version, ?, 'somebody', CASE version % 2 WHEN 0 THEN ? ELSE ? END FROM more`,
      Date.now(),
      content(10_00),
      content(20_00),
    );
  });
  const text = await pdf();
  expect(text).toContain('Ældre ændringer er ikke med.');
  expect(text.match(/Begrænsninger ændret/g)).toHaveLength(500);
});
