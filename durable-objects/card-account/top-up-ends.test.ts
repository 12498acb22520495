// How top-ups end that do not simply succeed: closed by their payer, contradicted by the provider, given back in
// vain; and who is told of it. Against a fake MobilePay at the way out.
import { describe, expect, test } from 'vitest';
import type { GuardianId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import type { DayEntry } from '../payments/payment-provider.ts';
import { purseOf } from '../testing/card-orders.ts';
import { acceptedValue, codeOf } from '../testing/counter.ts';
import { guardianWithInbox, inboxOf, settled, waitForInbox } from '../testing/inbox-of.ts';
import { DAY_MS, payingInWorld, toldOf } from '../testing/paying-in-world.ts';
import { account, linkGuardian, type TestChild, topUp } from '../testing/seeded-club.ts';
import { cancelTopUp, lookAtTopUp, nudge, ring, startTopUp } from '../testing/top-ups.ts';

const world = payingInWorld();

async function attemptOf(child: TestChild) {
  const [attempt] = await account(child.accountId).topUpAttempts();
  if (attempt === undefined) throw new Error('nothing was begun');
  return attempt;
}

async function begun(child: TestChild, amountOre = 100_00, by: GuardianId = child.guardianId) {
  const topUpId = crypto.randomUUID();
  acceptedValue(await startTopUp(child, { topUpId, amountOre, by }));
  return { topUpId, reference: (await attemptOf(child)).reference };
}

/** The alarm, as often as it is due within so many days. */
async function passDays(child: TestChild, days: number): Promise<void> {
  for (let hour = 0; hour < days * 24; hour += 6) {
    world.clock.pass(DAY_MS / 4);
    await ring(child);
  }
}

describe('a top-up that its payer closes', () => {
  test('is over at once, and makes room', async () => {
    const child = await world.club.registerChild(0);
    const { topUpId, reference } = await begun(child, 1_000_00);
    const closed = acceptedValue(await cancelTopUp(child, topUpId));
    expect(closed).toMatchObject({ state: 'cancelled', because: 'cancelled_by_payer' });
    expect(world.fake.payment(reference).state).toBe('TERMINATED');
    expect(codeOf(await startTopUp(child, { amountOre: 1_000_00 }))).toBe('accepted');
    expect(acceptedValue(await cancelTopUp(child, topUpId))).toEqual(closed);
  });

  test('waits while the provider is down, and is closed as soon as it answers', async () => {
    const child = await world.club.registerChild(0);
    const { topUpId, reference } = await begun(child);
    world.fake.isDown = true;
    expect(acceptedValue(await cancelTopUp(child, topUpId))).toMatchObject({
      ...{ state: 'waiting', closing: 'no_answer' },
    });
    world.fake.isDown = false;
    world.clock.pass(30_000);
    await ring(child);
    expect(world.fake.payment(reference).state).toBe('TERMINATED');
    expect(acceptedValue(await lookAtTopUp(child, topUpId))).toMatchObject({
      ...{ state: 'cancelled', because: 'cancelled_by_payer' },
    });
  });

  test('whose page was never opened is over, and no page is opened by asking again', async () => {
    const child = await world.club.registerChild(0);
    const topUpId = crypto.randomUUID();
    world.fake.trouble('lost_before', 'lost_before');
    expect(acceptedValue(await startTopUp(child, { topUpId })).state).toBe('created');
    expect(acceptedValue(await cancelTopUp(child, topUpId)).state).toBe('cancelled');
    expect(acceptedValue(await startTopUp(child, { topUpId })).state).toBe('cancelled');
    expect(world.fake.payments.size).toBe(0);
  });

  test('is closed while it is being asked for, too', async () => {
    const child = await world.club.registerChild(0);
    const { topUpId } = await begun(child);
    const [, closed] = await Promise.all([
      lookAtTopUp(child, topUpId),
      cancelTopUp(child, topUpId),
    ]);
    expect(acceptedValue(closed).state).toBe('cancelled');
  });
});

describe('a provider that speaks of something else', () => {
  test('is asked five times, then a person has to look, and the payer is told once', async () => {
    const guardianId = await guardianWithInbox();
    const child = await world.club.registerChild(0, { linked: false });
    await linkGuardian(child.childId, guardianId);
    const { topUpId, reference } = await begun(child, 100_00, guardianId);
    world.fake.approve(reference);
    world.fake.saysAmountOre = 900_00;
    await passDays(child, 10);
    expect(await attemptOf(child)).toMatchObject({
      ...{ state: 'waiting', mismatches: 5, needsPerson: true, nextAskAt: null },
    });
    const asked = world.fake.calls.length;
    const stands = acceptedValue(await lookAtTopUp(child, topUpId, guardianId));
    expect(stands).toMatchObject({ state: 'waiting', because: 'needs_a_person' });
    expect(world.fake.calls.length).toBe(asked);
    const told = (await waitForInbox(guardianId, 1)).map(({ content }) => content);
    expect(told).toMatchObject([{ kind: 'top_up_failed', topUpId, because: 'needs_a_person' }]);
    // A person has spoken with the provider, and asks once more.
    world.fake.saysAmountOre = null;
    expect(await nudge(child.accountId, reference)).toBe('credited');
    expect(await attemptOf(child)).toMatchObject({ needsPerson: false, because: null });
    expect(await purseOf(child)).toBe(100_00);
  });

  test('fills no room meanwhile: what is not ours may never come', async () => {
    const child = await world.club.registerChild(0);
    const { reference } = await begun(child, 1_000_00);
    world.fake.approve(reference);
    world.fake.saysAmountOre = 900_00;
    expect(await nudge(child.accountId, reference)).toBe('waiting');
    expect(codeOf(await startTopUp(child, { amountOre: 1_000_00 }))).toBe('accepted');
  });
});

describe('money that goes back', () => {
  /** Taken by the provider, with no room for it any more. */
  async function takenInVain(child: TestChild, by: GuardianId = child.guardianId) {
    const made = await begun(child, 500_00, by);
    world.fake.approve(made.reference);
    world.fake.trouble(null, 'lost_after', 'lost_after');
    await nudge(child.accountId, made.reference);
    await topUp(child.accountId, 500_01);
    return made;
  }

  test('is ordered again under another name when that failed, later each time', async () => {
    const child = await world.club.registerChild(0);
    const { topUpId, reference } = await takenInVain(child);
    world.fake.refusesRefunds = true;
    expect(await nudge(child.accountId, reference)).toBe('refund_due');
    expect((await attemptOf(child)).refundsFailed).toBe(1);
    // Somebody looks again and again: that uses up none of its tries.
    for (let time = 0; time < 9; time++) await lookAtTopUp(child, topUpId);
    expect((await attemptOf(child)).refundsFailed).toBe(1);
    world.fake.refusesRefunds = false;
    world.clock.pass(58_000);
    await ring(child);
    expect((await attemptOf(child)).state).toBe('refund_due');
    world.clock.pass(2_000);
    await ring(child);
    expect((await attemptOf(child)).state).toBe('refunded');
    expect(world.fake.payment(reference)).toMatchObject({
      capturedOre: 500_00,
      refundedOre: 500_00,
    });
  });

  test('and cannot, stands for a person after six tries, and is never dropped', async () => {
    const child = await world.club.registerChild(0);
    const { topUpId, reference } = await takenInVain(child);
    world.fake.refusesRefunds = true;
    await nudge(child.accountId, reference);
    await passDays(child, 10);
    expect(await attemptOf(child)).toMatchObject({
      ...{ state: 'refund_due', refundsFailed: 6, needsPerson: true, nextAskAt: null },
    });
    expect(acceptedValue(await lookAtTopUp(child, topUpId)).because).toBe('needs_a_person');
    world.fake.refusesRefunds = false;
    expect(await nudge(child.accountId, reference)).toBe('refunded');
    expect((await attemptOf(child)).needsPerson).toBe(false);
  });

  test('and cannot, is told to its payer once as what a person has to look at', async () => {
    const child = await world.club.registerChild(0);
    const { topUpId, reference } = await takenInVain(child);
    world.fake.refusesRefunds = true;
    await nudge(child.accountId, reference);
    await passDays(child, 1);
    expect(await toldOf(child, 'top_up_failed')).toEqual([]);
    await passDays(child, 9);
    const looks = { topUpId, amountOre: 500_00, because: 'needs_a_person', isAutomatic: false };
    const told = [{ ...looks, payer: child.guardianId }];
    expect(await toldOf(child, 'top_up_failed')).toEqual(told);
    // A person asks once more, and it is refused again: the payer knows.
    expect(await nudge(child.accountId, reference)).toBe('refund_due');
    expect(await toldOf(child, 'top_up_failed')).toEqual(told);
  });

  test('and cannot, is told also where its payer was told before that nobody can say', async () => {
    const child = await world.club.registerChild(0);
    const { reference } = await begun(child, 500_00);
    world.fake.approve(reference);
    world.fake.saysAmountOre = 900_00;
    await passDays(child, 10);
    expect(await attemptOf(child)).toMatchObject({ mismatches: 5, needsPerson: true });
    world.fake.saysAmountOre = null;
    world.fake.trouble(null, 'lost_after', 'lost_after');
    await nudge(child.accountId, reference);
    await topUp(child.accountId, 500_01);
    world.fake.refusesRefunds = true;
    expect(await nudge(child.accountId, reference)).toBe('refund_due');
    expect(await attemptOf(child)).toMatchObject({ needsPerson: false, refundsFailed: 1 });
    // It rests like any other, however often somebody looks.
    await nudge(child.accountId, reference);
    expect(await attemptOf(child)).toMatchObject({ refundsFailed: 1 });
    await passDays(child, 10);
    expect(await toldOf(child, 'top_up_failed')).toHaveLength(2);
  });

  test('is not ordered again when somebody gave it back at the provider meanwhile', async () => {
    const child = await world.club.registerChild(0);
    const { reference } = await takenInVain(child);
    world.fake.refusesRefunds = true;
    await nudge(child.accountId, reference);
    world.fake.payment(reference).refundedOre = 500_00;
    world.clock.pass(60_000);
    await ring(child);
    expect(await attemptOf(child)).toMatchObject({ state: 'refunded', refundsFailed: 1 });
    expect(world.fake.calls.filter((call) => call.includes('refund'))).toHaveLength(1);
  });

  test('waits for a provider that is down without counting that as a failure', async () => {
    const child = await world.club.registerChild(0);
    const { reference } = await takenInVain(child);
    world.fake.trouble(null, 'lost_before', 'lost_before');
    await nudge(child.accountId, reference);
    expect(await attemptOf(child)).toMatchObject({ state: 'refund_due', refundsFailed: 0 });
    await passDays(child, 2);
    expect((await attemptOf(child)).state).toBe('refunded');
  });

  test('is told to its payer, with why, and to nobody else', async () => {
    const [payer, parent] = [await guardianWithInbox(), await guardianWithInbox()];
    const child = await world.club.registerChild(0, { linked: false });
    await linkGuardian(child.childId, parent);
    await linkGuardian(child.childId, payer, 'payer');
    await waitForInbox(parent, 1);
    const { topUpId, reference } = await takenInVain(child, payer);
    await nudge(child.accountId, reference);
    const told = (await waitForInbox(payer, 1)).map(({ content }) => content);
    expect(told).toEqual([
      ...[
        { kind: 'top_up_returned', topUpId, amountOre: 500_00, because: 'above_highest_balance' },
      ],
    ]);
    await settled();
    const kinds = (await inboxOf(parent)).map(({ content }) => content.kind);
    expect(kinds).toEqual(['link', 'top_up']);
  });
});

describe('a payer who sees nothing of the child', () => {
  test('is told of the own money: that it came, that it failed, and not that it was broken off', async () => {
    const [payer, parent] = [await guardianWithInbox(), await guardianWithInbox()];
    const child = await world.club.registerChild(0, { linked: false });
    await linkGuardian(child.childId, payer, 'payer');
    await linkGuardian(child.childId, parent);
    const first = await begun(child, 100_00, payer);
    world.fake.approve(first.reference);
    await nudge(child.accountId, first.reference);
    await topUp(child.accountId, 50_00);
    const second = crypto.randomUUID();
    acceptedValue(await startTopUp(child, { topUpId: second, by: payer }));
    world.clock.pass(3_600_000);
    await ring(child);
    const third = crypto.randomUUID();
    acceptedValue(await startTopUp(child, { topUpId: third, by: payer }));
    acceptedValue(await cancelTopUp(child, third, payer));
    const told = (await waitForInbox(payer, 2)).map(({ content }) => content);
    await settled();
    expect(await inboxOf(payer)).toHaveLength(2);
    expect(told).toEqual([
      { kind: 'top_up', sequence: 1, amountOre: 100_00, way: 'mobilepay' },
      {
        ...{ kind: 'top_up_failed', topUpId: second, amountOre: 100_00 },
        ...{ because: 'not_finished', isAutomatic: false },
      },
    ]);
    const heard = (await inboxOf(parent)).map(({ content }) => content.kind);
    expect(heard).not.toContain('top_up_failed');
  });

  test('is told when the own money is taken back, and so are the parents', async () => {
    const [payer, parent] = [await guardianWithInbox(), await guardianWithInbox()];
    const child = await world.club.registerChild(0, { linked: false });
    await linkGuardian(child.childId, payer, 'payer');
    await linkGuardian(child.childId, parent);
    const { reference } = await begun(child, 100_00, payer);
    world.fake.approve(reference);
    await nudge(child.accountId, reference);
    const withheld: DayEntry = {
      ...({ kind: 'dispute_withheld', reference, movementId: 'm-1' } as const),
      ...{ amountOre: ore(100_00), occurredAt: '2026-11-20T12:00:00Z' },
    };
    const charges = [{ reference, movements: [withheld] }];
    const list = { provider: 'mobilepay', day: '2026-11-20', charges } as const;
    await account(child.accountId).comparePayments(list);
    const chargedBack = { kind: 'charged_back', sequence: 2, amountOre: 100_00, movedOre: 100_00 };
    const told = (await waitForInbox(payer, 2)).map(({ content }) => content);
    // The payer, who sees no balance, hears nothing of what it bore.
    expect(told).toMatchObject([{ kind: 'top_up' }, { ...chargedBack, movedOre: null }]);
    await settled();
    expect((await inboxOf(parent)).map(({ content }) => content)).toContainEqual(chargedBack);
  });
});
