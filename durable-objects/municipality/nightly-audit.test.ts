import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runClock, stopClockAt } from '../testing/clock.ts';
import { acceptedValue, Counter } from '../testing/counter.ts';
import { account, municipality, SeededClub, type TestChild } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';

const club = new SeededClub();
const counter = new Counter(club);
const children: TestChild[] = [];

beforeAll(async () => {
  await club.seed();
  for (let number = 0; number < 45; number++) children.push(await club.registerChild(10_00));
  await club.registerChild(0);
  acceptedValue(await counter.sellTo(children[7] as TestChild, [5_00]));
});
afterEach(runClock);

async function auditedAt(): Promise<number[]> {
  const rows = await query(municipality(), 'SELECT audited_at FROM opened_account');
  return rows.map((row) => Number(row.audited_at));
}

function alarmAt(): Promise<number | null> {
  return runInDurableObject(municipality(), (_, { storage }) => storage.getAlarm());
}

describe('the nightly audit', () => {
  it('has an alarm from the first day on, and again after a start that lost it (I9)', async () => {
    expect(await alarmAt()).not.toBeNull();
    await runInDurableObject(municipality(), (_, { storage }) => storage.deleteAlarm());
    await evictDurableObject(municipality());
    expect(await alarmAt()).not.toBeNull();
  });

  it('walks the opened accounts in slices, each once a night, and comes back the next', async () => {
    stopClockAt('2026-12-01T02:17:30.000Z');
    const tonight = Date.now();
    const dueAt = (audited: number[]) => audited.filter((at) => at < tonight).length;
    expect(await auditedAt()).toHaveLength(45);
    const slices = [];
    for (let slice = 0; slice < 3; slice++) {
      expect(await runDurableObjectAlarm(municipality())).toBe(true);
      const next = new Date((await alarmAt()) ?? 0).toISOString();
      slices.push([dueAt(await auditedAt()), next]);
    }
    expect(slices).toEqual([
      [25, '2026-12-01T02:17:30.000Z'],
      [5, '2026-12-01T02:17:30.000Z'],
      [0, '2026-12-02T02:17:00.000Z'],
    ]);
    stopClockAt('2026-12-02T02:17:30.000Z');
    expect(await runDurableObjectAlarm(municipality())).toBe(true);
    expect(dueAt(await auditedAt())).toBe(0);
    const nextNight = (await auditedAt()).filter((at) => at === Date.now());
    expect(nextNight).toHaveLength(20);
  });

  it('leaves an account that was opened during the day to the night, whatever the alarm came for', async () => {
    stopClockAt('2026-12-03T10:00:00.000Z');
    const { accountId } = await club.registerChild(10_00);
    const opened = () =>
      query(
        municipality(),
        'SELECT audit_answer FROM opened_account WHERE account_id = ?',
        accountId,
      );
    for (let slice = 0; slice < 4; slice++) await runDurableObjectAlarm(municipality());
    expect(await opened()).toEqual([{ audit_answer: null }]);
    stopClockAt('2026-12-04T02:17:30.000Z');
    for (let slice = 0; slice < 4; slice++) await runDurableObjectAlarm(municipality());
    expect(await opened()).toEqual([{ audit_answer: 'agrees' }]);
  });

  it('does not open an account that nobody has used', async () => {
    const unused = await club.registerChild(0);
    const answers = await municipality().auditAll();
    expect(answers.map(({ accountId }) => accountId)).not.toContain(unused.accountId);
  });

  it('freezes the account whose books do not agree, and says so; the others agree', async () => {
    const [tampered] = children;
    const stub = account((tampered as TestChild).accountId);
    await query(stub, "INSERT INTO spent VALUES ('day:2026-01-01', 5)");
    stopClockAt('2026-12-05T02:18:00.000Z');
    for (let slice = 0; slice < 3; slice++) await runDurableObjectAlarm(municipality());
    const rows = await query(municipality(), 'SELECT account_id, audit_answer FROM opened_account');
    const frozen = rows.filter((row) => row.audit_answer !== 'agrees');
    expect(frozen).toEqual([{ account_id: tampered?.accountId, audit_answer: 'account_frozen' }]);
    expect((await stub.inspect())?.frozenBecause).toMatch(/^I8: /);
  });

  it('brings a copy that was lost on the way', async () => {
    const { accountId } = children[3] as TestChild;
    await query(
      account(accountId),
      "UPDATE copy SET version = 0, content = '[]' WHERE kind = 'links'",
    );
    await evictDurableObject(account(accountId));
    await municipality().auditAll();
    const [links] = await query(
      account(accountId),
      "SELECT content FROM copy WHERE kind = 'links'",
    );
    expect(JSON.parse(String(links?.content))).toHaveLength(1);
  });
});
