// When guardians are told that a limit is reached, and what a refusal says of what is left of it.
import { beforeAll, describe, expect, it } from 'vitest';
import type { GuardianId } from '../../contracts/ids.ts';
import { type Limits, NO_LIMITS } from '../../contracts/limits.ts';
import { ore } from '../../contracts/ore.ts';
import { acceptedValue, Counter, codeOf } from '../testing/counter.ts';
import { guardianWithInbox, kindsOf, waitForInbox } from '../testing/inbox-of.ts';
import { account, linkGuardian, SeededClub, type TestChild } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';

const club = new SeededClub();
const counter = new Counter(club);

beforeAll(() => club.seed());

async function linkedChild(): Promise<{ child: TestChild; guardianId: GuardianId }> {
  const guardianId = await guardianWithInbox();
  const child = await club.registerChild(100_00, { linked: false });
  await linkGuardian(child.childId, guardianId);
  return { child, guardianId };
}

describe('a limit that is reached', () => {
  it("says that a day's limit is reached, by the purchase that fills it, once", async () => {
    const { child, guardianId } = await linkedChild();
    await account(child.accountId).setLimits({
      seenVersion: 0,
      limits: { ...NO_LIMITS, perDayOre: ore(10_00), perWeekOre: ore(50_00) },
      by: guardianId as never,
    });
    acceptedValue(await counter.sellTo(child, [9_99]));
    acceptedValue(await counter.sellTo(child, [1]));
    await waitForInbox(guardianId, 4);
    expect(await kindsOf(guardianId)).toContain('limit_reached');
    expect(codeOf(await counter.sellTo(child, [1]))).toBe('not_today');
    const messages = await waitForInbox(guardianId, 5);
    expect(messages.map(({ content }) => content.kind).toSorted()).toEqual([
      'limit_reached',
      'limits_changed',
      'purchase',
      'purchase',
      'refused',
    ]);
    expect(messages.find(({ content }) => content.kind === 'limit_reached')?.content).toEqual({
      kind: 'limit_reached',
      window: 'per_day',
    });
  });

  it('says it again of a limit that was changed meanwhile, and finds what was said by an index', async () => {
    const { child, guardianId } = await linkedChild();
    const limitTo = (perDayOre: number, seenVersion: number) =>
      account(child.accountId).setLimits({
        seenVersion,
        limits: { ...NO_LIMITS, perDayOre: ore(perDayOre) },
        by: guardianId as never,
      });
    await limitTo(10_00, 0);
    acceptedValue(await counter.sellTo(child, [10_00]));
    await limitTo(15_00, 1);
    acceptedValue(await counter.sellTo(child, [5_00]));
    expect(codeOf(await counter.sellTo(child, [1]))).toBe('not_today');
    expect(codeOf(await counter.sellTo(child, [1]))).toBe('not_today');
    const messages = await waitForInbox(guardianId, 8);
    expect(messages.filter(({ content }) => content.kind === 'limit_reached')).toHaveLength(2);
    const plan = await query(
      account(child.accountId),
      "EXPLAIN QUERY PLAN SELECT 1 FROM notice WHERE said_once_as = 'x'",
    );
    expect(plan.map(({ detail }) => detail)).toEqual([expect.stringContaining('USING COVERING')]);
  });

  it.each([
    ['day', { perDayOre: ore(30_00) }, 'per_day'],
    ['week', { perWeekOre: ore(30_00) }, 'per_week'],
  ])(
    'of a %s is not while some of it is left: the refusal says how much',
    async (_, some, window) => {
      const { child, guardianId } = await linkedChild();
      await limit(child, guardianId, some);
      acceptedValue(await counter.sellTo(child, [23_00]));
      expect(codeOf(await counter.sellTo(child, [15_00]))).toBe('not_today');
      const told = await waitForInbox(guardianId, 3);
      expect(told.map(({ content }) => content.kind)).not.toContain('limit_reached');
      expect(told.at(-1)?.content).toMatchObject({
        kind: 'refused',
        reason: window,
        leftOre: 7_00,
      });
      acceptedValue(await counter.sellTo(child, [7_00]));
      expect((await waitForInbox(guardianId, 5)).map(({ content }) => content)).toContainEqual({
        kind: 'limit_reached',
        window,
      });
    },
  );

  it('is also one that was lowered below what is spent, at the next refusal', async () => {
    const { child, guardianId } = await linkedChild();
    acceptedValue(await counter.sellTo(child, [23_00]));
    await limit(child, guardianId, { perDayOre: ore(20_00) });
    expect(codeOf(await counter.sellTo(child, [1_00]))).toBe('not_today');
    const told = await waitForInbox(guardianId, 4);
    expect(told.map(({ content }) => content)).toContainEqual(
      expect.objectContaining({ kind: 'refused', leftOre: 0 }),
    );
    expect(await kindsOf(guardianId)).toContain('limit_reached');
  });

  it('is none of nothing, which does not begin afresh tomorrow', async () => {
    const { child, guardianId } = await linkedChild();
    await limit(child, guardianId, { perDayOre: ore(0) });
    expect(codeOf(await counter.sellTo(child, [1_00]))).toBe('not_today');
    await waitForInbox(guardianId, 2);
    expect((await kindsOf(guardianId)).toSorted()).toEqual(['limits_changed', 'refused']);
  });
});

async function limit(
  child: TestChild,
  guardianId: GuardianId,
  some: Partial<Limits>,
): Promise<void> {
  const limits = { ...NO_LIMITS, ...some };
  acceptedValue(
    await account(child.accountId).setLimits({ seenVersion: 0, limits, by: guardianId as never }),
  );
}
