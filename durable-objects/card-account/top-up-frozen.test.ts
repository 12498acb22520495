// Payments of an account that is frozen: nothing is credited or taken back, whatever the provider says meanwhile, and
// all of it is when the account has thawed.
import { expect, test, vi } from 'vitest';
import { purseOf } from '../testing/card-orders.ts';
import { acceptedValue } from '../testing/counter.ts';
import { freeze, payingInWorld } from '../testing/paying-in-world.ts';
import { account, type TestChild } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import { nudge, startTopUp } from '../testing/top-ups.ts';

const world = payingInWorld();

async function approved(child: TestChild): Promise<string> {
  acceptedValue(await startTopUp(child));
  const [attempt] = await account(child.accountId).topUpAttempts();
  if (attempt === undefined) throw new Error('nothing was stored');
  world.fake.approve(attempt.reference);
  return attempt.reference;
}

/** The books do not agree for a moment, in which they are audited. */
async function freezeInMemory({ accountId }: TestChild): Promise<void> {
  await query(account(accountId), 'UPDATE running SET sales_ore = sales_ore + 1');
  expect(await account(accountId).audit()).toMatchObject({ refusal: { code: 'account_frozen' } });
  await query(account(accountId), 'UPDATE running SET sales_ore = sales_ore - 1');
}

test('one that freezes while the provider answers credits nothing of the answer', async () => {
  const child = await world.club.registerChild(0);
  const reference = await approved(child);
  const answers = vi.mocked(globalThis.fetch).getMockImplementation();
  let isFrozen = false;
  vi.mocked(globalThis.fetch).mockImplementation(async (address, init) => {
    const answer = await answers?.(address, init);
    if (String(address).endsWith('/capture') && !isFrozen) {
      isFrozen = true;
      await freezeInMemory(child);
    }
    return answer ?? new Response(null, { status: 500 });
  });
  expect(await nudge(child.accountId, reference)).toBe('waiting');
  expect(world.fake.payment(reference).captures).toBe(1);
  expect(await purseOf(child)).toBe(0);
  await freeze(child, null);
  expect(await nudge(child.accountId, reference)).toBe('credited');
  expect(await purseOf(child)).toBe(100_00);
});

test('what was given back at the provider is taken from the purse when it has thawed', async () => {
  const child = await world.club.registerChild(0);
  const reference = await approved(child);
  expect(await nudge(child.accountId, reference)).toBe('credited');
  await freeze(child, 'a test');
  world.fake.payment(reference).refundedOre = 40_00;
  await nudge(child.accountId, reference);
  expect(await purseOf(child)).toBe(100_00);
  await freeze(child, null);
  await nudge(child.accountId, reference);
  expect(await purseOf(child)).toBe(60_00);
});
