// What leaders and parents do while a till is at work: codes, money, limits, blocks, prices, and a look into
// the books. By the objects' own methods, since their pages arrive with their login.
import { randomUUID } from 'node:crypto';
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
  TopUpId,
} from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import { DEMO_CLUBS, DEMO_MUNICIPALITY, plainLetters, productId } from '../../local/demo-world.ts';
import { keysAt, municipalityOf } from '../../local/keys.ts';
import { seedCall } from '../../local/seed-calls.ts';
import { SeedClient } from '../../local/seed-client.ts';
import { SeededDemo } from '../../local/seed-demo.ts';
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

  async payIn(childName: string, kroner: number): Promise<void> {
    const topUpId = TopUpId.parse(randomUUID());
    const command = { topUpId, amountOre: ore(kroner * 100), by: BY, reason: 'Prøve i browseren' };
    await this.#client().call(seedCall('account', this.#accountId(childName), 'topUp', command));
  }

  async blockCard(childName: string): Promise<void> {
    await this.#client().call(
      seedCall('account', this.#accountId(childName), 'blockCard', this.#card(childName)),
    );
  }

  async unblockCard(childName: string): Promise<void> {
    await this.#client().call(
      seedCall('account', this.#accountId(childName), 'unblockCard', this.#card(childName)),
    );
  }

  /** Changes a product of Bakkens Hjerte; every till of the club is told at once. */
  async setPrice(productName: string, kroner: number): Promise<void> {
    const [club] = DEMO_CLUBS;
    const product = club?.products.find(({ name }) => name === productName);
    if (!club || !product) throw new Error(`${productName} is not sold there`);
    await this.#client().call(
      seedCall('municipality', this.#municipalityId(), 'putProduct', {
        clubId: ClubId.parse(club.clubId),
        productId: ProductId.parse(productId(club, product)),
        categoryId: CategoryId.parse(product.category),
        name: productName,
        pricing: { kind: 'fixed', priceOre: ore(kroner * 100) },
        favourite: product.favourite,
        accountingCode: product.accountingCode,
        vatRatePercent: 0,
        salesPointIds: product.salesPoints.map((id) => SalesPointId.parse(id)),
        onSale: true,
      }),
    );
  }

  #card(childName: string) {
    return { cardId: CardId.parse(`card-${plainLetters(childName)}`), by: BY };
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
