// Puts the demo world into an empty state, by the objects' own methods. Every call carries the ids it makes,
// so a seeding that was cut short is simply done again; a finished one is remembered and never repeated.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import {
  AccountId,
  CardId,
  CategoryId,
  ClubId,
  type MunicipalityId,
  OperatorId,
  PersonId,
  ProductId,
  SalesPointId,
  TillId,
  TopUpId,
} from '../contracts/ids.ts';
import { type Limits, NO_LIMITS } from '../contracts/limits.ts';
import { ore } from '../contracts/ore.ts';
import { demoPrintedNumber, demoUid } from './demo-cards.ts';
import { DEMO_CHILDREN, type DemoChild, demoChildName } from './demo-children.ts';
import { bornOn, contactsOf, nationalIdOf } from './demo-families.ts';
import { childIdOf, uuidOf } from './demo-ids.ts';
import {
  DEMO_CLUBS,
  DEMO_MUNICIPALITY,
  DEMO_SETTINGS,
  type DemoClub,
  type DemoProduct,
  productId,
  tillKey,
} from './demo-world.ts';
import { drawPhoto } from './draw-photo.ts';
import { type SeedCall, seedCall } from './seed-calls.ts';
import type { SeedClient } from './seed-client.ts';
import { askForApproval, linkCalls } from './seed-families.ts';

/** What the launcher and the tests need to find again: names of ours → ids that the house minted. */
export const SeededDemo = z.strictObject({
  tills: z.record(z.string(), TillId),
  accounts: z.record(z.string(), AccountId),
});
export type SeededDemo = z.infer<typeof SeededDemo>;

/** Who the demo says did it all. */
const BY = PersonId.parse('demo-seed');

/** Seeds once per state; afterwards reads what was remembered. */
export async function seedDemoOnce(
  client: SeedClient,
  municipalityId: MunicipalityId,
  file: string,
): Promise<SeededDemo> {
  if (existsSync(file)) return SeededDemo.parse(JSON.parse(readFileSync(file, 'utf8')));
  const seeded = await seedDemo(client, municipalityId);
  writeFileSync(`${file}.new`, `${JSON.stringify(seeded, null, 2)}\n`, { flush: true });
  renameSync(`${file}.new`, file);
  return seeded;
}

export async function seedDemo(
  client: SeedClient,
  municipalityId: MunicipalityId,
): Promise<SeededDemo> {
  await callAll(client, [
    seedCall('municipality', municipalityId, 'establish', {
      name: DEMO_MUNICIPALITY.name,
      settings: DEMO_SETTINGS,
    }),
    ...DEMO_CLUBS.flatMap((club) => clubCalls(municipalityId, club)),
  ]);
  const accounts = await registerChildren(client, municipalityId);
  await askForApproval(client, municipalityId);
  return {
    tills: await addTills(client, municipalityId),
    accounts,
  };
}

function clubCalls(municipalityId: MunicipalityId, club: DemoClub): SeedCall[] {
  const clubId = ClubId.parse(club.clubId);
  return [
    seedCall('municipality', municipalityId, 'addClub', {
      clubId,
      ...{ name: club.name, contact: club.contact },
      salesPoints: club.salesPoints.map(({ salesPointId, name }) => ({
        salesPointId: SalesPointId.parse(salesPointId),
        name,
      })),
      categories: club.categories.map((category) => ({
        ...category,
        categoryId: CategoryId.parse(category.categoryId),
      })),
    }),
    ...club.products.map((product) => productCall(municipalityId, club, product)),
    ...club.operators.map((operator) =>
      seedCall('municipality', municipalityId, 'addOperator', {
        ...operator,
        operatorId: OperatorId.parse(operator.operatorId),
        clubId,
      }),
    ),
  ];
}

function productCall(
  municipalityId: MunicipalityId,
  club: DemoClub,
  product: DemoProduct,
): SeedCall {
  const { name, category, price, favourite, accountingCode, salesPoints } = product;
  return seedCall('municipality', municipalityId, 'putProduct', {
    clubId: ClubId.parse(club.clubId),
    productId: ProductId.parse(productId(club, product)),
    categoryId: CategoryId.parse(category),
    name,
    pricing:
      'fixedKroner' in price
        ? { kind: 'fixed', priceOre: kroner(price.fixedKroner) }
        : { kind: 'typed', maximumPriceOre: kroner(price.typedUpToKroner) },
    favourite,
    accountingCode,
    vatRatePercent: 0,
    salesPointIds: salesPoints.map((id) => SalesPointId.parse(id)),
    onSale: true,
  });
}

async function addTills(
  client: SeedClient,
  municipalityId: MunicipalityId,
): Promise<SeededDemo['tills']> {
  const tills: [string, TillId][] = [];
  for (const { clubId, salesPoints } of DEMO_CLUBS) {
    for (const { salesPointId, name } of salesPoints) {
      const key = tillKey(clubId, salesPointId);
      const added = await client.call(
        seedCall('municipality', municipalityId, 'addTill', {
          tillKey: key,
          name: `Kasse ${name}`,
          clubId: ClubId.parse(clubId),
          salesPointId: SalesPointId.parse(salesPointId),
        }),
      );
      tills.push([key, z.object({ tillId: TillId }).parse(added).tillId]);
    }
  }
  return Object.fromEntries(tills);
}

async function registerChildren(
  client: SeedClient,
  municipalityId: MunicipalityId,
): Promise<SeededDemo['accounts']> {
  const accounts: [string, AccountId][] = [];
  for (const child of DEMO_CHILDREN) {
    const name = demoChildName(child);
    const registered = await client.call(
      seedCall('municipality', municipalityId, 'registerChild', {
        childId: childIdOf(child),
        givenName: child.givenName,
        familyName: child.familyName,
        photo: drawPhoto(name, child.hair),
        clubIds: child.clubs.map((clubId) => ClubId.parse(clubId)),
        ...{ bornOn: bornOn(child), nationalId: nationalIdOf(child) },
        contacts: contactsOf(child),
      }),
    );
    const { accountId } = z.object({ accountId: AccountId }).parse(registered);
    await callAll(client, [
      ...(await linkCalls(client, municipalityId, child)),
      ...childCalls(municipalityId, accountId, child),
    ]);
    accounts.push([name, accountId]);
  }
  return Object.fromEntries(accounts);
}

function childCalls(
  municipalityId: MunicipalityId,
  accountId: AccountId,
  child: DemoChild,
): SeedCall[] {
  const { card, moneyKroner, limits, cardIsBlocked } = child;
  const childId = childIdOf(child);
  const cardId = CardId.parse(`card-${childId}`);
  const calls: SeedCall[] = [];
  if (card !== null) {
    const uid = demoUid(card, demoChildName(child));
    const command = { childId, cardId, uid, printedNumber: demoPrintedNumber(uid), by: BY };
    calls.push(seedCall('municipality', municipalityId, 'registerCard', command));
  }
  if (moneyKroner > 0) {
    const topUpId = TopUpId.parse(uuidOf(`top-up ${childId}`));
    const amountOre = kroner(moneyKroner);
    const command = { topUpId, amountOre, by: BY, reason: 'Indbetaling i demoen' };
    calls.push(seedCall('account', accountId, 'topUp', command));
  }
  if (limits !== 'none') {
    const command = { seenVersion: 0, limits: LIMITS[limits], by: BY };
    calls.push(seedCall('account', accountId, 'setLimits', command));
  }
  if (cardIsBlocked) {
    calls.push(seedCall('account', accountId, 'blockCard', { cardId, by: BY }));
  }
  return calls;
}

/** No days and no hours, so that the demo is the same at any time it is shown. */
const LIMITS: Readonly<Record<'tight' | 'no-sweets', Limits>> = {
  tight: {
    ...NO_LIMITS,
    perPurchaseOre: kroner(20),
    perDayOre: kroner(30),
    perWeekOre: kroner(100),
    blockedCategoryIds: [CategoryId.parse('sodt')],
  },
  'no-sweets': { ...NO_LIMITS, blockedCategoryIds: [CategoryId.parse('sodt')] },
};

function kroner(amount: number) {
  return ore(amount * 100);
}

const Refused = z.object({ ok: z.literal(false), refusal: z.object({ code: z.string() }) });

/** A refusal is a mistake of the demo, except that limits are already there from a seeding cut short. */
async function callAll(client: SeedClient, calls: readonly SeedCall[]): Promise<void> {
  const values = await client.callAll(calls);
  for (const [index, value] of values.entries()) {
    const refused = Refused.safeParse(value);
    const method = calls[index]?.method;
    if (!refused.success) continue;
    const { code } = refused.data.refusal;
    if (method === 'setLimits' && code === 'version_conflict') continue;
    throw new Error(`The demo cannot be seeded: ${method} was refused with ${code}.`);
  }
}
