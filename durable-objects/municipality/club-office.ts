// Clubs and what belongs to them: places, products, who sells, tills. What a till shows raises a version and is
// brought to the club's tills before the answer (I9). Absent: SQL, children, and the devices of a till.
import type { PublicClubs } from '../../contracts/clubs.ts';
import type { ClubId, TillId } from '../../contracts/ids.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { keyedHash } from '../keyed-hash.ts';
import { decryptText, encryptText } from '../person-cipher.ts';
import { checkProduct } from './check-product.ts';
import type { ClubsStore } from './clubs-store.ts';
import type {
  AddClubCommand,
  AddedTill,
  AddOperatorCommand,
  AddTillCommand,
  PutProductCommand,
} from './commands.ts';
import type { MunicipalityAlarm } from './municipality-alarm.ts';
import type { PersonKeys } from './person-keys.ts';
import type { Settings } from './settings.ts';
import type { TillPushes } from './till-pushes.ts';

export interface ClubOfficeDoors {
  readonly storage: DurableObjectStorage;
  readonly alarm: MunicipalityAlarm;
  readonly keys: PersonKeys;
  readonly tillPushes: TillPushes;
  readonly codeKey: string;
  readonly settings: () => Settings;
  readonly mintTillId: () => TillId;
}

export class ClubOffice {
  readonly #clubs: ClubsStore;
  readonly #doors: ClubOfficeDoors;

  constructor(clubs: ClubsStore, doors: ClubOfficeDoors) {
    this.#clubs = clubs;
    this.#doors = doors;
  }

  async addClub(command: AddClubCommand): Promise<void> {
    const { clubId, name } = command;
    this.#doors.storage.transactionSync(() => {
      const before = this.#whatTillsShow(clubId);
      this.#clubs.putClub(clubId, name);
      if (command.contact !== undefined) this.#clubs.putContact(clubId, command.contact);
      for (const { salesPointId, name: salesPointName } of command.salesPoints) {
        this.#clubs.putSalesPoint(clubId, salesPointId, salesPointName);
      }
      for (const [position, category] of command.categories.entries()) {
        this.#clubs.putCategory(clubId, position, category);
      }
      if (this.#whatTillsShow(clubId) !== before) this.#clubs.raiseVersion(clubId, 'catalogue');
    });
    await this.#pushToTills();
  }

  /** Refusals: see `checkProduct`. */
  async putProduct(command: PutProductCommand): Promise<Outcome<null, Refusal>> {
    const { itemPriceBelowOre } = this.#doors.settings();
    const checked = checkProduct(command, (ofClub, productId) => ({
      categoryIds: this.#clubs.categories(ofClub).map(({ categoryId }) => categoryId),
      salesPointIds: this.#clubs.salesPoints(ofClub).map(({ salesPointId }) => salesPointId),
      known: this.#clubs.product(ofClub, productId),
      itemPriceBelowOre,
    }));
    if (!checked.ok) return checked;
    const { clubId } = checked.value;
    this.#doors.storage.transactionSync(() => {
      const changed = this.#clubs.putProduct(checked.value);
      if (changed) this.#clubs.raiseVersion(clubId, 'catalogue');
    });
    await this.#pushToTills();
    return accepted(null);
  }

  async addOperator(command: AddOperatorCommand): Promise<void> {
    const { operatorId, clubId, kind, name, pin } = command;
    const { storage, keys, codeKey } = this.#doors;
    storage.transactionSync(() => {
      const key = keys.make(operatorId);
      const pinHash = keyedHash('pin', `${operatorId}\n${pin}`, codeKey);
      const known = this.#clubs.operators(clubId).find((row) => row.operatorId === operatorId);
      const isSame =
        known?.kind === kind &&
        known.pinHash === pinHash &&
        decryptText(key, operatorId, 'name', known.nameCiphertext) === name;
      if (isSame) return;
      const nameCiphertext = encryptText(key, operatorId, 'name', name);
      this.#clubs.putOperator(clubId, { operatorId, kind, nameCiphertext, pinHash });
      this.#clubs.raiseVersion(clubId, 'operators');
    });
    await this.#pushToTills();
  }

  addTill({ tillKey, name, clubId, salesPointId }: AddTillCommand): AddedTill {
    const known = this.#clubs.tillByKey(tillKey);
    if (known !== null) return { tillId: known.tillId };
    const tillId = this.#doors.mintTillId();
    this.#clubs.insertTill({ tillId, name, clubId, salesPointId }, tillKey);
    return { tillId };
  }

  /** Refusal: `not_found`. */
  publicClubs(): Outcome<PublicClubs, Refusal> {
    const clubs = this.#clubs.publicClubs();
    if (clubs === null) return refused({ code: 'not_found' });
    return accepted({ ...clubs, linksContacts: this.#doors.settings().contactMatchIsEnough });
  }

  #pushToTills(): Promise<void> {
    return this.#doors.alarm.thenPush(this.#doors.tillPushes);
  }

  #whatTillsShow(clubId: ClubId): string {
    const { name } = this.#clubs.club(clubId) ?? {};
    return JSON.stringify([name, this.#clubs.salesPoints(clubId), this.#clubs.categories(clubId)]);
  }
}
