// Plainly invented children, clubs and codes for the portal's fake server.
import type { CardOrder, ChildsCard } from '../../../contracts/cards.ts';
import type { ChildOverview } from '../../../contracts/children.ts';
import { PublicClubs } from '../../../contracts/clubs.ts';
import type { LimitsInForce } from '../../../contracts/limits.ts';
import { NO_LIMITS } from '../../../contracts/limits.ts';
import { LinkView } from '../../../contracts/links.ts';
import { ore } from '../../../contracts/ore.ts';

export interface FakeChild {
  overview: ChildOverview;
  limits: LimitsInForce;
  cards: ChildsCard[];
  orders: CardOrder[];
  balanceOre: number;
}

export interface FakeWorld {
  readonly clubs: PublicClubs;
  readonly codes: Record<string, LinkView>;
  children: FakeChild[];
  links: LinkView[];
  unreachable: LinkView[];
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const accountId = (letter: string) => `a0165${letter.repeat(33)}` as ChildOverview['accountId'];
const linkId = (digit: number) =>
  `00000000-0000-4000-8000-00000000000${digit}` as ChildOverview['linkId'];

export function fakeWorld(): FakeWorld {
  return {
    clubs: CLUBS,
    codes: {
      '22222AAAAA': link(8, 'Oda', 'active'),
      '33333BBBBB': link(9, 'Pil', 'awaiting_approval'),
    },
    children: [
      child('A', 1, 'Asta Prøvelund', 12_350, 'active', 4000, 800),
      child('B', 2, 'Birk Prøvelund', 1200, 'blocked', null, 0),
    ],
    links: [link(5, 'Cleo', 'awaiting_approval')],
    unreachable: [],
  };
}

function child(
  letter: string,
  number: number,
  name: string,
  balanceOre: number,
  state: ChildsCard['state'],
  perDayOre: number | null,
  spentOre: number,
): FakeChild {
  const today = { spentOre: ore(spentOre), limitOre: perDayOre === null ? null : ore(perDayOre) };
  const thisWeek = { spentOre: ore(spentOre * 2), limitOre: null };
  const usableOre = perDayOre === null ? balanceOre : Math.min(balanceOre, perDayOre - spentOre);
  const card = {
    cardId: `card-${number}` as ChildsCard['cardId'],
    ...{ printedNumber: `481${number}`, state, since: minutesAgo(60 * 24 * 40) },
  };
  return {
    balanceOre,
    cards: [card],
    orders: [],
    limits: {
      version: perDayOre === null ? 0 : 3,
      limits: { ...NO_LIMITS, perDayOre: today.limitOre },
      setAt: perDayOre === null ? null : minutesAgo(3000),
      setBy: perDayOre === null ? null : { role: 'guardian', name: 'Mads Prøvelund' },
      ...{ today, thisWeek },
    },
    overview: {
      accountId: accountId(letter),
      linkId: linkId(number),
      rights: 'full',
      isOwn: false,
      autoTopUp: null,
      name,
      photo: null,
      clubIds: ['bakkens-hjerte' as ChildOverview['clubIds'][number]],
      ledgerBalanceOre: ore(balanceOre),
      availableOre: ore(balanceOre),
      usableToday: {
        amountOre: ore(state === 'active' ? usableOre : 0),
        reason:
          state === 'active' ? (perDayOre === null ? 'balance' : 'per_day') : 'no_usable_card',
        perPurchaseOre: null,
        hours: null,
        byName: state === 'active' ? null : { spentOre: ore(0), limitOre: ore(100_00) },
        ...{ today, thisWeek },
      },
      lastPurchase:
        spentOre === 0
          ? null
          : {
              soldAt: minutesAgo(95),
              clubId: 'bakkens-hjerte' as never,
              salesPointId: 'cafe' as never,
              totalOre: ore(spentOre),
              itemNames: ['Toast', 'Saftevand'],
            },
      cards: [card],
      creditOre: null,
    },
  };
}

function link(digit: number, childGivenName: string, state: LinkView['state']): LinkView {
  return LinkView.parse({
    linkId: linkId(digit),
    accountId: state === 'active' ? accountId('C') : null,
    childGivenName,
    rights: 'full',
    state,
    since: minutesAgo(60 * 30),
    reason: null,
  });
}

const CLUBS = PublicClubs.parse({
  municipalityName: 'Prøveby Kommune',
  linksContacts: true,
  clubs: [
    {
      clubId: 'bakkens-hjerte',
      name: 'Bakkens Hjerte',
      salesPoints: [
        { salesPointId: 'cafe', name: 'Café' },
        { salesPointId: 'vaerksted', name: 'Værksted' },
      ],
      categories: [
        { categoryId: 'mad', name: 'Mad', colour: 1 },
        { categoryId: 'slik', name: 'Slik og sodavand', colour: 2 },
        { categoryId: 'materialer', name: 'Materialer', colour: 3 },
      ],
      contact: {
        phone: '12 34 56 78',
        email: 'klub@example.dk',
        address: 'Prøvevej 1, 2620 Prøveby',
        openingHours: 'Hverdage 13.00-17.00',
      },
    },
    {
      clubId: 'storagergard',
      name: 'Klub Storagergård',
      salesPoints: [{ salesPointId: 'cafe', name: 'Café' }],
      categories: [{ categoryId: 'mad', name: 'Mad', colour: 1 }],
      contact: null,
    },
  ],
});
