import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AccountId } from '../../contracts/ids.ts';
import { runClock, stopClockAt } from '../testing/clock.ts';
import { account, municipality, SeededClub, setSettings } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';

const club = new SeededClub();
/** In the order in which the municipality walks them. */
let accountIds: AccountId[];
let windowMs = 60_000;

beforeAll(() => club.seed());
beforeEach(async () => {
  const children = [];
  for (let number = 0; number < 3; number++) children.push(await club.registerChild(10_00));
  accountIds = children.map(({ accountId }) => accountId).sort();
});
afterEach(runClock);

const first = () => accountIds[0] as AccountId;
const breakAccount = () => query(account(first()), 'ALTER TABLE copy RENAME TO copy_out_of_reach');
const mendAccount = () => query(account(first()), 'ALTER TABLE copy_out_of_reach RENAME TO copy');

async function windowAt(accountId: AccountId): Promise<number> {
  const [row] = await query(account(accountId), "SELECT content FROM copy WHERE kind = 'settings'");
  return JSON.parse(String(row?.content)).reversalWindowMs;
}

async function changeSettings(): Promise<void> {
  windowMs += 1_000;
  await setSettings({ reversalWindowMs: windowMs });
}

function alarmInMs(): Promise<number> {
  return runInDurableObject(municipality(), async (_, { storage }) => {
    return ((await storage.getAlarm()) ?? Number.POSITIVE_INFINITY) - Date.now();
  });
}

describe('a change of the settings', () => {
  it('that an account did not get reaches the others, and that one within a minute of its return', async () => {
    await breakAccount();
    await changeSettings();
    for (const accountId of accountIds.slice(1)) expect(await windowAt(accountId)).toBe(windowMs);
    expect(await alarmInMs()).toBeLessThanOrEqual(60_000);
    await runDurableObjectAlarm(municipality());
    expect(await alarmInMs()).toBeLessThanOrEqual(60_000);
    await mendAccount();
    expect(await windowAt(first())).not.toBe(windowMs);
    await runDurableObjectAlarm(municipality());
    expect(await windowAt(first())).toBe(windowMs);
    expect(await alarmInMs()).toBeGreaterThan(60_000);
  });

  it('is not forgotten when the municipality fell right after it (I9)', async () => {
    await breakAccount();
    await changeSettings();
    await mendAccount();
    await evictDurableObject(municipality());
    expect(await alarmInMs()).toBeLessThanOrEqual(60_000);
    await runDurableObjectAlarm(municipality());
    expect(await windowAt(first())).toBe(windowMs);
  });

  it('is brought by the round of the night too', async () => {
    await breakAccount();
    await changeSettings();
    await mendAccount();
    await municipality().auditAll();
    expect(await windowAt(first())).toBe(windowMs);
  });

  it('is not brought anew to those who have it, as an account has that opened after it', async () => {
    stopClockAt('2026-12-01T12:00:00.000Z');
    await changeSettings();
    await runDurableObjectAlarm(municipality());
    const { accountId } = await club.registerChild(10_00);
    expect(await windowAt(accountId)).toBe(windowMs);
    for (const id of [first(), accountId]) {
      await query(account(id), "UPDATE copy SET version = 0 WHERE kind = 'settings'");
      await evictDurableObject(account(id));
    }
    await setSettings({ reversalWindowMs: windowMs });
    await runDurableObjectAlarm(municipality());
    for (const id of [first(), accountId]) {
      const versions = "SELECT version FROM copy WHERE kind = 'settings'";
      expect(await query(account(id), versions)).toEqual([{ version: 0 }]);
    }
    expect(await alarmInMs()).toBe(14 * 3_600_000 + 17 * 60_000);
  });
});
