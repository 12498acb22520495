// A payer sees no balance, and is not to find it by trying which amounts fit.
import { expect, test } from 'vitest';
import type { GuardianId } from '../../contracts/ids.ts';
import { approve, putRule } from '../testing/auto-top-ups.ts';
import { codeOf } from '../testing/counter.ts';
import { DAY_MS, HOUR_MS, payingInWorld } from '../testing/paying-in-world.ts';
import { linkGuardian, newGuardianId, type TestChild } from '../testing/seeded-club.ts';
import { endObject, startTopUp } from '../testing/top-ups.ts';

const world = payingInWorld();

async function childWithPayer(): Promise<{ child: TestChild; payer: GuardianId }> {
  const child = await world.club.registerChild(600_00);
  const payer = newGuardianId();
  await linkGuardian(child.childId, payer, 'payer');
  return { child, payer };
}

async function triedInVain(child: TestChild, by: GuardianId, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    const tried = await startTopUp(child, { by, amountOre: 900_00 - time * 100_00 });
    expect(codeOf(tried)).toBe('above_highest_balance');
  }
}

test('after three amounts that did not fit nothing tells what would, for a day', async () => {
  const { child, payer } = await childWithPayer();
  await triedInVain(child, payer, 1);
  world.clock.pass(HOUR_MS);
  await triedInVain(child, payer, 2);
  await endObject(child);
  const refusal = { code: 'too_many_tries', retryAfterMs: expect.any(Number), isOfRoom: true };
  for (const amountOre of [50_00, 500_00]) {
    expect(await startTopUp(child, { by: payer, amountOre })).toMatchObject({ refusal });
  }
  world.clock.pass(DAY_MS - 2 * HOUR_MS);
  expect(codeOf(await startTopUp(child, { by: payer }))).toBe('too_many_tries');
  world.clock.pass(HOUR_MS);
  expect(codeOf(await startTopUp(child, { by: payer }))).toBe('accepted');
});

test('a top-up that was begun before is still told of under its id', async () => {
  const { child, payer } = await childWithPayer();
  const topUpId = crypto.randomUUID();
  expect(codeOf(await startTopUp(child, { by: payer, topUpId, amountOre: 50_00 }))).toBe(
    'accepted',
  );
  await triedInVain(child, payer, 3);
  expect(codeOf(await startTopUp(child, { by: payer, topUpId, amountOre: 50_00 }))).toBe(
    'accepted',
  );
});

test('what is malformed uses up no try', async () => {
  const { child, payer } = await childWithPayer();
  for (let time = 0; time < 4; time++) {
    expect(codeOf(await startTopUp(child, { by: payer, amountOre: 1 }))).toBe('invalid_request');
  }
  expect(codeOf(await startTopUp(child, { by: payer }))).toBe('accepted');
});

test('a parent, who sees the balance, may try as often as it takes, and so may another payer', async () => {
  const { child, payer } = await childWithPayer();
  await triedInVain(child, child.guardianId, 5);
  expect(codeOf(await startTopUp(child, { amountOre: 50_00 }))).toBe('accepted');
  await triedInVain(child, payer, 3);
  const other = newGuardianId();
  await linkGuardian(child.childId, other, 'payer');
  expect(codeOf(await startTopUp(child, { by: other, amountOre: 50_00 }))).toBe('accepted');
});

test('what is paid in with a new rule tells no more than that', async () => {
  const { child, payer: by } = await childWithPayer();
  const terms = { belowOre: null, dayOfMonth: 1 };
  const wish = { by, terms };
  for (const firstTopUpOre of [900_00, 800_00, 700_00]) {
    const tried = await putRule(child, { ...wish, firstTopUpOre });
    expect(codeOf(tried)).toBe('above_highest_balance');
  }
  expect(codeOf(await putRule(child, { ...wish, firstTopUpOre: 50_00 }))).toBe('too_many_tries');
  expect(codeOf(await startTopUp(child, { by }))).toBe('too_many_tries');
  const ruleId = crypto.randomUUID();
  expect(codeOf(await putRule(child, { ...wish, ruleId }))).toBe('accepted');
  await approve(child, world.fake, ruleId);
});
