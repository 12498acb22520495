import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { INBOX_PAGE, Inbox, InboxReadState } from '../../contracts/inbox.ts';
import { runClock, stopClockAt } from '../../durable-objects/testing/clock.ts';
import { settled, waitForInbox } from '../../durable-objects/testing/inbox-of.ts';
import {
  LEADER,
  linkGuardian,
  municipality,
  type TestChild,
  topUp,
} from '../../durable-objects/testing/seeded-club.ts';
import { everyStoredValue } from '../../durable-objects/testing/stored-rows.ts';
import { edge } from '../testing/edge.ts';
import { TestClub } from '../testing/test-club.ts';
import { ORIGIN } from '../testing/test-device.ts';
import { openGuardian, TestGuardian } from '../testing/test-guardian.ts';
import { openFeed, TestPortal, ticketOf } from '../testing/test-portal.ts';
import { BOLLE, problemCode, type TestTill } from '../testing/test-till.ts';

let club: TestClub;
let till: TestTill;

beforeAll(async () => {
  club = await TestClub.open();
  till = await club.openTill();
});
afterEach(runClock);

async function childOf(guardian: TestGuardian, balanceOre = 100_00): Promise<TestChild> {
  const child = await club.registerChild(balanceOre, { linked: false });
  await linkGuardian(child.childId, guardian.guardianId);
  return child;
}

function objectOf({ guardianId }: TestGuardian) {
  return env.GUARDIAN.getByName(guardianId);
}

async function pageOf(guardian: TestGuardian, query = ''): Promise<Inbox> {
  return Inbox.parse(await (await guardian.request(`/api/inbox${query}`)).json());
}

async function markRead(guardian: TestGuardian, upTo: number): Promise<InboxReadState> {
  const response = await guardian.request('/api/inbox/read', { method: 'PUT', body: { upTo } });
  return InboxReadState.parse(await response.json());
}

describe('the inbox', () => {
  it('is empty at first', async () => {
    expect(await pageOf(await openGuardian())).toEqual({
      messages: [],
      next: null,
      readUpTo: 0,
      unread: 0,
    });
  });

  it('comes in pages, newest first, without a gap', async () => {
    const guardian = await openGuardian();
    const { accountId } = await childOf(guardian, 0);
    const count = INBOX_PAGE + 5;
    for (let number = 0; number < count; number++) await topUp(accountId, 1_00);
    await waitForInbox(guardian.guardianId, INBOX_PAGE);
    await settled();
    const first = await pageOf(guardian);
    expect(first.messages).toHaveLength(INBOX_PAGE);
    const rest = await pageOf(guardian, `?before=${first.next}`);
    expect(rest.next).toBeNull();
    const numbers = [...first.messages, ...rest.messages].map(({ number }) => number);
    expect(numbers).toEqual(Array.from({ length: count }, (_, index) => count - index));
  });

  it('counts what is unread, and is never read further back nor further than it goes', async () => {
    const guardian = await openGuardian();
    const { accountId } = await childOf(guardian);
    for (let number = 0; number < 3; number++) await topUp(accountId, 1_00);
    await waitForInbox(guardian.guardianId, 3);
    expect((await pageOf(guardian)).unread).toBe(3);
    expect(await markRead(guardian, 2)).toEqual({ readUpTo: 2, unread: 1 });
    expect(await markRead(guardian, 1)).toEqual({ readUpTo: 2, unread: 1 });
    expect(await markRead(guardian, 1_000)).toEqual({ readUpTo: 3, unread: 0 });
    await topUp(accountId, 1_00);
    await waitForInbox(guardian.guardianId, 4);
    expect((await pageOf(guardian)).unread).toBe(1);
  });

  it('keeps no name: the first name in it stays under the key of the child', async () => {
    const guardian = await openGuardian();
    const child = await club.registerChild(10_00, { linked: false, name: 'Ingeborgtest' });
    await linkGuardian(child.childId, guardian.guardianId);
    await topUp(child.accountId, 1_00);
    await waitForInbox(guardian.guardianId, 1);
    expect((await pageOf(guardian)).messages[0]?.childGivenName).toBe('Ingeborgtest');
    expect(await everyStoredValue(objectOf(guardian))).not.toContain('Ingeborgtest');
  });

  it('hides what was told of a child while the club has frozen the link to it', async () => {
    const guardian = await openGuardian();
    const child = await club.registerChild(0, { linked: false });
    const linkId = await linkGuardian(child.childId, guardian.guardianId);
    await topUp(child.accountId, 1_00);
    await waitForInbox(guardian.guardianId, 1);
    const kinds = async () => (await pageOf(guardian)).messages.map(({ content }) => content.kind);
    const by = LEADER;
    await municipality().freezeLink({ linkId, by, reason: 'aftale om samvær' });
    expect(await kinds()).toEqual(['link']);
    expect((await pageOf(guardian)).unread).toBe(1);
    await municipality().thawLink({ linkId, by });
    expect(await kinds()).toContain('top_up');
  });

  it.each([
    ['GET', '/api/inbox'],
    ['PUT', '/api/inbox/read'],
    ['POST', '/api/inbox/socket-tickets'],
  ])('%s %s is for those who are logged in', async (method, path) => {
    const response = await edge.fetch(
      new Request(ORIGIN + path, {
        method,
        headers: { origin: ORIGIN, 'content-type': 'application/json' },
        ...(method === 'GET' ? {} : { body: '{"upTo":1}' }),
      }),
    );
    expect(await problemCode(response)).toBe('session_missing');
  });

  it.each(['?before=0', '?before=x', '?before=1.5'])('refuses the page %s', async (query) => {
    const guardian = await openGuardian();
    expect(await problemCode(await guardian.request(`/api/inbox${query}`))).toBe('invalid_request');
  });
});

describe('the live inbox', () => {
  it('shows a purchase at the till within two seconds, in every open portal', async () => {
    const guardian = await openGuardian();
    const child = await childOf(guardian);
    const portals = [await TestPortal.open(guardian), await TestPortal.open(guardian)];
    const shown = await till.show(child);
    const soldAt = performance.now();
    expect((await till.purchase(shown, [BOLLE])).status).toBe(201);
    for (const portal of portals) {
      const { message, unread } = await portal.hear('message');
      expect(message).toMatchObject({
        accountId: child.accountId,
        childGivenName: child.name.split(' ')[0],
        content: { kind: 'purchase', totalOre: BOLLE.priceOre, itemNames: ['bolle'] },
      });
      expect(unread).toBe(1);
      expect((await portal.hear('changed')).accountId).toBe(child.accountId);
    }
    expect(performance.now() - soldAt).toBeLessThan(2_000);
  });

  it('begins with how much is unread', async () => {
    const guardian = await openGuardian();
    await topUp((await childOf(guardian)).accountId, 1_00);
    await waitForInbox(guardian.guardianId, 1);
    expect(await (await TestPortal.open(guardian)).hear('welcome')).toMatchObject({
      type: 'welcome',
      unread: 1,
    });
  });

  it('says how long ago it last said something, which a page that was opening has missed', async () => {
    const guardian = await openGuardian();
    const { accountId } = await childOf(guardian);
    await evictDurableObject(objectOf(guardian));
    const before = await TestPortal.open(guardian);
    expect((await before.hear('welcome')).lastSaidMsAgo).toBeNull();
    const openedAt = Date.now();
    await topUp(accountId, 1_00);
    await before.hear('changed');
    const { lastSaidMsAgo } = await (await TestPortal.open(guardian)).hear('welcome');
    expect(lastSaidMsAgo).toBeLessThanOrEqual(Date.now() - openedAt);
    expect(lastSaidMsAgo).not.toBeNull();
  });

  it('goes on after the object was put away', async () => {
    const guardian = await openGuardian();
    const child = await childOf(guardian);
    const portal = await TestPortal.open(guardian);
    await evictDurableObject(objectOf(guardian));
    await topUp(child.accountId, 1_00);
    expect((await portal.hear('message')).message.content.kind).toBe('top_up');
  });

  it('says nothing of what the guardian does not want to hear of, but that something changed', async () => {
    const guardian = await openGuardian();
    const { accountId } = await childOf(guardian);
    const settings = { push: true, email: true, quiet: null };
    await guardian.request('/api/me/notices', {
      method: 'PUT',
      headers: { 'if-match': '"0"' },
      body: { ...settings, levels: [{ accountId, level: 'nothing' }] },
    });
    const portal = await TestPortal.open(guardian);
    await topUp(accountId, 1_00);
    expect((await portal.hear('changed')).accountId).toBe(accountId);
    expect(portal.heard.map(({ type }) => type)).toEqual(['welcome', 'changed']);
    expect((await pageOf(guardian)).messages).toEqual([]);
  });

  it('ends at once with the session, and leaves the others of the guardian open', async () => {
    const guardian = await openGuardian();
    const other = await openGuardian({ guardianId: guardian.guardianId });
    const [portal, otherPortal] = [await TestPortal.open(guardian), await TestPortal.open(other)];
    await objectOf(guardian).endSession(guardian.cookie.split('.').at(-1) ?? '');
    await portal.hear('logged_out');
    expect(await portal.hearsClosing()).toBe(4401);
    await topUp((await childOf(guardian)).accountId, 1_00);
    await otherPortal.hear('message');
    expect(portal.heard.map(({ type }) => type)).toEqual(['welcome', 'logged_out']);
  });

  it('ends by itself when the session does, without anybody asking', async () => {
    const guardian = await openGuardian();
    const portal = await TestPortal.open(guardian);
    const at = await runInDurableObject(objectOf(guardian), (_, { storage }) => storage.getAlarm());
    expect(at).not.toBeNull();
    stopClockAt(new Date(at ?? 0).toISOString());
    await runDurableObjectAlarm(objectOf(guardian));
    expect(await portal.hearsClosing()).toBe(4401);
  });

  it('tells nothing more to a session that is over, though its alarm is late', async () => {
    const guardian = await openGuardian();
    const child = await childOf(guardian);
    const portal = await TestPortal.open(guardian);
    stopClockAt(new Date(Date.now() + 31 * 60_000).toISOString());
    await topUp(child.accountId, 1_00);
    await portal.hear('logged_out');
    expect(portal.heard.map(({ type }) => type)).toEqual(['welcome', 'logged_out']);
  });
});

describe("the live inbox's socket", () => {
  it('opens by a ticket once', async () => {
    const guardian = await openGuardian();
    const headers = { origin: ORIGIN, cookie: guardian.cookie };
    const ticket = await ticketOf(guardian);
    const first = await openFeed(ticket, headers);
    expect(first.status).toBe(101);
    first.webSocket?.accept();
    expect(await problemCode(await openFeed(ticket, headers))).toBe('socket_ticket_wrong');
  });

  it.each(['', 'invented'])('does not open by the ticket %j', async (ticket) => {
    const guardian = await openGuardian();
    const response = await openFeed(ticket, { origin: ORIGIN, cookie: guardian.cookie });
    expect(await problemCode(response)).toBe('socket_ticket_wrong');
  });

  it("does not open by another guardian's ticket, nor without a cookie", async () => {
    const [guardian, other] = [await openGuardian(), await openGuardian()];
    const ticket = await ticketOf(guardian);
    const asOther = await openFeed(ticket, { origin: ORIGIN, cookie: other.cookie });
    expect(await problemCode(asOther)).toBe('socket_ticket_wrong');
    const asNobody = await openFeed(ticket, { origin: ORIGIN });
    expect(await problemCode(asNobody)).toBe('session_missing');
  });

  it('does not open by a ticket of a session that ended meanwhile', async () => {
    const guardian = await openGuardian();
    const ticket = await ticketOf(guardian);
    await objectOf(guardian).endSession(guardian.cookie.split('.').at(-1) ?? '');
    const response = await openFeed(ticket, { origin: ORIGIN, cookie: guardian.cookie });
    expect(await problemCode(response)).toBe('socket_ticket_wrong');
  });

  it('does not open by a ticket of a session that came to its end by itself', async () => {
    const guardian = await openGuardian();
    const { secret } = await objectOf(guardian).openSession({
      authenticatedAt: Date.now(),
      endsAt: Date.now() + 10_000,
      idTokenCiphertext: null,
    });
    const brief = new TestGuardian(guardian.guardianId, secret);
    const ticket = await ticketOf(brief);
    stopClockAt(new Date(Date.now() + 20_000).toISOString());
    const response = await openFeed(ticket, { origin: ORIGIN, cookie: brief.cookie });
    expect(await problemCode(response)).toBe('socket_ticket_wrong');
  });

  it('does not open by a ticket of half a minute ago', async () => {
    const guardian = await openGuardian();
    const ticket = await ticketOf(guardian);
    stopClockAt(new Date(Date.now() + 30_000).toISOString());
    const response = await openFeed(ticket, { origin: ORIGIN, cookie: guardian.cookie });
    expect(await problemCode(response)).toBe('socket_ticket_wrong');
  });

  it.each(['https://evil.test', 'http://klubkort.test.evil.test', 'null'])(
    'does not open for a page of %s, and the ticket stays good',
    async (origin) => {
      const guardian = await openGuardian();
      const ticket = await ticketOf(guardian);
      const foreign = await openFeed(ticket, { origin, cookie: guardian.cookie });
      expect(await problemCode(foreign)).toBe('origin_not_allowed');
      const own = await openFeed(ticket, { origin: ORIGIN, cookie: guardian.cookie });
      expect(own.status).toBe(101);
      own.webSocket?.accept();
    },
  );
});
