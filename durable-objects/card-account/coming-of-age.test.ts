// On the eighteenth birthday the account stops telling the guardians, and tells the young person all.
import { runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { GuardianId } from '../../contracts/ids.ts';
import { runClock, stopClockAt } from '../testing/clock.ts';
import { acceptedValue, Counter } from '../testing/counter.ts';
import { guardianObject, guardianWithInbox, settled, waitForInbox } from '../testing/inbox-of.ts';
import {
  account,
  linkGuardian,
  loggedInGuardian,
  newNationalId,
  SeededClub,
  type TestChild,
  topUp,
} from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';

const LAST_MINUTE = '2031-06-14T23:59:00+02:00';
const BIRTHDAY = '2031-06-15T00:00:00+02:00';

const club = new SeededClub();
const counter = new Counter(club);
let child: TestChild;
let mother: GuardianId;
let self: GuardianId;

beforeAll(() => club.seed());
beforeEach(async () => {
  mother = await guardianWithInbox();
  const nationalId = newNationalId();
  child = await club.registerChild(100_00, { linked: false, bornOn: '2013-06-15', nationalId });
  await linkGuardian(child.childId, mother);
  self = await loggedInGuardian(nationalId);
  await guardianObject(self).openSession({
    ...{ authenticatedAt: Date.now(), endsAt: null, idTokenCiphertext: null },
  });
  await waitForInbox(mother, 1);
  stopClockAt(LAST_MINUTE);
});
afterEach(runClock);

/** What stands in the inbox's rows, also what the guardian's own object would hide. */
async function storedKinds(guardianId: GuardianId): Promise<string[]> {
  const rows = await query(guardianObject(guardianId), 'SELECT content FROM inbox ORDER BY number');
  return rows.map(({ content }) => JSON.parse(String(content)).kind);
}

/** What is told meanwhile waits in the account. */
async function awayFor(guardianId: GuardianId, happens: () => Promise<unknown>): Promise<void> {
  await query(guardianObject(guardianId), 'ALTER TABLE inbox RENAME TO away');
  await happens();
  await settled();
  await query(guardianObject(guardianId), 'ALTER TABLE away RENAME TO inbox');
}

it('tells a parent until the birthday, and nothing from then on', async () => {
  acceptedValue(await counter.sellTo(child, [1_00]));
  await waitForInbox(mother, 2);
  stopClockAt(BIRTHDAY);
  acceptedValue(await counter.sellTo(child, [2_00]));
  await topUp(child.accountId, 5_00);
  await waitForInbox(self, 3);
  await settled();
  expect(await storedKinds(mother)).toEqual(['link', 'purchase']);
});

it('tells the young person of everything, which a child is not told', async () => {
  await topUp(child.accountId, 5_00);
  await waitForInbox(mother, 2);
  expect(await storedKinds(self)).toEqual([]);
  stopClockAt(BIRTHDAY);
  await topUp(child.accountId, 5_00);
  await waitForInbox(self, 1);
  expect(await storedKinds(self)).toEqual(['top_up']);
});

it('tells a parent no more on the birthday what happened before it', async () => {
  await awayFor(mother, () => counter.sellTo(child, [1_00]));
  stopClockAt(BIRTHDAY);
  await runDurableObjectAlarm(account(child.accountId));
  await settled();
  expect(await storedKinds(mother)).toEqual(['link']);
});

it('tells the young person on the birthday of what happened before it as much as a child hears', async () => {
  await awayFor(self, async () => {
    await topUp(child.accountId, 5_00);
    acceptedValue(await counter.sellTo(child, [1_00]));
  });
  stopClockAt(BIRTHDAY);
  await runDurableObjectAlarm(account(child.accountId));
  await settled();
  expect(await storedKinds(self)).toEqual(['purchase']);
});
