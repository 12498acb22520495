// Links that guardians ask for, by a letter's code or as a contact: once for each request, at once or when the club
// has approved. Absent: the code itself (letter-codes.test.ts), and how often one may ask (link-request-bounds.test.ts).
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../testing/counter.ts';
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
  loggedInGuardian,
  municipality,
  newNationalId,
  SeededClub,
  setSettings,
} from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import { guardian } from '../testing/test-links.ts';

const club = new SeededClub();
const otherClub = new SeededClub();
beforeAll(async () => {
  await club.seed();
  await otherClub.seed();
});

describe('I3: the same request again', () => {
  it('gives the link as it stands, and spends nothing twice', async () => {
    const { parent, child } = await familyOf(club);
    const linkId = newLinkId();
    const request = byCode(await codeFor(child));
    const first = await askForLink(parent, request, linkId);
    expect(await askForLink(parent, request, linkId)).toEqual(first);
    const rows = await query(municipality(), 'SELECT * FROM link WHERE request_id = ?', linkId);
    expect(rows).toHaveLength(1);
  });

  it('ten times at once makes one link, and the same answer each time', async () => {
    const { parent, child } = await familyOf(club);
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
    const { parent, child } = await familyOf(club);
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
    const { parent, child } = await familyOf(club);
    const linkId = newLinkId();
    const code = await codeFor(child);
    expect(codeOf(await askForLink(parent, byCode(code), linkId))).toBe('accepted');
    expect(codeOf(await askForLink(parent, byCode(code, 'payer'), linkId))).toBe('link_id_reused');
    const stranger = await loggedInGuardian();
    expect(codeOf(await askForLink(stranger, byCode(code), linkId))).toBe('link_code_wrong');
    const { parent: another, child: theirs } = await familyOf(club);
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
    const { parent, child } = await familyOf(club);
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
    const { child } = await familyOf(club);
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
