// How often a guardian may begin what is not paid: each leaves a row for good, and a page at the provider.
import { expect, test } from 'vitest';
import { acceptedValue, codeOf } from '../testing/counter.ts';
import { DAY_MS, payingInWorld } from '../testing/paying-in-world.ts';
import { account, linkGuardian, newGuardianId } from '../testing/seeded-club.ts';
import { cancelTopUp, nudge, startTopUp } from '../testing/top-ups.ts';

const world = payingInWorld();
const MOST_A_DAY = 25;

test('twenty-five of a day may come to nothing, for each guardian; what was paid is none of them', async () => {
  const child = await world.club.registerChild(0);
  const other = newGuardianId();
  await linkGuardian(child.childId, other, 'full');
  acceptedValue(await startTopUp(child, { amountOre: 50_00 }));
  const [paid] = await account(child.accountId).topUpAttempts();
  world.fake.approve(paid?.reference ?? '');
  expect(await nudge(child.accountId, paid?.reference ?? '')).toBe('credited');
  for (let number = 0; number < MOST_A_DAY; number++) {
    const { topUpId } = acceptedValue(await startTopUp(child, { amountOre: 50_00 }));
    acceptedValue(await cancelTopUp(child, topUpId));
  }
  expect(await startTopUp(child, { amountOre: 50_00 })).toMatchObject({
    refusal: { code: 'too_many_tries', retryAfterMs: expect.any(Number) },
  });
  expect(codeOf(await startTopUp(child, { by: other, amountOre: 50_00 }))).toBe('accepted');
  world.clock.pass(DAY_MS);
  expect(codeOf(await startTopUp(child, { amountOre: 50_00 }))).toBe('accepted');
});
