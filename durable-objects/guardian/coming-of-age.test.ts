// What guardians hear of their own links: whose it is, and that a child has come of age.
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GuardianId, LinkId } from '../../contracts/ids.ts';
import { runClock, stopClockAt } from '../testing/clock.ts';
import { codeOf } from '../testing/counter.ts';
import { guardianObject, guardianWithInbox, inboxOf } from '../testing/inbox-of.ts';
import { byCode, codeFor, linkAskedFor } from '../testing/link-requests.ts';
import {
  LEADER,
  linkGuardian,
  loggedInGuardian,
  municipality,
  newNationalId,
  SeededClub,
  type TestChild,
} from '../testing/seeded-club.ts';

const LAST_MINUTE = '2031-06-14T23:59:00+02:00';
const BIRTHDAY = '2031-06-15T00:00:00+02:00';

const club = new SeededClub();
let child: TestChild;
let parent: GuardianId;
let nationalId: string;

beforeAll(() => club.seed());
beforeEach(async () => {
  nationalId = newNationalId();
  parent = await guardianWithInbox();
  child = await club.registerChild(100_00, {
    ...{ linked: false, name: 'Frida', bornOn: '2013-06-15', nationalId },
  });
});
afterEach(runClock);

const CAME_OF_AGE = {
  ...{ accountId: null, childGivenName: 'Frida' },
  content: { kind: 'link', change: 'came_of_age', whose: { role: 'me' } },
};

function alarmOf(guardianId: GuardianId): Promise<number | null> {
  return runInDurableObject(guardianObject(guardianId), (_, { storage }) => storage.getAlarm());
}

async function unreadOf(guardianId: GuardianId): Promise<number | null> {
  const inbox = await guardianObject(guardianId).inbox({ before: null });
  return inbox.ok ? inbox.value.unread : null;
}

describe('the eighteenth birthday', () => {
  it('is told to a parent once, by an alarm of its own, and names no account', async () => {
    await linkGuardian(child.childId, parent);
    expect(await alarmOf(parent)).toBe(Date.parse(BIRTHDAY));
    stopClockAt(LAST_MINUTE);
    const before = await unreadOf(parent);
    await runDurableObjectAlarm(guardianObject(parent));
    expect(await inboxOf(parent)).not.toContainEqual(expect.objectContaining(CAME_OF_AGE));
    stopClockAt(BIRTHDAY);
    await runDurableObjectAlarm(guardianObject(parent));
    const told = (await inboxOf(parent)).filter(({ accountId }) => accountId === null);
    expect(told).toMatchObject([CAME_OF_AGE]);
    expect(before).toBe(0);
    expect(await unreadOf(parent)).toBe(1);
    await runDurableObjectAlarm(guardianObject(parent));
    expect(await unreadOf(parent)).toBe(1);
    expect(await alarmOf(parent)).toBe(null);
  });

  it('is told before what is pushed after it, though the alarm is late', async () => {
    const linkId = await linkGuardian(child.childId, parent);
    stopClockAt(BIRTHDAY);
    await municipality().endLink({ linkId, by: LEADER, reason: 'Fyldt 18 år.' });
    const changes = (await inboxOf(parent)).map(
      ({ content }) => 'change' in content && content.change,
    );
    expect(changes).toEqual(['came_of_age', 'ended']);
  });

  it('is no news to whom it lets in', async () => {
    const self = await loggedInGuardian(nationalId);
    stopClockAt(BIRTHDAY);
    await runDurableObjectAlarm(guardianObject(self));
    expect(await inboxOf(self)).not.toContainEqual(expect.objectContaining(CAME_OF_AGE));
  });
});

describe('a request that waits when the child comes of age', () => {
  let linkId: LinkId;
  beforeEach(async () => {
    linkId = await linkAskedFor(parent, byCode(await codeFor(child)));
    stopClockAt(BIRTHDAY);
  });

  it('is over: its guardian is told so, and sees it no more', async () => {
    await runDurableObjectAlarm(guardianObject(parent));
    expect(await inboxOf(parent)).toMatchObject([CAME_OF_AGE]);
    expect(await guardianObject(parent).children()).toMatchObject({ value: { otherLinks: [] } });
    expect(await guardianObject(parent).links()).toMatchObject({
      value: { links: [{ linkId, state: 'ended', accountId: null }] },
    });
  });

  it("is no club's to decide any more", async () => {
    expect(codeOf(await municipality().approveLink({ linkId, by: LEADER }))).toBe(
      'version_conflict',
    );
    const waiting = await municipality().linksAwaitingApproval(club.clubId);
    expect(waiting.map((link) => link.linkId)).not.toContain(linkId);
    expect(await inboxOf(parent)).toMatchObject([CAME_OF_AGE]);
  });

  it('is not shown to a club', async () => {
    const waiting = await municipality().linksAwaitingApproval(club.clubId);
    expect(waiting.map((link) => link.linkId)).not.toContain(linkId);
  });
});

describe('what a club decides of an own link', () => {
  it('names the child', async () => {
    const linkId = await linkAskedFor(parent, byCode(await codeFor(child)));
    await municipality().approveLink({ linkId, by: LEADER });
    await municipality().freezeLink({ linkId, by: LEADER, reason: 'Vi ser på det.' });
    const told = (await inboxOf(parent)).filter(({ accountId }) => accountId === null);
    expect(told).toMatchObject([
      { childGivenName: 'Frida', content: { change: 'approved' } },
      { childGivenName: 'Frida', content: { change: 'frozen' } },
    ]);
  });
});
