import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GuardianId } from '../../contracts/ids.ts';
import { NO_LIMITS } from '../../contracts/limits.ts';
import type { NoticeLevel } from '../../contracts/me.ts';
import { ore } from '../../contracts/ore.ts';
import { acceptedValue, Counter, codeOf, refund } from '../testing/counter.ts';
import {
  guardianObject,
  guardianWithInbox,
  inboxOf,
  kindsOf,
  settled,
  waitForInbox,
} from '../testing/inbox-of.ts';
import {
  account,
  linkGuardian,
  SeededClub,
  type TestChild,
  topUp,
} from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';

const club = new SeededClub();
const counter = new Counter(club);

beforeAll(() => club.seed());

/** A child with 100 kr, whose guardian was linked when the money was there already. */
async function linkedChild(): Promise<{ child: TestChild; guardianId: GuardianId }> {
  const guardianId = await guardianWithInbox();
  const child = await club.registerChild(100_00, { linked: false });
  await linkGuardian(child.childId, guardianId);
  return { child, guardianId };
}

function alarmOf(child: TestChild): Promise<number | null> {
  return runInDurableObject(account(child.accountId), (_, { storage }) => storage.getAlarm());
}

async function marksOf(child: TestChild) {
  return query(account(child.accountId), 'SELECT * FROM notice_mark');
}

describe('what guardians are told', () => {
  it('tells of a purchase: where, what, how much, and what is left', async () => {
    const { child, guardianId } = await linkedChild();
    acceptedValue(await counter.sellTo(child, [5_00, 7_00]));
    acceptedValue(await counter.sellTo(child, [3_00]));
    const messages = await waitForInbox(guardianId, 2);
    expect(messages).toMatchObject([
      {
        number: 1,
        accountId: child.accountId,
        childGivenName: child.name.split(' ')[0],
        content: {
          kind: 'purchase',
          clubId: club.clubId,
          salesPointId: club.salesPointId,
          sequence: 2,
          totalOre: 12_00,
          itemNames: ['en øre', 'en øre'],
          balanceAfterOre: 88_00,
        },
      },
      { number: 2, content: { sequence: 3, totalOre: 3_00, balanceAfterOre: 85_00 } },
    ]);
  });

  it('tells of money in, of what was given back, and of a blocked card', async () => {
    const { child, guardianId } = await linkedChild();
    const purchaseId = crypto.randomUUID();
    await topUp(child.accountId, 20_00);
    acceptedValue(await counter.sellTo(child, [10_00], purchaseId));
    acceptedValue(await refund(child, purchaseId, [{ line: 0, quantity: 1 }]));
    await account(child.accountId).blockCard({ cardId: child.cardId, by: guardianId as never });
    const messages = await waitForInbox(guardianId, 4);
    expect(messages.map(({ content }) => content)).toMatchObject([
      { kind: 'top_up', sequence: 2, amountOre: 20_00, way: 'transfer' },
      { kind: 'purchase', sequence: 3 },
      { kind: 'given_back', sequence: 4, ofSequence: 3, amountOre: 10_00 },
      { kind: 'card', cardId: child.cardId, state: 'blocked', by: { role: 'me' } },
    ]);
  });

  it('tells one parent of the other one, and each who changed what', async () => {
    const { child, guardianId } = await linkedChild();
    const other = await guardianWithInbox();
    await linkGuardian(child.childId, other);
    await account(child.accountId).blockCard({ cardId: child.cardId, by: guardianId as never });
    const [ofLink, ofCard] = await waitForInbox(guardianId, 2);
    expect(ofLink?.content).toEqual({
      ...{ kind: 'link', change: 'new', rights: 'full', basis: 'club' },
      whose: { role: 'guardian', name: null },
    });
    expect(ofCard?.content).toMatchObject({ kind: 'card', by: { role: 'me' } });
    const [first] = await waitForInbox(other, 1);
    expect(first?.content).toMatchObject({ kind: 'card', by: { role: 'guardian', name: null } });
  });

  it('says why a purchase was not possible, which no till hears', async () => {
    const { child, guardianId } = await linkedChild();
    await account(child.accountId).setLimits({
      seenVersion: 0,
      limits: { ...NO_LIMITS, perPurchaseOre: ore(5_00) },
      by: guardianId as never,
    });
    expect(codeOf(await counter.sellTo(child, [6_00]))).toBe('not_today');
    const [, refusal] = await waitForInbox(guardianId, 2);
    const place = { clubId: club.clubId, salesPointId: club.salesPointId };
    expect(refusal?.content).toEqual({
      kind: 'refused',
      reason: 'per_purchase',
      leftOre: null,
      ...place,
    });
  });

  it('says that the balance is low when it falls below the line, and not at each purchase after', async () => {
    const { child, guardianId } = await linkedChild();
    for (const amountOre of [75_00, 1, 5_00]) {
      acceptedValue(await counter.sellTo(child, [amountOre]));
    }
    await topUp(child.accountId, 50_00);
    acceptedValue(await counter.sellTo(child, [60_00]));
    const messages = await waitForInbox(guardianId, 7);
    const low = messages.flatMap(({ content }) =>
      content.kind === 'low_balance' ? [content.balanceOre] : [],
    );
    expect(low).toEqual([24_99, 9_99]);
  });
});

describe('who is told', () => {
  it('is nobody of what was before the link', async () => {
    const { child, guardianId } = await linkedChild();
    await settled();
    expect(await kindsOf(guardianId)).toEqual([]);
    await topUp(child.accountId, 1_00);
    await waitForInbox(guardianId, 1);
  });

  it('is no payer', async () => {
    const { child, guardianId } = await linkedChild();
    const payer = await guardianWithInbox();
    await linkGuardian(child.childId, payer, 'payer');
    acceptedValue(await counter.sellTo(child, [1_00]));
    await waitForInbox(guardianId, 1);
    await settled();
    expect(await kindsOf(payer)).toEqual([]);
  });

  it('is nobody whose link has ended or is frozen, also not of what had happened before', async () => {
    const { child, guardianId } = await linkedChild();
    const stub = account(child.accountId);
    const [row] = await query(stub, "SELECT version, content FROM copy WHERE kind = 'links'");
    const [link] = JSON.parse(String(row?.content));
    const version = Number(row?.version);
    acceptedValue(await counter.sellTo(child, [1_00]));
    await stub.takeCopy({
      kind: 'links',
      version: version + 1,
      content: [{ ...link, isFrozen: true }],
    });
    await settled();
    acceptedValue(await counter.sellTo(child, [2_00]));
    await settled();
    expect(await kindsOf(guardianId)).toEqual([]);
    await stub.takeCopy({ kind: 'links', version: version + 2, content: [link] });
    acceptedValue(await counter.sellTo(child, [3_00]));
    const messages = await waitForInbox(guardianId, 1);
    await settled();
    expect(messages).toMatchObject([{ content: { totalOre: 3_00 } }]);
    expect(await inboxOf(guardianId)).toHaveLength(1);
  });

  it('is nobody at an account without guardians: nothing is written, and nobody is asked', async () => {
    const child = await club.registerChild(10_00, { linked: false });
    acceptedValue(await counter.sellTo(child, [1_00]));
    await settled();
    expect(await marksOf(child)).toEqual([]);
    expect(await alarmOf(child)).toBeNull();
  });
});

describe('a notice that did not arrive (I9)', () => {
  it('has an alarm, and is told once when the guardian can be reached again', async () => {
    const { child, guardianId } = await linkedChild();
    const stub = guardianObject(guardianId);
    await query(stub, 'ALTER TABLE inbox RENAME TO away');
    acceptedValue(await counter.sellTo(child, [1_00]));
    await settled();
    expect(await alarmOf(child)).not.toBeNull();
    await query(stub, 'ALTER TABLE away RENAME TO inbox');
    expect(await runDurableObjectAlarm(account(child.accountId))).toBe(true);
    expect(await kindsOf(guardianId)).toEqual(['purchase']);
  });

  it('does not keep the other parent waiting', async () => {
    const { child, guardianId } = await linkedChild();
    const other = await guardianWithInbox();
    await linkGuardian(child.childId, other);
    await query(guardianObject(guardianId), 'ALTER TABLE inbox RENAME TO away');
    for (const amountOre of [1_00, 2_00]) {
      acceptedValue(await counter.sellTo(child, [amountOre]));
      await settled();
    }
    expect(await kindsOf(other)).toEqual(['purchase', 'purchase']);
  });

  it('is told at the next start of the account, when a crash came between commit and delivery', async () => {
    const { child, guardianId } = await linkedChild();
    const stub = guardianObject(guardianId);
    await query(stub, 'ALTER TABLE inbox RENAME TO away');
    acceptedValue(await counter.sellTo(child, [1_00]));
    await settled();
    await query(stub, 'ALTER TABLE away RENAME TO inbox');
    await runInDurableObject(account(child.accountId), (_, { storage }) => storage.deleteAlarm());
    await evictDurableObject(account(child.accountId));
    await account(child.accountId).inspect();
    await waitForInbox(guardianId, 1);
  });

  it('costs the account no commit of its own: the mark goes with the next entry', async () => {
    const { child, guardianId } = await linkedChild();
    acceptedValue(await counter.sellTo(child, [1_00]));
    await waitForInbox(guardianId, 1);
    // Longer than the look of the tap would have waited, had it not gone with the purchase.
    await scheduler.wait(2_300);
    expect(await marksOf(child)).toMatchObject([{ entry_sequence: 1 }]);
    acceptedValue(await counter.sellTo(child, [1_00]));
    expect(await marksOf(child)).toMatchObject([{ entry_sequence: 2 }]);
    await waitForInbox(guardianId, 2);
  });

  it('stands in the inbox once, though an account that slept tells it twice', async () => {
    const { child, guardianId } = await linkedChild();
    acceptedValue(await counter.sellTo(child, [1_00]));
    await waitForInbox(guardianId, 1);
    const stub = account(child.accountId);
    await evictDurableObject(stub);
    await stub.inspect();
    expect(await marksOf(child)).toMatchObject([{ entry_sequence: 1 }]);
    await scheduler.wait(2_300);
    expect(await inboxOf(guardianId)).toMatchObject([{ number: 1, content: { kind: 'purchase' } }]);
    expect(await marksOf(child)).toMatchObject([{ entry_sequence: 2 }]);
  });

  it('stays out when the guardian wanted nothing of it, though it is told again when more is wanted', async () => {
    const { child, guardianId } = await linkedChild();
    const want = (level: NoticeLevel, seenVersion: number) =>
      guardianObject(guardianId).changeNotices({
        seenVersion,
        settings: {
          ...{ push: false, email: false, quiet: null },
          levels: [{ accountId: child.accountId, level }],
        },
      });
    acceptedValue(await want('nothing', 0));
    acceptedValue(await counter.sellTo(child, [1_00]));
    await settled();
    acceptedValue(await want('all', 1));
    const stub = account(child.accountId);
    await evictDurableObject(stub);
    await stub.inspect();
    await settled();
    expect(await kindsOf(guardianId)).toEqual([]);
    acceptedValue(await counter.sellTo(child, [2_00]));
    expect(await waitForInbox(guardianId, 1)).toMatchObject([{ content: { totalOre: 2_00 } }]);
  });

  it('comes in slices, in the order in which it happened', async () => {
    const { child, guardianId } = await linkedChild();
    const stub = guardianObject(guardianId);
    await query(stub, 'ALTER TABLE inbox RENAME TO away');
    for (let number = 0; number < 120; number++) await topUp(child.accountId, 1);
    await settled();
    await query(stub, 'ALTER TABLE away RENAME TO inbox');
    await runDurableObjectAlarm(account(child.accountId));
    const [row] = await query(stub, 'SELECT COUNT(*) AS count, MAX(number) AS last FROM inbox');
    expect(row).toEqual({ count: 120, last: 120 });
    const rows = await query(stub, 'SELECT sequence FROM inbox ORDER BY number');
    expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, index) => index + 2));
  });
});
