// A charge of a rule's that may have been taken, and of which nobody hears: its rule orders nothing until a person has
// said what became of it, or a week has passed, and then only what the cap leaves beside it (I7).
import { beforeEach, expect, test, vi } from 'vitest';
import type { AutoTopUpTerms } from '../../contracts/auto-top-ups.ts';
import type { PersonId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import { deleteRule, putRule, ruleOf, runsOf } from '../testing/auto-top-ups.ts';
import { purseOf } from '../testing/card-orders.ts';
import { acceptedValue } from '../testing/counter.ts';
import { childWithNexiRule, type FakeNexi } from '../testing/fake-nexi.ts';
import {
  daysGoBy,
  lostCharge,
  nexiOutside,
  otherCard,
  raiseTerms,
  webhookNames,
} from '../testing/lost-nexi-charges.ts';
import { DAY_MS, HOUR_MS, payingInWorld, toldOf } from '../testing/paying-in-world.ts';
import { account, linkGuardian, newGuardianId, topUp } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import { ring } from '../testing/top-ups.ts';

const FINANCE = 'finance-testesen' as PersonId;
const world = payingInWorld();
let nexi: FakeNexi;
beforeEach(() => {
  nexi = nexiOutside();
  world.clock.pass(Date.parse('2026-12-04T10:00:00Z') - Date.now());
});

/** The rule has moved to another card before anybody heard of its charge: only the order again would tell. */
async function movedRule(terms: Partial<AutoTopUpTerms> = {}) {
  const { child, ruleId } = await childWithNexiRule(world.club, nexi, 60_00);
  const reference = await lostCharge(world, nexi, child);
  await raiseTerms(nexi, child, ruleId, terms);
  await otherCard(child);
  return { child, ruleId, reference };
}

test('it is asked for by itself for a day, before a person has to', async () => {
  const { child } = await movedRule();
  await world.pass(child, 20 * HOUR_MS);
  expect(await runsOf(child)).toMatchObject([{ state: 'waiting', needsPerson: false }]);
  await world.pass(child, 5 * HOUR_MS);
  expect(await runsOf(child)).toMatchObject([{ state: 'waiting', needsPerson: true }]);
});

test('it orders nothing for a week, and says what it waits for', async () => {
  const { child, ruleId } = await movedRule();
  await daysGoBy(world, child, 2);
  expect(await runsOf(child)).toMatchObject([{ state: 'waiting', needsPerson: true }]);
  expect(await ruleOf(child, ruleId)).toMatchObject({
    ...{ state: 'active', hindrance: 'needs_a_person' },
  });
  await daysGoBy(world, child, 4);
  expect(await runsOf(child)).toHaveLength(1);
  expect(nexi.chargedOre()).toBe(100_00);
});

test('it orders again when the week is over, by the account’s own alarm', async () => {
  const { child } = await movedRule();
  await daysGoBy(world, child, 5);
  world.clock.pass(2 * DAY_MS);
  await ring(child);
  await vi.waitFor(async () => expect(await purseOf(child)).toBe(190_00));
  expect(nexi.chargedOre()).toBe(250_00);
});

test('the cap counts what may have been taken, when the week is over', async () => {
  const { child, ruleId } = await movedRule({ mostPerMonthOre: ore(249_99) });
  await daysGoBy(world, child, 9);
  expect(await ruleOf(child, ruleId)).toMatchObject({ hindrance: 'monthly_cap' });
  expect(nexi.chargedOre()).toBe(100_00);
});

test('the cap of the month into which the week reaches counts it, too', async () => {
  world.clock.pass(25 * DAY_MS);
  const { child, ruleId } = await movedRule({ mostPerMonthOre: ore(249_99) });
  await daysGoBy(world, child, 9);
  expect(new Date(Date.now()).toISOString()).toMatch(/^2027-01/);
  expect(await ruleOf(child, ruleId)).toMatchObject({ hindrance: 'monthly_cap' });
  expect(nexi.chargedOre()).toBe(100_00);
});

test('it goes on at once when a person ends the charge', async () => {
  const { child, reference } = await movedRule();
  await daysGoBy(world, child, 2);
  const reason = 'Nexi kender ingen betaling';
  const ended = await account(child.accountId).endTopUpByHand({ reference, by: FINANCE, reason });
  expect(ended.ok).toBe(true);
  await vi.waitFor(async () => expect(await purseOf(child)).toBe(190_00));
});

test('it needs nothing more when the webhook comes after all', async () => {
  const { child, ruleId, reference } = await movedRule();
  await daysGoBy(world, child, 2);
  expect(await webhookNames(child, reference, nexi.paymentOf(reference).id)).toBe('credited');
  await daysGoBy(world, child, 7);
  expect(nexi.chargedOre()).toBe(100_00);
  expect(await ruleOf(child, ruleId)).toMatchObject({ hindrance: null, thisMonthOre: 100_00 });
});

test('a rule that its guardian makes anew waits for it, too', async () => {
  const { child, ruleId } = await childWithNexiRule(world.club, nexi, 60_00);
  await lostCharge(world, nexi, child);
  acceptedValue(await deleteRule(child, ruleId));
  await topUp(child.accountId, 50_00);
  const anew = crypto.randomUUID();
  acceptedValue(await putRule(child, { ruleId: anew, terms: { provider: 'nexi' } }));
  await nexi.approveLatest(child);
  await world.buy(child, 60_00);
  await daysGoBy(world, child, 2);
  expect(await ruleOf(child, anew)).toMatchObject({
    ...{ state: 'active', hindrance: 'needs_a_person' },
  });
  expect(nexi.chargedOre()).toBe(100_00);
  await daysGoBy(world, child, 6);
  expect(nexi.chargedOre()).toBe(200_00);
});

test('another guardian’s rule does not wait for it', async () => {
  const { child, ruleId } = await childWithNexiRule(world.club, nexi, 60_00);
  const other = newGuardianId();
  await linkGuardian(child.childId, other);
  const terms = { provider: 'nexi', belowOre: ore(45_00), amountOre: ore(70_00) } as const;
  acceptedValue(await putRule(child, { by: other, terms }));
  await nexi.approveLatest(child);
  await lostCharge(world, nexi, child);
  await raiseTerms(nexi, child, ruleId);
  await query(
    account(child.accountId),
    "UPDATE agreement SET agreement_id = 'another' WHERE rule_id = ? AND state = 'active'",
    ruleId,
  );
  await daysGoBy(world, child, 2);
  await vi.waitFor(async () => expect(await purseOf(child)).toBe(110_00));
});

test('a charge on a card that the rule has left is not ordered again', async () => {
  const { child } = await movedRule();
  // Nexi never had it: ordering it again would take the money from the card of before.
  nexi.bulks.clear();
  nexi.payments.clear();
  await daysGoBy(world, child, 3);
  expect(nexi.chargedOre()).toBe(0);
});

test('its payer is told once: that a person looks, or before that that nobody answers', async () => {
  const { child } = await movedRule();
  await daysGoBy(world, child, 3);
  expect(await toldOf(child, 'top_up_failed')).toMatchObject([{ because: 'needs_a_person' }]);

  const later = await childWithNexiRule(world.club, nexi, 60_00);
  await lostCharge(world, nexi, later.child);
  nexi.isDown = true;
  world.clock.pass(DAY_MS + HOUR_MS);
  await ring(later.child);
  expect(await toldOf(later.child, 'top_up_failed')).toMatchObject([{ because: 'no_answer' }]);
  acceptedValue(await deleteRule(later.child, later.ruleId));
  nexi.isDown = false;
  await daysGoBy(world, later.child, 2);
  expect(await runsOf(later.child)).toMatchObject([{ needsPerson: true }]);
  expect(await toldOf(later.child, 'top_up_failed')).toHaveLength(1);
});
