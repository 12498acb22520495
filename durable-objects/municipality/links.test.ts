// Links through the objects: asked for by a letter's code or as a contact, decided by the club, known to
// account and guardian, and over at once when they are over.
import { runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { GuardianId, PersonId } from '../../contracts/ids.ts';
import { LinkCode } from '../../contracts/links.ts';
import { ore } from '../../contracts/ore.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { runClock, stopClockAt } from '../testing/clock.ts';
import {
  askForLink,
  BY_CONTACT,
  byCode,
  codeFor,
  familyOf,
  mistyped,
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
  setSettings,
  type TestChild,
} from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import { guardian } from '../testing/test-links.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const club = new SeededClub();
const otherClub = new SeededClub();
beforeAll(async () => {
  await club.seed();
  await otherClub.seed();
});
afterEach(runClock);

const iso = (at: number) => new Date(at).toISOString();
const family = () => familyOf(club);

function codeOf(outcome: Outcome<unknown, Refusal>): string {
  return outcome.ok ? 'accepted' : outcome.refusal.code;
}

async function seesBalance(guardianId: GuardianId, child: TestChild): Promise<boolean> {
  const overview = await account(child.accountId).overview({ by: guardianId });
  return overview.ok && overview.value.ledgerBalanceOre !== null;
}

describe('a letter’s code', () => {
  it('links a contact at once, before any card exists, and works once', async () => {
    const { parent, child } = await family();
    const code = await codeFor(child);
    const linked = await askForLink(parent, byCode(code));
    expect(linked).toMatchObject({
      ok: true,
      value: { links: [{ accountId: child.accountId, rights: 'full', state: 'active' }] },
    });
    expect(await seesBalance(parent, child)).toBe(true);
    const other = await loggedInGuardian();
    expect(codeOf(await askForLink(other, byCode(code)))).toBe('link_code_wrong');
  });

  it('is two groups of five, and nowhere on the disk', async () => {
    const { child } = await family();
    const issued = await municipality().issueLinkCode({ childId: child.childId, by: LEADER });
    if (!issued.ok) throw new Error(issued.refusal.code);
    expect(issued.value.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
    const rows = JSON.stringify(await query(municipality(), 'SELECT * FROM letter_code'));
    const { code } = issued.value;
    for (const part of [code, code.replace('-', ''), code.slice(0, 5)]) {
      expect(rows).not.toContain(part);
    }
  });

  it('dies when another is issued', async () => {
    const { parent, child } = await family();
    const old = await codeFor(child);
    const fresh = await codeFor(child);
    expect(codeOf(await askForLink(parent, byCode(old)))).toBe('link_code_wrong');
    expect(codeOf(await askForLink(parent, byCode(fresh)))).toBe('accepted');
  });

  it('works on its sixtieth day, and not a moment later', async () => {
    const start = Date.now();
    const { parent, child } = await family();
    const { child: another } = await family();
    stopClockAt(iso(start));
    const [late, inTime] = [await codeFor(child), await codeFor(another)];
    stopClockAt(iso(start + 60 * DAY_MS - 1));
    expect(codeOf(await askForLink(parent, byCode(inTime)))).toBe('accepted');
    stopClockAt(iso(start + 60 * DAY_MS));
    expect(codeOf(await askForLink(parent, byCode(late)))).toBe('link_code_wrong');
  });

  it('is burnt by five wrong tries with its first group, whoever tries', async () => {
    const { parent, child } = await family();
    const code = await codeFor(child);
    for (let tries = 0; tries < 4; tries++) {
      const stranger = await loggedInGuardian();
      expect(codeOf(await askForLink(stranger, byCode(mistyped(code))))).toBe('link_code_wrong');
    }
    const { parent: another, child: theirs } = await family();
    const untouched = await codeFor(theirs);
    expect(codeOf(await askForLink(parent, byCode(mistyped(code))))).toBe('link_code_wrong');
    expect(codeOf(await askForLink(parent, byCode(code)))).toBe('link_code_wrong');
    expect(codeOf(await askForLink(another, byCode(untouched)))).toBe('accepted');
  });

  it('still works after four wrong tries', async () => {
    const { parent, child } = await family();
    const code = await codeFor(child);
    for (let tries = 0; tries < 4; tries++) await askForLink(parent, byCode(mistyped(code)));
    expect(codeOf(await askForLink(parent, byCode(code)))).toBe('accepted');
  });

  it('cannot be guessed at: ten refused requests in an hour, and the person waits', async () => {
    const start = Date.now();
    const { parent, child } = await family();
    stopClockAt(iso(start));
    const wrong = LinkCode.parse('0000000000');
    for (let tries = 0; tries < 10; tries++) {
      expect(codeOf(await askForLink(parent, byCode(wrong)))).toBe('link_code_wrong');
    }
    const code = await codeFor(child);
    stopClockAt(iso(start + HOUR_MS - 1));
    expect(await askForLink(parent, byCode(code))).toEqual({
      ok: false,
      refusal: { code: 'too_many_tries', retryAfterMs: 1 },
    });
    stopClockAt(iso(start + HOUR_MS));
    expect(codeOf(await askForLink(parent, byCode(code)))).toBe('accepted');
  });
});

describe('I3: the same request again', () => {
  it('gives the link as it stands, and spends nothing twice', async () => {
    const { parent, child } = await family();
    const linkId = newLinkId();
    const request = byCode(await codeFor(child));
    const first = await askForLink(parent, request, linkId);
    expect(await askForLink(parent, request, linkId)).toEqual(first);
    const rows = await query(municipality(), 'SELECT * FROM link WHERE request_id = ?', linkId);
    expect(rows).toHaveLength(1);
  });

  it('ten times at once makes one link, and the same answer each time', async () => {
    const { parent, child } = await family();
    const linkId = newLinkId();
    const request = byCode(await codeFor(child));
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => askForLink(parent, request, linkId)),
    );
    expect(answers.map(codeOf)).toEqual(Array(10).fill('accepted'));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const rows = await query(
      municipality(),
      'SELECT * FROM link WHERE child_id = ?',
      child.childId,
    );
    expect(rows).toHaveLength(1);
  });

  it('stays refused, and is not counted as another wrong try', async () => {
    const { parent, child } = await family();
    const code = await codeFor(child);
    const linkId = newLinkId();
    for (let tries = 0; tries < 12; tries++) {
      expect(codeOf(await askForLink(parent, byCode(mistyped(code)), linkId))).toBe(
        'link_code_wrong',
      );
    }
    expect(codeOf(await askForLink(parent, byCode(code)))).toBe('accepted');
  });

  it('with another body is refused; by another guardian it is a request of its own', async () => {
    const { parent, child } = await family();
    const linkId = newLinkId();
    const code = await codeFor(child);
    expect(codeOf(await askForLink(parent, byCode(code), linkId))).toBe('accepted');
    expect(codeOf(await askForLink(parent, byCode(code, 'payer'), linkId))).toBe('link_id_reused');
    const stranger = await loggedInGuardian();
    expect(codeOf(await askForLink(stranger, byCode(code), linkId))).toBe('link_code_wrong');
    const { parent: another, child: theirs } = await family();
    const linked = await askForLink(another, byCode(await codeFor(theirs)), linkId);
    const [link] = linked.ok ? linked.value.links : [];
    expect(link).toMatchObject({ accountId: theirs.accountId, state: 'active' });
    expect(link?.linkId).not.toBe(linkId);
  });
});

describe('a contact match', () => {
  afterEach(() => setSettings({}));

  it('links all children of the contact at once, and tells of each', async () => {
    await setSettings({ contactMatchIsEnough: true });
    const nationalId = newNationalId();
    const contacts = [{ nationalId, name: 'Far Testesen' }];
    const children = [
      await club.registerChild(0, { linked: false, contacts }),
      await otherClub.registerChild(0, { linked: false, contacts }),
    ];
    const parent = await loggedInGuardian(nationalId);
    const linked = await askForLink(parent, BY_CONTACT);
    const links = linked.ok ? linked.value.links : [];
    expect(links.map(({ state, rights }) => [state, rights])).toEqual([
      ['active', 'full'],
      ['active', 'full'],
    ]);
    expect(new Set(links.map(({ accountId }) => accountId))).toEqual(
      new Set(children.map(({ accountId }) => accountId)),
    );
    expect(codeOf(await askForLink(parent, BY_CONTACT))).toBe('already_linked');
  });

  it('is not enough unless the municipality has chosen so', async () => {
    const { parent, child } = await family();
    expect(codeOf(await askForLink(parent, BY_CONTACT))).toBe('no_contact_match');
    expect(codeOf(await askForLink(parent, byCode(await codeFor(child))))).toBe('accepted');
  });

  it('finds nothing for somebody who is nobody’s contact', async () => {
    await setSettings({ contactMatchIsEnough: true });
    expect(codeOf(await askForLink(await loggedInGuardian(), BY_CONTACT))).toBe('no_contact_match');
  });
});

describe('somebody with the code who is no contact', () => {
  async function waiting(rights: 'full' | 'payer' = 'payer') {
    const { child } = await family();
    const grandparent = await loggedInGuardian();
    const asked = await askForLink(grandparent, byCode(await codeFor(child), rights));
    if (!asked.ok) throw new Error(asked.refusal.code);
    const [link] = asked.value.links;
    if (link === undefined) throw new Error('no link');
    return { child, grandparent, link };
  }

  it('waits for the club, and is told nothing of the child but the first name', async () => {
    const { child, grandparent, link } = await waiting();
    expect(link).toMatchObject({ state: 'awaiting_approval', accountId: null });
    expect(child.name.startsWith(`${link.childGivenName} `)).toBe(true);
    expect(codeOf(await account(child.accountId).overview({ by: grandparent }))).toBe(
      'account_unknown',
    );
    const [shown] = (await municipality().linksAwaitingApproval(club.clubId)).filter(
      ({ linkId }) => linkId === link.linkId,
    );
    expect(shown).toMatchObject({
      ...{ childName: child.name, guardianName: 'Voksen Testesen', guardianBirthYear: '1980' },
    });
    expect(await municipality().linksAwaitingApproval(otherClub.clubId)).toEqual([]);
  });

  it('sees, once approved, what the rights allow', async () => {
    const { child, grandparent, link } = await waiting('payer');
    const approved = await municipality().approveLink({ linkId: link.linkId, by: LEADER });
    expect(approved).toMatchObject({ ok: true, value: { state: 'active' } });
    const overview = await account(child.accountId).overview({ by: grandparent });
    expect(overview).toMatchObject({
      ok: true,
      value: {
        ...{ rights: 'payer', name: link.childGivenName, photo: null, ledgerBalanceOre: null },
        ...{ availableOre: null, usableToday: null, lastPurchase: null, cards: null },
        creditOre: null,
      },
    });
  });

  it('is rejected with a reason, and told it; a rejected one cannot be approved', async () => {
    const { grandparent, link } = await waiting();
    const { linkId } = link;
    const command = { linkId, by: LEADER, reason: 'Vi kender dig ikke.' };
    expect(codeOf(await municipality().rejectLink({ ...command, reason: ' ' }))).toBe(
      'invalid_request',
    );
    expect(await municipality().rejectLink(command)).toMatchObject({
      value: { state: 'rejected', reason: 'Vi kender dig ikke.' },
    });
    const told = await guardian(grandparent).links();
    expect(told).toMatchObject({
      value: { links: [{ linkId, state: 'rejected', reason: 'Vi kender dig ikke.' }] },
    });
    expect(codeOf(await municipality().approveLink({ linkId, by: LEADER }))).toBe(
      'version_conflict',
    );
  });
});

describe('the children of a guardian', () => {
  it('are told though the account of one of them gives no answer, and that one is named', async () => {
    const { parent, child } = await family();
    const other = await club.registerChild(0, { linked: false, name: 'Stille' });
    await linkGuardian(child.childId, parent);
    const linkId = await linkGuardian(other.childId, parent);
    await account(other.accountId).inspect();
    await query(account(other.accountId), 'ALTER TABLE card RENAME TO away');
    expect(await guardian(parent).children()).toMatchObject({
      value: {
        children: [{ accountId: child.accountId }],
        unreachable: [{ linkId, accountId: other.accountId, childGivenName: 'Stille' }],
      },
    });
    await query(account(other.accountId), 'ALTER TABLE away RENAME TO card');
    expect(await guardian(parent).children()).toMatchObject({
      value: { children: [{}, {}], unreachable: [] },
    });
  });
});

describe('a link that ends', () => {
  it('by the guardian: is over at the account and in the list at once, for good', async () => {
    const { child } = await family();
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
    const { parent, child } = await family();
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
    const { child } = await family();
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
    const { parent, child } = await family();
    const linked = await askForLink(parent, byCode(await codeFor(child)));
    const linkId = linked.ok ? linked.value.links[0]?.linkId : undefined;
    if (linkId === undefined) throw new Error('no link');
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
    stopClockAt(iso(midnight - 1));
    expect(await seesBalance(child.guardianId, child)).toBe(true);
    expect(await account(child.accountId).overview({ by: own })).toMatchObject({
      value: { rights: 'self' },
    });
    stopClockAt(iso(midnight));
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

describe('I9: an end that could not be brought everywhere', () => {
  /** As if an object were out of reach: what it writes to is not there. */
  async function withoutTable(of: DurableObjectStub, table: string, work: () => Promise<void>) {
    await query(of, `ALTER TABLE ${table} RENAME TO ${table}_away`);
    try {
      await work();
    } finally {
      await query(of, `ALTER TABLE ${table}_away RENAME TO ${table}`);
    }
  }

  it('is ending until the guardian has it, by the alarm', async () => {
    const { child } = await family();
    const { guardianId } = child;
    const linkId = await linkGuardian(child.childId, guardianId);
    expect(await seesBalance(guardianId, child)).toBe(true);
    const end = () => municipality().endOwnLink({ linkId, guardianId });
    await withoutTable(guardian(guardianId), 'link', async () => {
      expect(await end()).toMatchObject({ ok: true, value: { state: 'ending' } });
      expect(await seesBalance(guardianId, child)).toBe(false);
    });
    expect(await runDurableObjectAlarm(municipality())).toBe(true);
    expect(await guardian(guardianId).links()).toMatchObject({
      value: { links: [{ linkId, state: 'ended' }] },
    });
    expect(await end()).toMatchObject({ value: { state: 'ended' } });
  });

  it('is ending, and off the guardian’s list, until the account has it', async () => {
    const { child } = await family();
    const { guardianId } = child;
    const linkId = await linkGuardian(child.childId, guardianId);
    expect(await seesBalance(guardianId, child)).toBe(true);
    const end = () => municipality().endOwnLink({ linkId, guardianId });
    await withoutTable(account(child.accountId), 'copy', async () => {
      expect(await end()).toMatchObject({ ok: true, value: { state: 'ending' } });
    });
    expect(await guardian(guardianId).links()).toMatchObject({
      value: { links: [{ linkId, state: 'ending', accountId: null }] },
    });
    expect(await guardian(guardianId).children()).toMatchObject({ value: { children: [] } });
    await runDurableObjectAlarm(municipality());
    expect(await seesBalance(guardianId, child)).toBe(false);
    expect(await guardian(guardianId).links()).toMatchObject({
      value: { links: [{ linkId, state: 'ended' }] },
    });
  });
});

describe('what the guardian’s object holds', () => {
  it('is never replaced by something older', async () => {
    const { child } = await family();
    const { guardianId } = child;
    const linkId = await linkGuardian(child.childId, guardianId);
    const [row] = await query(guardian(guardianId), 'SELECT version, content FROM link');
    const content = JSON.parse(String(row?.content));
    await municipality().endOwnLink({ linkId, guardianId });
    await guardian(guardianId).takeLink({ version: Number(row?.version), content });
    expect(await guardian(guardianId).links()).toMatchObject({
      value: { links: [{ state: 'ended' }] },
    });
  });

  it('names nobody in the clear', async () => {
    const child = await club.registerChild(0, { name: 'Klartekst' });
    const rows = await query(guardian(child.guardianId), 'SELECT content FROM link');
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('Klartekst');
  });

  it('follows a child that is renamed', async () => {
    const child = await club.registerChild(0, { name: 'Gammelt' });
    const renamed = { childId: child.childId, givenName: 'Nyt', familyName: 'Testesen' };
    await municipality().registerChild({ ...renamed, photo: null, clubIds: [club.clubId] });
    expect(await guardian(child.guardianId).links()).toMatchObject({
      value: { links: [{ childGivenName: 'Nyt' }] },
    });
  });

  it('tells the one who waited of the club’s word, and the one who was stopped', async () => {
    const { child } = await family();
    const grandparent = await loggedInGuardian();
    const asked = await askForLink(grandparent, byCode(await codeFor(child), 'payer'));
    const linkId = asked.ok ? asked.value.links[0]?.linkId : undefined;
    if (linkId === undefined) throw new Error('no link');
    const command = { linkId, by: LEADER, reason: 'Aftalt med forældrene' };
    await municipality().approveLink(command);
    await municipality().freezeLink(command);
    await municipality().endLink(command);
    const inbox = await guardian(grandparent).inbox({ before: null });
    const OWN_LINK = {
      kind: 'link',
      whose: { role: 'me', name: null },
      rights: 'payer',
      basis: null,
    };
    const contents = inbox.ok ? inbox.value.messages.map(({ content }) => content) : [];
    expect(contents.toReversed()).toEqual([
      { ...OWN_LINK, change: 'approved' },
      { ...OWN_LINK, change: 'frozen' },
      { ...OWN_LINK, change: 'ended' },
    ]);
  });
});

describe('a new link', () => {
  it('is told to the guardians who were there before, and not to itself', async () => {
    const { parent, child } = await family();
    await linkGuardian(child.childId, child.guardianId);
    await askForLink(parent, byCode(await codeFor(child)));
    const notices = (await account(child.accountId).inspect())?.notices ?? [];
    expect(notices.filter(({ kind }) => kind === 'link').map(({ facts }) => facts)).toEqual([
      expect.objectContaining({ change: 'new', guardianId: parent, basis: 'letter' }),
    ]);
  });

  it('by the club is told to them too, though the account was never used before', async () => {
    const child = await club.registerChild(0);
    const another = await loggedInGuardian();
    await linkGuardian(child.childId, another);
    const notices = (await account(child.accountId).inspect())?.notices ?? [];
    expect(notices.map(({ facts }) => facts)).toEqual([
      expect.objectContaining({ change: 'new', guardianId: another, basis: 'club' }),
    ]);
  });

  it('never becomes the registered guardian where the club has a contact', async () => {
    const { parent, child } = await family();
    expect(await municipality().registeredGuardian(child.childId)).toBe(parent);
    await linkGuardian(child.childId, child.guardianId);
    expect(await municipality().registeredGuardian(child.childId)).toBe(parent);
  });

  it('is the registered guardian’s where the club has none, the first full one alone', async () => {
    const child = await club.registerChild(0, { linked: false });
    const [payer, first, second] = [
      await loggedInGuardian(),
      await loggedInGuardian(),
      await loggedInGuardian(),
    ];
    const registered = () => municipality().registeredGuardian(child.childId);
    await linkGuardian(child.childId, payer, 'payer');
    expect(await registered()).toBeNull();
    await linkGuardian(child.childId, first);
    await linkGuardian(child.childId, second);
    expect(await registered()).toBe(first);
  });

  it('to a child that does not exist is refused', async () => {
    const command = {
      linkId: newLinkId(),
      guardianId: await loggedInGuardian(),
      rights: 'full',
      by: LEADER,
    } as const;
    const outcome = await municipality().linkGuardian({
      ...command,
      childId: 'nobody' as PersonId,
    });
    expect(codeOf(outcome)).toBe('account_unknown');
  });
});

describe('a child that logs in', () => {
  it('sees the own balance, is nobody’s guardian, and keeps its start credit', async () => {
    const nationalId = newNationalId();
    const child = await club.registerChild(0, { linked: false, nationalId, bornOn: '2013-03-07' });
    const own = await loggedInGuardian(nationalId);
    const again = await loggedInGuardian(nationalId);
    expect(again).toBe(own);
    const links = await guardian(own).links();
    expect(links).toMatchObject({ value: { links: [{ rights: 'self', state: 'active' }] } });
    expect(links.ok && links.value.links).toHaveLength(1);
    expect(await seesBalance(own, child)).toBe(true);
    expect(await municipality().registeredGuardian(child.childId)).toBeNull();
    await setSettings({ startCreditOre: ore(50_00) });
    expect(await account(child.accountId).overview({ by: own })).toMatchObject({
      value: { creditOre: 50_00 },
    });
    await linkGuardian(child.childId, await loggedInGuardian());
    expect(await account(child.accountId).overview({ by: own })).toMatchObject({
      value: { creditOre: 0 },
    });
    await setSettings({});
  });
});
