// What leaders and parents do while a till is at work: codes, money, limits, blocks, prices, and a look into
// the books. By the objects' own methods, since their pages arrive with their login.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import {
  type AccountId,
  CardId,
  CategoryId,
  ClubId,
  type MunicipalityId,
  PersonId,
  ProductId,
  SalesPointId,
} from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import {
  DEMO_CLUBS,
  DEMO_MUNICIPALITY,
  type DemoClub,
  type DemoProduct,
  plainLetters,
  productId,
} from '../../local/demo-world.ts';
import { keysAt, municipalityOf } from '../../local/keys.ts';
import { seedCall } from '../../local/seed-calls.ts';
import { SeedClient } from '../../local/seed-client.ts';
import { SeededDemo } from '../../local/seed-demo.ts';
import { isAwake } from './awake-objects.ts';
import type { RunningClub } from './running-club.ts';

const BY = PersonId.parse('browser-test');

/** The figures that the tests look at, of all that an account tells of itself. */
const Inspection = z.object({
  frozenBecause: z.string().nullable(),
  lastSequence: z.int(),
  sumsOre: z.object({ sales: z.int() }),
  notices: z.array(z.object({ kind: z.string() })),
});

/** What an account's journal comes to. */
export interface AccountBooks {
  readonly entries: number;
  readonly soldOre: number;
  readonly noticeKinds: readonly string[];
}

export class ClubOffice {
  readonly #club: RunningClub;

  constructor(club: RunningClub) {
    this.#club = club;
  }

  /** A fresh code for the screen of a till. */
  async pairingCode(tillKey: string): Promise<string> {
    const tillId = this.#seeded().tills[tillKey];
    if (!tillId) throw new Error(`There is no till ${tillKey}`);
    const command = { tillId, validForMs: 600_000 };
    const issued = await this.#client().call(
      seedCall('municipality', this.#municipalityId(), 'issuePairingCode', command),
    );
    return z.object({ code: z.string() }).parse(issued).code;
  }

  /** Whether the server holds the child's account in memory. */
  hasAwake(childName: string): boolean {
    const objects = this.#club.inState('objects');
    return isAwake(this.#club.server, objects, 'CardAccount', this.#accountId(childName));
  }

  async books(childName: string): Promise<AccountBooks> {
    const call = seedCall('account', this.#accountId(childName), 'inspect', undefined);
    const inspected = Inspection.parse(await this.#client().call(call));
    if (inspected.frozenBecause) throw new Error(`${childName}: ${inspected.frozenBecause}`);
    return {
      entries: inspected.lastSequence,
      soldOre: inspected.sumsOre.sales,
      noticeKinds: inspected.notices.map(({ kind }) => kind),
    };
  }

  /** A new member of Bakkens Hjerte of whom there is no photo yet; on start credit, without a card. */
  async registerWithoutPhoto(givenName: string, familyName: string): Promise<void> {
    await this.#client().call(
      seedCall('municipality', this.#municipalityId(), 'registerChild', {
        childId: PersonId.parse(plainLetters(`${givenName} ${familyName}`)),
        ...{ givenName, familyName, photo: null },
        clubIds: [ClubId.parse('bakkens-hjerte')],
      }),
    );
  }

  /** Blocks a child's card for as long as something is done. */
  async whileBlocked(childName: string, work: () => Promise<void>): Promise<void> {
    const accountId = this.#accountId(childName);
    const card = { cardId: CardId.parse(`card-${plainLetters(childName)}`), by: BY };
    await this.#client().call(seedCall('account', accountId, 'blockCard', card));
    try {
      await work();
    } finally {
      await this.#client().call(seedCall('account', accountId, 'unblockCard', card));
    }
  }

  /** Another price at Bakkens Hjerte for as long as something is done; its tills are told at once. */
  async whilePriceIs(
    kroner: number,
    productName: string,
    work: () => Promise<void>,
  ): Promise<void> {
    const [club] = DEMO_CLUBS;
    const product = club?.products.find(({ name }) => name === productName);
    if (!club || !product || !('fixedKroner' in product.price)) {
      throw new Error(`${productName} is not sold there at a fixed price`);
    }
    await this.#putProduct(club, product, kroner);
    try {
      await work();
    } finally {
      await this.#putProduct(club, product, product.price.fixedKroner);
    }
  }

  async #putProduct(club: DemoClub, product: DemoProduct, kroner: number): Promise<void> {
    const { name, category, favourite, accountingCode, salesPoints } = product;
    await this.#client().call(
      seedCall('municipality', this.#municipalityId(), 'putProduct', {
        clubId: ClubId.parse(club.clubId),
        productId: ProductId.parse(productId(club, product)),
        categoryId: CategoryId.parse(category),
        ...{ name, favourite, accountingCode },
        pricing: { kind: 'fixed', priceOre: ore(kroner * 100) },
        vatRatePercent: 0,
        salesPointIds: salesPoints.map((id) => SalesPointId.parse(id)),
        onSale: true,
      }),
    );
  }

  #accountId(childName: string): AccountId {
    const accountId = this.#seeded().accounts[childName];
    if (!accountId) throw new Error(`There is no child ${childName}`);
    return accountId;
  }

  #seeded(): SeededDemo {
    return SeededDemo.parse(JSON.parse(readFileSync(this.#club.inState('seeded.json'), 'utf8')));
  }

  #municipalityId(): MunicipalityId {
    return municipalityOf(keysAt(this.#club.inState('keys/keys.json'), DEMO_MUNICIPALITY.code));
  }

  #client(): SeedClient {
    return new SeedClient(this.#club.inState('seed.sock'));
  }
}
