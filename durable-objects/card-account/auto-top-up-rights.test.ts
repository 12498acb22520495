// Who may have a standing rule, see it and change it, and what the end of a right does to it.
import { describe, expect, test, vi } from 'vitest';
import { ore } from '../../contracts/ore.ts';
import {
  agreementsOf,
  BELOW_50,
  deleteRule,
  mendRule,
  putRule,
  ruleOf,
  rulesOf,
  runsOf,
  standingRule,
} from '../testing/auto-top-ups.ts';
import { purseOf } from '../testing/card-orders.ts';
import { codeOf } from '../testing/counter.ts';
import { DAY_MS, payingInWorld, sweep } from '../testing/paying-in-world.ts';
import {
  account,
  LEADER,
  linkGuardian,
  loggedInGuardian,
  municipality,
  newGuardianId,
  newNationalId,
} from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import { ring } from '../testing/top-ups.ts';

const world = payingInWorld();

describe('who may', () => {
  test('a payer has a rule by the day, and none by the balance', async () => {
    const child = await world.club.registerChild(0);
    const payer = newGuardianId();
    await linkGuardian(child.childId, payer, 'payer');
    expect(codeOf(await putRule(child, { by: payer }))).toBe('rights_not_enough');
    const terms = { belowOre: null, dayOfMonth: 1 };
    const ruleId = await standingRule(child, world.fake, { by: payer, terms });
    const seen = await rulesOf(child, payer);
    expect(seen).toMatchObject({ mayUseThreshold: false, missingAtStartOre: null });
    expect(seen.rules).toMatchObject([{ ruleId, isMine: true, state: 'active' }]);
    world.clock.pass(32 * DAY_MS);
    await ring(child);
    expect(await purseOf(child)).toBe(100_00);
  });

  test('another guardian sees the terms and how it stands, and can neither change nor delete', async () => {
    const child = await world.club.registerChild(100_00);
    const ruleId = await standingRule(child, world.fake);
    const other = newGuardianId();
    await linkGuardian(child.childId, other);
    const [seen] = (await rulesOf(child, other)).rules;
    expect(seen).toEqual({
      ...{ ruleId, version: 1, isMine: false, state: 'active', terms: BELOW_50 },
      ...{ pausedBecause: null, mend: null, hindrance: null, approval: null, method: null },
      ...{ thisMonthOre: null, nextDay: null, nextTryAt: null, lastRun: null, consent: null },
      ...{ held: null, thisMonthOpenOre: null, orderedAtOnceOre: null, isLastRunOfSetUp: false },
      approvedAt: null,
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
    const child = await world.club.registerChild(100_00, { linked: false });
    const guardianId = child.guardianId;
    const linkId = await linkGuardian(child.childId, guardianId);
    const ruleId = await standingRule(child, world.fake);
    const command = { linkId, guardianId };
    expect((await municipality().endOwnLink(command)).ok).toBe(true);
    await vi.waitFor(async () => {
      await ring(child);
      expect((await agreementsOf(child, ruleId))[0]?.state).toBe('ended');
    });
    expect([...world.fake.recurring.agreements.values()][0]?.status).toBe('STOPPED');
    await world.buy(child, 60_00);
    await scheduler.wait(50);
    expect(await runsOf(child)).toEqual([]);
  });

  test('a link that is frozen charges nothing, and goes on when it thaws', async () => {
    const child = await world.club.registerChild(100_00, { linked: false });
    const linkId = await linkGuardian(child.childId, child.guardianId);
    await standingRule(child, world.fake);
    const by = { linkId, by: LEADER };
    expect((await municipality().freezeLink({ ...by, reason: 'uklart' })).ok).toBe(true);
    await world.buy(child, 60_00);
    await scheduler.wait(50);
    expect(await runsOf(child)).toEqual([]);
    expect((await municipality().thawLink(by)).ok).toBe(true);
    await vi.waitFor(async () => expect(await purseOf(child)).toBe(140_00));
  });

  test('the eighteenth birthday ends it, by the account’s own alarm', async () => {
    const soon = new Date(Date.now() + 2 * DAY_MS);
    const bornOn = `${soon.getUTCFullYear() - 18}${soon.toISOString().slice(4, 10)}`;
    const child = await world.club.registerChild(100_00, { bornOn });
    const ruleId = await standingRule(child, world.fake);
    world.clock.pass(3 * DAY_MS);
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

  test('a grown-up has a rule for the own account, which no birthday ends', async () => {
    const nationalId = newNationalId();
    const made = { linked: false, bornOn: '2000-01-02', nationalId };
    const child = await world.club.registerChild(100_00, made);
    const self = await loggedInGuardian(nationalId);
    const ruleId = await vi.waitFor(() => standingRule(child, world.fake, { by: self }));
    await sweep(child);
    expect((await ruleOf(child, ruleId, self)).state).toBe('active');
  });
});

test('what is asked of an agreement of another account does nothing', async () => {
  const child = await world.club.registerChild(100_00);
  const other = await world.club.registerChild(100_00);
  const ruleId = await standingRule(other, world.fake);
  const [{ reference } = { reference: '' }] = await agreementsOf(other, ruleId);
  const answer = await account(child.accountId).askAboutAgreement({ reference });
  expect(answer).toMatchObject({ refusal: { code: 'auto_top_up_unknown' } });
});
