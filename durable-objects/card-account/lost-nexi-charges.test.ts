// A charge whose answer was lost at Nexi, which documents no look-up by our reference: the webhook's name for it
// finds it, and what is never found stands for a person, who can end it (I7).
import { beforeEach, describe, expect, test } from 'vitest';
import type { PersonId } from '../../contracts/ids.ts';
import { deleteRule, runsOf } from '../testing/auto-top-ups.ts';
import { purseOf } from '../testing/card-orders.ts';
import { acceptedValue, codeOf } from '../testing/counter.ts';
import { childWithNexiRule, type FakeNexi } from '../testing/fake-nexi.ts';
import {
  daysGoBy,
  lostCharge,
  nexiOutside,
  raiseTerms,
  webhookNames,
} from '../testing/lost-nexi-charges.ts';
import { payingInWorld } from '../testing/paying-in-world.ts';
import { account } from '../testing/seeded-club.ts';
import { nudge } from '../testing/top-ups.ts';

const FINANCE = 'finance-1' as PersonId;
const world = payingInWorld();
let nexi: FakeNexi;
beforeEach(() => {
  nexi = nexiOutside();
});

describe('the webhook that names the payment', () => {
  test('finds it though its rule was deleted', async () => {
    const { child, ruleId } = await childWithNexiRule(world.club, nexi, 60_00);
    const reference = await lostCharge(world, nexi, child);
    acceptedValue(await deleteRule(child, ruleId));
    expect(await webhookNames(child, reference, nexi.paymentOf(reference).id)).toBe('credited');
    expect(await purseOf(child)).toBe(140_00);
    expect(nexi.chargedOre()).toBe(100_00);
  });

  test('finds it when a person was waited for already', async () => {
    const { child, ruleId } = await childWithNexiRule(world.club, nexi, 60_00);
    const reference = await lostCharge(world, nexi, child);
    acceptedValue(await deleteRule(child, ruleId));
    await daysGoBy(world, child, 2);
    expect(await runsOf(child)).toMatchObject([{ needsPerson: true }]);
    expect(await webhookNames(child, reference, nexi.paymentOf(reference).id)).toBe('credited');
    expect(await purseOf(child)).toBe(140_00);
  });

  test('is not believed where it names another’s payment', async () => {
    const { child, ruleId } = await childWithNexiRule(world.club, nexi, 60_00);
    const other = await childWithNexiRule(world.club, nexi, 60_00);
    const othersReference = await lostCharge(world, nexi, other.child);
    const reference = await lostCharge(world, nexi, child);
    acceptedValue(await deleteRule(child, ruleId));
    expect(await webhookNames(child, reference, nexi.paymentOf(othersReference).id)).toBe(
      'waiting',
    );
    expect(await runsOf(child)).toMatchObject([{ handle: null, mismatches: 0 }]);
    expect(await purseOf(child)).toBe(40_00);
  });
});

test('terms that are raised on the same card leave it to be asked for, and it is taken once', async () => {
  const { child, ruleId } = await childWithNexiRule(world.club, nexi, 60_00);
  const reference = await lostCharge(world, nexi, child);
  await raiseTerms(nexi, child, ruleId);
  expect(await nudge(child.accountId, reference)).toBe('credited');
  await daysGoBy(world, child, 3);
  expect(nexi.chargedOre()).toBe(100_00);
  expect(await purseOf(child)).toBe(140_00);
});

describe('one of which nobody hears', () => {
  test('stands for a person after a day, fills no room, and its payer is told', async () => {
    const { child, ruleId } = await childWithNexiRule(world.club, nexi, 60_00);
    await lostCharge(world, nexi, child);
    acceptedValue(await deleteRule(child, ruleId));
    await daysGoBy(world, child, 3);
    expect(await runsOf(child)).toMatchObject([{ state: 'waiting', needsPerson: true }]);
    const { roomOre } = acceptedValue(
      await account(child.accountId).payingIn({ by: child.guardianId }),
    );
    expect(roomOre).toBe(1_000_00 - 40_00);
    const inspected = await account(child.accountId).inspect();
    const told = inspected?.notices.filter(({ kind }) => kind === 'top_up_failed');
    expect(told).toMatchObject([{ facts: { because: 'needs_a_person', isAutomatic: true } }]);
  });

  test('is ended by hand then, not before, and credited if it comes after all', async () => {
    const { child, ruleId } = await childWithNexiRule(world.club, nexi, 60_00);
    const reference = await lostCharge(world, nexi, child);
    acceptedValue(await deleteRule(child, ruleId));
    const end = () =>
      account(child.accountId).endTopUpByHand({
        reference,
        by: FINANCE,
        reason: 'ses ikke hos Nexi',
      });
    expect(codeOf(await end())).toBe('top_up_unknown');
    await daysGoBy(world, child, 2);
    expect(acceptedValue(await end())).toMatchObject({ state: 'cancelled', needsPerson: false });
    expect(acceptedValue(await end())).toMatchObject({ state: 'cancelled' });
    expect(await webhookNames(child, reference, nexi.paymentOf(reference).id)).toBe('credited');
    expect(await purseOf(child)).toBe(140_00);
  });
});
