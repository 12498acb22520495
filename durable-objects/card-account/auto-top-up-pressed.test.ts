// What a guardian's press does to a rule: tried at once, with the declines so far still counted, or another method for
// the same terms at any time. Absent: what a decline does by itself (auto-top-up-declines.test.ts).
import { describe, expect, test, vi } from 'vitest';
import { ore } from '../../contracts/ore.ts';
import {
  agreementsOf,
  approve,
  BELOW_50,
  deleteRule,
  mendRule,
  putRule,
  ruleOf,
} from '../testing/auto-top-ups.ts';
import { acceptedValue, codeOf } from '../testing/counter.ts';
import {
  amountsOf,
  DAY_MS,
  HOUR_MS,
  payingInWorld,
  purseBecomes,
} from '../testing/paying-in-world.ts';
import { account, linkGuardian, newGuardianId, type TestChild } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import { ring } from '../testing/top-ups.ts';

const world = payingInWorld();
const NEW_METHOD = { wanted: 'new_method' } as const;

/** So many charges, and all were declined. */
async function declined(child: TestChild, times: number): Promise<void> {
  await vi.waitFor(async () =>
    expect(await amountsOf(child)).toEqual(Array(times).fill([100_00, 'declined'])),
  );
}

/** Of a rule whose charges fail for now, the first of them. */
async function childWithDecline() {
  const made = await world.childWithRule(60_00);
  world.fake.recurring.fate = 'technical_error';
  await world.buy(made.child, 20_00);
  await declined(made.child, 1);
  return made;
}

async function failuresTold({ accountId }: TestChild): Promise<string[]> {
  const rows = await query(account(accountId), 'SELECT kind FROM notice ORDER BY sequence');
  const failures = ['top_up_failed', 'auto_top_up_paused'];
  return rows.map(({ kind }) => String(kind)).filter((kind) => failures.includes(kind));
}

async function softDeclines({ accountId }: TestChild): Promise<unknown> {
  const [row] = await query(account(accountId), 'SELECT soft_declines FROM auto_top_up_rule');
  return row?.soft_declines;
}

const press = async (child: TestChild, ruleId: string) =>
  acceptedValue(await mendRule(child, ruleId));

describe('a press to try again', () => {
  test('counts with the declines before it: the third in a row pauses and is told', async () => {
    const { child, ruleId } = await childWithDecline();
    await press(child, ruleId);
    await declined(child, 2);
    expect(await ruleOf(child, ruleId)).toMatchObject({ state: 'active', mend: 'try_again' });
    await press(child, ruleId);
    await declined(child, 3);
    expect(await ruleOf(child, ruleId)).toMatchObject({
      ...{ state: 'paused', pausedBecause: 'provider_trouble', nextTryAt: null },
    });
    // The second is what was told within the hour, to whom the page shows it.
    expect(await failuresTold(child)).toEqual(['top_up_failed', 'auto_top_up_paused']);
    world.clock.pass(7 * DAY_MS);
    await ring(child);
    await press(child, ruleId);
    await declined(child, 4);
    expect((await ruleOf(child, ruleId)).state).toBe('paused');
    expect(await failuresTold(child)).toHaveLength(3);
  });

  test('that fails leaves the retry when it was to come by itself', async () => {
    const { child, ruleId } = await childWithDecline();
    const { nextTryAt } = await ruleOf(child, ruleId);
    world.clock.pass(HOUR_MS);
    expect(await press(child, ruleId)).toMatchObject({ nextTryAt: null });
    await declined(child, 2);
    expect(await ruleOf(child, ruleId)).toMatchObject({ nextTryAt, hindrance: 'retry_later' });
    world.clock.pass(DAY_MS - HOUR_MS);
    await ring(child);
    await declined(child, 3);
    expect((await ruleOf(child, ruleId)).state).toBe('paused');
  });

  test('that fails an hour after it was told is told again', async () => {
    const { child, ruleId } = await childWithDecline();
    world.clock.pass(HOUR_MS);
    await press(child, ruleId);
    await declined(child, 2);
    await vi.waitFor(async () =>
      expect(await failuresTold(child)).toEqual(['top_up_failed', 'top_up_failed']),
    );
  });

  test('that fails for another cause is told at once', async () => {
    const { child, ruleId } = await childWithDecline();
    world.fake.recurring.fate = 'charge_amount_too_high';
    await press(child, ruleId);
    await declined(child, 2);
    expect(await failuresTold(child)).toEqual(['top_up_failed', 'auto_top_up_paused']);
    await press(child, ruleId);
    await declined(child, 3);
    expect((await ruleOf(child, ruleId)).pausedBecause).toBe('own_limit_too_low');
    expect(await failuresTold(child)).toHaveLength(2);
  });

  test('that is paid ends the row of declines', async () => {
    const { child, ruleId } = await childWithDecline();
    expect(await softDeclines(child)).toBe(1);
    world.fake.recurring.fate = 'taken';
    await press(child, ruleId);
    await purseBecomes(child, 140_00);
    expect(await softDeclines(child)).toBe(0);
    expect(await ruleOf(child, ruleId)).toMatchObject({ nextTryAt: null, mend: null });
  });
});

describe('another method', () => {
  test('is given to a rule that wants for nothing, which runs by the old one until then', async () => {
    const { child, ruleId } = await world.childWithRule(60_00);
    const before = await ruleOf(child, ruleId);
    const mendingId = crypto.randomUUID();
    const asked = acceptedValue(await mendRule(child, ruleId, { ...NEW_METHOD, mendingId }));
    expect(asked).toMatchObject({
      ...{ state: 'active', terms: BELOW_50, approvedAt: before.approvedAt },
      approval: { address: expect.stringMatching(/page/), terms: BELOW_50 },
    });
    expect(codeOf(await mendRule(child, ruleId, { ...NEW_METHOD, mendingId }))).toBe('accepted');
    expect(codeOf(await mendRule(child, ruleId, { mendingId }))).toBe('nothing_to_mend');
    expect(await agreementsOf(child, ruleId)).toHaveLength(2);
    await world.buy(child, 20_00);
    await purseBecomes(child, 140_00);
    world.clock.pass(1000);
    await approve(child, world.fake, ruleId);
    const after = await ruleOf(child, ruleId);
    expect(after).toMatchObject({ state: 'active', approval: null, consent: before.consent });
    expect(Date.parse(after.approvedAt ?? '')).toBeGreaterThan(Date.parse(before.approvedAt ?? ''));
    await ring(child);
    await vi.waitFor(async () => {
      const states = (await agreementsOf(child, ruleId)).map(({ state }) => state);
      expect(states).toEqual(['ended', 'active']);
    });
    await world.buy(child, 100_00);
    await purseBecomes(child, 140_00);
  });

  test('that is not approved leaves the one in force', async () => {
    const { child, ruleId } = await world.childWithRule(60_00);
    const { approvedAt } = await ruleOf(child, ruleId);
    acceptedValue(await mendRule(child, ruleId, NEW_METHOD));
    const reference = (await agreementsOf(child, ruleId)).at(-1)?.reference ?? '';
    world.fake.recurring.decline(reference);
    await account(child.accountId).askAboutAgreement({ reference });
    expect(await ruleOf(child, ruleId)).toMatchObject({
      ...{ state: 'active', approval: null, mend: null, approvedAt },
    });
    await world.buy(child, 20_00);
    await purseBecomes(child, 140_00);
  });

  test('goes before the retry of the old one, and ends its row of declines', async () => {
    const { child, ruleId } = await childWithDecline();
    expect(acceptedValue(await mendRule(child, ruleId, NEW_METHOD))).toMatchObject({
      ...{ state: 'active', mend: 'try_again', hindrance: 'retry_later' },
    });
    world.fake.recurring.fate = 'taken';
    await approve(child, world.fake, ruleId);
    await purseBecomes(child, 140_00);
    expect(await softDeclines(child)).toBe(0);
  });

  test('helps where the same again is tried too often', async () => {
    const { child, ruleId } = await childWithDecline();
    for (const times of [2, 3]) {
      await press(child, ruleId);
      await declined(child, times);
    }
    expect(codeOf(await mendRule(child, ruleId))).toBe('too_many_tries');
    acceptedValue(await mendRule(child, ruleId, NEW_METHOD));
    await approve(child, world.fake, ruleId);
    expect(await ruleOf(child, ruleId)).toMatchObject({ state: 'active', mend: null });
  });

  test('takes the place of a change that was not approved yet', async () => {
    const { child, ruleId } = await world.childWithRule(60_00);
    acceptedValue(await putRule(child, { ruleId, version: 1, terms: { amountOre: ore(150_00) } }));
    const asked = acceptedValue(await mendRule(child, ruleId, NEW_METHOD));
    expect(asked.approval?.terms).toEqual(BELOW_50);
  });

  test('is for a rule of one’s own that was approved, or paused', async () => {
    const child = await world.club.registerChild(60_00);
    const { ruleId } = acceptedValue(await putRule(child));
    expect(codeOf(await mendRule(child, ruleId, NEW_METHOD))).toBe('nothing_to_mend');
    await approve(child, world.fake, ruleId);
    const by = newGuardianId();
    await linkGuardian(child.childId, by);
    expect(codeOf(await mendRule(child, ruleId, { ...NEW_METHOD, by }))).toBe('rights_not_enough');
    acceptedValue(await deleteRule(child, ruleId));
    expect(codeOf(await mendRule(child, ruleId, NEW_METHOD))).toBe('auto_top_up_unknown');
  });
});
