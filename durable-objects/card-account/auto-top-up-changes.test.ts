// Changes of a standing rule: downward at once, upward by a consent and the provider's page.
import { describe, expect, test, vi } from 'vitest';
import { type AutoTopUpTerms, consentWording } from '../../contracts/auto-top-ups.ts';
import { ore } from '../../contracts/ore.ts';
import {
  agreementsOf,
  approve,
  BELOW_50,
  consentTo,
  mendRule,
  putRule,
  ruleOf,
  standingRule,
} from '../testing/auto-top-ups.ts';
import { acceptedValue, codeOf } from '../testing/counter.ts';
import { HOUR_MS, payingInWorld } from '../testing/paying-in-world.ts';
import { account } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import { ring } from '../testing/top-ups.ts';

const world = payingInWorld();

describe('a change', () => {
  const change = async (terms: Partial<AutoTopUpTerms>, consent?: null) => {
    const child = await world.club.registerChild(100_00);
    const ruleId = await standingRule(child, world.fake, {
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
    expect(world.fake.recurring.agreements.size).toBe(1);
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
    await approve(child, world.fake, ruleId);
    const approved = await ruleOf(child, ruleId);
    expect(approved.terms).toMatchObject(terms);
    expect(approved.consent?.wording).toBe(consentWording(approved.terms, 'da'));
    await vi.waitFor(async () => {
      const states = (await agreementsOf(child, ruleId)).map(({ state }) => state);
      expect(states).toEqual(['ended', 'active']);
    });
    expect([...world.fake.recurring.agreements.values()].map(({ status }) => status)).toEqual([
      ...['STOPPED', 'ACTIVE'],
    ]);
  });

  test('that is not approved leaves what was in force', async () => {
    const { child, ruleId, answer } = await change({ amountOre: ore(100_00) });
    acceptedValue(answer);
    const reference = (await agreementsOf(child, ruleId)).at(-1)?.reference ?? '';
    world.fake.recurring.decline(reference);
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
    const child = await world.club.registerChild(100_00);
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
    world.fake.recurring.approve(reference);
    await account(child.accountId).askAboutAgreement({ reference });
    expect(await ruleOf(child, ruleId)).toMatchObject({ state: 'waiting' });
    await vi.waitFor(async () => {
      await ring(child);
      expect(world.fake.recurring.of(reference)[1].status).toBe('STOPPED');
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
    world.fake.recurring.approve(first?.reference ?? '');
    await account(child.accountId).askAboutAgreement({ reference: first?.reference ?? '' });
    expect((await ruleOf(child, ruleId)).terms.amountOre).toBe(80_00);
    world.clock.pass(HOUR_MS);
    await ring(child);
    expect(world.fake.recurring.of(first?.reference ?? '')[1].status).toBe('STOPPED');
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
