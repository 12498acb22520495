// A club of its own for each test: sales point, products, operators, tills and children, made through the
// municipality's own methods. Nothing is shared but the municipality.
import { env } from 'cloudflare:workers';
import type {
  AccountId,
  CardId,
  CategoryId,
  ClubId,
  OperatorId,
  PersonId,
  ProductId,
  SalesPointId,
} from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import type { Photo } from '../../contracts/photo.ts';
import type { PutProductCommand } from '../../durable-objects/municipality/commands.ts';
import { FIRST_SETTINGS, type Settings } from '../../durable-objects/municipality/settings.ts';
import { TestDevice } from './test-device.ts';
import { TestTill } from './test-till.ts';

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
}

let count = 0;

export function municipality() {
  const [municipalityId] = Object.values(JSON.parse(env.MUNICIPALITIES) as object);
  return env.MUNICIPALITY.getByName(String(municipalityId));
}

export function account(accountId: AccountId) {
  return env.CARD_ACCOUNT.getByName(accountId);
}

export class TestClub {
  readonly clubId: ClubId;
  readonly salesPointId = 'cafe' as SalesPointId;
  readonly staff: OperatorId;
  readonly youth: OperatorId;

  constructor(number: string) {
    this.clubId = `club-${number}` as ClubId;
    this.staff = `staff-${number}` as OperatorId;
    this.youth = `youth-${number}` as OperatorId;
  }

  /** Products: `bolle` 12 kr, `juice` 8 kr, `slik` 5 kr (category sweets), `trae` typed up to 150 kr. */
  static async open(settings: Partial<Settings> = {}): Promise<TestClub> {
    const club = new TestClub(`${crypto.randomUUID().slice(0, 8)}-${++count}`);
    const { clubId, salesPointId } = club;
    await municipality().establish({
      name: 'Testkøbing Kommune',
      settings: { ...FIRST_SETTINGS, startCreditOre: ore(0), ...settings },
    });
    await municipality().addClub({
      clubId,
      name: `Klub ${clubId}`,
      salesPoints: [{ salesPointId, name: 'Café' }],
      categories: [
        { categoryId: 'food' as CategoryId, name: 'Mad', colour: 1 },
        { categoryId: 'sweets' as CategoryId, name: 'Slik', colour: 2 },
        { categoryId: 'workshop' as CategoryId, name: 'Værksted', colour: 3 },
      ],
    });
    await club.putProduct('bolle', 'food', 12_00);
    await club.putProduct('juice', 'food', 8_00);
    await club.putProduct('slik', 'sweets', 5_00);
    await club.putProduct('ore', 'food', 1);
    await club.putProduct('trae', 'workshop', { kind: 'typed', maximumPriceOre: ore(150_00) });
    for (const [operatorId, kind, pin] of [
      [club.staff, 'staff', STAFF_PIN],
      [club.youth, 'youth', YOUTH_PIN],
    ] as const) {
      await municipality().addOperator({ operatorId, clubId, kind, pin, name: `Test ${kind}` });
    }
    return club;
  }

  async putProduct(
    productId: string,
    categoryId: string,
    price: number | PutProductCommand['pricing'],
    onSale = true,
  ): Promise<void> {
    await municipality().putProduct({
      clubId: this.clubId,
      productId: productId as ProductId,
      categoryId: categoryId as CategoryId,
      name: productId,
      pricing: typeof price === 'number' ? { kind: 'fixed', priceOre: ore(price) } : price,
      favourite: productId === 'bolle',
      accountingCode: '4711',
      vatRatePercent: 0,
      salesPointIds: [this.salesPointId],
      onSale,
    });
  }

  /** A till with a paired screen and bridge; a staff operator is on shift unless told otherwise. */
  async openTill(
    options: { readonly operator?: 'staff' | 'youth' | null } = {},
  ): Promise<TestTill> {
    const { clubId, salesPointId } = this;
    const { tillId } = await municipality().addTill({
      tillKey: `till-${crypto.randomUUID()}`,
      name: 'Kasse 1',
      clubId,
      salesPointId,
    });
    const { code } = await municipality().issuePairingCode({ tillId, validForMs: 60_000 });
    const screen = await TestDevice.pair(code, 'screen');
    const bridge = await TestDevice.pair(code, 'bridge');
    const till = new TestTill(this, screen, bridge);
    const operator = options.operator === undefined ? 'staff' : options.operator;
    if (operator !== null) await till.signIn(operator);
    return till;
  }

  /** A child with a card, a linked guardian (no start credit) and that much money. */
  async registerChild(
    balanceOre: number,
    options: { readonly card?: boolean; readonly linked?: boolean; readonly name?: string } = {},
  ): Promise<TestChild> {
    const number = `${++count}-${crypto.randomUUID().slice(0, 8)}`;
    const childId = `child-${number}` as PersonId;
    const cardId = `card-${number}` as CardId;
    const uid = `04${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`;
    const givenName = options.name ?? `Barn${count}`;
    const { accountId } = await municipality().registerChild({
      childId,
      givenName,
      familyName: 'Testesen',
      photo: TINY_PHOTO,
      clubIds: [this.clubId],
    });
    if (options.card !== false) {
      await municipality().registerCard({ childId, cardId, uid, by: LEADER });
    }
    if (options.linked !== false) {
      const guardianId = `guardian-${number}` as PersonId;
      await municipality().linkGuardian({ childId, guardianId, rights: 'full' });
    }
    if (balanceOre > 0) await topUp(accountId, balanceOre);
    return { childId, name: `${givenName} Testesen`, accountId, uid, cardId };
  }
}

export async function topUp(accountId: AccountId, amountOre: number, topUpId?: string) {
  return account(accountId).topUp({
    topUpId: (topUpId ?? crypto.randomUUID()) as never,
    amountOre: ore(amountOre),
    by: LEADER,
    reason: 'indbetaling i test',
  });
}
