// A provider that does not answer for hours or days: what the guardian sees and hears of it, and how soon the rule
// catches up.
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { ruleOf, runsOf, standingRule } from '../testing/auto-top-ups.ts';
import { purseOf } from '../testing/card-orders.ts';
import { acceptedValue, Counter } from '../testing/counter.ts';
import { FakeMobilePay } from '../testing/fake-mobilepay.ts';
import { account, SeededClub, type TestChild } from '../testing/seeded-club.ts';
import { ring, runningClock } from '../testing/top-ups.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const club = new SeededClub();
const counter = new Counter(club);
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

/** What the rule ordered while nobody answered: each call failed and was repeated, so that all is still. */
async function childWithoutAnswer() {
  const child = await club.registerChild(60_00);
  const ruleId = await standingRule(child, fake);
  fake.isDown = true;
  acceptedValue(await counter.sellTo(child, [20_00]));
  await vi.waitFor(async () => expect((await runsOf(child))[0]?.state).toBe('waiting'));
  await scheduler.wait(700);
  return { child, ruleId };
}

async function pass(child: TestChild, durationMs: number): Promise<void> {
  clock.pass(durationMs);
  await ring(child);
  await account(child.accountId).sweepTopUps();
}

async function noticesOf(child: TestChild): Promise<string[]> {
  return (await account(child.accountId).inspect())?.notices.map(({ kind }) => kind) ?? [];
}

test('it catches up within the hour of the walk, however long it was silent', async () => {
  const { child } = await childWithoutAnswer();
  await pass(child, 2 * HOUR_MS);
  fake.isDown = false;
  const at = await runInDurableObject(account(child.accountId), (_, ctx) => ctx.storage.getAlarm());
  expect(at ?? 0).toBeGreaterThan(Date.now() + HOUR_MS);
  await pass(child, HOUR_MS);
  await vi.waitFor(async () => expect(await purseOf(child)).toBe(140_00));
  expect((await runsOf(child)).map(({ state }) => state)).toEqual(['credited']);
});

test('its guardian sees after an hour that nobody answers, and is told after a day, once', async () => {
  const { child, ruleId } = await childWithoutAnswer();
  await pass(child, HOUR_MS);
  clock.pass(3 * 60_000);
  expect(await ruleOf(child, ruleId)).toMatchObject({ hindrance: 'provider_silent' });
  expect(await noticesOf(child)).not.toContain('top_up_failed');
  for (let day = 0; day < 3; day++) await pass(child, DAY_MS);
  const told = (await noticesOf(child)).filter((kind) => kind === 'top_up_failed');
  expect(told).toHaveLength(1);
  expect(await ruleOf(child, ruleId)).toMatchObject({ state: 'active' });
  fake.isDown = false;
  await pass(child, HOUR_MS);
  await vi.waitFor(async () => expect(await purseOf(child)).toBe(140_00));
});

test.each([401, 403])(
  'keys that are not accepted (%i) pause nothing, and are told',
  async (status) => {
    const child = await club.registerChild(60_00);
    const ruleId = await standingRule(child, fake);
    const answers = vi.mocked(globalThis.fetch).getMockImplementation();
    const isOfCharges = (address: unknown) => /\/charges(\/|$)/.test(String(address));
    vi.mocked(globalThis.fetch).mockImplementation(async (address, init) =>
      isOfCharges(address)
        ? Response.json({ title: 'no' }, { status })
        : ((await answers?.(address, init)) ?? new Response(null, { status: 500 })),
    );
    acceptedValue(await counter.sellTo(child, [20_00]));
    await vi.waitFor(async () => expect((await runsOf(child))[0]?.state).toBe('waiting'));
    for (let day = 0; day < 4; day++) await pass(child, DAY_MS);
    expect(await ruleOf(child, ruleId)).toMatchObject({ state: 'active', pausedBecause: null });
    expect(await noticesOf(child)).toContain('top_up_failed');
    expect((await runsOf(child)).map(({ state }) => state)).toEqual(['waiting']);
    vi.mocked(globalThis.fetch).mockImplementation(answers ?? (() => Promise.reject(new Error())));
    await pass(child, HOUR_MS);
    await vi.waitFor(async () => expect(await purseOf(child)).toBe(140_00));
    expect([...fake.recurring.charges.values()].map(({ captures }) => captures)).toEqual([1]);
  },
);
