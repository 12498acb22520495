// What providers say of an account's payments, against its journal: lists of a day, refunds in the provider's own
// portal, and chargebacks.
import { runInDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { ore } from '../../contracts/ore.ts';
import type { DayEntry } from '../payments/payment-provider.ts';
import { purseOf } from '../testing/card-orders.ts';
import { acceptedValue, codeOf } from '../testing/counter.ts';
import { DAY_MS, payingInWorld } from '../testing/paying-in-world.ts';
import { account, type TestChild, topUp } from '../testing/seeded-club.ts';
import { endObject, lookAtTopUp, nudge, startTopUp } from '../testing/top-ups.ts';

const DAY = '2026-11-20';
const world = payingInWorld();

async function begun(child: TestChild): Promise<{ reference: string; topUpId: string }> {
  const topUpId = crypto.randomUUID();
  acceptedValue(await startTopUp(child, { topUpId }));
  const attempts = await account(child.accountId).topUpAttempts();
  const made = attempts.find((one) => one.topUpId === topUpId);
  if (made === undefined) throw new Error('nothing was stored');
  world.fake.approve(made.reference);
  return { reference: made.reference, topUpId };
}

async function paid(child: TestChild): Promise<string> {
  const { reference, topUpId } = await begun(child);
  expect(acceptedValue(await lookAtTopUp(child, topUpId)).state).toBe('credited');
  return reference;
}

function listed(kind: DayEntry['kind'], amountOre: number, movementId = `${kind}-1`) {
  const occurredAt = '2026-11-20T10:00:00Z';
  return { kind, movementId, amountOre: ore(amountOre), occurredAt };
}

function compare(
  child: TestChild,
  reference: string,
  ...movements: ReturnType<typeof listed>[]
): Promise<{ agreedOre: number; isSettled: boolean }> {
  const charges = [{ reference, movements }];
  return account(child.accountId).comparePayments({ provider: 'mobilepay', day: DAY, charges });
}

const open = (child: TestChild) => account(child.accountId).openPayments();
const sums = async (child: TestChild) => (await account(child.accountId).inspect())?.sumsOre;

describe('a provider’s list of a day', () => {
  it('agrees with what was credited, to the øre', async () => {
    const child = await world.club.registerChild(0);
    const reference = await paid(child);
    const compared = await compare(child, reference, listed('captured', 100_00));
    expect(compared).toEqual({ agreedOre: 100_00, isSettled: true });
    world.clock.pass(4 * DAY_MS);
    expect(await open(child)).toEqual([]);
  });

  it('brings in a charge that nobody had told of, once', async () => {
    const child = await world.club.registerChild(0);
    const { reference } = await begun(child);
    expect(await compare(child, reference, listed('captured', 100_00))).toMatchObject({
      agreedOre: 100_00,
    });
    await compare(child, reference, listed('captured', 100_00));
    expect(await purseOf(child)).toBe(100_00);
  });

  it('with another sum than the journal’s is open', async () => {
    const child = await world.club.registerChild(0);
    const reference = await paid(child);
    expect(await compare(child, reference, listed('captured', 100_01))).toMatchObject({
      agreedOre: 0,
    });
    expect(await open(child)).toMatchObject([
      { kind: 'amount_differs', providerOre: 100_01, journalOre: 100_00, reference },
    ]);
  });

  it('that leaves out a charge for three days makes it open', async () => {
    const child = await world.club.registerChild(0);
    const reference = await paid(child);
    world.clock.pass(2 * DAY_MS);
    expect(await open(child)).toEqual([]);
    world.clock.pass(2 * DAY_MS);
    expect(await open(child)).toMatchObject([{ kind: 'not_listed', reference }]);
  });

  it('with a charge of an attempt that the provider denies is open', async () => {
    const child = await world.club.registerChild(0);
    acceptedValue(await startTopUp(child, {}));
    const [attempt] = await account(child.accountId).topUpAttempts();
    const reference = attempt?.reference ?? '';
    world.fake.decline(reference);
    expect(await compare(child, reference, listed('captured', 100_00))).toMatchObject({
      agreedOre: 0,
    });
    expect(await open(child)).toMatchObject([{ kind: 'not_in_journal', reference }]);
  });
});

describe('a refund in the provider’s own portal', () => {
  async function refundElsewhere(reference: string, amountOre: number): Promise<void> {
    world.fake.payment(reference).refundedOre = amountOre;
  }

  it('is taken from the purse when a webhook makes us ask, once however often', async () => {
    const child = await world.club.registerChild(0);
    const reference = await paid(child);
    await refundElsewhere(reference, 40_00);
    await nudge(child.accountId, reference);
    await nudge(child.accountId, reference);
    expect(await purseOf(child)).toBe(60_00);
    await refundElsewhere(reference, 100_00);
    await nudge(child.accountId, reference);
    expect(await sums(child)).toMatchObject({ purse: 0, top_ups: 0, receivables: 0 });
    expect(codeOf(await account(child.accountId).audit())).toBe('accepted');
  });

  it('is taken when the list tells of it, and agrees', async () => {
    const child = await world.club.registerChild(0);
    const reference = await paid(child);
    await refundElsewhere(reference, 40_00);
    const both = [listed('captured', 100_00), listed('refunded', 40_00)];
    expect(await compare(child, reference, ...both)).toMatchObject({ agreedOre: 60_00 });
    expect(await purseOf(child)).toBe(60_00);
    expect(await open(child)).toMatchObject([
      { kind: 'taken_back', providerOre: 40_00, journalOre: 0 },
    ]);
  });
});

describe('a listed refund of which the provider tells nothing when it is asked', () => {
  it('keeps the day waiting and the refund open, until it is told and booked', async () => {
    const child = await world.club.registerChild(0);
    const reference = await paid(child);
    const both = [listed('captured', 100_00), listed('refunded', 100_00)];
    world.fake.isDown = true;
    expect(await compare(child, reference, ...both)).toEqual({
      ...{ agreedOre: 100_00, isSettled: false },
    });
    expect(await open(child)).toMatchObject([
      { kind: 'refund_not_in_journal', providerOre: 100_00, journalOre: 0 },
    ]);
    expect(await purseOf(child)).toBe(100_00);
    world.fake.calm();
    // One that was silent is not asked for two minutes.
    world.clock.pass(120_000);
    world.fake.payment(reference).refundedOre = 100_00;
    expect(await compare(child, reference, ...both)).toEqual({ agreedOre: 0, isSettled: true });
    expect(await purseOf(child)).toBe(0);
    expect((await open(child)).map(({ kind }) => kind)).toEqual(['taken_back']);
  });
});

describe('money that was never credited, but went back', () => {
  it('agrees with a list that shows it come and gone, and no dispute of it moves the purse', async () => {
    const child = await world.club.registerChild(0);
    const { reference } = await begun(child);
    // Taken, and the answer lost, before somebody else filled the account.
    world.fake.trouble(null, 'lost_after', 'lost_after');
    await nudge(child.accountId, reference);
    await topUp(child.accountId, 950_00);
    await nudge(child.accountId, reference);
    expect(await nudge(child.accountId, reference)).toBe('refunded');
    const both = [listed('captured', 100_00), listed('refunded', 100_00)];
    expect(await compare(child, reference, ...both)).toEqual({ agreedOre: 0, isSettled: true });
    await compare(child, reference, listed('dispute_withheld', 100_00));
    expect(await purseOf(child)).toBe(950_00);
    // Refunded by us and withheld by the provider: gone twice, and for finance to recover.
    expect(await open(child)).toMatchObject([
      { kind: 'needs_a_person', because: 'disputed_after_refund', providerOre: 100_00 },
    ]);
  });
});

describe('a chargeback', () => {
  it('leaves the purse at zero and the rest to the municipality, once (I2, I7)', async () => {
    const child = await world.club.registerChild(0);
    const reference = await paid(child);
    acceptedValue(await world.counter.sellTo(child, [70_00], crypto.randomUUID()));
    const withheld = listed('dispute_withheld', 100_00);
    expect(await compare(child, reference, withheld)).toMatchObject({ agreedOre: -100_00 });
    expect(await compare(child, reference, withheld)).toMatchObject({ agreedOre: -100_00 });
    expect(await sums(child)).toMatchObject({ purse: 0, receivables: -70_00, top_ups: 0 });
    expect(await open(child)).toMatchObject([
      { kind: 'taken_back', providerOre: 100_00, journalOre: 70_00 },
    ]);
    expect(codeOf(await account(child.accountId).audit())).toBe('accepted');
  });

  it('that is won pays the municipality first, and is open no more', async () => {
    const child = await world.club.registerChild(0);
    const reference = await paid(child);
    acceptedValue(await world.counter.sellTo(child, [70_00], crypto.randomUUID()));
    await compare(child, reference, listed('dispute_withheld', 100_00));
    await compare(child, reference, listed('dispute_returned', 100_00));
    expect(await sums(child)).toMatchObject({ purse: 30_00, receivables: 0, top_ups: -100_00 });
    expect(await open(child)).toEqual([]);
    expect(codeOf(await account(child.accountId).audit())).toBe('accepted');
  });

  it('is said at the payment to its payer, as far as it did not come again', async () => {
    const child = await world.club.registerChild(0);
    const reference = await paid(child);
    const takenBack = async () => {
      const { mine } = acceptedValue(
        await account(child.accountId).payingIn({ by: child.guardianId }),
      );
      return mine.map(({ state, takenBackOre }) => [state, takenBackOre]);
    };
    expect(await takenBack()).toEqual([['credited', 0]]);
    await compare(child, reference, listed('dispute_withheld', 100_00));
    expect(await takenBack()).toEqual([['credited', 100_00]]);
    await compare(child, reference, listed('dispute_returned', 40_00));
    expect(await takenBack()).toEqual([['credited', 60_00]]);
  });

  it('of more than was charged is not booked, and is for a person', async () => {
    const child = await world.club.registerChild(0);
    const reference = await paid(child);
    await compare(child, reference, listed('dispute_withheld', 100_01));
    expect(await purseOf(child)).toBe(100_00);
    expect(await open(child)).toMatchObject([
      { kind: 'needs_a_person', because: 'more_than_charged' },
    ]);
  });

  it('waits while the account is frozen: the day is compared again', async () => {
    const child = await world.club.registerChild(0);
    const reference = await paid(child);
    await runInDurableObject(account(child.accountId), (_, state) => {
      state.storage.sql.exec(`UPDATE account SET frozen_at = 1, frozen_because = 'in a test'`);
    });
    await endObject(child);
    const withheld = listed('dispute_withheld', 100_00);
    expect(await compare(child, reference, withheld)).toEqual({ agreedOre: 0, isSettled: false });
    expect(await purseOf(child)).toBe(100_00);
  });
});
