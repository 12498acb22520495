// Days of a provider's list that are not as they should be: what cannot be read or compared stands for a person, and
// the rest is compared to the øre.
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { describe, expect, it, vi } from 'vitest';
import type { PersonId } from '../../contracts/ids.ts';
import { codeOf } from '../testing/counter.ts';
import { begun, booked, comparedDay, dayOf, paid } from '../testing/listed-days.ts';
import { DAY_MS, payingInWorld } from '../testing/paying-in-world.ts';
import { municipality } from '../testing/seeded-club.ts';
import { everyStoredValue, query } from '../testing/stored-rows.ts';
import { nextAuditAt } from './next-audit-at.ts';

const FINANCE = 'finance-1' as PersonId;
const world = payingInWorld();
const night = () => municipality().auditAll();
const items = async () =>
  (await municipality().openPaymentItems()).map(({ foundAt, closedAt, closedBy, ...item }) => item);

/** Each test has days of its own: what an earlier one left open is not its business. */
let monthsAhead = 0;
async function freshDays(): Promise<void> {
  monthsAhead += 1;
  world.clock.pass(monthsAhead * 60 * DAY_MS);
  await query(municipality(), 'DELETE FROM payment_item');
  for (let back = 14; back >= 0; back--)
    world.fake.lists.set(dayOf(Date.now() - back * DAY_MS), []);
}

describe('a day that cannot be read', () => {
  it.each([
    ['refused', () => Response.json({}, { status: 400 }), 'refused:400'],
    ['no list', () => Response.json({ items: 'none' }), 'not_understood'],
  ])(
    'is an item of its own where it is %s, and holds no later day up',
    async (_, answer, because) => {
      await freshDays();
      const unread = dayOf(Date.now());
      world.fake.instead.set(unread, answer);
      const days: string[] = [];
      for (let passed = 0; passed < 5; passed++) {
        world.clock.pass(DAY_MS);
        const reference = await paid(await world.club.registerChild(0), world.fake);
        days.push(dayOf(Date.now()));
        world.fake.lists.set(dayOf(Date.now()), [booked('capture', reference, 100_00)]);
      }
      world.clock.pass(DAY_MS);
      await night();
      await night();
      expect(await comparedDay(unread)).toMatchObject({ state: 'waiting' });
      for (const day of days) {
        expect(await comparedDay(day)).toMatchObject({
          ...{ state: 'compared', listedOre: 100_00, agreedOre: 100_00 },
        });
      }
      expect(await items()).toEqual([
        {
          ...{ provider: 'mobilepay', reference: unread, kind: 'day_not_read', movementId: null },
          ...{
            accountId: null,
            providerOre: 0,
            journalOre: 0,
            because,
            closeReasonCiphertext: null,
          },
        },
      ]);
      // It agrees by itself once the day is read.
      world.fake.instead.clear();
      world.clock.pass(DAY_MS);
      await night();
      expect(await comparedDay(unread)).toMatchObject({ state: 'compared' });
      expect(await items()).toEqual([]);
    },
  );

  it('is left for the night, with the days after it, where the provider does not answer', async () => {
    await freshDays();
    const [silent, later] = [dayOf(Date.now()), dayOf(Date.now() + DAY_MS)];
    world.fake.lists.set(later, []);
    world.fake.instead.set(silent, () => Response.json({}, { status: 503 }));
    world.clock.pass(2 * DAY_MS);
    await night();
    expect(await comparedDay(silent)).toMatchObject({ state: 'waiting' });
    expect(await comparedDay(later)).toBeUndefined();
    expect(await items()).toEqual([]);
  });
});

describe('an entry that no journal can have', () => {
  it('is an item with the provider’s own id and sum, and the rest of the day is compared', async () => {
    await freshDays();
    const today = dayOf(Date.now());
    const reference = await paid(await world.club.registerChild(0), world.fake);
    world.fake.lists.set(today, [
      booked('capture', 'order-10', 1_00, { currency: 'EUR' }),
      booked('correction', 'order-11', -20_00),
      booked('capture', reference, 100_00),
    ]);
    world.clock.pass(DAY_MS);
    await night();
    expect(await comparedDay(today)).toMatchObject({
      ...{ state: 'compared', listedOre: 100_00, agreedOre: 100_00 },
    });
    expect(await items()).toMatchObject([
      {
        ...{ kind: 'not_comparable', reference: 'order-10', providerOre: 1_00 },
        ...{ movementId: 'capture:capture-order-10', because: 'other_currency:EUR' },
      },
      {
        ...{ kind: 'not_comparable', reference: 'order-11', providerOre: -20_00 },
        ...{ movementId: 'correction:correction-order-11', because: 'unknown_kind:correction' },
      },
    ]);
  });

  it('is foreign money where it has no reference, and counts in the day', async () => {
    await freshDays();
    const today = dayOf(Date.now());
    world.fake.lists.set(today, [booked('capture', null, 70_00, { pspReference: 'psp-7' })]);
    world.clock.pass(DAY_MS);
    await night();
    expect(await comparedDay(today)).toMatchObject({ listedOre: 70_00, agreedOre: 0 });
    expect(await items()).toMatchObject([
      { kind: 'not_ours', reference: 'captured:psp-7', providerOre: 70_00, because: 'captured' },
    ]);
  });
});

describe('movements of one payment that is not ours', () => {
  it('are an item each, and together what the day lists', async () => {
    await freshDays();
    const today = dayOf(Date.now());
    // A dispute has its capture's id.
    const listed = (entryType: string, amount: number, pspReference: string) =>
      booked(entryType, 'order-9', amount, { pspReference });
    world.fake.lists.set(today, [
      listed('capture', 100_00, 'a'),
      listed('capture', 50_00, 'b'),
      listed('refund', -30_00, 'c'),
      listed('retained-disputed-capture', -20_00, 'b'),
      listed('capture', 5_00, 'd'),
      listed('capture', 5_00, 'd'),
    ]);
    world.clock.pass(DAY_MS);
    await night();
    expect(await comparedDay(today)).toMatchObject({ listedOre: 110_00, agreedOre: 0 });
    const sums = (await items()).map(({ because, providerOre }) => `${because} ${providerOre}`);
    expect(sums.sort()).toEqual([
      ...['captured 1000', 'captured 10000', 'captured 5000'],
      ...['dispute_withheld 2000', 'refunded 3000'],
    ]);
  });
});

describe('closing an item by hand', () => {
  it('takes a reason, which is kept under a key, and shows who closed it', async () => {
    await freshDays();
    const child = await world.club.registerChild(0);
    const reference = await paid(child, world.fake);
    world.fake.lists.set(dayOf(Date.now()), [
      booked('capture', reference, 100_00),
      booked('retained-disputed-capture', reference, -100_00),
      booked('capture', 'order-12', 5_00),
    ]);
    world.clock.pass(DAY_MS);
    await night();
    await night();
    const open = await municipality().openPaymentItems();
    expect(open.map(({ kind }) => kind).sort()).toEqual(['not_ours', 'taken_back']);
    for (const { provider, reference: about, kind, movementId } of open) {
      const command = { provider, reference: about, kind, movementId, by: FINANCE };
      const close = (reason: string) => municipality().closePaymentItem({ ...command, reason });
      expect(codeOf(await close('  '))).toBe('invalid_request');
      expect(codeOf(await close('x'.repeat(501)))).toBe('invalid_request');
      expect(codeOf(await close(` talt med mor om ${kind} `))).toBe('accepted');
      expect(codeOf(await close('igen'))).toBe('entry_unknown');
    }
    expect(await items()).toEqual([]);
    const closed = await municipality().closedPaymentItems();
    for (const kind of ['not_ours', 'taken_back']) {
      expect(closed).toContainEqual(
        expect.objectContaining({ kind, closedBy: FINANCE, reason: `talt med mor om ${kind}` }),
      );
    }
    expect(await everyStoredValue(municipality())).not.toContain('talt med mor');
    // With another sum it is open again, and what was said of the first is gone.
    world.fake.lists.set(dayOf(Date.now()), [booked('capture', 'order-12', 6_00)]);
    world.clock.pass(DAY_MS);
    await night();
    expect(await items()).toMatchObject([
      { reference: 'order-12', providerOre: 6_00, closeReasonCiphertext: null },
    ]);
    expect((await municipality().closedPaymentItems()).map(({ kind }) => kind)).toEqual([
      'taken_back',
    ]);
  });
});

describe('a provider that lists and then hangs', () => {
  it('holds the alarm for a moment only, and the comparison goes on', async () => {
    await freshDays();
    const today = dayOf(Date.now());
    const children = [await world.club.registerChild(0), await world.club.registerChild(0)];
    const references: string[] = [];
    for (const child of children) references.push(await begun(child));
    const known = await paid(await world.club.registerChild(0), world.fake);
    for (const reference of references) world.fake.approve(reference);
    world.fake.lists.set(
      today,
      [...references, known].map((reference) => booked('capture', reference, 100_00)),
    );
    world.clock.pass(DAY_MS);
    world.clock.pass(nextAuditAt(Date.now()) - Date.now() + 1_000);
    world.fake.hangs = true;
    world.fake.hangsForMs = 7_000;
    world.fake.listsAllTheSame = true;
    const alarmAt = () =>
      runInDurableObject(municipality(), (_, { storage }) => storage.getAlarm());
    const ring = async () => {
      // The walk has a bound of its own.
      await query(municipality(), 'UPDATE opened_account SET has_top_ups = 0');
      const began = performance.now();
      await runDurableObjectAlarm(municipality());
      return performance.now() - began;
    };
    await query(municipality(), 'UPDATE opened_account SET audited_at = ?', Date.now());
    expect(await ring()).toBeLessThan(5_000);
    // It comes back to see the end, and does not wait a second time.
    expect(await alarmAt()).toBeLessThanOrEqual(Date.now() + 60_000);
    expect(await ring()).toBeLessThan(2_000);
    // Whom it could not ask about: the day waits, and agrees with what is known.
    await vi.waitFor(
      async () => expect(await comparedDay(today)).toMatchObject({ agreedOre: 100_00 }),
      { timeout: 15_000, interval: 200 },
    );
    expect(await comparedDay(today)).toMatchObject({ state: 'waiting', listedOre: 300_00 });
    world.fake.hangs = false;
    await vi.waitFor(
      async () => {
        world.clock.pass(DAY_MS / 4);
        await night();
        expect(await comparedDay(today)).toMatchObject({ state: 'compared', agreedOre: 300_00 });
      },
      { timeout: 15_000, interval: 200 },
    );
  }, 60_000);
});
