// What a provider says went back of a credited charge: booked as told, once, and taken back when the refund came to
// nothing; of nobody else's charge.
import { runInDurableObject } from 'cloudflare:test';
import { describe, expect, it, test } from 'vitest';
import { mendRule, ruleOf, runsOf, standingRule } from '../testing/auto-top-ups.ts';
import { purseOf } from '../testing/card-orders.ts';
import { acceptedValue, codeOf } from '../testing/counter.ts';
import { childWithNexiRule } from '../testing/fake-nexi.ts';
import { nexiOutside } from '../testing/lost-nexi-charges.ts';
import { DAY_MS, payingInWorld, purseBecomes, toldOf } from '../testing/paying-in-world.ts';
import { account, linkGuardian, newGuardianId, type TestChild } from '../testing/seeded-club.ts';
import { nudge, startTopUp } from '../testing/top-ups.ts';
import { ChargeReturnDesk } from './charge-return-desk.ts';
import { PaymentBooksStore } from './payment-books-store.ts';
import { TopUpStore } from './top-up-store.ts';

const world = payingInWorld();

async function paid(child: TestChild): Promise<string> {
  acceptedValue(await startTopUp(child));
  const [attempt] = await account(child.accountId).topUpAttempts();
  const reference = attempt?.reference ?? '';
  world.fake.approve(reference);
  expect(await nudge(child.accountId, reference)).toBe('credited');
  return reference;
}

const sums = async (child: TestChild) => (await account(child.accountId).inspect())?.sumsOre;

describe('a refund that came to nothing later', () => {
  it('comes again: to the municipality first, and then to the purse', async () => {
    const child = await world.club.registerChild(0);
    const reference = await paid(child);
    await world.buy(child, 70_00);
    const said = async (refundedOre: number) => {
      world.fake.payment(reference).refundedOre = refundedOre;
      await nudge(child.accountId, reference);
    };
    await said(100_00);
    expect(await sums(child)).toMatchObject({ purse: 0, receivables: -70_00, top_ups: 0 });
    await said(0);
    expect(await sums(child)).toMatchObject({ purse: 30_00, receivables: 0, top_ups: -100_00 });
    await said(0);
    // The very same total again is another refund.
    await said(100_00);
    expect(await sums(child)).toMatchObject({ purse: 0, receivables: -70_00, top_ups: 0 });
    await said(40_00);
    expect(await sums(child)).toMatchObject({ purse: 0, receivables: -10_00, top_ups: -60_00 });
    expect(codeOf(await account(child.accountId).audit())).toBe('accepted');
  });
});

describe('a refund in the provider’s own portal', () => {
  it('pauses its payer’s rule under a cause of its own, which the same card mends', async () => {
    const { child, ruleId } = await world.childWithRule(60_00);
    await world.buy(child, 20_00);
    await purseBecomes(child, 140_00);
    const reference = (await runsOf(child))[0]?.reference ?? '';
    const charge = world.fake.recurring.charges.get(reference);
    if (charge === undefined) throw new Error('nothing was charged');
    Object.assign(charge, { refundedOre: 100_00, status: 'REFUNDED' });
    await nudge(child.accountId, reference);
    expect(await purseOf(child)).toBe(40_00);
    expect(await ruleOf(child, ruleId)).toMatchObject({
      ...{ state: 'paused', pausedBecause: 'refunded_elsewhere', mend: 'try_again' },
    });
    const told = { because: 'refunded_elsewhere', mend: 'try_again', payer: child.guardianId };
    expect(await toldOf(child, 'auto_top_up_paused')).toMatchObject([told]);
    // What comes again pauses nothing.
    acceptedValue(await mendRule(child, ruleId));
    await purseBecomes(child, 140_00);
    Object.assign(charge, { refundedOre: 0, status: 'CHARGED' });
    await nudge(child.accountId, reference);
    expect(await purseOf(child)).toBe(240_00);
    expect((await ruleOf(child, ruleId)).state).toBe('active');
  });
});

describe('what was taken back leaves less on the account', () => {
  /** A's payment of 100 kr., and B's rule below 50 kr. */
  async function paidBesideARule(balanceOre: number) {
    const child = await world.club.registerChild(balanceOre);
    const payer = newGuardianId();
    await linkGuardian(child.childId, payer);
    acceptedValue(await startTopUp(child, { by: payer }));
    const [attempt] = await account(child.accountId).topUpAttempts();
    const reference = attempt?.reference ?? '';
    world.fake.approve(reference);
    expect(await nudge(child.accountId, reference)).toBe('credited');
    const ruleId = await standingRule(child, world.fake);
    world.fake.payment(reference).refundedOre = 100_00;
    return { child, payer, reference, ruleId };
  }

  it('so that another guardian’s rule pays at once, and of a low balance is told', async () => {
    const { child, reference } = await paidBesideARule(20_00);
    await nudge(child.accountId, reference);
    expect(await purseOf(child)).toBe(20_00);
    await purseBecomes(child, 120_00);
    expect(await toldOf(child, 'low_balance')).toMatchObject([{ balanceOre: 20_00 }]);
  });

  it('and starts no rule of the guardian’s whose money it was', async () => {
    const { child, ruleId } = await world.childWithRule(60_00);
    await world.buy(child, 20_00);
    await purseBecomes(child, 140_00);
    const charge = [...world.fake.recurring.charges.values()][0];
    Object.assign(charge ?? {}, { refundedOre: 100_00, status: 'REFUNDED' });
    await nudge(child.accountId, (await runsOf(child))[0]?.reference ?? '');
    await scheduler.wait(100);
    expect(await runsOf(child)).toHaveLength(1);
    expect((await ruleOf(child, ruleId)).state).toBe('paused');
  });

  it('but nothing of what comes again starts or tells anything', async () => {
    const { child, reference } = await paidBesideARule(120_00);
    await nudge(child.accountId, reference);
    world.fake.payment(reference).refundedOre = 0;
    await nudge(child.accountId, reference);
    await scheduler.wait(100);
    expect(await runsOf(child)).toEqual([]);
    expect(await toldOf(child, 'low_balance')).toEqual([]);
  });
});

test('a charge of which no list tells is asked for again after a day and a week, once each', async () => {
  const nexi = nexiOutside();
  const { child } = await childWithNexiRule(world.club, nexi, 60_00);
  await world.buy(child, 20_00);
  await purseBecomes(child, 140_00);
  const looks = async (days: number) => {
    world.clock.pass(days * DAY_MS);
    const before = nexi.looks;
    await account(child.accountId).openPayments();
    return nexi.looks > before;
  };
  expect(await looks(0.9)).toBe(false);
  expect(await looks(0.2)).toBe(true);
  expect(await looks(0)).toBe(false);
  expect(await looks(5)).toBe(false);
  expect(await looks(1)).toBe(true);
  expect(await looks(0)).toBe(false);
});

test('what is said of another charge than the one that was credited is not booked', async () => {
  const child = await world.club.registerChild(0);
  await paid(child);
  await runInDurableObject(account(child.accountId), async (_, ctx) => {
    const attempts = new TopUpStore(ctx.storage.sql);
    const attempt = attempts.known(1);
    const told = { chargeId: 'another', amountOre: attempt.amountOre, handle: 'h' };
    const desk = new ChargeReturnDesk(ctx, new PaymentBooksStore(ctx.storage.sql), {
      books: () => {
        throw new Error('the books were asked');
      },
      attempts,
      outcomeOf: async () => ({ kind: 'refunded', ...told, refundedOre: attempt.amountOre }),
      takenBack: () => undefined,
      committed: () => undefined,
      freezeOn: (error) => {
        throw error;
      },
    });
    expect(await desk.lookAgain(attempt)).toBe(false);
  });
});
