// Linking, the first page and the clubs over HTTP: what a parent's portal sends and gets.
import { beforeAll, describe, expect, it } from 'vitest';
import { ChildOverview, Children } from '../../contracts/children.ts';
import { PublicClubs } from '../../contracts/clubs.ts';
import { Linked, LinkView } from '../../contracts/links.ts';
import { ore } from '../../contracts/ore.ts';
import { Counter } from '../../durable-objects/testing/counter.ts';
import {
  account,
  LEADER,
  type linkGuardian,
  loggedInGuardian,
  municipality,
  newNationalId,
  SeededClub,
} from '../../durable-objects/testing/seeded-club.ts';
import { edge } from '../testing/edge.ts';
import { ORIGIN } from '../testing/test-device.ts';
import { openGuardian } from '../testing/test-guardian.ts';

const club = new SeededClub();
beforeAll(() => club.seed());

async function parentOf(nationalId = newNationalId()) {
  return openGuardian({ guardianId: await loggedInGuardian(nationalId) });
}

async function letterFor(childId: Parameters<typeof linkGuardian>[0]): Promise<string> {
  const issued = await municipality().issueLinkCode({ childId, by: LEADER });
  if (!issued.ok) throw new Error(issued.refusal.code);
  return issued.value.code;
}

describe('a parent with a letter', () => {
  it('types the code as it pleases, is linked, sees the child, and ends it again', async () => {
    const nationalId = newNationalId();
    const contacts = [{ nationalId, name: 'Mor Testesen' }];
    const child = await club.registerChild(80_00, { linked: false, contacts });
    const parent = await parentOf(nationalId);
    const code = ` ${(await letterFor(child.childId)).toLowerCase().replaceAll('0', 'o')} `;
    const linkId = crypto.randomUUID();
    const put = () =>
      parent.request(`/api/links/${linkId}`, {
        method: 'PUT',
        body: { kind: 'code', code, rights: 'full' },
      });
    const answer = await put();
    expect(answer.status).toBe(201);
    const linked = Linked.parse(await answer.json());
    expect(linked.links).toMatchObject([{ linkId, accountId: child.accountId, state: 'active' }]);
    expect(Linked.parse(await (await put()).json())).toEqual(linked);

    const page = Children.parse(await (await parent.request('/api/children')).json());
    expect(page).toMatchObject({
      children: [
        {
          ...{ accountId: child.accountId, linkId, rights: 'full', name: child.name },
          ...{ clubIds: [club.clubId], ledgerBalanceOre: 80_00, availableOre: 80_00 },
          usableToday: { amountOre: 80_00, reason: 'balance' },
          cards: [{ cardId: child.cardId, state: 'active' }],
          ...{ lastPurchase: null, creditOre: 0 },
        },
      ],
      otherLinks: [],
    });
    const one = await parent.request(`/api/accounts/${child.accountId}`);
    expect(ChildOverview.parse(await one.json())).toEqual(page.children[0]);

    const ended = await parent.request(`/api/links/${linkId}`, { method: 'DELETE' });
    expect(LinkView.parse(await ended.json())).toMatchObject({ linkId, state: 'ended' });
    expect((await parent.request(`/api/accounts/${child.accountId}`)).status).toBe(404);
    const links = Linked.parse(await (await parent.request('/api/links')).json());
    expect(links.links).toMatchObject([{ linkId, state: 'ended', accountId: null }]);
  });

  it('gets one answer for a code that is wrong, used or made up', async () => {
    const child = await club.registerChild(0);
    const used = await letterFor(child.childId);
    const first = await parentOf();
    const ask = async (asking: typeof first, code: string) => {
      const answer = await asking.request(`/api/links/${crypto.randomUUID()}`, {
        method: 'PUT',
        body: { kind: 'code', code, rights: 'full' },
      });
      const body = (await answer.json()) as Record<string, unknown>;
      return [answer.status, { ...body, instance: null }];
    };
    expect((await ask(first, used))[0]).toBe(201);
    const stranger = await parentOf();
    expect(await ask(stranger, used)).toEqual(await ask(stranger, '00000-00000'));
    expect((await ask(stranger, used))[0]).toBe(403);
  });

  it('is told what is wrong with something that is no code', async () => {
    const answer = await (await parentOf()).request(`/api/links/${crypto.randomUUID()}`, {
      method: 'PUT',
      body: { kind: 'code', code: 'ABC', rights: 'full' },
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: '/code' }],
    });
  });
});

describe('the first page', () => {
  it('shows each child once, siblings in the order of their names, and what they bought', async () => {
    const parent = await openGuardian();
    const { guardianId } = parent;
    const second = await club.registerChild(50_00, { guardianId, name: 'Åse' });
    const first = await club.registerChild(20_00, { guardianId, name: 'Alma' });
    const counter = new Counter(club);
    await counter.sellTo(first, [12_00]);
    const page = Children.parse(await (await parent.request('/api/children')).json());
    expect(page.children.map(({ accountId }) => accountId)).toEqual([
      first.accountId,
      second.accountId,
    ]);
    expect(page.children[0]).toMatchObject({
      ledgerBalanceOre: 8_00,
      lastPurchase: { clubId: club.clubId, salesPointId: 'cafe', totalOre: 12_00 },
    });
    expect(page.children[0]?.photo).not.toBeNull();
  });

  it('says why there is less to use than money', async () => {
    const parent = await openGuardian();
    const child = await club.registerChild(50_00, { guardianId: parent.guardianId });
    await account(child.accountId).setLimits({
      seenVersion: 0,
      limits: {
        ...{ perPurchaseOre: null, perDayOre: ore(15_00), perWeekOre: null },
        ...{ blockedCategoryIds: [], allowedWeekdays: null, allowedHours: null },
        allowedClubIds: null,
      },
      by: parent.guardianId as never,
    });
    const one = await parent.request(`/api/accounts/${child.accountId}`);
    expect(await one.json()).toMatchObject({
      usableToday: { amountOre: 15_00, reason: 'per_day', today: { spentOre: 0, limitOre: 15_00 } },
    });
  });

  it('is for nobody who is not logged in', async () => {
    for (const path of ['/api/children', '/api/links']) {
      expect((await edge.fetch(new Request(ORIGIN + path))).status).toBe(401);
    }
  });
});

describe('the clubs', () => {
  it('are told to anyone, with places, kinds of goods and whom to ask', async () => {
    const contact = {
      ...{ phone: '00 00 00 01', email: 'klub@testkoebing.invalid' },
      ...{ address: 'Opdigtet Allé 1', openingHours: 'man–tor 14–17' },
    };
    await municipality().addClub({
      ...{ clubId: club.clubId, name: 'Klub Kontakt', contact },
      ...{ salesPoints: [], categories: [] },
    });
    const answer = await edge.fetch(new Request(`${ORIGIN}/api/clubs`));
    const { municipalityName, linksContacts, clubs } = PublicClubs.parse(await answer.json());
    expect(linksContacts).toBe(false);
    expect(municipalityName).toBe('Testkøbing Kommune');
    const told = clubs.find(({ clubId }) => clubId === club.clubId);
    expect(told).toMatchObject({ name: 'Klub Kontakt', contact });
    expect(told?.salesPoints.map(({ salesPointId }) => salesPointId)).toContain('cafe');
    expect(told?.categories.map(({ categoryId }) => categoryId)).toContain('food');
    await club.addClub();
    const again = PublicClubs.parse(
      await (await edge.fetch(new Request(`${ORIGIN}/api/clubs`))).json(),
    );
    expect(again.clubs.find(({ clubId }) => clubId === club.clubId)?.contact).toEqual(contact);
  });
});
