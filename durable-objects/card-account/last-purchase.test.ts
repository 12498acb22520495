// The last purchase on the first page: the newest that was not undone, whatever else has happened on the account.
import { beforeAll, expect, it } from 'vitest';
import type { ChildOverview } from '../../contracts/children.ts';
import type { GuardianId } from '../../contracts/ids.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { acceptedValue, Counter } from '../testing/counter.ts';
import { linkedGuardian } from '../testing/link-copy.ts';
import { account, SeededClub, type TestChild, topUp } from '../testing/seeded-club.ts';

const club = new SeededClub();
const counter = new Counter(club);
beforeAll(() => club.seed());

async function lastTotalOf(child: TestChild, by: GuardianId): Promise<number | null> {
  const overview = await account(child.accountId).overview({ by });
  const { lastPurchase } = acceptedValue(overview as Outcome<ChildOverview, Refusal>);
  return lastPurchase?.totalOre ?? null;
}

it('is none before there is any', async () => {
  const child = await club.registerChild(100_00);
  expect(await lastTotalOf(child, await linkedGuardian(child.accountId))).toBeNull();
});

it('is known after any number of other entries', async () => {
  const child = await club.registerChild(100_00);
  const by = await linkedGuardian(child.accountId);
  acceptedValue(await counter.sellTo(child, [12_00]));
  for (let number = 0; number < 25; number++) await topUp(child.accountId, 1);
  expect(await lastTotalOf(child, by)).toBe(12_00);
});

it('is the one before those that were undone', async () => {
  const child = await club.registerChild(200_00);
  const by = await linkedGuardian(child.accountId);
  acceptedValue(await counter.sellTo(child, [7_00]));
  for (let number = 0; number < 11; number++) {
    const purchaseId = crypto.randomUUID();
    acceptedValue(await counter.sellTo(child, [5_00], purchaseId));
    acceptedValue(await counter.reverse(child, purchaseId));
  }
  expect(await lastTotalOf(child, by)).toBe(7_00);
});
