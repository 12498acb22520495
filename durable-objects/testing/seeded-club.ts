// A club of its own for each test: sales point, products, operators and children, made through the
// municipality's own methods. Nothing is shared but the municipality. Absent: tills that sign (worker/testing).
import { env } from 'cloudflare:workers';
import type {
  AccountId,
  CardId,
  CategoryId,
  ClubId,
  GuardianId,
  LinkId,
  OperatorId,
  PersonId,
  ProductId,
  SalesPointId,
} from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import type { Photo } from '../../contracts/photo.ts';
import { nationalIdHash } from '../keyed-hash.ts';
import type { PutProductCommand, RegisterChildCommand } from '../municipality/commands.ts';
import { FIRST_SETTINGS, type Settings } from '../municipality/settings.ts';
import { mintObjectId } from '../object-id.ts';

export const LEADER = 'leader-testesen' as PersonId;
export const STAFF_PIN = '1234';
export const YOUTH_PIN = '4321';

export const TINY_PHOTO: Photo = {
  mediaType: 'image/png',
  base64:
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
};

export interface TestChild {
  readonly childId: PersonId;
  readonly name: string;
  readonly accountId: AccountId;
  readonly uid: string;
  readonly cardId: CardId;
  /** Linked with full rights, unless the options say otherwise. */
  readonly guardianId: GuardianId;
}

export interface ChildOptions {
  readonly card?: boolean;
  readonly linked?: boolean;
  readonly name?: string;
  readonly guardianId?: GuardianId;
  readonly bornOn?: string;
  readonly nationalId?: string;
  readonly contacts?: RegisterChildCommand['contacts'];
}

let count = 0;

export function municipality() {
  const [municipalityId] = Object.values(JSON.parse(env.MUNICIPALITIES) as object);
  return env.MUNICIPALITY.getByName(String(municipalityId));
}

export function account(accountId: AccountId) {
  return env.CARD_ACCOUNT.getByName(accountId);
}

export class SeededClub {
  readonly clubId: ClubId;
  readonly salesPointId = 'cafe' as SalesPointId;
  readonly staff: OperatorId;
  readonly youth: OperatorId;

  constructor() {
    const number = `${crypto.randomUUID().slice(0, 8)}-${++count}`;
    this.clubId = `club-${number}` as ClubId;
    this.staff = `staff-${number}` as OperatorId;
    this.youth = `youth-${number}` as OperatorId;
  }

  /**
   * Products: `bolle` 12 kr, `juice` 8 kr, `slik` 5 kr (category sweets), `ore` one øre, `trae` typed up to
   * 150 kr. No start credit unless the settings say so; settings are the whole municipality's.
   */
  async seed(settings: Partial<Settings> = {}): Promise<void> {
    const { clubId } = this;
    await setSettings(settings);
    await this.addClub();
    await this.putProduct('bolle', 'food', 12_00);
    await this.putProduct('juice', 'food', 8_00);
    await this.putProduct('slik', 'sweets', 5_00);
    await this.putProduct('ore', 'food', 1);
    await this.putProduct('trae', 'workshop', { kind: 'typed', maximumPriceOre: ore(150_00) });
    for (const [operatorId, kind, pin] of [
      [this.staff, 'staff', STAFF_PIN],
      [this.youth, 'youth', YOUTH_PIN],
    ] as const) {
      await municipality().addOperator({ operatorId, clubId, kind, pin, name: `Test ${kind}` });
    }
  }

  async addClub(sweetsName = 'Slik'): Promise<void> {
    await municipality().addClub({
      clubId: this.clubId,
      name: `Klub ${this.clubId}`,
      salesPoints: [
        { salesPointId: this.salesPointId, name: 'Café' },
        { salesPointId: 'workshop' as SalesPointId, name: 'Værksted' },
      ],
      categories: [
        { categoryId: 'food' as CategoryId, name: 'Mad', colour: 1 },
        { categoryId: 'sweets' as CategoryId, name: sweetsName, colour: 2 },
        { categoryId: 'workshop' as CategoryId, name: 'Værksted', colour: 3 },
      ],
    });
  }

  async putProduct(
    productId: string,
    categoryId: string,
    price: number | PutProductCommand['pricing'],
    options: { readonly onSale?: boolean; readonly salesPointId?: string } = {},
  ): Promise<void> {
    const outcome = await municipality().putProduct({
      clubId: this.clubId,
      productId: productId as ProductId,
      categoryId: categoryId as CategoryId,
      name: productId,
      pricing: typeof price === 'number' ? { kind: 'fixed', priceOre: ore(price) } : price,
      favourite: productId === 'bolle',
      accountingCode: '4711',
      vatRatePercent: 0,
      salesPointIds: [(options.salesPointId ?? this.salesPointId) as SalesPointId],
      onSale: options.onSale ?? true,
    });
    if (!outcome.ok) throw new Error(`putting ${productId}: ${JSON.stringify(outcome.refusal)}`);
  }

  /** A child with a card, a linked guardian (no start credit) and that much money. */
  async registerChild(balanceOre: number, options: ChildOptions = {}): Promise<TestChild> {
    const number = `${++count}-${crypto.randomUUID().slice(0, 8)}`;
    const childId = `child-${number}` as PersonId;
    const cardId = `card-${number}` as CardId;
    const uid = newUid();
    const guardianId = options.guardianId ?? newGuardianId();
    const givenName = options.name ?? `Barn${count}`;
    const { accountId } = await municipality().registerChild({
      childId,
      givenName,
      familyName: 'Testesen',
      photo: TINY_PHOTO,
      clubIds: [this.clubId],
      ...{ bornOn: options.bornOn ?? null, nationalId: options.nationalId ?? null },
      contacts: options.contacts ?? [],
    });
    if (options.card !== false) {
      await municipality().registerCard({ childId, cardId, uid, by: LEADER });
    }
    if (options.linked !== false) {
      await linkGuardian(childId, guardianId);
    }
    if (balanceOre > 0) await topUp(accountId, balanceOre);
    return { childId, name: `${givenName} Testesen`, accountId, uid, cardId, guardianId };
  }
}

/** Of nobody who has logged in yet. */
export function newGuardianId(): GuardianId {
  return mintObjectId('g', '0165', env.EDGE_KEY) as GuardianId;
}

/** Nobody's: no day of a month is above 91. */
export function newNationalId(): string {
  const digits = String(crypto.getRandomValues(new Uint32Array(1))[0]).padStart(8, '0');
  return `99${digits.slice(-8)}`;
}

/** What the provider calls that person: the same each time, and nothing of the number in it. */
export function subjectOf(nationalId: string): string {
  return `subject-${nationalIdHash(nationalId, env.CODE_KEY).slice(0, 20)}`;
}

/** Somebody who has logged in, with a name and a birthday. */
export async function loggedInGuardian(nationalId = newNationalId()): Promise<GuardianId> {
  const identified = await municipality().identify({
    loginHash: crypto.randomUUID(),
    loginExpiresAt: Date.now() + 600_000,
    issuer: 'https://mitid.test/op',
    subject: subjectOf(nationalId),
    nationalIdHash: nationalIdHash(nationalId, env.CODE_KEY),
    name: 'Voksen Testesen',
    birthDate: '1980-01-02',
  });
  if (!identified.ok) throw new Error(identified.refusal.code);
  return identified.value.guardianId;
}

/** As a club does that has met the guardian. */
export async function linkGuardian(
  childId: PersonId,
  guardianId: GuardianId,
  rights: 'full' | 'payer' = 'full',
): Promise<LinkId> {
  const linkId = crypto.randomUUID() as LinkId;
  const command = { linkId, childId, guardianId, rights, by: LEADER };
  const linked = await municipality().linkGuardian(command);
  if (!linked.ok) throw new Error(`linking a guardian: ${linked.refusal.code}`);
  return linkId;
}

/** Seven bytes, as most cards have; the first names a maker, so that it is no random one. */
export function newUid(): string {
  return `04${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`;
}

export async function setSettings(settings: Partial<Settings>): Promise<void> {
  await municipality().establish({
    name: 'Testkøbing Kommune',
    settings: { ...FIRST_SETTINGS, startCreditOre: ore(0), ...settings },
  });
}

export async function topUp(accountId: AccountId, amountOre: number, topUpId?: string) {
  return account(accountId).topUp({
    topUpId: (topUpId ?? crypto.randomUUID()) as never,
    amountOre: ore(amountOre),
    by: LEADER,
    reason: 'indbetaling i test',
  });
}
