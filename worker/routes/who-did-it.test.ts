// The other guardian is told who changed what: by name as long as the municipality has one to tell, else by
// role. No name is stored but the municipality's own, under the person's key.
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LinkId } from '../../contracts/ids.ts';
import { Inbox, type InboxMessage } from '../../contracts/inbox.ts';
import { type Limits, LimitsInForce, NO_LIMITS } from '../../contracts/limits.ts';
import { ore } from '../../contracts/ore.ts';
import { nationalIdHash } from '../../durable-objects/keyed-hash.ts';
import { waitForInbox } from '../../durable-objects/testing/inbox-of.ts';
import {
  account,
  LEADER,
  linkGuardian,
  municipality,
  newNationalId,
  SeededClub,
  type TestChild,
} from '../../durable-objects/testing/seeded-club.ts';
import { everyStoredValue } from '../../durable-objects/testing/stored-rows.ts';
import { openGuardian, type TestGuardian } from '../testing/test-guardian.ts';
import { TestPortal } from '../testing/test-portal.ts';

const club = new SeededClub();

beforeAll(() => club.seed());

interface Family {
  readonly child: TestChild;
  readonly mother: TestGuardian;
  readonly father: TestGuardian;
  /** Of the father: it can be frozen. */
  readonly linkId: LinkId;
  readonly fathersNationalId: string;
}

/** The mother was there first, so that she is told of the father's link. */
async function family(): Promise<Family> {
  const fathersNationalId = newNationalId();
  const mother = await openGuardian();
  const father = await openGuardian({ name: 'Fadertest Testesen', nationalId: fathersNationalId });
  const child = await club.registerChild(0, { linked: false });
  await linkGuardian(child.childId, mother.guardianId);
  const linkId = await linkGuardian(child.childId, father.guardianId);
  await waitForInbox(mother.guardianId, 1);
  return { child, mother, father, linkId, fathersNationalId };
}

function limitsPath({ child }: Family): string {
  return `/api/accounts/${child.accountId}/limits`;
}

async function change(own: Family, version: number, limits: Partial<Limits>): Promise<void> {
  const response = await own.father.request(limitsPath(own), {
    ...{ method: 'PUT', headers: { 'if-match': `"${version}"` } },
    body: { ...NO_LIMITS, ...limits },
  });
  expect(response.status).toBe(200);
}

async function limitsSeenBy(guardian: TestGuardian, own: Family): Promise<LimitsInForce> {
  return LimitsInForce.parse(await (await guardian.request(limitsPath(own))).json());
}

async function messagesOf(guardian: TestGuardian): Promise<InboxMessage['content'][]> {
  const { messages } = Inbox.parse(await (await guardian.request('/api/inbox')).json());
  return messages.map(({ content }) => content);
}

async function logInAsProtected({ fathersNationalId }: Family): Promise<void> {
  await openGuardian({ nationalId: fathersNationalId, name: null });
}

const FATHER = { role: 'guardian', name: 'Fadertest Testesen' };
const NAMELESS = { role: 'guardian', name: null };

describe('a change of the limits', () => {
  it('is told to the other parent, live and later: by whom, and each rule from what to what', async () => {
    const own = await family();
    await change(own, 0, { perDayOre: ore(40_00) });
    await waitForInbox(own.mother.guardianId, 2);
    const portal = await TestPortal.open(own.mother);
    await change(own, 1, { perDayOre: ore(60_00), allowedWeekdays: [1, 2] });
    const told = {
      kind: 'limits_changed',
      by: FATHER,
      changes: [
        { field: 'perDayOre', before: 40_00, after: 60_00 },
        { field: 'allowedWeekdays', before: null, after: [1, 2] },
      ],
    };
    expect((await portal.hear('message')).message.content).toEqual(told);
    expect((await messagesOf(own.mother))[0]).toEqual(told);
    await waitForInbox(own.father.guardianId, 2);
    expect((await messagesOf(own.father))[0]).toEqual({
      ...told,
      by: { role: 'me', name: null },
    });
  });

  it('is no news when the same rules are saved again', async () => {
    const own = await family();
    await change(own, 0, { allowedWeekdays: [1, 2] });
    await change(own, 1, { allowedWeekdays: [2, 1] });
    await change(own, 2, { allowedWeekdays: null });
    await waitForInbox(own.mother.guardianId, 3);
    const changed = (await messagesOf(own.mother)).filter(({ kind }) => kind === 'limits_changed');
    expect(changed).toHaveLength(2);
  });

  it('by the club is told as the club’s, with nobody’s name', async () => {
    const own = await family();
    await account(own.child.accountId).setLimits({
      ...{ seenVersion: 0, by: LEADER },
      limits: { ...NO_LIMITS, perWeekOre: ore(100_00) },
    });
    await waitForInbox(own.mother.guardianId, 2);
    const by = { role: 'club', name: null };
    expect((await messagesOf(own.mother))[0]).toMatchObject({ kind: 'limits_changed', by });
    expect((await limitsSeenBy(own.mother, own)).setBy).toEqual(by);
  });

  it('shows on the page of limits who made it, to each parent', async () => {
    const own = await family();
    expect((await limitsSeenBy(own.mother, own)).setBy).toBeNull();
    await change(own, 0, { perDayOre: ore(40_00) });
    expect((await limitsSeenBy(own.mother, own)).setBy).toEqual(FATHER);
    expect((await limitsSeenBy(own.father, own)).setBy).toEqual({ role: 'me', name: null });
  });
});

describe('the name of another guardian', () => {
  it('is stored with neither the account nor the other guardian', async () => {
    const own = await family();
    await change(own, 0, { perDayOre: ore(40_00) });
    await waitForInbox(own.mother.guardianId, 2);
    const stored = await Promise.all([
      everyStoredValue(account(own.child.accountId)),
      everyStoredValue(env.GUARDIAN.getByName(own.mother.guardianId)),
    ]);
    expect(stored.join('\n')).not.toContain('Fadertest');
    expect(stored.join('\n')).toContain(own.father.guardianId);
  });

  it('is told no more once it is protected, in what was told before neither', async () => {
    const own = await family();
    await change(own, 0, { perDayOre: ore(40_00) });
    await waitForInbox(own.mother.guardianId, 2);
    expect(await messagesOf(own.mother)).toMatchObject([{ by: FATHER }, { whose: FATHER }]);
    await logInAsProtected(own);
    expect(await messagesOf(own.mother)).toMatchObject([{ by: NAMELESS }, { whose: NAMELESS }]);
    expect((await limitsSeenBy(own.mother, own)).setBy).toEqual(NAMELESS);
  });

  it('goes with the limits only while that guardian is linked', async () => {
    const own = await family();
    await change(own, 0, { perDayOre: ore(40_00) });
    await municipality().freezeLink({ linkId: own.linkId, by: LEADER, reason: 'efter aftale' });
    expect((await limitsSeenBy(own.mother, own)).setBy).toEqual(NAMELESS);
  });

  it('is not taken from a club: only a login says whether it is protected', async () => {
    const { child, mother } = await family();
    const { guardianId } = await municipality().registerGuardian({
      ...{ nationalId: newNationalId(), name: 'Mormor Testesen' },
    });
    await linkGuardian(child.childId, guardianId, 'payer');
    await waitForInbox(mother.guardianId, 2);
    expect((await messagesOf(mother))[0]).toEqual({
      ...{ kind: 'link', change: 'new', whose: NAMELESS, rights: 'payer', basis: 'club' },
    });
  });
});

describe('a link', () => {
  it('is told to the parents: who got it, with which rights and by what', async () => {
    const { child, mother, father } = await family();
    const issued = await municipality().issueLinkCode({ childId: child.childId, by: LEADER });
    if (!issued.ok) throw new Error(issued.refusal.code);
    const grandmother = await openGuardian({ name: 'Mormor Testesen' });
    const linkId = crypto.randomUUID() as LinkId;
    const asked = await grandmother.request(`/api/links/${linkId}`, {
      method: 'PUT',
      body: { kind: 'code', code: issued.value.code, rights: 'payer' },
    });
    expect(asked.status).toBe(201);
    await municipality().approveLink({ linkId, by: LEADER });
    const whose = { role: 'guardian', name: 'Mormor Testesen' };
    const told = { kind: 'link', change: 'new', whose, rights: 'payer', basis: 'club' };
    await waitForInbox(mother.guardianId, 2);
    expect((await messagesOf(mother))[0]).toEqual(told);
    await municipality().endLink({ linkId, by: LEADER, reason: 'efter aftale' });
    await waitForInbox(father.guardianId, 2);
    expect(await messagesOf(father)).toEqual([{ ...told, change: 'ended', basis: null }, told]);
  });

  it.each([
    ['letter', { kind: 'code', rights: 'full' }],
    ['contact', { kind: 'contact_match' }],
  ])('by the %s says so', async (basis, request) => {
    await club.seed({ contactMatchIsEnough: true });
    const nationalId = newNationalId();
    const mother = await openGuardian();
    const father = await openGuardian({ nationalId, name: 'Fadertest Testesen' });
    const child = await club.registerChild(0, {
      linked: false,
      contacts: [{ nationalId, name: 'Fadertest Testesen' }],
    });
    await linkGuardian(child.childId, mother.guardianId);
    const issued = await municipality().issueLinkCode({ childId: child.childId, by: LEADER });
    const code = issued.ok ? issued.value.code : '';
    const asked = await father.request(`/api/links/${crypto.randomUUID()}`, {
      method: 'PUT',
      body: request.kind === 'code' ? { ...request, code } : request,
    });
    expect(asked.status).toBe(201);
    await waitForInbox(mother.guardianId, 1);
    expect((await messagesOf(mother))[0]).toEqual({
      ...{ kind: 'link', change: 'new', whose: FATHER, rights: 'full', basis },
    });
  });

  it('of the child’s own login is told as the child’s', async () => {
    const nationalId = newNationalId();
    const mother = await openGuardian();
    const child = await club.registerChild(0, { linked: false, nationalId });
    await linkGuardian(child.childId, mother.guardianId);
    await municipality().identify({
      ...{ loginHash: crypto.randomUUID(), loginExpiresAt: Date.now() + 60_000 },
      ...{ issuer: 'https://mitid.test/op', subject: nationalId, name: 'Barn Testesen' },
      ...{ nationalIdHash: nationalIdHash(nationalId, env.CODE_KEY), birthDate: '2013-01-01' },
    });
    await waitForInbox(mother.guardianId, 1);
    expect((await messagesOf(mother))[0]).toEqual({
      ...{ kind: 'link', change: 'new', rights: 'self', basis: 'login' },
      whose: { role: 'child', name: null },
    });
  });
});
