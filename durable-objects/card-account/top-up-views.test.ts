// What a payer is shown of a top-up beside its state: when it was paid, and whether the way to pay answers.
import { expect, test } from 'vitest';
import { acceptedValue } from '../testing/counter.ts';
import { payingInWorld } from '../testing/paying-in-world.ts';
import { account, linkGuardian, newGuardianId, type TestChild } from '../testing/seeded-club.ts';
import { lookAtTopUp, nudge, startTopUp } from '../testing/top-ups.ts';
import { copenhagenMoment } from './copenhagen-moment.ts';

const world = payingInWorld();

async function waysOf(child: TestChild, by = child.guardianId) {
  const { ways } = acceptedValue(await account(child.accountId).payingIn({ by }));
  return Object.fromEntries(ways.map(({ provider, state }) => [provider, state]));
}

test('a top-up was paid when its entry occurred, whenever it was begun', async () => {
  const child = await world.club.registerChild(0);
  const begun = acceptedValue(await startTopUp(child));
  expect(begun.creditedAt).toBeNull();
  world.clock.pass(60_000);
  const [attempt] = await account(child.accountId).topUpAttempts();
  world.fake.approve(attempt?.reference ?? '');
  expect(await nudge(child.accountId, attempt?.reference ?? '')).toBe('credited');
  world.clock.pass(60_000);
  const paid = acceptedValue(await lookAtTopUp(child, begun.topUpId));
  const query = {
    from: copenhagenMoment(Date.parse(begun.createdAt)).day,
    to: copenhagenMoment(Date.now()).day,
  };
  const { lines } = acceptedValue(
    await account(child.accountId).statement({ by: child.guardianId, query }),
  );
  expect(paid.createdAt).toBe(begun.createdAt);
  expect(lines.map(({ occurredAt }) => occurredAt)).toEqual([paid.creditedAt]);
  expect(Date.parse(paid.creditedAt ?? '')).toBeGreaterThanOrEqual(
    Date.parse(begun.createdAt) + 60_000,
  );
});

test('one lost call is said to whoever made it, and to nobody else', async () => {
  const [child, other] = [await world.club.registerChild(0), await world.club.registerChild(0)];
  const second = newGuardianId();
  await linkGuardian(child.childId, second, 'full');
  const topUpId = crypto.randomUUID();
  // Lost on the way to the page, and an answer to somebody else since.
  world.fake.trouble('lost_before', 'lost_before');
  expect(acceptedValue(await startTopUp(child, { topUpId })).state).toBe('created');
  acceptedValue(await startTopUp(other));
  expect((await waysOf(child)).mobilepay).toBe('silent');
  expect((await waysOf(child, second)).mobilepay).toBe('answers');
  expect((await waysOf(other)).mobilepay).toBe('answers');
  expect(acceptedValue(await startTopUp(child, { topUpId })).state).toBe('waiting');
  expect((await waysOf(child)).mobilepay).toBe('answers');
});
