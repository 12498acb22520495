// What a decline does to a standing rule, or a charge that is taken back: tried again, paused and told, and mended by
// its guardian.
import { describe, expect, test, vi } from 'vitest';
import { ore } from '../../contracts/ore.ts';
import { approve, mendRule, ruleOf, runsOf } from '../testing/auto-top-ups.ts';
import { purseOf } from '../testing/card-orders.ts';
import { acceptedValue, codeOf } from '../testing/counter.ts';
import {
  amountsOf,
  DAY_MS,
  payingInWorld,
  purseBecomes,
  sweep,
  toldOf,
} from '../testing/paying-in-world.ts';
import { account, type TestChild } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import { nudge, ring } from '../testing/top-ups.ts';

const world = payingInWorld();

/** What the first page says of the guardian's own rule. */
async function troubleOf({ accountId, guardianId: by }: TestChild) {
  const overview = await account(accountId).overview({ by });
  return overview.ok ? overview.value.autoTopUp : overview;
}

describe('a decline', () => {
  test('that is soft is tried again after a day and after three, and pauses at the third', async () => {
    const { child, ruleId } = await world.childWithRule(60_00);
    world.fake.recurring.fate = 'technical_error';
    await world.buy(child, 20_00);
    await vi.waitFor(async () => expect(await amountsOf(child)).toEqual([[100_00, 'declined']]));
    expect(await ruleOf(child, ruleId)).toMatchObject({
      ...{ state: 'active', hindrance: 'retry_later', mend: 'try_again' },
      nextTryAt: expect.any(String),
    });
    expect(await troubleOf(child)).toBe('retrying');
    await world.buy(child, 1_00);
    await sweep(child);
    expect(await amountsOf(child)).toHaveLength(1);
    world.clock.pass(DAY_MS);
    await ring(child);
    expect(await amountsOf(child)).toHaveLength(2);
    world.clock.pass(DAY_MS);
    await ring(child);
    expect(await amountsOf(child)).toHaveLength(2);
    world.clock.pass(DAY_MS);
    await ring(child);
    expect(await amountsOf(child)).toHaveLength(3);
    expect(await ruleOf(child, ruleId)).toMatchObject({
      ...{ state: 'paused', pausedBecause: 'provider_trouble', mend: 'try_again' },
      ...{ hindrance: null, nextTryAt: null },
    });
    expect(await troubleOf(child)).toBe('paused');
    world.clock.pass(7 * DAY_MS);
    await ring(child);
    await sweep(child);
    expect(await amountsOf(child)).toHaveLength(3);
    const told = await query(account(child.accountId), 'SELECT kind FROM notice ORDER BY sequence');
    const kinds = told.map(({ kind }) => kind).filter((kind) => String(kind).includes('top_up'));
    expect(kinds).toEqual([
      'auto_top_up_changed',
      'top_up_failed',
      'top_up_failed',
      'auto_top_up_paused',
    ]);
  });

  test('that is soft is forgotten with the next credit', async () => {
    const { child, ruleId } = await world.childWithRule(60_00);
    world.fake.recurring.nextFates('technical_error');
    await world.buy(child, 20_00);
    await vi.waitFor(async () => expect(await amountsOf(child)).toEqual([[100_00, 'declined']]));
    world.clock.pass(DAY_MS);
    await ring(child);
    await purseBecomes(child, 140_00);
    expect(await ruleOf(child, ruleId)).toMatchObject({ nextTryAt: null, mend: null });
    const [row] = await query(
      account(child.accountId),
      'SELECT soft_declines FROM auto_top_up_rule',
    );
    expect(row?.soft_declines).toBe(0);
  });

  test('that only its owner can mend pauses at once, and is never tried again by itself', async () => {
    const { child, ruleId } = await world.childWithRule(60_00);
    world.fake.recurring.nextFates('charge_amount_too_high');
    await world.buy(child, 20_00);
    await vi.waitFor(async () => expect(await amountsOf(child)).toEqual([[100_00, 'declined']]));
    expect(await ruleOf(child, ruleId)).toMatchObject({
      ...{ state: 'paused', pausedBecause: 'own_limit_too_low', mend: 'try_again' },
    });
    for (let day = 0; day < 5; day++) {
      world.clock.pass(DAY_MS);
      await ring(child);
      await sweep(child);
      await world.buy(child, 1_00);
    }
    expect(await amountsOf(child)).toHaveLength(1);
    const mendingId = crypto.randomUUID();
    const mended = await Promise.all([1, 2].map(() => mendRule(child, ruleId, { mendingId })));
    expect(mended.map(codeOf)).toEqual(['accepted', 'accepted']);
    await purseBecomes(child, 135_00);
    expect(codeOf(await mendRule(child, ruleId, { mendingId }))).toBe('accepted');
    expect(codeOf(await mendRule(child, ruleId))).toBe('nothing_to_mend');
    expect(await amountsOf(child)).toHaveLength(2);
  });

  test('is not tried by hand more than three times a day', async () => {
    const { child, ruleId } = await world.childWithRule(60_00);
    world.fake.recurring.fate = 'charge_amount_too_high';
    await world.buy(child, 20_00);
    for (let press = 0; press < 2; press++) {
      await vi.waitFor(async () => expect((await ruleOf(child, ruleId)).state).toBe('paused'));
      expect(codeOf(await mendRule(child, ruleId))).toBe('accepted');
    }
    await vi.waitFor(async () => expect((await ruleOf(child, ruleId)).state).toBe('paused'));
    const refusal = { code: 'too_many_tries', retryAfterMs: expect.any(Number) };
    expect(await mendRule(child, ruleId)).toMatchObject({ refusal });
    expect(await amountsOf(child)).toHaveLength(3);
  });

  test('of an agreement that its customer stopped pauses, and another page mends it', async () => {
    const { child, ruleId } = await world.childWithRule(60_00);
    const [{ reference } = { reference: '' }] = await query(
      account(child.accountId),
      'SELECT reference FROM agreement',
    );
    world.fake.recurring.stop(String(reference));
    await world.buy(child, 20_00);
    await vi.waitFor(async () => expect((await ruleOf(child, ruleId)).state).toBe('paused'));
    expect(await ruleOf(child, ruleId)).toMatchObject({
      ...{ pausedBecause: 'agreement_stopped', mend: 'new_method' },
    });
    const mended = acceptedValue(await mendRule(child, ruleId));
    expect(mended).toMatchObject({ state: 'paused', approval: { address: expect.any(String) } });
    await approve(child, world.fake, ruleId);
    await purseBecomes(child, 140_00);
    expect(await ruleOf(child, ruleId)).toMatchObject({ state: 'active', approval: null });
  });
});

describe('a charge that is taken back', () => {
  test('pauses its guardian’s rule, until that one approves another page', async () => {
    const { child, ruleId } = await world.childWithRule(60_00);
    await world.buy(child, 20_00);
    await purseBecomes(child, 140_00);
    await chargedBack(child);
    expect(await purseOf(child)).toBe(40_00);
    expect(await ruleOf(child, ruleId)).toMatchObject({
      ...{ state: 'paused', pausedBecause: 'charged_back', mend: 'new_method' },
    });
    await world.buy(child, 1_00);
    await sweep(child);
    expect(await amountsOf(child)).toHaveLength(1);
    acceptedValue(await mendRule(child, ruleId));
    await approve(child, world.fake, ruleId);
    await purseBecomes(child, 139_00);
  });

  test('stops a rule for good that waits for a button, and says so', async () => {
    const { child, ruleId } = await world.childWithRule(60_00);
    await world.buy(child, 20_00);
    await purseBecomes(child, 140_00);
    world.fake.recurring.fate = 'charge_amount_too_high';
    await world.buy(child, 100_00);
    await vi.waitFor(async () => expect((await ruleOf(child, ruleId)).mend).toBe('try_again'));
    await chargedBack(child);
    expect(await ruleOf(child, ruleId)).toMatchObject({
      ...{ state: 'paused', pausedBecause: 'charged_back', mend: 'new_method' },
    });
    expect(await toldOf(child, 'auto_top_up_paused')).toMatchObject([
      { because: 'own_limit_too_low', mend: 'try_again' },
      { because: 'charged_back', mend: 'new_method' },
    ]);
    world.fake.recurring.fate = 'taken';
    expect(acceptedValue(await mendRule(child, ruleId)).state).toBe('paused');
    await scheduler.wait(100);
    expect(await amountsOf(child)).toHaveLength(2);
  });

  test('stays the cause when something lighter is told of the same rule', async () => {
    const { child, ruleId } = await world.childWithRule(60_00);
    await world.buy(child, 20_00);
    await purseBecomes(child, 140_00);
    await chargedBack(child, 60_00);
    const reference = (await runsOf(child))[0]?.reference ?? '';
    const charge = world.fake.recurring.charges.get(reference);
    Object.assign(charge ?? {}, { refundedOre: 40_00, status: 'REFUNDED' });
    await nudge(child.accountId, reference);
    expect(await ruleOf(child, ruleId)).toMatchObject({ pausedBecause: 'charged_back' });
    expect(await toldOf(child, 'auto_top_up_paused')).toHaveLength(1);
  });
});

/** The bank has taken a rule's first charge back, by the provider's list. */
async function chargedBack(child: TestChild, amountOre = 100_00): Promise<void> {
  const reference = (await runsOf(child))[0]?.reference ?? '';
  const withheld = {
    ...({ kind: 'dispute_withheld', movementId: 'm-1', amountOre: ore(amountOre) } as const),
    occurredAt: '2026-11-20T10:00:00Z',
  };
  await account(child.accountId).comparePayments({
    ...{ provider: 'mobilepay', day: '2026-11-20' },
    charges: [{ reference, movements: [withheld] }],
  });
}
