// A link that ends, by the guardian, the club or a birthday: over at the account and in the guardian's list at once,
// and not got round.
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runClock, stopClockAt } from '../testing/clock.ts';
import { codeOf } from '../testing/counter.ts';
import {
  askForLink,
  byCode,
  codeFor,
  familyOf,
  linkAskedFor,
  newLinkId,
} from '../testing/link-requests.ts';
import {
  account,
  LEADER,
  linkGuardian,
  loggedInGuardian,
  municipality,
  newNationalId,
  SeededClub,
} from '../testing/seeded-club.ts';
import { guardian, seesBalance } from '../testing/test-links.ts';

const club = new SeededClub();
beforeAll(() => club.seed());
afterEach(runClock);

const at = (instant: number) => stopClockAt(new Date(instant).toISOString());

describe('a link that ends', () => {
  it('by the guardian: is over at the account and in the list at once, for good', async () => {
    const { child } = await familyOf(club);
    const { guardianId } = child;
    const linkId = await linkGuardian(child.childId, guardianId);
    expect(await seesBalance(guardianId, child)).toBe(true);
    const ended = await municipality().endOwnLink({ linkId, guardianId });
    expect(ended).toMatchObject({ ok: true, value: { state: 'ended', accountId: null } });
    expect(await seesBalance(guardianId, child)).toBe(false);
    expect(await guardian(guardianId).children()).toMatchObject({ value: { children: [] } });
    expect(await municipality().endOwnLink({ linkId, guardianId })).toEqual(ended);
  });

  it('is another’s: not found, as one that does not exist', async () => {
    const { parent, child } = await familyOf(club);
    const linkId = await linkGuardian(child.childId, child.guardianId);
    const command = { linkId, guardianId: parent };
    expect(codeOf(await municipality().endOwnLink(command))).toBe('link_not_found');
    const nothing = { ...command, linkId: newLinkId() };
    expect(codeOf(await municipality().endOwnLink(nothing))).toBe('link_not_found');
    expect(await seesBalance(child.guardianId, child)).toBe(true);
  });

  it('by a freeze, since the club makes no second link beside one that stands or is frozen', async () => {
    const child = await club.registerChild(100_00, { linked: false });
    const guardianId = await loggedInGuardian();
    const linkId = await linkGuardian(child.childId, guardianId, 'payer');
    const again = () =>
      municipality().linkGuardian({
        linkId: newLinkId(),
        childId: child.childId,
        guardianId,
        rights: 'full',
        by: LEADER,
      });
    expect(codeOf(await again())).toBe('already_linked');
    await municipality().freezeLink({ linkId, by: LEADER, reason: 'Klubben ser på det' });
    expect(codeOf(await again())).toBe('already_linked');
    expect(await seesBalance(guardianId, child)).toBe(false);
    await municipality().endLink({ linkId, by: LEADER, reason: 'Klubben har set på det' });
    expect(codeOf(await again())).toBe('accepted');
    expect(await seesBalance(guardianId, child)).toBe(true);
  });

  it('by a freeze of the club, until it is thawed', async () => {
    const { child } = await familyOf(club);
    const { guardianId } = child;
    const linkId = await linkGuardian(child.childId, guardianId);
    expect(await seesBalance(guardianId, child)).toBe(true);
    const command = { linkId, by: LEADER, reason: 'Uenighed mellem forældrene' };
    expect(await municipality().freezeLink(command)).toMatchObject({
      value: { state: 'frozen', reason: 'Uenighed mellem forældrene' },
    });
    expect(await seesBalance(guardianId, child)).toBe(false);
    expect(await guardian(guardianId).children()).toMatchObject({
      value: { children: [], otherLinks: [{ linkId, state: 'frozen', accountId: null }] },
    });
    expect(codeOf(await municipality().thawLink({ linkId, by: LEADER }))).toBe('accepted');
    expect(await seesBalance(guardianId, child)).toBe(true);
  });

  it('frozen, is not got round by ending it and using a new code', async () => {
    const { parent, child } = await familyOf(club);
    const linkId = await linkAskedFor(parent, byCode(await codeFor(child)));
    await municipality().freezeLink({ linkId, by: LEADER, reason: 'Uenighed' });
    const code = await codeFor(child);
    expect(codeOf(await askForLink(parent, byCode(code)))).toBe('already_linked');
    await municipality().endOwnLink({ linkId, guardianId: parent });
    expect(await askForLink(parent, byCode(code))).toMatchObject({
      value: { links: [{ state: 'awaiting_approval' }] },
    });
    expect(await seesBalance(parent, child)).toBe(false);
  });

  it('on the eighteenth birthday, at Copenhagen’s midnight; the young one’s own goes on', async () => {
    const nationalId = newNationalId();
    const child = await club.registerChild(0, { bornOn: '2008-12-01', nationalId });
    const own = await loggedInGuardian(nationalId);
    const midnight = Date.parse('2026-12-01T00:00:00+01:00');
    at(midnight - 1);
    expect(await seesBalance(child.guardianId, child)).toBe(true);
    expect(await account(child.accountId).overview({ by: own })).toMatchObject({
      value: { rights: 'self' },
    });
    at(midnight);
    expect(await seesBalance(child.guardianId, child)).toBe(false);
    expect(await guardian(child.guardianId).children()).toMatchObject({ value: { children: [] } });
    expect(await guardian(child.guardianId).links()).toMatchObject({
      value: { links: [{ state: 'ended', accountId: null }] },
    });
    expect(await account(child.accountId).overview({ by: own })).toMatchObject({
      value: { rights: 'full' },
    });
    expect(await municipality().registeredGuardian(child.childId)).toBe(own);
  });
});
