// The nightly comparison of a payment provider's list with the accounts' journals.
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PersonId } from '../../contracts/ids.ts';
import { purseOf } from '../testing/card-orders.ts';
import { codeOf } from '../testing/counter.ts';
import { FakeMobilePay } from '../testing/fake-mobilepay.ts';
import { booked, comparedDay, dayOf, paid } from '../testing/listed-days.ts';
import { account, municipality, SeededClub } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import { endObject, runningClock } from '../testing/top-ups.ts';

const DAY_MS = 86_400_000;
const FINANCE = 'finance-1' as PersonId;
const club = new SeededClub();
let fake: FakeMobilePay;
let clock: ReturnType<typeof runningClock>;
beforeAll(() => club.seed());
beforeEach(() => {
  fake = new FakeMobilePay();
  fake.install();
  clock = runningClock();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const night = () => municipality().auditAll();
const openItems = () => municipality().openPaymentItems();
const yesterday = () => comparedDay(dayOf(Date.now() - DAY_MS));

describe('the nightly comparison', () => {
  it('agrees to the øre with a day on which everything was credited', async () => {
    const [one, other] = [await club.registerChild(0), await club.registerChild(0)];
    const references = [await paid(one, fake), await paid(one, fake), await paid(other, fake)];
    fake.lists.set(
      dayOf(Date.now()),
      references.map((reference) => booked('capture', reference, 100_00)),
    );
    clock.pass(DAY_MS);
    await night();
    expect(await yesterday()).toMatchObject({
      ...{ state: 'compared', listedOre: 300_00, agreedOre: 300_00 },
    });
    expect(await openItems()).toEqual([]);
  });

  it('waits for a day that is not closed, and compares it once it is', async () => {
    clock.pass(2 * DAY_MS);
    const child = await club.registerChild(0);
    const today = dayOf(Date.now());
    const reference = await paid(child, fake);
    clock.pass(DAY_MS);
    await night();
    expect(await yesterday()).toMatchObject({ state: 'waiting' });
    fake.lists.set(today, [booked('capture', reference, 100_00)]);
    clock.pass(DAY_MS / 2);
    await night();
    const days = await municipality().paymentDays();
    expect(days.find(({ day }) => day === today)).toMatchObject({
      ...{ state: 'compared', listedOre: 100_00, agreedOre: 100_00 },
    });
  });

  it('lists what no account of ours began, and makes no account of it', async () => {
    clock.pass(5 * DAY_MS);
    const before = (await query(municipality(), 'SELECT * FROM opened_account')).length;
    const foreign = `a0165${'X'.repeat(33)}1`;
    fake.lists.set(dayOf(Date.now()), [
      booked('capture', foreign, 70_00),
      booked('capture', 'order-7', 5_00),
    ]);
    clock.pass(DAY_MS);
    await night();
    expect(await openItems()).toMatchObject([
      { kind: 'not_ours', reference: foreign, providerOre: 70_00, journalOre: 0, accountId: null },
      { kind: 'not_ours', reference: 'order-7' },
    ]);
    expect(await yesterday()).toMatchObject({ listedOre: 75_00, agreedOre: 0 });
    expect(await query(municipality(), 'SELECT * FROM opened_account')).toHaveLength(before);
    for (const reference of [foreign, 'order-7']) {
      const [item] = (await openItems()).filter((open) => open.reference === reference);
      if (item === undefined) throw new Error(`${reference} is not open`);
      const { provider, kind, movementId } = item;
      const about = { provider, reference, kind, movementId };
      const command = { ...about, by: FINANCE, reason: 'en anden butik' };
      expect(codeOf(await municipality().closePaymentItem(command))).toBe('accepted');
      expect(codeOf(await municipality().closePaymentItem(command))).toBe('entry_unknown');
    }
    expect(await openItems()).toEqual([]);
    expect(await municipality().auditLog()).toContainEqual({
      ...{
        actor: FINANCE,
        action: 'payment_item_closed',
        subjects: ['order-7', 'not_ours', 'captured:capture-order-7'],
      },
    });
  });

  it('shows finance a chargeback with what the purse could not bear', async () => {
    clock.pass(8 * DAY_MS);
    const child = await club.registerChild(0);
    const reference = await paid(child, fake);
    fake.lists.set(dayOf(Date.now()), [
      booked('capture', reference, 100_00),
      booked('retained-disputed-capture', reference, -100_00),
      booked('payout-scheduled', 'payout-1', -900_00),
    ]);
    clock.pass(DAY_MS);
    await night();
    expect(await purseOf(child)).toBe(0);
    expect(await yesterday()).toMatchObject({ state: 'compared', listedOre: 0, agreedOre: 0 });
    await night();
    expect(await openItems()).toMatchObject([
      { kind: 'taken_back', reference, providerOre: 100_00, journalOre: 0 },
    ]);
  });

  it('closes an item by itself once it agrees: a list that came days late', async () => {
    clock.pass(11 * DAY_MS);
    const child = await club.registerChild(0);
    const paidOn = dayOf(Date.now());
    const reference = await paid(child, fake);
    clock.pass(4 * DAY_MS);
    await night();
    const items = async () => (await openItems()).filter((item) => item.reference === reference);
    expect(await items()).toMatchObject([{ kind: 'not_listed', journalOre: 100_00 }]);
    fake.lists.set(paidOn, [booked('capture', reference, 100_00)]);
    clock.pass(DAY_MS);
    await night();
    await night();
    expect(await items()).toEqual([]);
  });

  it('keeps a day waiting until every account of its list has answered', async () => {
    clock.pass(20 * DAY_MS);
    const [frozen, other] = [await club.registerChild(0), await club.registerChild(0)];
    const references = [await paid(frozen, fake), await paid(other, fake)];
    const today = dayOf(Date.now());
    fake.lists.set(
      today,
      references.map((reference) => booked('capture', reference, 100_00)),
    );
    await query(
      account(frozen.accountId),
      `UPDATE account SET frozen_at = 1, frozen_because = 'in a test'`,
    );
    await endObject(frozen);
    clock.pass(DAY_MS);
    await night();
    expect(await yesterday()).toMatchObject({ state: 'waiting', agreedOre: 100_00 });
    await query(
      account(frozen.accountId),
      'UPDATE account SET frozen_at = NULL, frozen_because = NULL',
    );
    await endObject(frozen);
    clock.pass(DAY_MS / 2);
    await night();
    const days = await municipality().paymentDays();
    expect(days.find(({ day }) => day === today)).toMatchObject({
      ...{ state: 'compared', listedOre: 200_00, agreedOre: 200_00 },
    });
  });
});
