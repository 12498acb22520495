// A payer, who pays in and sees no balance, finds it neither by what is refused, nor by what is not, nor by what a
// rule waits for.
import { expect, test } from 'vitest';
import type { GuardianId } from '../../contracts/ids.ts';
import {
  agreementsOf,
  deleteRule,
  mendRule,
  putRule,
  ruleOf,
  standingRule,
} from '../testing/auto-top-ups.ts';
import { acceptedValue, codeOf } from '../testing/counter.ts';
import { DAY_MS, payingInWorld } from '../testing/paying-in-world.ts';
import {
  account,
  linkGuardian,
  newGuardianId,
  type TestChild,
  topUp,
} from '../testing/seeded-club.ts';
import { cancelTopUp, ring, startTopUp } from '../testing/top-ups.ts';

const world = payingInWorld();
const BY_DAY = { belowOre: null, dayOfMonth: 1 };
const MOST_BEGUN_A_DAY = 5;

async function childWithPayer(
  balanceOre: number,
): Promise<{ child: TestChild; payer: GuardianId }> {
  const child = await world.club.registerChild(balanceOre);
  const payer = newGuardianId();
  await linkGuardian(child.childId, payer, 'payer');
  return { child, payer };
}

async function begunAndBrokenOff(child: TestChild, by: GuardianId, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    const { topUpId } = acceptedValue(await startTopUp(child, { by, amountOre: 50_00 }));
    acceptedValue(await cancelTopUp(child, topUpId, by));
  }
}

test('a first top-up without a consent is refused alike, whatever fits', async () => {
  const { child, payer: by } = await childWithPayer(637_25);
  for (const firstTopUpOre of [50_00, 362_75, 362_76, 950_00]) {
    const tried = await putRule(child, { by, terms: BY_DAY, consent: null, firstTopUpOre });
    expect(codeOf(tried)).toBe('consent_missing');
  }
});

test('after five of a day that were begun and broken off nothing tells what would fit', async () => {
  const { child, payer: by } = await childWithPayer(600_00);
  await begunAndBrokenOff(child, by, MOST_BEGUN_A_DAY);
  for (const amountOre of [50_00, 900_00]) {
    expect(codeOf(await startTopUp(child, { by, amountOre }))).toBe('too_many_tries');
    const wish = { by, terms: BY_DAY, firstTopUpOre: amountOre };
    for (const consent of [undefined, null]) {
      const tried = await putRule(child, { ...wish, ...(consent === null ? { consent } : {}) });
      expect(codeOf(tried)).toBe('too_many_tries');
    }
  }
  expect(codeOf(await putRule(child, { by, terms: BY_DAY }))).toBe('accepted');
  world.clock.pass(DAY_MS);
  expect(codeOf(await startTopUp(child, { by, amountOre: 50_00 }))).toBe('accepted');
});

test('what is begun with a rule counts as what is begun by hand', async () => {
  const { child, payer: by } = await childWithPayer(600_00);
  for (let time = 0; time < MOST_BEGUN_A_DAY; time++) {
    const ruleId = crypto.randomUUID();
    const wish = { by, ruleId, terms: BY_DAY, firstTopUpOre: 50_00 + time };
    acceptedValue(await putRule(child, wish));
    acceptedValue(await deleteRule(child, ruleId, by));
  }
  expect(codeOf(await startTopUp(child, { by, amountOre: 50_00 }))).toBe('too_many_tries');
});

test('a page that failed is opened anew with what is paid on it five times a day', async () => {
  const { child, payer: by } = await childWithPayer(600_00);
  const ruleId = crypto.randomUUID();
  acceptedValue(await putRule(child, { by, ruleId, terms: BY_DAY, firstTopUpOre: 50_00 }));
  const codes: string[] = [];
  for (let time = 0; time < MOST_BEGUN_A_DAY; time++) {
    const reference = (await agreementsOf(child, ruleId)).at(-1)?.reference ?? '';
    world.fake.recurring.decline(reference);
    await account(child.accountId).askAboutAgreement({ reference });
    codes.push(codeOf(await mendRule(child, ruleId, { by })));
  }
  expect(codes).toEqual([...Array(MOST_BEGUN_A_DAY - 1).fill('accepted'), 'too_many_tries']);
});

test('after three that did not fit a first top-up is refused for that, whatever else is wrong', async () => {
  const { child, payer: by } = await childWithPayer(600_00);
  for (const amountOre of [900_00, 800_00, 700_00]) {
    expect(codeOf(await startTopUp(child, { by, amountOre }))).toBe('above_highest_balance');
  }
  const wish = { by, terms: BY_DAY, consent: null, firstTopUpOre: 50_00 };
  expect(codeOf(await putRule(child, wish))).toBe('too_many_tries');
});

test('a rule only waits while there is no room; a parent is told so', async () => {
  const { child, payer } = await childWithPayer(100_00);
  const payers = await standingRule(child, world.fake, { by: payer, terms: BY_DAY });
  const parents = await standingRule(child, world.fake, { terms: BY_DAY });
  await topUp(child.accountId, 850_00);
  world.clock.pass(32 * DAY_MS);
  await ring(child);
  expect((await ruleOf(child, payers, payer)).hindrance).toBe('waits');
  expect((await ruleOf(child, parents)).hindrance).toBe('no_room');
});

test('a rule only waits while another guardian pays in', async () => {
  const { child, payer } = await childWithPayer(100_00);
  const payers = await standingRule(child, world.fake, { by: payer, terms: BY_DAY });
  acceptedValue(await startTopUp(child, { amountOre: 50_00 }));
  world.clock.pass(32 * DAY_MS);
  expect((await ruleOf(child, payers, payer)).hindrance).toBe('waits');
});
