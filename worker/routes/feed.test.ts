import { evictDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { SocketTicket } from '../../contracts/till-feed.ts';
import { runClock, stopClockAt } from '../../durable-objects/testing/clock.ts';
import { TestClub } from '../testing/test-club.ts';
import { problemCode, type TestTill } from '../testing/test-till.ts';

let club: TestClub;
let till: TestTill;

beforeAll(async () => {
  club = await TestClub.open();
  till = await club.openTill();
});

async function ticketOf(at: TestTill): Promise<string> {
  const response = await at.screen.send('POST', '/api/socket-tickets');
  expect(response.status).toBe(201);
  return SocketTicket.parse(await response.json()).ticket;
}

describe("the screen's feed", () => {
  it('opens no more by a ticket from before its key was revoked', async () => {
    const own = await club.openTill();
    const ticket = await ticketOf(own);
    await env.TILL.getByName(own.screen.tillId).revokeDevice('screen');
    expect(await problemCode(await own.openFeed(ticket))).toBe('socket_ticket_wrong');
  });

  it('begins with who and where the till is, who may sell and who does', async () => {
    const own = await club.openTill();
    await own.listen();
    const welcome = await own.hear('welcome');
    expect(welcome).toMatchObject({
      tillId: own.screen.tillId,
      tillName: 'Kasse 1',
      clubName: `Klub ${club.clubId}`,
      salesPointName: 'Café',
      operator: { operatorId: club.staff, name: 'Test staff', kind: 'staff' },
    });
    expect(welcome.operators.map(({ name }) => name)).toEqual(['Test staff', 'Test youth']);
  });

  it('opens with a ticket once', async () => {
    const ticket = await ticketOf(till);
    const first = await till.openFeed(ticket);
    expect(first.status).toBe(101);
    first.webSocket?.accept();
    expect(await problemCode(await till.openFeed(ticket))).toBe('socket_ticket_wrong');
  });

  it.each(['', 'invented', 'a'.repeat(24)])('does not open with the ticket %j', async (ticket) => {
    expect(await problemCode(await till.openFeed(ticket))).toBe('socket_ticket_wrong');
  });

  it("does not open with another till's ticket", async () => {
    const other = await club.openTill();
    expect(await problemCode(await till.openFeed(await ticketOf(other)))).toBe(
      'socket_ticket_wrong',
    );
  });

  it('does not open with a ticket of half a minute ago', async () => {
    const ticket = await ticketOf(till);
    stopClockAt(new Date(Date.now() + 30_000).toISOString());
    try {
      expect(await problemCode(await till.openFeed(ticket))).toBe('socket_ticket_wrong');
    } finally {
      runClock();
    }
  });

  it.each([
    'https://evil.test',
    'http://klubkort.test.evil.test',
    'null',
    'http://klubkort.test:81',
  ])('does not open for a page of %s, and the ticket stays good', async (origin) => {
    const ticket = await ticketOf(till);
    expect(await problemCode(await till.openFeed(ticket, origin))).toBe('origin_not_allowed');
    const own = await till.openFeed(ticket);
    expect(own.status).toBe(101);
    own.webSocket?.accept();
  });

  it('hears on after the till was evicted', async () => {
    const own = await club.openTill();
    await own.listen();
    await own.hear('welcome');
    await evictDurableObject(env.TILL.getByName(own.screen.tillId));
    const child = await club.registerChild(0);
    expect(await own.show(child)).toMatchObject({ childName: child.name });
  });

  it('reaches every screen of the till: of two windows, both hear', async () => {
    const own = await club.openTill();
    await own.listen();
    await own.listen();
    const child = await club.registerChild(0);
    await own.show(child);
    await scheduler.wait(50);
    expect(own.heard.filter((text) => JSON.parse(text).type === 'tap')).toHaveLength(2);
  });

  it('says when catalogue or operators changed', async () => {
    const own = await club.openTill();
    await own.listen();
    const { catalogueVersion } = await own.hear('welcome');
    await club.putProduct('new', 'food', 3_00);
    expect((await own.hear('catalogue')).version).toBe(catalogueVersion + 1);
    await own.signIn('youth');
    expect((await own.hear('shift')).operator).toMatchObject({ operatorId: club.youth });
  });
});
