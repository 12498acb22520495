// The routes of a child's cards and limits as a parent's page asks them, and what a stranger gets of them.
import { beforeAll, describe, expect, it } from 'vitest';
import { CardChange, CardOrder, ChildsCards } from '../../contracts/cards.ts';
import { LimitsInForce, NO_LIMITS } from '../../contracts/limits.ts';
import { ore } from '../../contracts/ore.ts';
import { Problem } from '../../contracts/problems.ts';
import { deliverOrdered } from '../../durable-objects/testing/card-orders.ts';
import {
  linkGuardian,
  newGuardianId,
  type TestChild,
} from '../../durable-objects/testing/seeded-club.ts';
import { TestClub } from '../testing/test-club.ts';
import { openGuardian, type TestGuardian } from '../testing/test-guardian.ts';
import { BOLLE, type TestTill } from '../testing/test-till.ts';

let club: TestClub;
let till: TestTill;

beforeAll(async () => {
  club = await TestClub.open();
  till = await club.openTill();
});

async function family(balanceOre: number): Promise<{ child: TestChild; parent: TestGuardian }> {
  const child = await club.registerChild(balanceOre);
  return { child, parent: await openGuardian(child) };
}

async function problemOf(response: Response): Promise<Problem> {
  return Problem.parse(await response.json());
}

function put(guardian: TestGuardian, path: string, body: object = {}, headers = {}) {
  return guardian.request(path, { method: 'PUT', body, headers });
}

describe('a parent with a lost card', () => {
  it('blocks it and orders another in one action, follows it, and activates it', async () => {
    const { child, parent } = await family(60_00);
    const base = `/api/accounts/${child.accountId}`;
    const before = ChildsCards.parse(await (await parent.request(`${base}/cards`)).json());
    expect(before.next).toEqual({ feeOre: 25_00, hindrance: null, missingOre: null });
    const orderId = crypto.randomUUID();
    const ordered = await put(parent, `${base}/card-orders/${orderId}`, {
      blockCardId: child.cardId,
      feeOre: before.next.feeOre,
    });
    expect(ordered.status).toBe(201);
    const order = CardOrder.parse(await ordered.json());
    expect(await till.tap(child.uid)).toMatchObject({ problem: { code: 'card_blocked' } });
    await deliverOrdered(order);
    const activation = `${base}/cards/${order.cardId}/activation`;
    const active = CardChange.parse(await (await put(parent, activation)).json());
    expect(active.card).toMatchObject({ cardId: order.cardId, state: 'active' });
    const after = ChildsCards.parse(await (await parent.request(`${base}/cards`)).json());
    expect(after.cards.map(({ cardId, state }) => [cardId, state])).toEqual([
      [order.cardId, 'active'],
      [child.cardId, 'retired'],
    ]);
    expect(after.orders[0]).toMatchObject({ orderId, blockedCardId: child.cardId });
  });

  it('is told what is missing, and that the card is blocked all the same', async () => {
    const { child, parent } = await family(5_00);
    const response = await put(
      parent,
      `/api/accounts/${child.accountId}/card-orders/${crypto.randomUUID()}`,
      { blockCardId: child.cardId, feeOre: 25_00 },
    );
    expect(response.status).toBe(409);
    const problem = await problemOf(response);
    expect(problem).toMatchObject({ code: 'not_enough_money', missingOre: 20_00 });
    expect(problem.blockedAt).toBeDefined();
  });

  it('who found it again gets card and fee back', async () => {
    const { child, parent } = await family(60_00);
    const base = `/api/accounts/${child.accountId}`;
    const block = `${base}/cards/${child.cardId}/block`;
    expect((await put(parent, block)).status).toBe(200);
    await put(parent, `${base}/card-orders/${crypto.randomUUID()}`, {
      blockCardId: child.cardId,
      feeOre: 25_00,
    });
    const response = await parent.request(block, { method: 'DELETE' });
    const found = CardChange.parse(await response.json());
    expect(found).toMatchObject({ card: { state: 'active' }, returnedFeeOre: 25_00 });
  });

  it('gets a clear 400 for a body that is none', async () => {
    const { child, parent } = await family(60_00);
    const path = `/api/accounts/${child.accountId}/card-orders/${crypto.randomUUID()}`;
    for (const body of [
      {},
      { blockCardId: null, feeOre: '25' },
      { blockCardId: null, feeOre: 0.5 },
    ]) {
      const response = await put(parent, path, body);
      expect(response.status).toBe(400);
      expect((await problemOf(response)).code).toBe('invalid_request');
    }
  });
});

describe('limits', () => {
  it('are changed with the version that was seen, and shown as spent of', async () => {
    const { child, parent } = await family(60_00);
    const path = `/api/accounts/${child.accountId}/limits`;
    const first = await parent.request(path);
    expect(first.headers.get('etag')).toBe('"0"');
    expect(LimitsInForce.parse(await first.json())).toMatchObject({ version: 0, setBy: null });
    await till.purchase(await till.show(child), [BOLLE]);
    const wanted = { ...NO_LIMITS, perDayOre: ore(20_00) };
    const changed = await put(parent, path, wanted, { 'if-match': '"0"' });
    expect(changed.headers.get('etag')).toBe('"1"');
    expect(LimitsInForce.parse(await changed.json())).toMatchObject({
      version: 1,
      setBy: { role: 'me', name: null },
      today: { spentOre: 12_00, limitOre: 20_00 },
      thisWeek: { spentOre: 12_00, limitOre: null },
    });
    const refused = await till.purchase(await till.show(child), [BOLLE]);
    expect((await problemOf(refused)).code).toBe('not_today');
  });

  it('edited by two parents: the second is told, and nothing is overwritten in silence', async () => {
    const { child, parent } = await family(0);
    const other = await openGuardian({ guardianId: newGuardianId() });
    await linkGuardian(child.childId, other.guardianId);
    const path = `/api/accounts/${child.accountId}/limits`;
    const [mine, theirs] = await Promise.all([
      put(parent, path, { ...NO_LIMITS, perDayOre: 10_00 }, { 'if-match': '"0"' }),
      put(other, path, { ...NO_LIMITS, perDayOre: 99_00 }, { 'if-match': '"0"' }),
    ]);
    expect([mine.status, theirs.status].toSorted()).toEqual([200, 409]);
    const [won, lost] = mine.status === 200 ? [mine, theirs] : [theirs, mine];
    expect((await problemOf(lost)).code).toBe('version_conflict');
    const kept = LimitsInForce.parse(await won.json());
    const seen = LimitsInForce.parse(await (await other.request(path)).json());
    expect(seen.limits).toEqual(kept.limits);
    expect(seen.setBy?.role).toBe(won === theirs ? 'me' : 'guardian');
  });

  it('sent again by the one who set them are an answer that got lost, and no conflict', async () => {
    const { child, parent } = await family(0);
    const path = `/api/accounts/${child.accountId}/limits`;
    const wanted = { ...NO_LIMITS, perDayOre: 10_00 };
    const first = await put(parent, path, wanted, { 'if-match': '"0"' });
    const again = await put(parent, path, wanted, { 'if-match': '"0"' });
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual(await first.json());
    const other = await put(parent, path, NO_LIMITS, { 'if-match': '"0"' });
    expect((await problemOf(other)).code).toBe('version_conflict');
  });

  it.each([
    [{}, 428, 'version_missing'],
    [{ 'if-match': '0' }, 400, 'invalid_request'],
    [{ 'if-match': '*' }, 400, 'invalid_request'],
    [{ 'if-match': '"7"' }, 409, 'version_conflict'],
  ])('with the version said as %j are refused', async (headers, status, code) => {
    const { child, parent } = await family(0);
    const response = await put(
      parent,
      `/api/accounts/${child.accountId}/limits`,
      NO_LIMITS,
      headers,
    );
    expect([response.status, (await problemOf(response)).code]).toEqual([status, code]);
  });
});

describe('another family', () => {
  it('gets the same answer as for an account that does not exist', async () => {
    const { child } = await family(60_00);
    const { parent: stranger } = await family(0);
    const unknown = `${child.accountId.slice(0, -1)}${child.accountId.endsWith('0') ? '1' : '0'}`;
    const asked = (accountId: string): readonly (readonly [string, string, object])[] => {
      const base = `/api/accounts/${accountId}`;
      const card = `${base}/cards/${child.cardId}`;
      return [
        ['GET', `${base}/cards`, {}],
        ['PUT', `${card}/block`, {}],
        ['DELETE', `${card}/block`, {}],
        ['PUT', `${card}/activation`, {}],
        ['PUT', `${base}/card-orders/${crypto.randomUUID()}`, { blockCardId: null, feeOre: 0 }],
        ['DELETE', `${base}/card-orders/${crypto.randomUUID()}`, {}],
        ['GET', `${base}/limits`, {}],
        ['PUT', `${base}/limits`, NO_LIMITS],
      ];
    };
    const ofChild = asked(child.accountId);
    const ofNobody = asked(unknown);
    for (const [place, [method, path, body]] of ofChild.entries()) {
      const seen = await problemOf(await stranger.request(path, { method, body }));
      const nobodys = ofNobody[place]?.[1] ?? '';
      const unseen = await problemOf(await stranger.request(nobodys, { method, body }));
      expect(seen.code, path).toBe('account_unknown');
      expect({ ...seen, instance: '' }).toEqual({ ...unseen, instance: '' });
    }
  });
});
