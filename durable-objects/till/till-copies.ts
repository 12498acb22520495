// What a till holds copies of, each pushed by the municipality with a version. Personal fields are hex
// under a person's key.
import type { Category } from '../../contracts/catalogue.ts';
import type { ClubId, OperatorId, SalesPointId } from '../../contracts/ids.ts';
import type { OperatorKind } from '../../contracts/operators.ts';
import type { ProductFact } from '../card-account/commands.ts';

export interface PlaceCopy {
  readonly tillName: string;
  readonly clubId: ClubId;
  readonly clubName: string;
  readonly salesPointId: SalesPointId;
  readonly salesPointName: string;
}

export interface CatalogueCopy {
  readonly categories: readonly Category[];
  readonly products: readonly (ProductFact & { readonly favourite: boolean })[];
}

export interface OperatorCopy {
  readonly operatorId: OperatorId;
  readonly kind: OperatorKind;
  readonly nameCiphertext: string;
  readonly pinHash: string;
}

export interface Versioned<Content> {
  readonly version: number;
  readonly content: Content;
}

export interface TillCopies {
  readonly place: Versioned<PlaceCopy>;
  readonly catalogue: Versioned<CatalogueCopy>;
  readonly operators: Versioned<readonly OperatorCopy[]>;
}
