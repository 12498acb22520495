// A payer (bedsteforælder) sees a child's first name and the way to pay in, and nothing else of the child: each
// answer is compared whole, so that a field that comes to it later fails here until somebody has thought of payers.
import { beforeAll, describe, expect, it } from 'vitest';
import { Children } from '../contracts/children.ts';
import type { LinkId } from '../contracts/ids.ts';
import { Counter } from '../durable-objects/testing/counter.ts';
import {
  linkGuardian,
  SeededClub,
  type TestChild,
} from '../durable-objects/testing/seeded-club.ts';
import { edge } from './testing/edge.ts';
import { ORIGIN } from './testing/test-device.ts';
import { openGuardian, type TestGuardian } from './testing/test-guardian.ts';

const club = new SeededClub();
let child: TestChild;
let payer: TestGuardian;
let linkId: LinkId;

beforeAll(async () => {
  await club.seed();
  child = await club.registerChild(100_00, { name: 'Holger', bornOn: '2014-05-06' });
  await new Counter(club).sellTo(child, [12_00]);
  payer = await openGuardian();
  linkId = await linkGuardian(child.childId, payer.guardianId, 'payer');
});

async function read(path: string): Promise<unknown> {
  const response = await payer.request(path);
  expect(response.status).toBe(200);
  return response.json();
}

/** All that a payer is told of a child: what is null or empty here holds something for a parent. */
function told() {
  return {
    ...{ accountId: child.accountId, linkId, rights: 'payer', isOwn: false, name: 'Holger' },
    autoTopUp: null,
    ...{ photo: null, clubIds: [], ledgerBalanceOre: null, availableOre: null },
    ...{ usableToday: null, lastPurchase: null, cards: null, creditOre: null },
  };
}

/** What a parent is told in the same moment, so that the nulls above hold something back. */
const HELD_BACK = [
  ...(['photo', 'clubIds', 'ledgerBalanceOre', 'availableOre'] as const),
  ...(['usableToday', 'lastPurchase', 'cards', 'creditOre'] as const),
];

describe('a payer', () => {
  it('is told the first name on the first page, and nothing of clubs, money, cards or purchases', async () => {
    expect(await read('/api/children')).toEqual({
      ...{ children: [told()], unreachable: [], otherLinks: [] },
    });
    const parent = await openGuardian({ guardianId: child.guardianId });
    const page = Children.parse(await (await parent.request('/api/children')).json());
    for (const field of HELD_BACK) expect(page.children[0]?.[field]).not.toEqual(told()[field]);
  });

  it('is told the same of the child alone', async () => {
    expect(await read(`/api/accounts/${child.accountId}`)).toEqual(told());
  });

  it('is told of the link what it asked for', async () => {
    expect(await read('/api/links')).toEqual({
      links: [
        {
          ...{ linkId, accountId: child.accountId, childGivenName: 'Holger', rights: 'payer' },
          ...{ state: 'active', since: expect.any(String), reason: null },
        },
      ],
    });
  });

  it('is told of the clubs what anyone is, with no word of the child', async () => {
    const anyone = await edge.fetch(new Request(`${ORIGIN}/api/clubs`));
    const clubs = await read('/api/clubs');
    expect(clubs).toEqual(await anyone.json());
    const text = JSON.stringify(clubs);
    for (const word of [child.childId, child.accountId, child.cardId, 'Holger']) {
      expect(text).not.toContain(word);
    }
  });

  it('hears no more of it when the child has bought again', async () => {
    await new Counter(club).sellTo(child, [8_00]);
    expect(await read(`/api/accounts/${child.accountId}`)).toEqual(told());
  });
});
