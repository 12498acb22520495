// What the audit log says of links: who did what to which link of which child, and nobody's name.
import { beforeAll, describe, expect, it } from 'vitest';
import type { GuardianId, LinkId } from '../../contracts/ids.ts';
import {
  askForLink,
  BY_CONTACT,
  byCode,
  codeFor,
  familyOf,
  linkAskedFor,
  mistyped,
} from '../testing/link-requests.ts';
import {
  LEADER,
  linkGuardian,
  loggedInGuardian,
  municipality,
  newNationalId,
  SeededClub,
  setSettings,
  type TestChild,
} from '../testing/seeded-club.ts';

const BY_STAFF = `staff:${LEADER}`;
const club = new SeededClub();
beforeAll(() => club.seed());

/** Rows about the child, in the order in which they were written, from `since` on. */
async function rowsOf({ childId }: TestChild, since = 0): Promise<object[]> {
  const log = await municipality().auditLog();
  return log.filter(({ subjects }) => subjects.includes(childId)).slice(since);
}

function row(actor: string, action: string, ...subjects: string[]) {
  return { actor, action, subjects };
}

async function waitingLink(): Promise<{ child: TestChild; by: GuardianId; linkId: LinkId }> {
  const { child } = await familyOf(club);
  const by = await loggedInGuardian();
  return { child, by, linkId: await linkAskedFor(by, byCode(await codeFor(child), 'payer')) };
}

/** Two rows came before: the letter's code was made, and the link was asked for with it. */
const AFTER_ASKING = 2;

describe('the audit log names the guardian', () => {
  it('who linked a child by a letter, and the staff who made its code', async () => {
    const { parent, child } = await familyOf(club);
    const linkId = await linkAskedFor(parent, byCode(await codeFor(child)));
    expect(await rowsOf(child)).toEqual([
      row(BY_STAFF, 'link_code_issued', child.childId),
      row(`guardian:${parent}`, 'link_made', linkId, child.childId),
    ]);
  });

  it('who linked each child as its contact', async () => {
    await setSettings({ contactMatchIsEnough: true });
    const { parent, child } = await familyOf(club);
    const linkId = await linkAskedFor(parent, BY_CONTACT);
    expect(await rowsOf(child)).toEqual([
      row(`guardian:${parent}`, 'link_made', linkId, child.childId),
    ]);
    await setSettings({});
  });

  it('who asked for a link that waits', async () => {
    const { child, by, linkId } = await waitingLink();
    expect((await rowsOf(child)).slice(1)).toEqual([
      row(`guardian:${by}`, 'link_asked_for', linkId, child.childId),
    ]);
  });

  it('who ended the own link, once however often it is ended', async () => {
    const { child } = await familyOf(club);
    const { guardianId } = child;
    const linkId = await linkGuardian(child.childId, guardianId);
    for (let times = 0; times < 2; times++) {
      await municipality().endOwnLink({ linkId, guardianId });
    }
    expect(await rowsOf(child, 1)).toEqual([
      row(`guardian:${guardianId}`, 'link_ended', linkId, child.childId),
    ]);
  });

  it('who burnt a letter’s code by the fifth wrong try', async () => {
    const { child } = await familyOf(club);
    const code = await codeFor(child);
    const stranger = await loggedInGuardian();
    for (let tries = 0; tries < 4; tries++) await askForLink(stranger, byCode(mistyped(code)));
    expect(await rowsOf(child, 1)).toEqual([]);
    await askForLink(stranger, byCode(mistyped(code)));
    expect(await rowsOf(child, 1)).toEqual([
      row(`guardian:${stranger}`, 'link_code_burnt', child.childId),
    ]);
  });

  it('who is the child, and was linked to the own account at the login', async () => {
    const nationalId = newNationalId();
    const child = await club.registerChild(0, { linked: false, nationalId });
    const own = await loggedInGuardian(nationalId);
    expect(await rowsOf(child)).toEqual([
      row(`guardian:${own}`, 'link_made', expect.any(String), child.childId),
    ]);
  });
});

describe('the audit log names the staff', () => {
  it('who linked a guardian whom the club has met', async () => {
    const { child } = await familyOf(club);
    const linkId = await linkGuardian(child.childId, await loggedInGuardian());
    expect(await rowsOf(child)).toEqual([row(BY_STAFF, 'link_made', linkId, child.childId)]);
  });

  it('who approved, froze, thawed and ended a link, each once', async () => {
    const { child, linkId } = await waitingLink();
    const command = { linkId, by: LEADER, reason: 'Aftalt med forældrene' };
    await municipality().approveLink(command);
    await municipality().approveLink(command);
    await municipality().freezeLink(command);
    await municipality().thawLink(command);
    await municipality().endLink(command);
    await municipality().endLink(command);
    expect(await rowsOf(child, AFTER_ASKING)).toEqual([
      row(BY_STAFF, 'link_approved', linkId, child.childId),
      row(BY_STAFF, 'link_frozen', linkId, child.childId),
      row(BY_STAFF, 'link_thawed', linkId, child.childId),
      row(BY_STAFF, 'link_ended', linkId, child.childId),
    ]);
  });

  it('who rejected one', async () => {
    const { child, linkId } = await waitingLink();
    await municipality().rejectLink({ linkId, by: LEADER, reason: 'Vi kender dig ikke' });
    expect(await rowsOf(child, AFTER_ASKING)).toEqual([
      row(BY_STAFF, 'link_rejected', linkId, child.childId),
    ]);
  });

  it('nothing of what was refused', async () => {
    const { child, linkId } = await waitingLink();
    await municipality().thawLink({ linkId, by: LEADER });
    await municipality().freezeLink({ linkId, by: LEADER, reason: 'For tidligt' });
    await municipality().rejectLink({ linkId, by: LEADER, reason: ' ' });
    expect(await rowsOf(child, AFTER_ASKING)).toEqual([]);
  });
});
