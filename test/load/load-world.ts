// The club that a load test sells in: its products, one operator, its tills, and children of every kind that
// a till can meet: with plenty of money, with a parent's limits, and a few at whose account all tills sell.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  AccountId,
  CardId,
  CategoryId,
  ClubId,
  GuardianId,
  LinkId,
  type MunicipalityId,
  OperatorId,
  PersonId,
  ProductId,
  SalesPointId,
  TillId,
  TopUpId,
} from '../../contracts/ids.ts';
import { type Limits, NO_LIMITS } from '../../contracts/limits.ts';
import { LARGEST_AMOUNT_ORE, type Ore, ore } from '../../contracts/ore.ts';
import { FIRST_SETTINGS } from '../../durable-objects/municipality/settings.ts';
import { drawPhoto } from '../../local/draw-photo.ts';
import { type SeedCall, seedCall } from '../../local/seed-calls.ts';
import type { SeedClient } from '../../local/seed-client.ts';
import type { SeededRandom } from './seeded-random.ts';

export const OPERATOR = { operatorId: OperatorId.parse('staff-1'), pin: '4711' } as const;

export interface LoadProduct {
  readonly productId: ProductId;
  readonly categoryId: CategoryId;
  readonly priceOre: Ore;
}

export interface LoadChild {
  readonly accountId: AccountId;
  readonly uid: string;
  /** All that was ever put in, by one top-up. */
  readonly seededOre: Ore;
  /** Many tills sell to this one at the same time, until its money is gone. */
  readonly isHot: boolean;
  readonly limits: Limits | null;
}

export interface LoadWorld {
  readonly products: readonly LoadProduct[];
  readonly children: readonly LoadChild[];
  /** One code pairs the screen and the bridge of its till. */
  readonly tills: readonly { readonly tillId: TillId; readonly code: string }[];
}

export interface LoadWorldPlan {
  readonly tills: number;
  readonly children: number;
  readonly hotChildren: number;
  readonly limitedChildren: number;
  /** What the hot children and the others get at most; the limited ones get as much as the others. */
  readonly hotOre: number;
  readonly plentyOre: number;
}

const CLUB = ClubId.parse('load-club');
const CAFE = SalesPointId.parse('cafe');
const BY = PersonId.parse('load-leader');
const FOOD = CategoryId.parse('food');
const SWEETS = CategoryId.parse('sweets');
/** Drawing one takes a while, and no till can tell whose it is. */
const DIFFERENT_PHOTOS = 4;

const PRODUCTS: readonly LoadProduct[] = [
  { productId: ProductId.parse('bolle'), categoryId: FOOD, priceOre: ore(12_00) },
  { productId: ProductId.parse('juice'), categoryId: FOOD, priceOre: ore(8_50) },
  { productId: ProductId.parse('toast'), categoryId: FOOD, priceOre: ore(22_00) },
  { productId: ProductId.parse('slik'), categoryId: SWEETS, priceOre: ore(5_25) },
];

const LIMITS: readonly Limits[] = [
  { ...NO_LIMITS, perPurchaseOre: ore(30_00), perDayOre: ore(75_00) },
  { ...NO_LIMITS, perDayOre: ore(50_00), perWeekOre: ore(120_00) },
  { ...NO_LIMITS, blockedCategoryIds: [SWEETS], perWeekOre: ore(90_00) },
];

export async function seedLoadWorld(
  seed: SeedClient,
  municipalityId: MunicipalityId,
  plan: LoadWorldPlan,
  random: SeededRandom,
): Promise<LoadWorld> {
  await seed.callAll(clubCalls(municipalityId));
  const children = await seedChildren(seed, municipalityId, plan, random);
  return { products: PRODUCTS, children, tills: await seedTills(seed, municipalityId, plan.tills) };
}

function clubCalls(municipalityId: MunicipalityId): SeedCall[] {
  return [
    seedCall('municipality', municipalityId, 'establish', {
      name: 'Test Kommune',
      settings: { ...FIRST_SETTINGS, highestBalanceOre: ore(LARGEST_AMOUNT_ORE) },
    }),
    seedCall('municipality', municipalityId, 'addClub', {
      clubId: CLUB,
      name: 'Klub Stormvejr',
      salesPoints: [{ salesPointId: CAFE, name: 'Café' }],
      categories: [
        { categoryId: FOOD, name: 'Mad', colour: 1 },
        { categoryId: SWEETS, name: 'Slik', colour: 2 },
      ],
    }),
    ...PRODUCTS.map(({ productId, categoryId, priceOre }) =>
      seedCall('municipality', municipalityId, 'putProduct', {
        clubId: CLUB,
        productId,
        categoryId,
        name: productId,
        pricing: { kind: 'fixed', priceOre },
        favourite: false,
        accountingCode: '4711',
        vatRatePercent: 0,
        salesPointIds: [CAFE],
        onSale: true,
      }),
    ),
    seedCall('municipality', municipalityId, 'addOperator', {
      ...OPERATOR,
      clubId: CLUB,
      name: 'Vagt Testesen',
      kind: 'staff',
    }),
  ];
}

async function seedTills(
  seed: SeedClient,
  municipalityId: MunicipalityId,
  count: number,
): Promise<LoadWorld['tills']> {
  const tills: LoadWorld['tills'][number][] = [];
  for (let number = 1; number <= count; number += 1) {
    const added = await seed.call(
      seedCall('municipality', municipalityId, 'addTill', {
        tillKey: `till-${number}`,
        name: `Kasse ${number}`,
        clubId: CLUB,
        salesPointId: CAFE,
      }),
    );
    const { tillId } = z.object({ tillId: TillId }).parse(added);
    const command = { tillId, validForMs: 600_000 };
    const issued = await seed.call(
      seedCall('municipality', municipalityId, 'issuePairingCode', command),
    );
    tills.push({ tillId, code: z.object({ code: z.string() }).parse(issued).code });
  }
  return tills;
}

async function seedChildren(
  seed: SeedClient,
  municipalityId: MunicipalityId,
  plan: LoadWorldPlan,
  random: SeededRandom,
): Promise<LoadChild[]> {
  const photos = Array.from({ length: DIFFERENT_PHOTOS }, (_, index) => drawPhoto(`Barn ${index}`));
  const numbers = Array.from({ length: plan.children }, (_, index) => index + 1);
  const registered = await seed.callAll(
    numbers.map((number) =>
      seedCall('municipality', municipalityId, 'registerChild', {
        childId: childIdOf(number),
        givenName: `Barn ${number}`,
        familyName: 'Testesen',
        photo: photos[number % DIFFERENT_PHOTOS] ?? null,
        clubIds: [CLUB],
      }),
    ),
  );
  const guardians = await seed.callAll(
    numbers.map((number) =>
      seedCall('municipality', municipalityId, 'registerGuardian', {
        nationalId: `99${String(number).padStart(8, '0')}`,
        name: `Voksen ${number} Testesen`,
      }),
    ),
  );
  const children = numbers.map((number, index): LoadChild => {
    const { accountId } = z.object({ accountId: AccountId }).parse(registered[index]);
    const isHot = number <= plan.hotChildren;
    const isLimited = !isHot && number <= plan.hotChildren + plan.limitedChildren;
    const mostOre = Math.min(isHot ? plan.hotOre : plan.plentyOre, LARGEST_AMOUNT_ORE);
    return {
      accountId,
      uid: `04${number.toString(16).padStart(12, '0')}`,
      seededOre: ore(random.whole(Math.ceil(mostOre / 2), mostOre)),
      isHot,
      limits: isLimited ? random.pick(LIMITS) : null,
    };
  });
  const calls = children.flatMap((child, index) => {
    const { guardianId } = z.object({ guardianId: GuardianId }).parse(guardians[index]);
    return childCalls(municipalityId, child, index + 1, guardianId);
  });
  for (const [index, value] of (await seed.callAll(calls)).entries()) {
    const { ok } = z.object({ ok: z.boolean() }).parse(value);
    if (!ok) throw new Error(`${calls[index]?.method} was refused: ${JSON.stringify(value)}`);
  }
  return children;
}

function childCalls(
  municipalityId: MunicipalityId,
  child: LoadChild,
  number: number,
  guardianId: GuardianId,
): SeedCall[] {
  const { accountId, uid, seededOre, limits } = child;
  const childId = childIdOf(number);
  return [
    seedCall('municipality', municipalityId, 'registerCard', {
      childId,
      cardId: CardId.parse(`card-${number}`),
      uid,
      by: BY,
    }),
    // The first link ends the start credit, so that a purse can never be below zero.
    seedCall('municipality', municipalityId, 'linkGuardian', {
      linkId: LinkId.parse(randomUUID()),
      childId,
      guardianId,
      rights: 'full',
      by: BY,
    }),
    seedCall('account', accountId, 'topUp', {
      topUpId: TopUpId.parse(randomUUID()),
      amountOre: seededOre,
      by: BY,
      reason: 'Indbetaling i test',
    }),
    ...(limits === null
      ? []
      : [seedCall('account', accountId, 'setLimits', { seenVersion: 0, limits, by: BY })]),
  ];
}

function childIdOf(number: number): PersonId {
  return PersonId.parse(`child-${number}`);
}
