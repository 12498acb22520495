// Finance ends a top-up by hand: who did it is logged with the municipality, why stays with the account.
import { beforeEach, expect, test } from 'vitest';
import type { PersonId } from '../../contracts/ids.ts';
import { deleteRule } from '../testing/auto-top-ups.ts';
import { acceptedValue, codeOf } from '../testing/counter.ts';
import { childWithNexiRule, type FakeNexi } from '../testing/fake-nexi.ts';
import { daysGoBy, lostCharge, nexiOutside } from '../testing/lost-nexi-charges.ts';
import { payingInWorld } from '../testing/paying-in-world.ts';
import { account, municipality, type TestChild } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';

const FINANCE = 'finance-testesen' as PersonId;
const REASON = 'Kortet er ikke belastet, siger Nexi';
const world = payingInWorld();
let nexi: FakeNexi;
beforeEach(() => {
  nexi = nexiOutside();
});

async function lost() {
  const { child, ruleId } = await childWithNexiRule(world.club, nexi, 60_00);
  const reference = await lostCharge(world, nexi, child);
  acceptedValue(await deleteRule(child, ruleId));
  return { child, reference };
}

const end = (reference: string, reason = REASON, by = FINANCE) =>
  municipality().endTopUpByHand({ reference, by, reason });
const logged = async () =>
  (await municipality().auditLog()).filter(({ action }) => action === 'top_up_ended_by_hand');
const attemptOf = async ({ accountId }: TestChild) => (await account(accountId).topUpAttempts())[0];

test('it is logged with who, and kept with why, which is on disk only under a key', async () => {
  const { child, reference } = await lost();
  await daysGoBy(world, child, 2);
  expect(codeOf(await end(reference))).toBe('accepted');
  expect(await attemptOf(child)).toMatchObject({
    ...{ state: 'cancelled', because: 'by_us', endedBy: FINANCE, endReason: REASON },
  });
  const rows = JSON.stringify(
    await query(account(child.accountId), 'SELECT * FROM top_up_attempt'),
  );
  expect(rows).not.toContain('belastet');
  const row = { actor: FINANCE, action: 'top_up_ended_by_hand' };
  expect(await logged()).toEqual([{ ...row, subjects: [reference, child.accountId] }]);
});

test('it needs a reason, and a top-up that stands for a person', async () => {
  const { child, reference } = await lost();
  const before = (await logged()).length;
  expect(codeOf(await end(reference))).toBe('top_up_unknown');
  await daysGoBy(world, child, 2);
  expect(codeOf(await end(reference, '  '))).toBe('invalid_request');
  expect(await attemptOf(child)).toMatchObject({ state: 'waiting', endedBy: null });
  expect(await logged()).toHaveLength(before);
});

test('the same again by the same person is done already, and by another too late', async () => {
  const { child, reference } = await lost();
  await daysGoBy(world, child, 2);
  expect(codeOf(await end(reference))).toBe('accepted');
  expect(codeOf(await end(reference))).toBe('accepted');
  expect(codeOf(await end(reference, REASON, 'finance-2' as PersonId))).toBe('top_up_unknown');
  expect(await attemptOf(child)).toMatchObject({ endedBy: FINANCE });
});

test('a reference that is nobody’s makes no account', async () => {
  const opened = () => query(municipality(), 'SELECT account_id FROM opened_account');
  const before = (await opened()).length;
  for (const reference of ['order-7', `a0165${'X'.repeat(33)}1`]) {
    expect(codeOf(await end(reference))).toBe('top_up_unknown');
  }
  expect(await opened()).toHaveLength(before);
});
