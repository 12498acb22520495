// A child that leaves a club: its tills no longer find it by name, and nothing else ends. Through the routes of
// tills and guardians, as both would notice it.
import { beforeAll, describe, expect, it } from 'vitest';
import type { ClubId, PersonId } from '../contracts/ids.ts';
import { byCode, codeFor, linkAskedFor } from '../durable-objects/testing/link-requests.ts';
import {
  account,
  LEADER,
  loggedInGuardian,
  municipality,
  type TestChild,
} from '../durable-objects/testing/seeded-club.ts';
import { query } from '../durable-objects/testing/stored-rows.ts';
import { TestClub } from './testing/test-club.ts';
import { openGuardian } from './testing/test-guardian.ts';
import { BOLLE, type TestTill } from './testing/test-till.ts';

let [left, stays] = [new TestClub(), new TestClub()];
let [tillOfLeft, tillOfStays]: TestTill[] = [];

beforeAll(async () => {
  [left, stays] = [await TestClub.open(), await TestClub.open()];
  [tillOfLeft, tillOfStays] = [await left.openTill(), await stays.openTill()];
});

/** A member of both clubs. */
async function memberOfBoth(givenName: string): Promise<TestChild> {
  const child = await left.registerChild(50_00, { name: givenName });
  await register(child, givenName, stays.clubId);
  return child;
}

function register({ childId }: TestChild, givenName: string, ...clubIds: ClubId[]) {
  const name = { givenName, familyName: 'Testesen' };
  return municipality().registerChild({ childId, ...name, photo: null, clubIds });
}

function leave({ childId }: { childId: PersonId }, clubId = left.clubId) {
  return municipality().endMembership({ childId, clubId, by: LEADER });
}

async function found(till: TestTill | undefined, query: string): Promise<string[]> {
  const response = await till?.search(query);
  const body = (await response?.json()) as { children: { childName: string }[] };
  return body.children.map(({ childName }) => childName);
}

async function clubsOf(child: TestChild): Promise<readonly ClubId[]> {
  const overview = await account(child.accountId).overview({ by: child.guardianId });
  if (!overview.ok) throw new Error(overview.refusal.code);
  return overview.value.clubIds;
}

describe('a child that leaves a club', () => {
  it('is not found there by name any more, though it was a moment ago, and still in the other', async () => {
    const child = await memberOfBoth('Aksel');
    expect(await found(tillOfLeft, 'aks')).toEqual(['Aksel Testesen']);
    expect(await leave(child)).toEqual({ ok: true, value: null });
    expect(await found(tillOfLeft, 'aks')).toEqual([]);
    expect(await found(tillOfStays, 'aks')).toEqual(['Aksel Testesen']);
  });

  it('cannot be shown there without the card, by whoever still has the account’s id', async () => {
    const child = await memberOfBoth('Berta');
    expect((await tillOfLeft?.presentNamed(child.accountId))?.status).toBe(201);
    await leave(child);
    const refused = await tillOfLeft?.presentNamed(child.accountId);
    expect(await refused?.json()).toMatchObject({ status: 404, code: 'account_unknown' });
  });

  it('buys with the card in the other club as before', async () => {
    const child = await memberOfBoth('Cilius');
    await leave(child);
    const shown = await tillOfStays?.show(child);
    if (shown === undefined) throw new Error('no till');
    expect((await tillOfStays?.purchase(shown, [BOLLE]))?.status).toBe(201);
  });

  it('stays with its guardians, who see the clubs that are left', async () => {
    const child = await memberOfBoth('Dagny');
    expect([...(await clubsOf(child))].sort()).toEqual([left.clubId, stays.clubId].sort());
    await leave(child);
    expect(await clubsOf(child)).toEqual([stays.clubId]);
    const guardian = await openGuardian({ guardianId: child.guardianId });
    const children = await guardian.request('/api/children');
    expect(await children.json()).toMatchObject({
      children: [{ accountId: child.accountId, rights: 'full', ledgerBalanceOre: 50_00 }],
    });
  });

  it('is in the audit log with who ended it, once however often it is asked', async () => {
    const child = await memberOfBoth('Ebbe');
    for (let times = 0; times < 3; times++) {
      expect(await leave(child)).toEqual({ ok: true, value: null });
    }
    const log = await municipality().auditLog();
    const subjects = [child.childId, left.clubId];
    expect(log.filter((row) => row.subjects.includes(child.childId))).toEqual([
      expect.objectContaining({ action: 'link_made' }),
      { actor: `staff:${LEADER}`, action: 'membership_ended', subjects },
    ]);
  });

  it('comes back when the club registers it again, and what was before stays on record', async () => {
    const child = await memberOfBoth('Frode');
    await leave(child);
    await register(child, 'Frode', left.clubId);
    expect(await found(tillOfLeft, 'frod')).toEqual(['Frode Testesen']);
    expect([...(await clubsOf(child))].sort()).toEqual([left.clubId, stays.clubId].sort());
    await leave(child);
    expect(await found(tillOfLeft, 'frod')).toEqual([]);
    const ended = 'SELECT 1 FROM membership WHERE child_id = ? AND club_id = ? AND until_at > 0';
    const rows = await query(municipality(), ended, child.childId, left.clubId);
    expect(rows).toHaveLength(2);
  });

  it('is no more the club’s to decide about, unless no other club is left to do so', async () => {
    const child = await memberOfBoth('Gerda');
    const linkId = await linkAskedFor(await loggedInGuardian(), byCode(await codeFor(child)));
    const decides = async ({ clubId }: TestClub) =>
      (await municipality().linksAwaitingApproval(clubId)).some((link) => link.linkId === linkId);
    expect([await decides(left), await decides(stays)]).toEqual([true, true]);
    await leave(child);
    expect([await decides(left), await decides(stays)]).toEqual([false, true]);
    await leave(child, stays.clubId);
    expect([await decides(left), await decides(stays)]).toEqual([true, true]);
  });

  it('was a member, or there is nothing to leave', async () => {
    const child = await left.registerChild(0);
    expect(await leave(child, stays.clubId)).toMatchObject({ refusal: { code: 'not_found' } });
    expect(await leave({ childId: 'nobody' as PersonId })).toMatchObject({
      refusal: { code: 'account_unknown' },
    });
  });
});
