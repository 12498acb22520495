// The world that is measured: one club, many tills, and children with money, cards and a parent's limits.
// Made through the objects' own methods, by the seed service.
import { randomUUID } from 'node:crypto';
import type { AccountId, PersonId, TillId } from '../../contracts/ids.ts';
import { LARGEST_AMOUNT_ORE } from '../../contracts/ore.ts';
import type { PurchaseLine } from '../../contracts/purchases.ts';
import { FIRST_SETTINGS, type Settings } from '../../durable-objects/municipality/settings.ts';
import { drawPhoto } from '../../local/draw-photo.ts';
import type { SeedCall } from '../../local/seed-calls.ts';
import type { SeedClient } from '../../local/seed-client.ts';
import type { KlubkortChild } from '../load/klubkort-load.ts';

export const OPERATOR = { operatorId: 'benchmark-operator', pin: '4711' } as const;
/** The smallest price, so that a purse outlasts any run. */
export const LINE = { productId: 'apple', quantity: 1, priceOre: 1 } as PurchaseLine;
export const TOP_UP_ORE = LARGEST_AMOUNT_ORE;
/** The first child is the one that all tills sell to at once. */
export const HOT_CHILD_TOP_UPS = 20;

const CLUB_ID = 'benchmark-club';
const SALES_POINT_ID = 'cafe';
const LEADER = 'benchmark-leader';
/** Drawing one takes a while, and a till cannot tell whose it is. */
const DIFFERENT_PHOTOS = 8;

/** Everything but what can be bought and owned: the club, its product and its operator. */
export async function seedClub(
  seed: SeedClient,
  municipalityId: string,
  settings: Partial<Settings> = {},
): Promise<void> {
  const call = (method: string, argument: unknown): SeedCall => {
    return { object: 'municipality', id: municipalityId, method, argument };
  };
  await seed.callAll([
    call('establish', {
      name: 'Benchmark',
      settings: { ...FIRST_SETTINGS, highestBalanceOre: 1_000 * TOP_UP_ORE, ...settings },
    }),
    call('addClub', {
      clubId: CLUB_ID,
      name: 'Benchmark club',
      salesPoints: [{ salesPointId: SALES_POINT_ID, name: 'Café' }],
      categories: [{ categoryId: 'fruit', name: 'Fruit', colour: 1 }],
    }),
    call('putProduct', {
      clubId: CLUB_ID,
      productId: LINE.productId,
      categoryId: 'fruit',
      name: 'Apple',
      pricing: { kind: 'fixed', priceOre: LINE.priceOre },
      favourite: true,
      accountingCode: '1000',
      vatRatePercent: 0,
      salesPointIds: [SALES_POINT_ID],
      onSale: true,
    }),
    call('addOperator', {
      ...OPERATOR,
      clubId: CLUB_ID,
      name: 'Benchmark operator',
      kind: 'staff',
    }),
  ]);
}

export interface TillToPair {
  readonly tillId: TillId;
  readonly screenCode: string;
  readonly bridgeCode: string;
}

export async function seedTills(
  seed: SeedClient,
  municipalityId: string,
  count: number,
): Promise<TillToPair[]> {
  const tills: TillToPair[] = [];
  for (let index = 0; index < count; index += 1) {
    const on = { object: 'municipality', id: municipalityId } as const;
    const name = `Till ${index}`;
    const argument = {
      tillKey: `till-${index}`,
      name,
      clubId: CLUB_ID,
      salesPointId: SALES_POINT_ID,
    };
    const added = await seed.call({ ...on, method: 'addTill', argument });
    const { tillId } = added as { tillId: TillId };
    const code = { ...on, method: 'issuePairingCode', argument: { tillId, validForMs: 600_000 } };
    const [screen, bridge] = (await seed.callAll([code, code])) as { code: string }[];
    tills.push({ tillId, screenCode: screen?.code ?? '', bridgeCode: bridge?.code ?? '' });
  }
  return tills;
}

export function childIdOf(index: number): PersonId {
  return `child-${index}` as PersonId;
}

/** Children with a photo, an active card, money that outlasts any run, and limits that are counted. */
export async function seedChildren(
  seed: SeedClient,
  municipalityId: string,
  count: number,
): Promise<KlubkortChild[]> {
  const children = await seedMembers(seed, municipalityId, { from: 0, count });
  await putMoney(
    seed,
    children.flatMap(({ accountId }, index) => [
      setLimits(accountId),
      ...Array.from({ length: index === 0 ? HOT_CHILD_TOP_UPS : 1 }, () =>
        topUp(accountId, TOP_UP_ORE),
      ),
    ]),
  );
  return children;
}

/** @throws Error for the first call that was refused. */
export async function putMoney(seed: SeedClient, calls: readonly SeedCall[]): Promise<void> {
  for (const answer of await seed.callAll(calls)) {
    if (!(answer as { ok: boolean }).ok) throw new Error(`seeding: ${JSON.stringify(answer)}`);
  }
}

/** Children of the club with a photo and an active card, and without money. */
export async function seedMembers(
  seed: SeedClient,
  municipalityId: string,
  { from, count }: { readonly from: number; readonly count: number },
): Promise<KlubkortChild[]> {
  const on = { object: 'municipality', id: municipalityId } as const;
  const photos = Array.from({ length: DIFFERENT_PHOTOS }, (_, index) =>
    drawPhoto(`Child ${index}`),
  );
  const numbers = Array.from({ length: count }, (_, index) => from + index);
  const registered = await seed.callAll(
    numbers.map((index) => ({
      ...on,
      method: 'registerChild',
      argument: {
        childId: childIdOf(index),
        givenName: 'Child',
        familyName: `Number ${index}`,
        photo: photos[index % DIFFERENT_PHOTOS] ?? null,
        clubIds: [CLUB_ID],
      },
    })),
  );
  const children = registered.map((child, index) => ({
    accountId: (child as { accountId: AccountId }).accountId,
    uid: `04${(from + index).toString(16).padStart(12, '0')}`,
  }));
  await seed.callAll(
    children.map(({ uid }, index) => ({
      ...on,
      method: 'registerCard',
      argument: {
        ...{ childId: childIdOf(from + index), cardId: `card-${from + index}`, uid, by: LEADER },
      },
    })),
  );
  return children;
}

export function topUp(accountId: AccountId, amountOre: number): SeedCall {
  const argument = { topUpId: randomUUID(), amountOre, by: LEADER, reason: 'benchmark' };
  return { object: 'account', id: accountId, method: 'topUp', argument };
}

function setLimits(accountId: AccountId): SeedCall {
  const limits = {
    // A million purchases of the smallest price.
    perPurchaseOre: LARGEST_AMOUNT_ORE,
    perDayOre: LARGEST_AMOUNT_ORE,
    perWeekOre: LARGEST_AMOUNT_ORE,
    blockedCategoryIds: ['sweets'],
    allowedWeekdays: [1, 2, 3, 4, 5, 6, 7],
    allowedHours: { from: '00:00', until: '24:00' },
    allowedClubIds: [CLUB_ID],
  };
  const argument = { seenVersion: 0, limits, by: LEADER };
  return { object: 'account', id: accountId, method: 'setLimits', argument };
}
