// Standing rules as guardians make them: the page where one is approved, the consent, and what must be on the account.
import { describe, expect, test, vi } from 'vitest';
import { consentWording } from '../../contracts/auto-top-ups.ts';
import { ore } from '../../contracts/ore.ts';
import {
  agreementsOf,
  approve,
  BELOW_50,
  deleteRule,
  mendRule,
  putRule,
  ruleOf,
  rulesOf,
  standingRule,
} from '../testing/auto-top-ups.ts';
import { purseOf } from '../testing/card-orders.ts';
import { acceptedValue, codeOf } from '../testing/counter.ts';
import { DAY_MS, HOUR_MS, payingInWorld } from '../testing/paying-in-world.ts';
import { account, linkGuardian, newGuardianId, type TestChild } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import { ring } from '../testing/top-ups.ts';

const world = payingInWorld();

const consents = (child: TestChild) =>
  query(account(child.accountId), 'SELECT * FROM consent ORDER BY number');

describe('a rule that is made', () => {
  test('waits for the provider’s page, and is in force once that is approved', async () => {
    const child = await world.club.registerChild(100_00);
    const ruleId = crypto.randomUUID();
    const made = acceptedValue(await putRule(child, { ruleId }));
    expect(made).toMatchObject({
      ...{ ruleId, version: 1, isMine: true, state: 'waiting', terms: BELOW_50 },
      approval: { address: expect.stringMatching(/page/), terms: BELOW_50 },
    });
    await approve(child, world.fake, ruleId);
    expect(await ruleOf(child, ruleId)).toMatchObject({
      ...{ state: 'active', approval: null, version: 1, mend: null, hindrance: null },
      consent: { wording: consentWording(BELOW_50, 'da'), givenAt: expect.any(String) },
    });
    const [said] = [...world.fake.recurring.agreements.values()];
    expect(said).toMatchObject({ mostOre: 400_00 });
    const words = said?.said.replaceAll('\u00a0', ' ');
    expect(words).toBe('100,00 kr. ved saldo under 50,00 kr., højst 400,00 kr. om måneden');
  });

  test('is in force when its guardian comes back, though no webhook ever comes', async () => {
    const child = await world.club.registerChild(100_00);
    const { ruleId } = acceptedValue(await putRule(child));
    const [{ reference } = { reference: '' }] = await agreementsOf(child, ruleId);
    world.fake.recurring.approve(reference);
    expect((await ruleOf(child, ruleId)).state).toBe('active');
  });

  test('keeps the consent word for word, with its version, its hash and whose it is', async () => {
    const child = await world.club.registerChild(100_00);
    await standingRule(child, world.fake);
    const [consent] = await consents(child);
    expect(consent).toMatchObject({
      ...{ version: 'auto-top-up-2', language: 'da', guardian_id: child.guardianId },
      wording: consentWording(BELOW_50, 'da'),
      wording_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const change = query(account(child.accountId), "UPDATE consent SET wording = 'andet'");
    await expect(change).rejects.toThrow(/append-only/);
  });

  test('is one, however often it is sent, and another guardian’s is not taken over', async () => {
    const child = await world.club.registerChild(100_00);
    const ruleId = crypto.randomUUID();
    const both = await Promise.all([1, 2].map(() => putRule(child, { ruleId })));
    expect(both.map(codeOf)).toEqual(['accepted', 'accepted']);
    expect(codeOf(await putRule(child, { ruleId }))).toBe('accepted');
    expect(world.fake.recurring.agreements.size).toBe(1);
    expect(await consents(child)).toHaveLength(1);
    const other = { ruleId, terms: { amountOre: ore(60_00) } };
    expect(codeOf(await putRule(child, other))).toBe('version_conflict');
    const second = newGuardianId();
    await linkGuardian(child.childId, second);
    expect(codeOf(await putRule(child, { ruleId, by: second }))).toBe('rights_not_enough');
    expect(codeOf(await putRule(child))).toBe('auto_top_up_exists');
    expect(codeOf(await putRule(child, { version: 3 }))).toBe('auto_top_up_unknown');
    expect(codeOf(await putRule(child, { by: newGuardianId() }))).toBe('account_unknown');
  });

  test('begins its page again when the answer was lost', async () => {
    const child = await world.club.registerChild(100_00);
    const ruleId = crypto.randomUUID();
    world.fake.trouble('lost_after', 'lost_after');
    const lost = acceptedValue(await putRule(child, { ruleId }));
    expect(lost).toMatchObject({ state: 'waiting', approval: { address: null } });
    const again = acceptedValue(await putRule(child, { ruleId }));
    expect(again.approval?.address).toMatch(/page/);
    expect(world.fake.recurring.agreements.size).toBe(1);
  });

  test('that is not approved is paused, and the one button leads to the page again', async () => {
    const child = await world.club.registerChild(100_00);
    const { ruleId } = acceptedValue(await putRule(child));
    const [{ reference } = { reference: '' }] = await agreementsOf(child, ruleId);
    world.fake.recurring.decline(reference);
    expect(await ruleOf(child, ruleId)).toMatchObject({
      ...{ state: 'paused', pausedBecause: 'cancelled_by_payer', mend: 'new_method' },
      ...{ terms: BELOW_50, approval: null },
    });
    const mendingId = crypto.randomUUID();
    const mended = acceptedValue(await mendRule(child, ruleId, { mendingId }));
    expect(mended).toMatchObject({ state: 'waiting', approval: { terms: BELOW_50 } });
    expect(codeOf(await mendRule(child, ruleId, { mendingId }))).toBe('accepted');
    expect(world.fake.recurring.agreements.size).toBe(2);
    await approve(child, world.fake, ruleId);
    expect((await ruleOf(child, ruleId)).state).toBe('active');
    expect(await consents(child)).toHaveLength(1);
  });

  test('that nobody finished within the hour is paused, and the page is no longer asked for', async () => {
    const child = await world.club.registerChild(100_00);
    const { ruleId } = acceptedValue(await putRule(child));
    const [{ reference } = { reference: '' }] = await agreementsOf(child, ruleId);
    world.fake.recurring.decline(reference);
    world.clock.pass(HOUR_MS);
    await ring(child);
    expect((await agreementsOf(child, ruleId))[0]).toMatchObject({
      state: 'ended',
      nextAskAt: null,
    });
  });
});

describe('what must be on the account', () => {
  test('is asked for with what is missing, and may come in the same step', async () => {
    const child = await world.club.registerChild(10_00);
    const refused = await putRule(child);
    expect(refused).toMatchObject({ refusal: { code: 'first_top_up_needed', missingOre: 50_00 } });
    expect((await rulesOf(child)).missingAtStartOre).toBe(50_00);
    const ruleId = crypto.randomUUID();
    acceptedValue(await putRule(child, { ruleId, firstTopUpOre: 100_00 }));
    await approve(child, world.fake, ruleId);
    await vi.waitFor(async () => expect(await purseOf(child)).toBe(110_00));
    expect((await ruleOf(child, ruleId)).thisMonthOre).toBe(0);
    expect([...world.fake.recurring.charges.values()].map(({ captures }) => captures)).toEqual([1]);
    expect((await rulesOf(child)).missingAtStartOre).toBe(0);
  });

  test('is credited, though its customer stopped the agreement before we heard of it', async () => {
    const child = await world.club.registerChild(0);
    const { ruleId } = acceptedValue(await putRule(child, { firstTopUpOre: 100_00 }));
    const [{ reference } = { reference: '' }] = await agreementsOf(child, ruleId);
    world.fake.recurring.approve(reference);
    world.fake.recurring.stop(reference);
    await account(child.accountId).askAboutTopUp({ reference });
    expect(await purseOf(child)).toBe(100_00);
    expect((await ruleOf(child, ruleId)).state).toBe('paused');
  });

  test('is credited, though the rule was deleted while the page was open', async () => {
    const child = await world.club.registerChild(0);
    const { ruleId } = acceptedValue(await putRule(child, { firstTopUpOre: 100_00 }));
    const [{ reference } = { reference: '' }] = await agreementsOf(child, ruleId);
    world.fake.recurring.approve(reference);
    acceptedValue(await deleteRule(child, ruleId));
    await account(child.accountId).askAboutTopUp({ reference });
    world.clock.pass(DAY_MS);
    await ring(child);
    expect(await purseOf(child)).toBe(100_00);
    expect(world.fake.recurring.of(reference)[1].status).toBe('STOPPED');
    expect((await rulesOf(child)).rules).toEqual([]);
  });
});
