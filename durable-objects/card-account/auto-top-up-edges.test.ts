// What standing rules hold at their edges: of which guardian, in which state, and with which alarm lost.
import { runInDurableObject } from 'cloudflare:test';
import { expect, test, vi } from 'vitest';
import { ore } from '../../contracts/ore.ts';
import { agreementsOf, deleteRule, ruleOf, runsOf, standingRule } from '../testing/auto-top-ups.ts';
import { purseOf } from '../testing/card-orders.ts';
import { acceptedValue } from '../testing/counter.ts';
import { payingInWorld } from '../testing/paying-in-world.ts';
import { account, linkGuardian, newGuardianId } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import { cancelTopUp, endObject, startTopUp } from '../testing/top-ups.ts';
import { AgreementDesk } from './agreement-desk.ts';
import { RuleApprovals } from './rule-approvals.ts';

const world = payingInWorld();

test('the walk tells a provider of an end whose alarm was lost', async () => {
  const { child, ruleId } = await world.childWithRule(60_00);
  world.fake.isDown = true;
  acceptedValue(await deleteRule(child, ruleId));
  await scheduler.wait(700);
  world.fake.isDown = false;
  await runInDurableObject(account(child.accountId), (_, { storage }) => storage.deleteAlarm());
  await query(account(child.accountId), 'UPDATE agreement SET next_ask_at = 1');
  await account(child.accountId).sweepTopUps();
  expect((await agreementsOf(child, ruleId))[0]).toMatchObject({ state: 'ended' });
});

test('an alarm stands when a rule is deleted, before its provider is told', async () => {
  const { child, ruleId } = await world.childWithRule(60_00);
  await scheduler.wait(50);
  await runInDurableObject(account(child.accountId), (_, { storage }) => storage.deleteAlarm());
  const told = vi.spyOn(AgreementDesk.prototype, 'askDue').mockResolvedValue();
  acceptedValue(await deleteRule(child, ruleId));
  expect(told).toHaveBeenCalled();
  const at = await runInDurableObject(account(child.accountId), (_, ctx) => ctx.storage.getAlarm());
  expect(at).not.toBeNull();
});

test('an unsent charge of a rule that was paused meanwhile is not sent', async () => {
  const { child, ruleId } = await world.childWithUnsent();
  await query(
    account(child.accountId),
    "UPDATE auto_top_up_rule SET paused_because = 'charged_back' WHERE rule_id = ?",
    ruleId,
  );
  await world.providerIsBack(child);
  expect(world.fake.recurring.charges.size).toBe(0);
});

test('an unsent charge that its payer has cancelled is not sent', async () => {
  const { child } = await world.childWithUnsent();
  const [run] = await runsOf(child);
  acceptedValue(await cancelTopUp(child, String(run?.topUpId)));
  await endObject(child);
  await world.providerIsBack(child);
  const charged = [...world.fake.recurring.charges.keys()];
  expect(charged).not.toContain(run?.reference);
});

test('a charge that its payer cancels before any provider has heard of it is not sent', async () => {
  const { child } = await world.childWithUnsent();
  await query(account(child.accountId), "UPDATE top_up_attempt SET state = 'created'");
  const [run] = await runsOf(child);
  world.fake.isDown = false;
  acceptedValue(await cancelTopUp(child, String(run?.topUpId)));
  expect(world.taken()).toEqual([]);
  expect((await runsOf(child))[0]).toMatchObject({ state: 'cancelled', because: 'by_customer' });
});

test.each([
  ['created', true],
  ['waiting', true],
  ['refund_due', true],
  ['declined', false],
  ['cancelled', false],
] as const)('a charge that is %s counts in the month: %s', async (state, isCounted) => {
  const { child, ruleId } = await world.childWithRule(60_00, {
    terms: { mostPerMonthOre: ore(100_00) },
  });
  world.fake.recurring.nextFates('waits');
  await world.buy(child, 20_00);
  await vi.waitFor(() => expect(world.fake.recurring.charges.size).toBe(1));
  await query(
    account(child.accountId),
    'UPDATE top_up_attempt SET state = ?, next_ask_at = NULL, needs_person = 1, refund_ore = 1',
    state,
  );
  expect((await ruleOf(child, ruleId)).thisMonthOre).toBe(isCounted ? 100_00 : 0);
});

test('a charge that no provider has heard of ends with its rule', async () => {
  const { child, ruleId } = await world.childWithUnsent();
  await query(account(child.accountId), "UPDATE top_up_attempt SET state = 'created'");
  acceptedValue(await deleteRule(child, ruleId));
  expect((await runsOf(child))[0]).toMatchObject({ state: 'cancelled', nextAskAt: null });
});

test('a charge that is taken back pauses the rule of its payer, and of nobody else', async () => {
  const { child, ruleId } = await world.childWithRule(60_00);
  const other = newGuardianId();
  await linkGuardian(child.childId, other, 'full');
  const others = await vi.waitFor(() =>
    standingRule(child, world.fake, { by: other, terms: { belowOre: ore(10_00) } }),
  );
  await world.buy(child, 20_00);
  await vi.waitFor(async () => expect(await purseOf(child)).toBe(140_00));
  const reference = (await runsOf(child))[0]?.reference ?? '';
  const movement = {
    ...({ kind: 'dispute_withheld', movementId: 'm-2' } as const),
    ...{ amountOre: ore(100_00), occurredAt: '2026-11-20T10:00:00Z' },
  };
  await account(child.accountId).comparePayments({
    ...{ provider: 'mobilepay', day: '2026-11-20' },
    charges: [{ reference, movements: [movement] }],
  });
  expect((await ruleOf(child, ruleId)).state).toBe('paused');
  expect((await ruleOf(child, others)).state).toBe('active');
});

test('the end of a card is told of the agreement in force alone', () => {
  const told: string[] = [];
  const news = { tell: (_: number, kind: string) => told.push(kind) };
  const rule = { ruleId: 'rule', guardianId: 'guardian', endedAt: null, agreementNumber: 2 };
  const approvals = new RuleApprovals(
    {} as never,
    news as never,
    {
      rules: { rule: () => rule },
    } as never,
  );
  const method = { label: 'Visa', lastDigits: '1111', expiresAtEndOf: '2026-12' };
  approvals.endsSoon({ number: 1, ruleId: 'rule' } as never, method as never, 1);
  expect(told).toEqual([]);
  approvals.endsSoon({ number: 2, ruleId: 'rule' } as never, method as never, 1);
  expect(told).toEqual(['method_ends']);
});

/** Its rule has ordered a charge that waits at the provider. */
async function childWithWaiting() {
  const made = await world.childWithRule(60_00);
  world.fake.recurring.nextFates('waits');
  await world.buy(made.child, 20_00);
  const reference = await vi.waitFor(() => {
    const [first] = [...world.fake.recurring.charges.keys()];
    if (first === undefined) throw new Error('nothing was ordered');
    return first;
  });
  return { ...made, reference };
}

test('a credit that comes while its rule is paused leaves it so', async () => {
  const { child, ruleId, reference } = await childWithWaiting();
  await query(
    account(child.accountId),
    "UPDATE auto_top_up_rule SET paused_because = 'charged_back' WHERE rule_id = ?",
    ruleId,
  );
  world.fake.recurring.settle(reference, 'taken');
  await account(child.accountId).askAboutTopUp({ reference });
  expect(await purseOf(child)).toBe(140_00);
  expect((await ruleOf(child, ruleId)).pausedBecause).toBe('charged_back');
});

test('a charge that was given back before it was seen is not credited, and pauses its rule', async () => {
  const { child, ruleId, reference } = await childWithWaiting();
  world.fake.recurring.settle(reference, 'taken');
  Object.assign(world.fake.recurring.charges.get(reference) ?? {}, { refundedOre: 100_00 });
  await account(child.accountId).askAboutTopUp({ reference });
  expect(await purseOf(child)).toBe(40_00);
  expect(await ruleOf(child, ruleId)).toMatchObject({
    ...{ state: 'paused', pausedBecause: 'refunded_elsewhere' },
  });
});

test('a top-up that the provider contradicted keeps no rule waiting', async () => {
  const { child } = await world.childWithRule(60_00);
  acceptedValue(await startTopUp(child, { amountOre: 50_00 }));
  await query(account(child.accountId), 'UPDATE top_up_attempt SET mismatches = 1');
  await world.buy(child, 20_00);
  await vi.waitFor(async () => expect(await purseOf(child)).toBe(140_00));
});
