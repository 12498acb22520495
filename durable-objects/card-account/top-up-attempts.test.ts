// Guardians' top-ups in the object, against a fake MobilePay at the way out.
import { describe, expect, test, vi } from 'vitest';
import { purseOf } from '../testing/card-orders.ts';
import { acceptedValue, codeOf } from '../testing/counter.ts';
import { payingInWorld } from '../testing/paying-in-world.ts';
import {
  account,
  linkGuardian,
  newGuardianId,
  type TestChild,
  topUp,
} from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import { endObject, letCrash, lookAtTopUp, nudge, ring, startTopUp } from '../testing/top-ups.ts';

const MINUTE_MS = 60_000;
const world = payingInWorld();

const attempts = (child: TestChild) => account(child.accountId).topUpAttempts();
/** Begun, with the page open. */
async function begun(child: TestChild, amountOre = 100_00) {
  const topUpId = crypto.randomUUID();
  const standing = acceptedValue(await startTopUp(child, { topUpId, amountOre }));
  const made = (await attempts(child)).find((one) => one.topUpId === topUpId);
  if (made === undefined) throw new Error('nothing was stored');
  return { topUpId, standing, reference: made.reference };
}

describe('a top-up', () => {
  test('leads to the provider’s page, and is credited once it is approved', async () => {
    const child = await world.club.registerChild(0);
    const { topUpId, standing, reference } = await begun(child);
    expect(standing).toMatchObject({ state: 'waiting', address: expect.stringMatching(/page/) });
    expect(acceptedValue(await lookAtTopUp(child, topUpId)).state).toBe('waiting');
    world.fake.approve(reference);
    const paid = acceptedValue(await lookAtTopUp(child, topUpId));
    expect(paid).toMatchObject({ state: 'credited', address: null, sequence: 1 });
    expect(await purseOf(child)).toBe(100_00);
    expect(codeOf(await account(child.accountId).audit())).toBe('accepted');
  });

  test('is one, however often it is sent, and another body under its id is refused', async () => {
    const child = await world.club.registerChild(0);
    const topUpId = crypto.randomUUID();
    const [first, second] = await Promise.all([
      startTopUp(child, { topUpId }),
      startTopUp(child, { topUpId }),
    ]);
    expect(second).toEqual(first);
    expect(await startTopUp(child, { topUpId })).toEqual(first);
    expect(world.fake.payments.size).toBe(1);
    expect(world.fake.calls).toEqual(['POST']);
    const other = { topUpId, amountOre: 100_01 };
    expect(codeOf(await startTopUp(child, other))).toBe('top_up_id_reused');
    expect(codeOf(await topUp(child.accountId, 50_00, topUpId))).toBe('top_up_id_reused');
  });

  test('is for whoever may pay in, and seen by whoever began it', async () => {
    const child = await world.club.registerChild(0);
    const payer = newGuardianId();
    await linkGuardian(child.childId, payer, 'payer');
    const stranger = newGuardianId();
    expect(codeOf(await startTopUp(child, { by: stranger }))).toBe('account_unknown');
    const topUpId = crypto.randomUUID();
    acceptedValue(await startTopUp(child, { by: payer, topUpId }));
    expect(codeOf(await lookAtTopUp(child, topUpId, payer))).toBe('accepted');
    expect(codeOf(await lookAtTopUp(child, topUpId))).toBe('top_up_unknown');
    expect(codeOf(await startTopUp(child, { topUpId }))).toBe('top_up_id_reused');
  });

  test('leaves room for another in flight, and gives it free when that is over', async () => {
    const child = await world.club.registerChild(600_00);
    const { reference } = await begun(child, 300_00);
    expect(codeOf(await startTopUp(child, { amountOre: 100_01 }))).toBe('above_highest_balance');
    expect(codeOf(await startTopUp(child, { amountOre: 100_00 }))).toBe('accepted');
    world.fake.decline(reference);
    expect(await nudge(child.accountId, reference)).toBe('cancelled');
    expect(codeOf(await startTopUp(child, { amountOre: 300_00 }))).toBe('accepted');
  });
});

describe('what is not known', () => {
  test('is asked for by the alarm, though no webhook and no redirect ever come', async () => {
    const child = await world.club.registerChild(0);
    const { reference } = await begun(child);
    world.fake.approve(reference);
    await endObject(child);
    world.clock.pass(5_000);
    expect(await ring(child)).toBe(true);
    expect(await purseOf(child)).toBe(100_00);
    expect((await attempts(child))[0]?.nextAskAt).toBeNull();
  });

  test('is begun again under its reference when the answer was lost', async () => {
    const child = await world.club.registerChild(0);
    const topUpId = crypto.randomUUID();
    world.fake.trouble('lost_after', 'lost_after');
    const lost = acceptedValue(await startTopUp(child, { topUpId }));
    expect(lost).toMatchObject({ state: 'created', address: null });
    const again = acceptedValue(await startTopUp(child, { topUpId }));
    expect(again.state).toBe('waiting');
    expect(world.fake.payments.size).toBe(1);
  });

  test('after a charge that went through is one charge and one credit', async () => {
    const child = await world.club.registerChild(0);
    const { reference } = await begun(child);
    world.fake.approve(reference);
    // The reservation is seen; the answers to the capture and its repeat are lost, and the provider is gone.
    world.fake.trouble(null, 'lost_after', 'lost_after');
    expect(await nudge(child.accountId, reference)).toBe('waiting');
    expect(world.fake.payment(reference).captures).toBe(1);
    expect(await purseOf(child)).toBe(0);
    world.clock.pass(30_000);
    await ring(child);
    expect(await nudge(child.accountId, reference)).toBe('credited');
    expect(world.fake.payment(reference)).toMatchObject({ captures: 1, capturedOre: 100_00 });
    expect(await purseOf(child)).toBe(100_00);
  });

  test('waits out a provider that is down for days, and is then known', async () => {
    const child = await world.club.registerChild(0);
    const { reference } = await begun(child);
    world.fake.approve(reference);
    world.fake.isDown = true;
    for (let day = 0; day < 3; day++) {
      world.clock.pass(24 * 60 * MINUTE_MS);
      expect(await ring(child)).toBe(true);
    }
    world.fake.isDown = false;
    world.clock.pass(24 * 60 * MINUTE_MS);
    await ring(child);
    expect(await purseOf(child)).toBe(100_00);
  });

  test('has an alarm again after a start, though the old one was lost (I9)', async () => {
    const child = await world.club.registerChild(0);
    const { reference } = await begun(child);
    world.fake.approve(reference);
    await letCrash(child, world.fake);
    world.clock.pass(5_000);
    world.fake.trouble('crash_before');
    await ring(child).catch(() => undefined);
    await vi.waitFor(() => purseOf(child));
    world.clock.pass(MINUTE_MS);
    await vi.waitFor(async () => expect(await ring(child)).toBe(true));
    expect(await purseOf(child)).toBe(100_00);
  });

  test('is closed at the provider when nobody finished it within the hour', async () => {
    const child = await world.club.registerChild(0);
    const { reference, topUpId } = await begun(child);
    world.clock.pass(59 * MINUTE_MS);
    await ring(child);
    expect((await attempts(child))[0]?.state).toBe('waiting');
    world.clock.pass(MINUTE_MS);
    await ring(child);
    expect(world.fake.payment(reference).state).toBe('TERMINATED');
    const over = acceptedValue(await startTopUp(child, { topUpId }));
    expect(over).toMatchObject({ state: 'cancelled', because: 'not_finished', address: null });
    expect((await attempts(child))[0]?.nextAskAt).toBeNull();
  });
});

describe('money that cannot be credited', () => {
  test('is not taken where it is only reserved', async () => {
    const child = await world.club.registerChild(0);
    const { reference } = await begun(child, 500_00);
    await topUp(child.accountId, 500_01);
    world.fake.approve(reference);
    expect(await nudge(child.accountId, reference)).toBe('cancelled');
    expect(world.fake.payment(reference)).toMatchObject({ captures: 0, state: 'TERMINATED' });
    expect((await attempts(child))[0]?.because).toBe('above_highest_balance');
  });

  test('is given back once when it was taken before the room was', async () => {
    const child = await world.club.registerChild(0);
    const { reference } = await begun(child, 500_00);
    world.fake.approve(reference);
    world.fake.trouble(null, 'lost_after', 'lost_after');
    expect(await nudge(child.accountId, reference)).toBe('waiting');
    await topUp(child.accountId, 500_01);
    world.fake.trouble(null, 'lost_after', 'lost_before');
    expect(await nudge(child.accountId, reference)).toBe('refund_due');
    expect(await nudge(child.accountId, reference)).toBe('refunded');
    expect(world.fake.payment(reference)).toMatchObject({
      capturedOre: 500_00,
      refundedOre: 500_00,
    });
    expect(await purseOf(child)).toBe(500_01);
    expect(await nudge(child.accountId, reference)).toBe('refunded');
  });

  test('waits, and is not even taken, while the account is frozen', async () => {
    const child = await world.club.registerChild(0);
    const { reference } = await begun(child);
    await query(
      account(child.accountId),
      "UPDATE account SET frozen_at = 1, frozen_because = 'a test'",
    );
    await endObject(child);
    world.fake.approve(reference);
    expect(await nudge(child.accountId, reference)).toBe('waiting');
    expect(world.fake.payment(reference).captures).toBe(0);
    expect(codeOf(await startTopUp(child))).toBe('account_frozen');
  });
});

describe('a nudge', () => {
  test('for another account’s or an unknown reference does nothing', async () => {
    const child = await world.club.registerChild(0);
    const other = await world.club.registerChild(0);
    // The first of each: their references differ by the account alone.
    await begun(child);
    const { reference } = await begun(other);
    world.fake.approve(reference);
    expect(await nudge(child.accountId, reference)).toBe('top_up_unknown');
    expect(await nudge(child.accountId, `${child.accountId}9`)).toBe('top_up_unknown');
    expect(await purseOf(child)).toBe(0);
    expect(await purseOf(other)).toBe(0);
  });

  test('about another sum than was asked for is counted and never credited', async () => {
    const child = await world.club.registerChild(0);
    const { reference } = await begun(child);
    world.fake.approve(reference);
    world.fake.saysAmountOre = 900_00;
    expect(await nudge(child.accountId, reference)).toBe('waiting');
    expect((await attempts(child))[0]).toMatchObject({ mismatches: 1, because: 'amount' });
    expect(world.fake.payment(reference).captures).toBe(0);
    expect(await purseOf(child)).toBe(0);
  });

  test('for one that is over asks once, and leaves nothing open', async () => {
    const child = await world.club.registerChild(0);
    const { reference } = await begun(child);
    world.fake.decline(reference);
    expect(await nudge(child.accountId, reference)).toBe('cancelled');
    expect(await nudge(child.accountId, reference)).toBe('cancelled');
    expect((await attempts(child))[0]).toMatchObject({ state: 'cancelled', nextAskAt: null });
  });

  test('many at once credit once (I7)', async () => {
    const child = await world.club.registerChild(0);
    const { reference, topUpId } = await begun(child);
    world.fake.approve(reference);
    await Promise.all([
      ...[1, 2, 3].map(() => nudge(child.accountId, reference)),
      lookAtTopUp(child, topUpId),
      ring(child),
    ]);
    expect(await purseOf(child)).toBe(100_00);
    expect(await query(account(child.accountId), 'SELECT sequence FROM charge')).toHaveLength(1);
    const change = query(account(child.accountId), 'DELETE FROM charge');
    await expect(change).rejects.toThrow(/append-only/);
  });
});
