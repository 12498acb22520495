// The walk over accounts with standing rules: in slices, each once in a round, whatever became of their alarms.
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { runsOf, standingRule } from '../testing/auto-top-ups.ts';
import { purseOf } from '../testing/card-orders.ts';
import { acceptedValue } from '../testing/counter.ts';
import { FakeMobilePay } from '../testing/fake-mobilepay.ts';
import { account, municipality, SeededClub, type TestChild } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import { endObject, runningClock, startTopUp } from '../testing/top-ups.ts';
import { TopUpSweep } from './top-up-sweep.ts';
import { TopUpSweepStore } from './top-up-sweep-store.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ACCOUNTS = 60;
const club = new SeededClub();
const children: TestChild[] = [];
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

const alarmAt = () => runInDurableObject(municipality(), (_, { storage }) => storage.getAlarm());
const ringMunicipality = () => runDurableObjectAlarm(municipality());
const swept = async (since: number) => {
  const rows = await query(
    municipality(),
    'SELECT account_id FROM opened_account WHERE has_top_ups = 1 AND top_ups_swept_at >= ?',
    since,
  );
  return rows.length;
};

/** By the day of the month, due by then, and with its alarm gone for good. */
async function due(count: number): Promise<TestChild[]> {
  const made: TestChild[] = [];
  for (let number = 0; number < count; number++) {
    const child = await club.registerChild(60_00);
    await standingRule(child, fake, { terms: { belowOre: null, dayOfMonth: 1 } });
    await runInDurableObject(account(child.accountId), (_, { storage }) => storage.deleteAlarm());
    made.push(child);
  }
  await vi.waitFor(async () => {
    const watched = await query(
      municipality(),
      'SELECT account_id FROM opened_account WHERE has_top_ups = 1',
    );
    expect(watched.length).toBeGreaterThanOrEqual(count);
  });
  clock.pass(32 * DAY_MS);
  for (const { accountId } of made) {
    await runInDurableObject(account(accountId), (_, { storage }) => storage.deleteAlarm());
  }
  fake.calls.length = 0;
  return made;
}

describe('the walk', () => {
  it('charges each account once, and comes back in an hour', async () => {
    children.push(...(await due(ACCOUNTS)));
    await club.registerChild(10_00);
    const began = Date.now();
    await municipality().sweepTopUps();
    expect(await alarmAt()).toBeLessThanOrEqual(Date.now());
    while ((await swept(began)) < ACCOUNTS) await ringMunicipality();
    for (const child of children) expect(await purseOf(child)).toBe(160_00);
    // Ordered, and seen to be taken: two calls each.
    expect(fake.calls.length).toBe(2 * ACCOUNTS);
    fake.calls.length = 0;
    clock.pass(HOUR_MS);
    while ((await swept(began + HOUR_MS)) < ACCOUNTS) await ringMunicipality();
    expect(fake.calls).toEqual([]);
    expect((await runsOf(children[0] as TestChild)).length).toBe(1);
  });

  it('comes back after a short rest while a slice is left, and then when the hour is over', async () => {
    await runInDurableObject(municipality(), async (_, ctx) => {
      const asked: string[] = [];
      const sweep = new TopUpSweep(ctx, new TopUpSweepStore(ctx.storage.sql), {
        account: (accountId) => ({
          sweepTopUps: async () => {
            asked.push(accountId);
            return { hasWork: true };
          },
        }),
      });
      clock.pass(40 * DAY_MS);
      const now = Date.now();
      const next = await sweep.goOn(now);
      expect(next).toBeGreaterThan(now);
      expect(next).toBeLessThan(now + 5_000);
      expect(asked).toHaveLength(25);
      await sweep.goOn(now + 1);
      expect(await sweep.goOn(now + 1)).toBe(now + HOUR_MS);
      expect(new Set(asked).size).toBe(ACCOUNTS);
      expect(await sweep.goOn(now + 2)).toBe(now + HOUR_MS);
      expect(asked).toHaveLength(ACCOUNTS);
      sweep.begin(0);
    });
  });

  it('goes on past an account that is out of reach, and comes to it in the next round', async () => {
    const [broken, sound] = (await due(2)) as [TestChild, TestChild];
    await query(account(broken.accountId), 'ALTER TABLE auto_top_up_rule RENAME TO elsewhere');
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await municipality().sweepTopUps();
    for (let slice = 0; slice < 3; slice++) await ringMunicipality();
    expect(await purseOf(sound)).toBe(160_00);
    await query(account(broken.accountId), 'ALTER TABLE elsewhere RENAME TO auto_top_up_rule');
    await endObject(broken);
    clock.pass(HOUR_MS);
    for (let slice = 0; slice < 3; slice++) await ringMunicipality();
    expect(await purseOf(broken)).toBe(160_00);
  });

  it('has an alarm again after a start that lost it (I9)', async () => {
    await municipality().sweepTopUps();
    for (let slice = 0; slice < 3; slice++) await ringMunicipality();
    await runInDurableObject(municipality(), (_, { storage }) => storage.deleteAlarm());
    await runInDurableObject(municipality(), (_, state) => state.abort('a test')).catch(() => 0);
    const next = Number(await vi.waitFor(alarmAt));
    expect(next).toBeLessThanOrEqual(Date.now() + HOUR_MS);
  });

  it('leaves an account alone that has nothing to see to any more', async () => {
    const [child] = (await due(1)) as [TestChild];
    await query(
      account(child.accountId),
      "UPDATE auto_top_up_rule SET ended_at = 1, ended_because = 'deleted'",
    );
    await query(
      account(child.accountId),
      "UPDATE agreement SET state = 'ended', next_ask_at = NULL",
    );
    await municipality().sweepTopUps();
    for (let slice = 0; slice < 3; slice++) await ringMunicipality();
    const [row] = await query(
      municipality(),
      'SELECT has_top_ups FROM opened_account WHERE account_id = ?',
      child.accountId,
    );
    expect(row?.has_top_ups).toBe(0);
  });

  it('finds an account that could not say that it has a rule by the nightly audit', async () => {
    const [child] = (await due(1)) as [TestChild];
    await query(municipality(), 'UPDATE opened_account SET has_top_ups = 0');
    await municipality().auditAll();
    await municipality().sweepTopUps();
    for (let slice = 0; slice < 3; slice++) await ringMunicipality();
    expect(await purseOf(child)).toBe(160_00);
  });

  it('reaches the last account, though the provider of all of them hangs', async () => {
    await municipality().auditAll();
    await query(municipality(), 'UPDATE opened_account SET has_top_ups = 0');
    const waiting: TestChild[] = [];
    for (let number = 0; number < 12; number++) {
      const child = await club.registerChild(0);
      acceptedValue(await startTopUp(child));
      waiting.push(child);
    }
    for (const { accountId } of waiting) {
      await runInDurableObject(account(accountId), (_, { storage }) => storage.deleteAlarm());
      await query(
        municipality(),
        'UPDATE opened_account SET has_top_ups = 1 WHERE account_id = ?',
        accountId,
      );
    }
    clock.pass(HOUR_MS);
    fake.hangs = true;
    const began = Date.now();
    await municipality().sweepTopUps();
    const isSwept = async ({ accountId }: TestChild) => {
      const [row] = await query(
        municipality(),
        'SELECT top_ups_swept_at FROM opened_account WHERE account_id = ?',
        accountId,
      );
      return Number(row?.top_ups_swept_at) >= began;
    };
    while (!(await Promise.all(waiting.map(isSwept))).every(Boolean)) await ringMunicipality();
    // A call is given up after ten seconds, and repeated.
    expect(Date.now() - began).toBeLessThan(10_000);
    fake.calm();
  });
});
