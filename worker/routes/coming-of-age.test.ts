// The eighteenth birthday at the guardians: the parents' portals drop the child at midnight without a reload,
// nothing of it is said or sent from then on, and the own login has all rights.
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Children } from '../../contracts/children.ts';
import { Inbox } from '../../contracts/inbox.ts';
import { Linked } from '../../contracts/links.ts';
import { Me } from '../../contracts/me.ts';
import { ore } from '../../contracts/ore.ts';
import type { AccountNotice } from '../../durable-objects/guardian/commands.ts';
import { runClock, stopClockAt } from '../../durable-objects/testing/clock.ts';
import { settled, waitForInbox } from '../../durable-objects/testing/inbox-of.ts';
import {
  linkGuardian,
  newNationalId,
  SeededClub,
  type TestChild,
  topUp,
} from '../../durable-objects/testing/seeded-club.ts';
import { mailsTo, sentTo } from '../testing/outside.ts';
import { confirmEmail } from '../testing/own-email.ts';
import { TestBrowser } from '../testing/test-browser.ts';
import { openGuardian, type TestGuardian } from '../testing/test-guardian.ts';
import { TestPortal } from '../testing/test-portal.ts';

const LAST_MINUTE = '2031-06-14T23:59:00+02:00';
const BIRTHDAY = '2031-06-15T00:00:00+02:00';
const NEWS = 'Der er nyt på Kortportalen';
const OF_AGE_IN_WORDS = 'En tilknytning er ophørt, fordi barnet er fyldt 18 år.';
const CAME_OF_AGE = { accountId: null, content: { kind: 'link', change: 'came_of_age' } };

const club = new SeededClub();
let child: TestChild;
let mother: TestGuardian;
let self: TestGuardian;

beforeAll(() => club.seed());
beforeEach(async () => {
  const nationalId = newNationalId();
  child = await club.registerChild(100_00, { linked: false, bornOn: '2013-06-15', nationalId });
  stopClockAt(LAST_MINUTE);
  self = await openGuardian({ nationalId, name: 'Barn Testesen' });
  mother = await openGuardian();
  await linkGuardian(child.childId, mother.guardianId);
});
afterEach(runClock);

function objectOf({ guardianId }: TestGuardian) {
  return env.GUARDIAN.getByName(guardianId);
}

async function alarmOf(guardian: TestGuardian): Promise<number | null> {
  return runInDurableObject(objectOf(guardian), (_, { storage }) => storage.getAlarm());
}

async function childrenOf(guardian: TestGuardian) {
  const answer = await guardian.request('/api/children');
  return Children.parse(await answer.json()).children;
}

async function meOf(guardian: TestGuardian): Promise<Me> {
  return Me.parse(await (await guardian.request('/api/me')).json());
}

async function inboxOf(guardian: TestGuardian): Promise<Inbox> {
  return Inbox.parse(await (await guardian.request('/api/inbox')).json());
}

function changesHeard(portal: TestPortal): number {
  return portal.heard.filter(({ type }) => type === 'changed').length;
}

/** What an account would say that has not heard of the birthday, behind the back of the real one. */
async function tellAnyway(guardian: TestGuardian): Promise<void> {
  const money = { sequence: 999, amountOre: ore(1_00) };
  const content = { kind: 'top_up', way: 'card', ...money } as const;
  const notice: AccountNotice = {
    ...{ source: 'entry', sequence: 999, at: Date.now() },
    ...{ content, about: null },
  };
  await objectOf(guardian).takeNotices({
    accountId: child.accountId,
    child: { childId: child.childId, givenNameCiphertext: '' },
    notices: [notice],
  });
}

it('is told at midnight to the open portals of parents and child, once, also after a sleep', async () => {
  for (const guardian of [mother, self]) {
    const portal = await TestPortal.open(guardian);
    expect(await alarmOf(guardian)).toBe(Date.parse(BIRTHDAY));
    await runDurableObjectAlarm(objectOf(guardian));
    await settled();
    expect(changesHeard(portal)).toBe(0);
    await evictDurableObject(objectOf(guardian));
    stopClockAt(BIRTHDAY);
    await runDurableObjectAlarm(objectOf(guardian));
    expect((await portal.hear('changed')).accountId).toBeNull();
    await settled();
    const heard = portal.heard.length;
    expect(await alarmOf(guardian)).toBeGreaterThan(Date.parse(BIRTHDAY));
    await runDurableObjectAlarm(objectOf(guardian));
    await settled();
    expect(portal.heard).toHaveLength(heard);
    stopClockAt(LAST_MINUTE);
  }
});

it('is told to a page that loaded before it and has its socket after it', async () => {
  stopClockAt('2031-06-15T00:00:02+02:00');
  const portal = await TestPortal.open(mother);
  await runDurableObjectAlarm(objectOf(mother));
  await portal.hear('changed');
});

it('wakes nobody who has no portal open and is to be told nothing', async () => {
  expect(await alarmOf(self)).toBeNull();
});

it('ends the parent’s link, and gives the own login all rights', async () => {
  expect(await childrenOf(mother)).toMatchObject([{ rights: 'full', isOwn: false }]);
  expect(await childrenOf(self)).toMatchObject([{ rights: 'self', isOwn: true }]);
  expect((await meOf(self)).isChild).toBe(true);
  stopClockAt(BIRTHDAY);
  expect(await childrenOf(mother)).toEqual([]);
  const { links } = Linked.parse(await (await mother.request('/api/links')).json());
  expect(links).toMatchObject([{ state: 'ended', accountId: null }]);
  expect(await childrenOf(self)).toMatchObject([{ rights: 'full', isOwn: true }]);
  expect((await meOf(self)).isChild).toBe(false);
  expect((await meOf(mother)).isChild).toBe(false);
});

it('ends what an open portal hears of the child, and hides what was told before', async () => {
  await topUp(child.accountId, 5_00);
  await waitForInbox(mother.guardianId, 1);
  expect((await inboxOf(mother)).unread).toBe(1);
  const portal = await TestPortal.open(mother);
  stopClockAt(BIRTHDAY);
  await runDurableObjectAlarm(objectOf(mother));
  // The one message that is left says that the child is of age.
  expect((await portal.hear('changed')).unread).toBe(1);
  await tellAnyway(mother);
  await settled();
  const messages = portal.heard.filter(({ type }) => type === 'message');
  expect(messages).toMatchObject([{ message: CAME_OF_AGE }]);
  expect(await inboxOf(mother)).toMatchObject({ messages: [CAME_OF_AGE], unread: 1 });
});

it('lets the young person’s open portal hear of everything', async () => {
  const portal = await TestPortal.open(self);
  stopClockAt(BIRTHDAY);
  await topUp(child.accountId, 5_00);
  expect((await portal.hear('message')).message.content.kind).toBe('top_up');
});

it('lets no push and no e-mail out any more, also of what waited for the end of a quiet time', async () => {
  const address = await confirmEmail(mother);
  const browser = await TestBrowser.open();
  await mother.request(`/api/me/push-subscriptions/${crypto.randomUUID()}`, {
    ...{ method: 'PUT', body: browser.subscription() },
  });
  await mother.request('/api/me/notices', {
    ...{ method: 'PUT', headers: { 'if-match': '"0"' } },
    body: { push: true, email: true, quiet: { from: '22:00', until: '07:00' }, levels: [] },
  });
  await topUp(child.accountId, 5_00);
  await waitForInbox(mother.guardianId, 1);
  stopClockAt(BIRTHDAY);
  await runDurableObjectAlarm(objectOf(mother));
  expect(await alarmOf(mother)).toBe(Date.parse('2031-06-15T07:00:00+02:00'));
  stopClockAt('2031-06-15T07:00:00+02:00');
  await tellAnyway(mother);
  await runDurableObjectAlarm(objectOf(mother));
  await settled();
  const pushed = await Promise.all(
    (await sentTo(browser.endpoint)).map((sent) => browser.decrypt(sent)),
  );
  expect(pushed).toMatchObject([{ text: OF_AGE_IN_WORDS }]);
  const mails = (await mailsTo(address)).filter(({ subject }) => subject === NEWS);
  expect(mails.map(({ text }) => text)).toEqual([expect.stringContaining(OF_AGE_IN_WORDS)]);
  expect(mails[0]?.text).not.toContain('indbetaling');
});
