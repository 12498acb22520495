// What an account answers to a provider's list: settled where asking again would tell nothing more, and each movement
// that could not be booked told by itself.
import { describe, expect, it } from 'vitest';
import { ore } from '../../contracts/ore.ts';
import type { DayEntry } from '../payments/payment-provider.ts';
import { purseOf } from '../testing/card-orders.ts';
import { begun, booked, comparedDay, dayOf, paid } from '../testing/listed-days.ts';
import { DAY_MS, payingInWorld } from '../testing/paying-in-world.ts';
import { account, municipality, type TestChild } from '../testing/seeded-club.ts';
import type { ListedCharge } from './payment-books-desk.ts';

const world = payingInWorld();

const moved = (kind: DayEntry['kind'], movementId: string, amountOre: number) => ({
  ...{ kind, movementId, amountOre: ore(amountOre), occurredAt: '2026-11-20T10:00:00Z' },
});

function compare(child: TestChild, reference: string, movements: ListedCharge['movements']) {
  const charges = [{ reference, movements }];
  return account(child.accountId).comparePayments({
    ...{ provider: 'mobilepay', day: '2026-11-20', charges },
  });
}

describe('movements that could not be booked', () => {
  it('are told one by one, with the sum of each', async () => {
    const child = await world.club.registerChild(0);
    const reference = await paid(child, world.fake);
    const answer = await compare(child, reference, [
      moved('captured', 'c', 100_00),
      moved('dispute_withheld', 'd1', 150_00),
      moved('dispute_withheld', 'd2', 170_00),
    ]);
    expect(answer).toEqual({ agreedOre: 100_00, isSettled: false });
    await municipality().auditAll();
    const items = await municipality().openPaymentItems();
    const told = items.filter((item) => item.reference === reference);
    expect(told).toMatchObject([
      { kind: 'needs_a_person', movementId: 'dispute_withheld:d1', providerOre: 150_00 },
      { kind: 'needs_a_person', movementId: 'dispute_withheld:d2', providerOre: 170_00 },
    ]);
  });

  it('are booked once the day is closed from which they follow: a dispute won before it was lost', async () => {
    world.clock.pass(30 * DAY_MS);
    const child = await world.club.registerChild(0);
    const reference = await paid(child, world.fake);
    const [paidOn, lostOn, wonOn] = [0, 1, 2].map((days) => dayOf(Date.now() + days * DAY_MS)) as [
      ...[string, string, string],
    ];
    const psp = { pspReference: 'psp-1' };
    world.fake.lists.set(paidOn, [booked('capture', reference, 100_00, psp)]);
    world.fake.lists.set(wonOn, [booked('returned-disputed-capture', reference, 100_00, psp)]);
    world.clock.pass(3 * DAY_MS);
    await municipality().auditAll();
    expect(await comparedDay(wonOn)).toMatchObject({ state: 'waiting', agreedOre: 0 });
    world.fake.lists.set(lostOn, [booked('retained-disputed-capture', reference, -100_00, psp)]);
    world.clock.pass(DAY_MS);
    await municipality().auditAll();
    expect(await comparedDay(lostOn)).toMatchObject({ state: 'compared', agreedOre: -100_00 });
    expect(await comparedDay(wonOn)).toMatchObject({
      ...{ state: 'compared', listedOre: 100_00, agreedOre: 100_00 },
    });
    expect(await purseOf(child)).toBe(100_00);
    world.clock.pass(DAY_MS);
    await municipality().auditAll();
    const items = await municipality().openPaymentItems();
    expect(items.filter((item) => item.reference === reference)).toEqual([]);
  });
});

describe('a listed charge of which the journal knows nothing', () => {
  it('is not settled while the provider does not answer about it', async () => {
    const child = await world.club.registerChild(0);
    const reference = await begun(child);
    world.fake.approve(reference);
    world.fake.isDown = true;
    const listed = [moved('captured', 'c', 100_00)];
    expect(await compare(child, reference, listed)).toEqual({ agreedOre: 0, isSettled: false });
    world.fake.calm();
    world.clock.pass(300_000);
    expect(await compare(child, reference, listed)).toEqual({ agreedOre: 100_00, isSettled: true });
  });
});
