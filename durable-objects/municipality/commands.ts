// What may be asked of a municipality by staff's routes (which arrive with their login), the demo's seed
// and the tests. Each command carries the ids it makes, so that repeating it changes nothing.
import type { Category, Pricing } from '../../contracts/catalogue.ts';
import type { ClubContact } from '../../contracts/clubs.ts';
import type {
  AccountId,
  CardId,
  ClubId,
  GuardianId,
  LinkId,
  OperatorId,
  PersonId,
  ProductId,
  SalesPointId,
  TillId,
} from '../../contracts/ids.ts';
import type { OperatorKind } from '../../contracts/operators.ts';
import type { Photo } from '../../contracts/photo.ts';
import type { Settings } from './settings.ts';

export interface EstablishCommand {
  readonly name: string;
  readonly settings: Settings;
}

export interface AddClubCommand {
  readonly clubId: ClubId;
  readonly name: string;
  readonly salesPoints: readonly { readonly salesPointId: SalesPointId; readonly name: string }[];
  readonly categories: readonly Category[];
  /** Whom parents ask. Absent: left as it is. */
  readonly contact?: ClubContact | null;
}

/** Also changes a product that exists: the club's catalogue gets a new version. */
export interface PutProductCommand {
  readonly clubId: ClubId;
  readonly productId: ProductId;
  readonly categoryId: Category['categoryId'];
  readonly name: string;
  readonly pricing: Pricing;
  readonly favourite: boolean;
  readonly accountingCode: string;
  readonly vatRatePercent: number;
  readonly salesPointIds: readonly SalesPointId[];
  readonly onSale: boolean;
}

export interface AddOperatorCommand {
  readonly operatorId: OperatorId;
  readonly clubId: ClubId;
  readonly name: string;
  readonly kind: OperatorKind;
  readonly pin: string;
}

export interface RegisterChildCommand {
  readonly childId: PersonId;
  readonly givenName: string;
  readonly familyName: string;
  readonly photo: Photo | null;
  readonly clubIds: readonly ClubId[];
  /** What follows is left as it is when it is absent. Year, month, day. */
  readonly bornOn?: string | null;
  /** Ten digits, without the hyphen. */
  readonly nationalId?: string | null;
  /** Who the club may call; the first is to become the registered guardian. */
  readonly contacts?: readonly ContactPerson[];
}

export interface ContactPerson {
  readonly nationalId: string;
  readonly name: string;
}

/** The child leaves a club. Account, cards and links go on; another registration with the club begins anew. */
export interface EndMembershipCommand {
  readonly childId: PersonId;
  readonly clubId: ClubId;
  readonly by: PersonId;
}

export interface RegisterCardCommand {
  readonly childId: PersonId;
  readonly cardId: CardId;
  /** Lower-case hex as the reader gives it; stored as an HMAC only. */
  readonly uid: string;
  /** The last digits that are printed on it, if any are. */
  readonly printedNumber?: string;
  readonly by: PersonId;
}

export interface AddTillCommand {
  /** The municipality's own name for the till, so that a repeat finds the same one. */
  readonly tillKey: string;
  readonly name: string;
  readonly clubId: ClubId;
  readonly salesPointId: SalesPointId;
}

export interface IssuePairingCodeCommand {
  readonly tillId: TillId;
  /** A day at most. */
  readonly validForMs: number;
}

export interface SearchChildrenCommand {
  readonly clubId: ClubId;
  readonly query: string;
  readonly tillId: TillId;
  readonly operatorId: OperatorId;
}

/** Somebody whom a club has met: without a letter, and before a login if need be. */
export interface RegisterGuardianCommand {
  readonly nationalId: string;
  readonly name: string;
}

export interface IssueLinkCodeCommand {
  readonly childId: PersonId;
  readonly by: PersonId;
}

export interface LinkGuardianCommand {
  readonly linkId: LinkId;
  readonly childId: PersonId;
  readonly guardianId: GuardianId;
  readonly rights: 'full' | 'payer';
  readonly by: PersonId;
}

export interface RegisteredChild {
  readonly accountId: AccountId;
}

export interface AddedTill {
  readonly tillId: TillId;
}
