// A top-up by hand among what the municipality's walk comes by: from its start until nothing about it is open, and
// without its payer waiting for that.
import { runDurableObjectAlarm } from 'cloudflare:test';
import { expect, test, vi } from 'vitest';
import { Municipality } from '../municipality/municipality.ts';
import { purseOf } from '../testing/card-orders.ts';
import { acceptedValue } from '../testing/counter.ts';
import { HOUR_MS, payingInWorld } from '../testing/paying-in-world.ts';
import { account, municipality, type TestChild } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import { ring, startTopUp } from '../testing/top-ups.ts';

const world = payingInWorld();

async function isWalked({ accountId }: TestChild): Promise<boolean> {
  const [row] = await query(
    municipality(),
    'SELECT has_top_ups FROM opened_account WHERE account_id = ?',
    accountId,
  );
  return row?.has_top_ups === 1;
}

const becomesWalked = (child: TestChild, walked = true) =>
  vi.waitFor(async () => expect(await isWalked(child)).toBe(walked));

/** The municipality's own alarm, until the round of this hour is through. */
async function anHourOfTheWalk(): Promise<void> {
  world.clock.pass(HOUR_MS);
  for (let slice = 0; slice < 3; slice++) await runDurableObjectAlarm(municipality());
}

async function startedTopUp(child: TestChild): Promise<string> {
  acceptedValue(await startTopUp(child));
  const [attempt] = await account(child.accountId).topUpAttempts();
  return attempt?.reference ?? '';
}

test('one that was paid while its provider was down is credited by the walk, though its alarm is a day away', async () => {
  const child = await world.club.registerChild(0);
  const reference = await startedTopUp(child);
  await becomesWalked(child);
  world.fake.approve(reference);
  world.fake.isDown = true;
  for (const passedMs of [30_000, 120_000, 900_000, HOUR_MS]) {
    world.clock.pass(passedMs);
    await ring(child);
  }
  world.fake.isDown = false;
  await anHourOfTheWalk();
  expect(await purseOf(child)).toBe(100_00);
});

test('the walk comes by no more when nothing is open', async () => {
  const child = await world.club.registerChild(0);
  const reference = await startedTopUp(child);
  await becomesWalked(child);
  world.fake.approve(reference);
  await anHourOfTheWalk();
  expect(await purseOf(child)).toBe(100_00);
  await becomesWalked(child, false);
});

test('its payer does not wait for the municipality', async () => {
  const child = await world.club.registerChild(0);
  let answer = (): void => undefined;
  const watching = vi
    .spyOn(Municipality.prototype, 'watchTopUps')
    .mockReturnValue(new Promise((resolve) => (answer = resolve)));
  acceptedValue(await startTopUp(child));
  await vi.waitFor(() => expect(watching).toHaveBeenCalledWith(child.accountId));
  answer();
});
