// Charges of rules whose answers were lost at Nexi, in tests: taken, and nobody heard of it.
import { expect, vi } from 'vitest';
import type { AutoTopUpTerms } from '../../contracts/auto-top-ups.ts';
import { ore } from '../../contracts/ore.ts';
import { putRule, ruleOf, runsOf } from './auto-top-ups.ts';
import { acceptedValue } from './counter.ts';
import { FakeNexi } from './fake-nexi.ts';
import { DAY_MS, HOUR_MS, type PayingInWorld } from './paying-in-world.ts';
import { account, type TestChild } from './seeded-club.ts';
import { query } from './stored-rows.ts';
import { ring } from './top-ups.ts';

/** Instead of the MobilePay of the world. */
export function nexiOutside(): FakeNexi {
  const nexi = new FakeNexi();
  nexi.install();
  return nexi;
}

/** Ordered by the rule, taken by the provider, and both answers lost. Its reference. */
export async function lostCharge(
  world: PayingInWorld,
  nexi: FakeNexi,
  child: TestChild,
): Promise<string> {
  nexi.losesOrders = true;
  await world.buy(child, 20_00);
  await vi.waitFor(async () => expect((await runsOf(child))[0]?.state).toBe('waiting'));
  await scheduler.wait(600);
  nexi.losesOrders = false;
  const [run] = await runsOf(child);
  if (run === undefined) throw new Error('nothing was ordered');
  return run.reference;
}

/** With the alarm, and the walk at the end of each. */
export async function daysGoBy(world: PayingInWorld, child: TestChild, days: number) {
  for (let day = 0; day < days; day++) {
    world.clock.pass(DAY_MS + HOUR_MS);
    await ring(child);
    await account(child.accountId).sweepTopUps();
    await scheduler.wait(50);
  }
}

/** Nexi's webhook names the payment. How the top-up stands then. */
export async function webhookNames(
  child: TestChild,
  reference: string,
  paymentId: string,
): Promise<string> {
  const named = { provider: 'nexi', handle: `payment:${paymentId}` } as const;
  const asked = await account(child.accountId).askAboutTopUp({ reference, event: 'e1', named });
  return asked.ok ? asked.value.state : asked.refusal.code;
}

/** New terms need another page; the stored card stays the same. */
export async function raiseTerms(
  nexi: FakeNexi,
  child: TestChild,
  ruleId: string,
  terms: Partial<AutoTopUpTerms> = {},
): Promise<void> {
  const { version } = await ruleOf(child, ruleId);
  const raised = { provider: 'nexi', amountOre: ore(150_00), ...terms } as const;
  acceptedValue(await putRule(child, { ruleId, version, terms: raised }));
  await nexi.approveLatest(child);
}

/** The page that was approved last stored another card: the provider has another agreement of it. */
export async function otherCard(child: TestChild): Promise<void> {
  await query(
    account(child.accountId),
    `UPDATE agreement SET agreement_id = '${'6'.padEnd(32, '0')}' WHERE state = 'active'`,
  );
}
