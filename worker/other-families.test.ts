// A guardian sees and touches only linked children: every route that a cookie opens, from the contract itself,
// asked with another family's ids, answers as for an id that does not exist (testing/naming-routes.ts).
import { listDurableObjectIds, runDurableObjectAlarm } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId } from '../contracts/ids.ts';
import { PROBLEMS } from '../contracts/problems.ts';
import { putRule } from '../durable-objects/testing/auto-top-ups.ts';
import { orderCard } from '../durable-objects/testing/card-orders.ts';
import { runClock, stopClockAt } from '../durable-objects/testing/clock.ts';
import { acceptedValue, Counter } from '../durable-objects/testing/counter.ts';
import {
  LEADER,
  linkGuardian,
  municipality,
  SeededClub,
  type TestChild,
} from '../durable-objects/testing/seeded-club.ts';
import { startTopUp } from '../durable-objects/testing/top-ups.ts';
import { type ContractDocument, contractDocument } from './testing/contract-document.ts';
import {
  answer,
  type Ids,
  NAMING,
  naming,
  nobodys,
  OF_THE_ASKER,
} from './testing/naming-routes.ts';
import { ORIGIN } from './testing/test-device.ts';
import { openGuardian, type TestGuardian } from './testing/test-guardian.ts';
import { openFeed, TestPortal, ticketOf } from './testing/test-portal.ts';

/** What a payer may do with a child's account, and what is said where nothing of the payer's own is meant. */
const OPEN_TO_PAYERS: Record<string, [status: number, code?: string]> = {
  'GET /api/accounts/{accountId}': [200],
  'GET /api/accounts/{accountId}/top-ups': [200],
  'PUT /api/accounts/{accountId}/top-ups/{topUpId}': [409, 'top_up_id_reused'],
  'GET /api/accounts/{accountId}/top-ups/{topUpId}': [404, 'top_up_unknown'],
  'DELETE /api/accounts/{accountId}/top-ups/{topUpId}': [404, 'top_up_unknown'],
  'GET /api/accounts/{accountId}/auto-top-ups': [200],
  'PUT /api/accounts/{accountId}/auto-top-ups/{ruleId}': [403, 'rights_not_enough'],
  'DELETE /api/accounts/{accountId}/auto-top-ups/{ruleId}': [403, 'rights_not_enough'],
  'PUT /api/accounts/{accountId}/auto-top-ups/{ruleId}/mendings/{mendingId}': [
    ...([403, 'rights_not_enough'] as const),
  ],
};

const club = new SeededClub();
let contract: ContractDocument;
let routes: string[];
let theirs: Ids & { readonly child: TestChild };

beforeAll(async () => {
  await club.seed();
  contract = await contractDocument();
  routes = Object.entries(contract.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { security }]) => security?.some((scheme) => 'guardianSession' in scheme))
      .map(([method]) => `${method.toUpperCase()} ${path}`),
  );
  theirs = await familyOf(await openGuardian());
});
afterEach(runClock);

/** A child that has bought, with a card on order, a top-up under way and a standing rule. */
async function familyOf(parent: TestGuardian, bornOn = '2014-05-06') {
  const child = await club.registerChild(200_00, { linked: false, bornOn });
  const linkId = await linkGuardian(child.childId, parent.guardianId);
  acceptedValue(await new Counter(club).sellTo(child, [12_00]));
  const orderId = crypto.randomUUID();
  acceptedValue(await orderCard(child, { orderId, by: parent.guardianId }));
  const topUpId = crypto.randomUUID();
  acceptedValue(await startTopUp(child, { topUpId, by: parent.guardianId }));
  const { accountId, cardId } = child;
  const { disputeId, ruleId, mendingId } = nobodys();
  acceptedValue(await putRule(child, { ruleId, by: parent.guardianId }));
  const ids = { accountId, cardId, orderId, topUpId, ruleId, linkId };
  return { child, ...ids, disputeId, mendingId };
}

async function expectSame(guardian: TestGuardian, route: string, ids: Ids, nothing: Ids) {
  const told = await answer(guardian, route, ids);
  expect(told, route).toEqual(await answer(guardian, route, nothing));
  return told;
}

describe('every route that a cookie opens', () => {
  it('is classified by whether it names anything: a new one must say so here', () => {
    const named = Object.keys(NAMING).map((route) => route.split(' ', 2).join(' '));
    expect(routes.toSorted()).toEqual([...new Set([...named, ...OF_THE_ASKER])].toSorted());
  });

  it("answers another family's ids as ids that do not exist", async () => {
    const stranger = await openGuardian();
    for (const route of naming()) {
      const { status } = await expectSame(stranger, route, theirs, nobodys());
      expect(status, route).toBeGreaterThanOrEqual(403);
      expect(status, route).toBeLessThan(500);
    }
  });

  it("answers another family's card, order, top-up, rule and link on the own child as ones that do not exist", async () => {
    const parent = await openGuardian();
    const [one, another] = [await familyOf(parent), await familyOf(parent)];
    for (const route of naming()) {
      // A new id of the asker's own makes something: then it is not another's.
      if (route.includes('{disputeId}') || !/\{(?:card|order|topUp|rule|link)Id\}/.test(route))
        continue;
      if (route.startsWith('PUT') && /\{(?:order|topUp)Id\}$/.test(route)) continue;
      const foreign = { ...theirs, accountId: one.accountId };
      const nothing = { ...nobodys(), accountId: another.accountId };
      const told = await answer(parent, route, foreign);
      expect(told, route).toEqual(await answer(parent, route, nothing));
      expect(told.status, route).toBeGreaterThanOrEqual(403);
    }
  });

  it("opens no socket to another's inbox: a ticket of theirs is as good as an invented one", async () => {
    const [parent, stranger] = [await openGuardian(), await openGuardian()];
    const headers = { origin: ORIGIN, cookie: stranger.cookie };
    const tickets = [await ticketOf(parent), crypto.randomUUID()];
    const [told, invented] = await Promise.all(
      tickets.map(async (ticket) => {
        const response = await openFeed(ticket, headers);
        const { code } = (await response.json()) as { code: string };
        return [response.status, code];
      }),
    );
    expect(told).toEqual([PROBLEMS.socket_ticket_wrong[0], 'socket_ticket_wrong']);
    expect(told).toEqual(invented);
  });

  it('changes nothing of the other family', async () => {
    const before = await stateOf(theirs.child);
    const stranger = await openGuardian();
    for (const route of naming()) await answer(stranger, route, theirs);
    expect(await stateOf(theirs.child)).toEqual(before);
  });

  it('answers an account of our form whose id the house never minted just so', async () => {
    const stranger = await openGuardian();
    const altered = `${theirs.accountId.slice(0, -1)}${theirs.accountId.endsWith('A') ? 'B' : 'A'}`;
    for (const route of naming('accounts/')) {
      await expectSame(stranger, route, theirs, { ...theirs, accountId: altered as AccountId });
    }
  });

  it('wakes no object for an id that the house never minted', async () => {
    const stranger = await openGuardian();
    const end = theirs.accountId.endsWith('A') ? 'B' : 'A';
    const accountId = (theirs.accountId.slice(0, -1) + end) as AccountId;
    for (const route of naming('accounts/'))
      await answer(stranger, route, { ...theirs, accountId });
    const made = await listDurableObjectIds(env.CARD_ACCOUNT);
    const isMade = (name: string) =>
      made.some((id) => id.equals(env.CARD_ACCOUNT.idFromName(name)));
    expect(isMade(theirs.accountId)).toBe(true);
    expect(isMade(accountId)).toBe(false);
  });
});

async function stateOf(child: TestChild) {
  return env.CARD_ACCOUNT.getByName(child.accountId).inspect();
}

describe('somebody who only pays', () => {
  it('reads nothing of the account but the first name, and changes nothing', async () => {
    const payer = await openGuardian();
    await linkGuardian(theirs.child.childId, payer.guardianId, 'payer');
    for (const route of naming('accounts/')) {
      const { status, text } = await answer(payer, route, theirs);
      const open = OPEN_TO_PAYERS[route];
      if (open !== undefined) {
        expect([status, JSON.parse(text).code], route).toEqual([open[0], open[1]]);
        expect(text).not.toContain('Testesen');
        expect(text).not.toContain('188');
        expect(text).not.toContain(theirs.cardId);
      } else {
        expect([route, status, JSON.parse(text).code]).toEqual([route, 403, 'rights_not_enough']);
      }
    }
  });
});

describe('a link that is over', () => {
  /** Open before, and afterwards the same as for an account that does not exist, by every route. */
  async function endsEverything(end: (family: Ids, parent: TestGuardian) => Promise<unknown>) {
    const parent = await openGuardian();
    const family = await familyOf(parent, '2008-12-01');
    const reading = naming('accounts/').filter((route) => route.startsWith('GET'));
    for (const route of reading) expect((await answer(parent, route, family)).status).toBe(200);
    const portal = await TestPortal.open(parent);
    await end(family, parent);
    for (const route of naming('accounts/')) {
      const { text } = await expectSame(parent, route, family, nobodys());
      expect(JSON.parse(text).code, route).toBe('account_unknown');
    }
    return { portal, family };
  }

  it('by the guardian, ends every route at once, and the open portal hears nothing more of it', async () => {
    const { portal, family } = await endsEverything(({ linkId }, parent) =>
      parent.request(`/api/links/${linkId}`, { method: 'DELETE' }),
    );
    await hearsNoMore(portal, family.child);
  });

  it('by a freeze, ends every route at once, and the open portal hears nothing more of it', async () => {
    const { portal, family } = await endsEverything(({ linkId }) =>
      municipality().freezeLink({ linkId, by: LEADER, reason: 'Uenighed' }),
    );
    await hearsNoMore(portal, family.child);
  });

  it('by the eighteenth birthday, ends every route at once, and the open portal hears nothing more of it', async () => {
    stopClockAt('2026-11-30T23:59:00+01:00');
    const { portal, family } = await endsEverything(async (_, { guardianId }) => {
      stopClockAt('2026-12-01T00:00:00+01:00');
      await runDurableObjectAlarm(env.GUARDIAN.getByName(guardianId));
    });
    await hearsNoMore(portal, family.child);
  });

  /** It is told that the list changed, and no purchase after that. */
  async function hearsNoMore(portal: TestPortal, child: TestChild): Promise<void> {
    expect(await portal.hear('changed')).toMatchObject({ accountId: null });
    const heardBefore = portal.heard.filter(({ type }) => type === 'message').length;
    acceptedValue(await new Counter(club).sellTo(child, [1]));
    await scheduler.wait(400);
    const messages = portal.heard.filter(({ type }) => type === 'message').slice(heardBefore);
    expect(
      messages.filter((heard) => heard.type === 'message' && heard.message.accountId !== null),
    ).toEqual([]);
    portal.close();
  }
});
