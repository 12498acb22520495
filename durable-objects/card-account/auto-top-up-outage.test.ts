// A provider that does not answer for hours or days: what the guardian sees and hears of it, and how soon the rule
// catches up.
import { runInDurableObject } from 'cloudflare:test';
import { expect, test, vi } from 'vitest';
import { ruleOf, runsOf, standingRule } from '../testing/auto-top-ups.ts';
import { purseOf } from '../testing/card-orders.ts';
import { acceptedValue } from '../testing/counter.ts';
import { DAY_MS, HOUR_MS, payingInWorld, toldOf } from '../testing/paying-in-world.ts';
import { account } from '../testing/seeded-club.ts';

const world = payingInWorld();

/** What the rule ordered while nobody answered: each call failed and was repeated, so that all is still. */
async function childWithoutAnswer() {
  const made = await world.childWithRule(60_00);
  await world.orderInVain(made.child, 20_00);
  return made;
}

test('it catches up within the hour of the walk, however long it was silent', async () => {
  const { child } = await childWithoutAnswer();
  await world.pass(child, 2 * HOUR_MS);
  world.fake.isDown = false;
  const at = await runInDurableObject(account(child.accountId), (_, ctx) => ctx.storage.getAlarm());
  expect(at ?? 0).toBeGreaterThan(Date.now() + HOUR_MS);
  await world.pass(child, HOUR_MS);
  await vi.waitFor(async () => expect(await purseOf(child)).toBe(140_00));
  expect((await runsOf(child)).map(({ state }) => state)).toEqual(['credited']);
});

test('its guardian sees after an hour that nobody answers, and is told after a day, once', async () => {
  const { child, ruleId } = await childWithoutAnswer();
  await world.pass(child, HOUR_MS);
  world.clock.pass(3 * 60_000);
  expect(await ruleOf(child, ruleId)).toMatchObject({ hindrance: 'provider_silent' });
  expect(await toldOf(child, 'top_up_failed')).toEqual([]);
  for (let day = 0; day < 3; day++) await world.pass(child, DAY_MS);
  const told = await toldOf(child, 'top_up_failed');
  expect(told).toHaveLength(1);
  expect(await ruleOf(child, ruleId)).toMatchObject({ state: 'active' });
  world.fake.isDown = false;
  await world.pass(child, HOUR_MS);
  await vi.waitFor(async () => expect(await purseOf(child)).toBe(140_00));
});

test.each([401, 403])(
  'keys that are not accepted (%i) pause nothing, and are told',
  async (status) => {
    const child = await world.club.registerChild(60_00);
    const ruleId = await standingRule(child, world.fake);
    const answers = vi.mocked(globalThis.fetch).getMockImplementation();
    const isOfCharges = (address: unknown) => /\/charges(\/|$)/.test(String(address));
    vi.mocked(globalThis.fetch).mockImplementation(async (address, init) =>
      isOfCharges(address)
        ? Response.json({ title: 'no' }, { status })
        : ((await answers?.(address, init)) ?? new Response(null, { status: 500 })),
    );
    acceptedValue(await world.counter.sellTo(child, [20_00]));
    await vi.waitFor(async () => expect((await runsOf(child))[0]?.state).toBe('waiting'));
    for (let day = 0; day < 4; day++) await world.pass(child, DAY_MS);
    expect(await ruleOf(child, ruleId)).toMatchObject({ state: 'active', pausedBecause: null });
    expect(await toldOf(child, 'top_up_failed')).toHaveLength(1);
    expect((await runsOf(child)).map(({ state }) => state)).toEqual(['waiting']);
    vi.mocked(globalThis.fetch).mockImplementation(answers ?? (() => Promise.reject(new Error())));
    await world.pass(child, HOUR_MS);
    await vi.waitFor(async () => expect(await purseOf(child)).toBe(140_00));
    expect([...world.fake.recurring.charges.values()].map(({ captures }) => captures)).toEqual([1]);
  },
);
