// A top-up's id stands for one top-up: none can be started by hand under that of another, whoever has ordered it.
import { expect, test } from 'vitest';
import { putRule, runsOf } from '../testing/auto-top-ups.ts';
import { acceptedValue, codeOf } from '../testing/counter.ts';
import { payingInWorld, purseBecomes } from '../testing/paying-in-world.ts';
import { account } from '../testing/seeded-club.ts';
import { startTopUp } from '../testing/top-ups.ts';

const world = payingInWorld();

test('what a rule has ordered cannot be started under its id', async () => {
  const { child } = await world.childWithRule(60_00);
  await world.buy(child, 20_00);
  await purseBecomes(child, 140_00);
  const [run] = await runsOf(child);
  const started = await startTopUp(child, { topUpId: run?.topUpId ?? '' });
  expect(codeOf(started)).toBe('top_up_id_reused');
});

test('nor what is paid with a new rule', async () => {
  const child = await world.club.registerChild(100_00);
  acceptedValue(await putRule(child, { firstTopUpOre: 100_00 }));
  const [first] = await account(child.accountId).topUpAttempts();
  expect(codeOf(await startTopUp(child, { topUpId: first?.topUpId ?? '' }))).toBe(
    'top_up_id_reused',
  );
});
