// Standing rules as guardians make, change, see, mend and delete them, against a fake MobilePay at the way out.
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type AutoTopUpTerms, consentWording } from '../../contracts/auto-top-ups.ts';
import { ore } from '../../contracts/ore.ts';
import {
  agreementsOf,
  approve,
  BELOW_50,
  consentTo,
  deleteRule,
  mendRule,
  putRule,
  ruleOf,
  rulesOf,
  runsOf,
  standingRule,
} from '../testing/auto-top-ups.ts';
import { purseOf } from '../testing/card-orders.ts';
import { acceptedValue, Counter, codeOf } from '../testing/counter.ts';
import { FakeMobilePay } from '../testing/fake-mobilepay.ts';
import {
  account,
  LEADER,
  linkGuardian,
  municipality,
  newGuardianId,
  SeededClub,
  type TestChild,
} from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import { endObject, ring, runningClock } from '../testing/top-ups.ts';

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

const consents = (child: TestChild) =>
  query(account(child.accountId), 'SELECT * FROM consent ORDER BY number');

describe('a rule that is made', () => {
  test('waits for the provider’s page, and is in force once that is approved', async () => {
    const child = await club.registerChild(100_00);
    const ruleId = crypto.randomUUID();
    const made = acceptedValue(await putRule(child, { ruleId }));
    expect(made).toMatchObject({
      ...{ ruleId, version: 1, isMine: true, state: 'waiting', terms: BELOW_50 },
      approval: { address: expect.stringMatching(/page/), terms: BELOW_50 },
    });
    await approve(child, fake, ruleId);
    expect(await ruleOf(child, ruleId)).toMatchObject({
      ...{ state: 'active', approval: null, version: 1, mend: null, hindrance: null },
      consent: { wording: consentWording(BELOW_50, 'da'), givenAt: expect.any(String) },
    });
    const [said] = [...fake.recurring.agreements.values()];
    expect(said).toMatchObject({ mostOre: 400_00 });
    const words = said?.said.replaceAll('\u00a0', ' ');
    expect(words).toBe('100,00 kr. ved saldo under 50,00 kr., højst 400,00 kr. om måneden');
  });

  test('is in force when its guardian comes back, though no webhook ever comes', async () => {
    const child = await club.registerChild(100_00);
    const { ruleId } = acceptedValue(await putRule(child));
    const [{ reference } = { reference: '' }] = await agreementsOf(child, ruleId);
    fake.recurring.approve(reference);
    expect((await ruleOf(child, ruleId)).state).toBe('active');
  });

  test('keeps the consent word for word, with its version, its hash and whose it is', async () => {
    const child = await club.registerChild(100_00);
    await standingRule(child, fake);
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
    const child = await club.registerChild(100_00);
    const ruleId = crypto.randomUUID();
    const both = await Promise.all([1, 2].map(() => putRule(child, { ruleId })));
    expect(both.map(codeOf)).toEqual(['accepted', 'accepted']);
    expect(codeOf(await putRule(child, { ruleId }))).toBe('accepted');
    expect(fake.recurring.agreements.size).toBe(1);
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
    const child = await club.registerChild(100_00);
    const ruleId = crypto.randomUUID();
    fake.trouble('lost_after', 'lost_after');
    const lost = acceptedValue(await putRule(child, { ruleId }));
    expect(lost).toMatchObject({ state: 'waiting', approval: { address: null } });
    const again = acceptedValue(await putRule(child, { ruleId }));
    expect(again.approval?.address).toMatch(/page/);
    expect(fake.recurring.agreements.size).toBe(1);
  });

  test('that is not approved is paused, and the one button leads to the page again', async () => {
    const child = await club.registerChild(100_00);
    const { ruleId } = acceptedValue(await putRule(child));
    const [{ reference } = { reference: '' }] = await agreementsOf(child, ruleId);
    fake.recurring.decline(reference);
    expect(await ruleOf(child, ruleId)).toMatchObject({
      ...{ state: 'paused', pausedBecause: 'cancelled_by_payer', mend: 'new_method' },
      ...{ terms: BELOW_50, approval: null },
    });
    const mendingId = crypto.randomUUID();
    const mended = acceptedValue(await mendRule(child, ruleId, { mendingId }));
    expect(mended).toMatchObject({ state: 'waiting', approval: { terms: BELOW_50 } });
    expect(codeOf(await mendRule(child, ruleId, { mendingId }))).toBe('accepted');
    expect(fake.recurring.agreements.size).toBe(2);
    await approve(child, fake, ruleId);
    expect((await ruleOf(child, ruleId)).state).toBe('active');
    expect(await consents(child)).toHaveLength(1);
  });

  test('that nobody finished within the hour is paused, and the page is no longer asked for', async () => {
    const child = await club.registerChild(100_00);
    const { ruleId } = acceptedValue(await putRule(child));
    const [{ reference } = { reference: '' }] = await agreementsOf(child, ruleId);
    fake.recurring.decline(reference);
    clock.pass(HOUR_MS);
    await ring(child);
    expect((await agreementsOf(child, ruleId))[0]).toMatchObject({
      state: 'ended',
      nextAskAt: null,
    });
  });
});

describe('what must be on the account', () => {
  test('is asked for with what is missing, and may come in the same step', async () => {
    const child = await club.registerChild(10_00);
    const refused = await putRule(child);
    expect(refused).toMatchObject({ refusal: { code: 'first_top_up_needed', missingOre: 50_00 } });
    expect((await rulesOf(child)).missingAtStartOre).toBe(50_00);
    const ruleId = crypto.randomUUID();
    acceptedValue(await putRule(child, { ruleId, firstTopUpOre: 100_00 }));
    await approve(child, fake, ruleId);
    await vi.waitFor(async () => expect(await purseOf(child)).toBe(110_00));
    expect((await ruleOf(child, ruleId)).thisMonthOre).toBe(0);
    expect([...fake.recurring.charges.values()].map(({ captures }) => captures)).toEqual([1]);
    expect((await rulesOf(child)).missingAtStartOre).toBe(0);
  });

  test('is credited, though its customer stopped the agreement before we heard of it', async () => {
    const child = await club.registerChild(0);
    const { ruleId } = acceptedValue(await putRule(child, { firstTopUpOre: 100_00 }));
    const [{ reference } = { reference: '' }] = await agreementsOf(child, ruleId);
    fake.recurring.approve(reference);
    fake.recurring.stop(reference);
    await account(child.accountId).askAboutTopUp({ reference });
    expect(await purseOf(child)).toBe(100_00);
    expect((await ruleOf(child, ruleId)).state).toBe('paused');
  });

  test('is credited, though the rule was deleted while the page was open', async () => {
    const child = await club.registerChild(0);
    const { ruleId } = acceptedValue(await putRule(child, { firstTopUpOre: 100_00 }));
    const [{ reference } = { reference: '' }] = await agreementsOf(child, ruleId);
    fake.recurring.approve(reference);
    acceptedValue(await deleteRule(child, ruleId));
    await account(child.accountId).askAboutTopUp({ reference });
    clock.pass(DAY_MS);
    await ring(child);
    expect(await purseOf(child)).toBe(100_00);
    expect(fake.recurring.of(reference)[1].status).toBe('STOPPED');
    expect((await rulesOf(child)).rules).toEqual([]);
  });
});

describe('a change', () => {
  const change = async (terms: Partial<AutoTopUpTerms>, consent?: null) => {
    const child = await club.registerChild(100_00);
    const ruleId = await standingRule(child, fake, {
      terms: { belowOre: ore(80_00), amountOre: ore(80_00) },
    });
    const before = { belowOre: ore(80_00), amountOre: ore(80_00) };
    const wish = { ruleId, version: 1, terms: { ...before, ...terms } };
    return {
      ...{ child, ruleId, wish },
      answer: await putRule(child, consent === null ? { ...wish, consent } : wish),
    };
  };

  test.each([
    ['amount', { amountOre: ore(60_00) }],
    ['threshold', { belowOre: ore(60_00) }],
    ['cap', { mostPerMonthOre: ore(300_00) }],
  ])('of the %s downward is in force at once, without a page', async (_, terms) => {
    const { answer, wish } = await change(terms, null);
    expect(acceptedValue(answer)).toMatchObject({
      ...{ version: 2, state: 'active', approval: null, terms: wish.terms },
    });
    expect(fake.recurring.agreements.size).toBe(1);
  });

  test.each([
    ['amount', { amountOre: ore(81_00) }],
    ['threshold', { belowOre: ore(81_00) }],
    ['cap', { mostPerMonthOre: ore(401_00) }],
    ['day', { dayOfMonth: 5 }],
  ])('of the %s upward needs a consent and a page, and until then all stays', async (_, terms) => {
    const { child, ruleId, wish, answer } = await change(terms, null);
    expect(codeOf(answer)).toBe('consent_missing');
    const wrong = { ...wish, consent: consentTo(BELOW_50) };
    expect(codeOf(await putRule(child, wrong))).toBe('consent_changed');
    const asked = acceptedValue(await putRule(child, wish));
    expect(asked).toMatchObject({ state: 'active', version: 2 });
    expect(asked.terms).toMatchObject({ belowOre: 80_00, amountOre: 80_00 });
    expect(asked.approval?.terms).toMatchObject(terms);
    await approve(child, fake, ruleId);
    const approved = await ruleOf(child, ruleId);
    expect(approved.terms).toMatchObject(terms);
    expect(approved.consent?.wording).toBe(consentWording(approved.terms, 'da'));
    await vi.waitFor(async () => {
      const states = (await agreementsOf(child, ruleId)).map(({ state }) => state);
      expect(states).toEqual(['ended', 'active']);
    });
    expect([...fake.recurring.agreements.values()].map(({ status }) => status)).toEqual([
      ...['STOPPED', 'ACTIVE'],
    ]);
  });

  test('that is not approved leaves what was in force', async () => {
    const { child, ruleId, answer } = await change({ amountOre: ore(100_00) });
    acceptedValue(answer);
    const reference = (await agreementsOf(child, ruleId)).at(-1)?.reference ?? '';
    fake.recurring.decline(reference);
    const rule = await ruleOf(child, ruleId);
    expect(rule).toMatchObject({ state: 'active', approval: null, pausedBecause: null });
    expect(rule.terms.amountOre).toBe(80_00);
  });

  test('of what somebody saw too long ago is refused', async () => {
    const { child, wish } = await change({ amountOre: ore(60_00) }, null);
    const stale = { ...wish, version: 1, terms: { amountOre: ore(55_00) }, consent: null };
    expect(codeOf(await putRule(child, stale))).toBe('version_conflict');
  });

  test('whose page comes too late, when another was asked for, is stopped and not in force', async () => {
    const child = await club.registerChild(100_00);
    const { ruleId } = acceptedValue(await putRule(child));
    const [first] = await agreementsOf(child, ruleId);
    const reference = first?.reference ?? '';
    await query(
      account(child.accountId),
      `UPDATE agreement SET state = 'ended', because = 'not_approved', next_ask_at = NULL`,
    );
    await query(
      account(child.accountId),
      `UPDATE auto_top_up_rule SET paused_because = 'not_approved'`,
    );
    acceptedValue(await mendRule(child, ruleId));
    fake.recurring.approve(reference);
    await account(child.accountId).askAboutAgreement({ reference });
    expect(await ruleOf(child, ruleId)).toMatchObject({ state: 'waiting' });
    await vi.waitFor(async () => {
      await ring(child);
      expect(fake.recurring.of(reference)[1].status).toBe('STOPPED');
    });
  });

  test('that a second page replaces is not in force when the first is approved after all', async () => {
    const { child, ruleId, wish } = await change({ amountOre: ore(100_00) });
    acceptedValue(
      await putRule(child, {
        ...wish,
        version: 2,
        terms: { ...wish.terms, amountOre: ore(90_00) },
      }),
    );
    const [, first, second] = await agreementsOf(child, ruleId);
    fake.recurring.approve(first?.reference ?? '');
    await account(child.accountId).askAboutAgreement({ reference: first?.reference ?? '' });
    expect((await ruleOf(child, ruleId)).terms.amountOre).toBe(80_00);
    clock.pass(HOUR_MS);
    await ring(child);
    expect(fake.recurring.of(first?.reference ?? '')[1].status).toBe('STOPPED');
    expect(second?.state).toBe('waiting');
  });

  test.each([
    ['an amount below the least', { amountOre: ore(49_00) }, 'invalid_request'],
    ['what would not fit', { belowOre: ore(950_00) }, 'above_highest_balance'],
  ])('to %s is refused', async (_, terms, code) => {
    const { answer } = await change(terms);
    expect(codeOf(answer)).toBe(code);
  });
});

describe('who may', () => {
  test('a payer has a rule by the day, and none by the balance', async () => {
    const child = await club.registerChild(0);
    const payer = newGuardianId();
    await linkGuardian(child.childId, payer, 'payer');
    expect(codeOf(await putRule(child, { by: payer }))).toBe('rights_not_enough');
    const terms = { belowOre: null, dayOfMonth: 1 };
    const ruleId = await standingRule(child, fake, { by: payer, terms });
    const seen = await rulesOf(child, payer);
    expect(seen).toMatchObject({ mayUseThreshold: false, missingAtStartOre: null });
    expect(seen.rules).toMatchObject([{ ruleId, isMine: true, state: 'active' }]);
    clock.pass(32 * DAY_MS);
    await ring(child);
    expect(await purseOf(child)).toBe(100_00);
  });

  test('another guardian sees the terms and how it stands, and can neither change nor delete', async () => {
    const child = await club.registerChild(100_00);
    const ruleId = await standingRule(child, fake);
    const other = newGuardianId();
    await linkGuardian(child.childId, other);
    const [seen] = (await rulesOf(child, other)).rules;
    expect(seen).toEqual({
      ...{ ruleId, version: 1, isMine: false, state: 'active', terms: BELOW_50 },
      ...{ pausedBecause: null, mend: null, hindrance: null, approval: null, method: null },
      ...{ thisMonthOre: null, nextDay: null, nextTryAt: null, lastRun: null, consent: null },
    });
    expect(codeOf(await deleteRule(child, ruleId, other))).toBe('rights_not_enough');
    expect(codeOf(await mendRule(child, ruleId, { by: other }))).toBe('rights_not_enough');
    const wish = { ruleId, by: other, version: 1, terms: { amountOre: ore(60_00) } };
    expect(codeOf(await putRule(child, wish))).toBe('rights_not_enough');
    const payer = newGuardianId();
    await linkGuardian(child.childId, payer, 'payer');
    expect((await rulesOf(child, payer)).rules).toEqual([]);
  });

  test('the end of a link ends its guardian’s rule, and stops the agreement', async () => {
    const child = await club.registerChild(100_00, { linked: false });
    const guardianId = child.guardianId;
    const linkId = await linkGuardian(child.childId, guardianId);
    const ruleId = await standingRule(child, fake);
    const command = { linkId, guardianId };
    expect((await municipality().endOwnLink(command)).ok).toBe(true);
    await vi.waitFor(async () => {
      await ring(child);
      expect((await agreementsOf(child, ruleId))[0]?.state).toBe('ended');
    });
    expect([...fake.recurring.agreements.values()][0]?.status).toBe('STOPPED');
    acceptedValue(await counter.sellTo(child, [60_00]));
    await scheduler.wait(50);
    expect(await runsOf(child)).toEqual([]);
  });

  test('a link that is frozen charges nothing, and goes on when it thaws', async () => {
    const child = await club.registerChild(100_00, { linked: false });
    const linkId = await linkGuardian(child.childId, child.guardianId);
    await standingRule(child, fake);
    const by = { linkId, by: LEADER };
    expect((await municipality().freezeLink({ ...by, reason: 'uklart' })).ok).toBe(true);
    acceptedValue(await counter.sellTo(child, [60_00]));
    await scheduler.wait(50);
    expect(await runsOf(child)).toEqual([]);
    expect((await municipality().thawLink(by)).ok).toBe(true);
    await vi.waitFor(async () => expect(await purseOf(child)).toBe(140_00));
  });

  test('the eighteenth birthday ends it, by the account’s own alarm', async () => {
    const soon = new Date(Date.now() + 2 * DAY_MS);
    const bornOn = `${soon.getUTCFullYear() - 18}${soon.toISOString().slice(4, 10)}`;
    const child = await club.registerChild(100_00, { bornOn });
    const ruleId = await standingRule(child, fake);
    clock.pass(3 * DAY_MS);
    expect(await ring(child)).toBe(true);
    await vi.waitFor(async () => {
      await ring(child);
      expect((await agreementsOf(child, ruleId))[0]?.state).toBe('ended');
    });
    const [rule] = await query(
      account(child.accountId),
      'SELECT ended_because FROM auto_top_up_rule',
    );
    expect(rule?.ended_because).toBe('child_of_age');
  });
});

describe('deleting', () => {
  test('is done at once with the provider down, which is told when it is back (I9)', async () => {
    const child = await club.registerChild(100_00);
    const ruleId = await standingRule(child, fake);
    fake.isDown = true;
    expect(codeOf(await deleteRule(child, ruleId))).toBe('accepted');
    expect((await rulesOf(child)).rules).toEqual([]);
    acceptedValue(await counter.sellTo(child, [60_00]));
    await endObject(child);
    for (let day = 0; day < 3; day++) {
      clock.pass(DAY_MS);
      expect(await ring(child)).toBe(true);
    }
    expect([...fake.recurring.agreements.values()][0]?.status).toBe('ACTIVE');
    fake.isDown = false;
    clock.pass(DAY_MS);
    await ring(child);
    expect([...fake.recurring.agreements.values()][0]?.status).toBe('STOPPED');
    expect((await agreementsOf(child, ruleId))[0]).toMatchObject({
      state: 'ended',
      nextAskAt: null,
    });
    expect(await runsOf(child)).toEqual([]);
    expect(codeOf(await deleteRule(child, ruleId))).toBe('accepted');
    expect(codeOf(await putRule(child, { firstTopUpOre: 50_00 }))).toBe('accepted');
  });

  test('orders nothing anew that was lost on the way before it', async () => {
    const child = await club.registerChild(100_00);
    const ruleId = await standingRule(child, fake);
    fake.isDown = true;
    acceptedValue(await counter.sellTo(child, [60_00]));
    await vi.waitFor(async () => expect((await runsOf(child))[0]?.state).toBe('waiting'));
    acceptedValue(await deleteRule(child, ruleId));
    // The order and its repeat are lost; the question after it finds nothing.
    await endObject(child);
    fake.isDown = false;
    await vi.waitFor(async () => {
      clock.pass(DAY_MS);
      await ring(child);
      expect((await runsOf(child))[0]?.state).toBe('cancelled');
    });
    expect(fake.recurring.charges.size).toBe(0);
  });

  test('takes back a charge that no provider has heard of, and keeps one that went out', async () => {
    const child = await club.registerChild(100_00);
    const ruleId = await standingRule(child, fake);
    fake.recurring.nextFates('waits');
    acceptedValue(await counter.sellTo(child, [60_00]));
    const [reference] = await vi.waitFor(() => {
      expect(fake.recurring.charges.size).toBe(1);
      return [...fake.recurring.charges.keys()];
    });
    acceptedValue(await deleteRule(child, ruleId));
    fake.recurring.settle(String(reference), 'taken');
    await account(child.accountId).askAboutTopUp({ reference: String(reference) });
    expect(await purseOf(child)).toBe(140_00);
  });
});

test('what is asked of an agreement of another account does nothing', async () => {
  const child = await club.registerChild(100_00);
  const other = await club.registerChild(100_00);
  const ruleId = await standingRule(other, fake);
  const [{ reference } = { reference: '' }] = await agreementsOf(other, ruleId);
  const answer = await account(child.accountId).askAboutAgreement({ reference });
  expect(answer).toMatchObject({ refusal: { code: 'auto_top_up_unknown' } });
});
