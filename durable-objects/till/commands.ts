// What may be asked of a till. Each request of a device carries its proof; the edge has computed the
// signed text from what really arrived.
import type {
  AccountId,
  PresentationId,
  PurchaseId,
  ReversalId,
  TapId,
} from '../../contracts/ids.ts';
import type { DeviceKind, DevicePublicKey } from '../../contracts/pairings.ts';
import type { NamedReason, PresentationEnding } from '../../contracts/presentations.ts';
import type { PurchaseRequest } from '../../contracts/purchases.ts';
import type { TapRequest } from '../../contracts/taps.ts';
import type { TillCopies } from './till-copies.ts';

export interface DeviceProof {
  readonly device: DeviceKind;
  readonly signedAt: number;
  readonly signedText: string;
  readonly signature: string;
  /** The edge's name for this request, for the problems that the till itself sends on. */
  readonly instance: string;
}

export interface EnrolCommand {
  readonly pairingId: string;
  readonly device: DeviceKind;
  readonly publicKey: DevicePublicKey;
  readonly copies: TillCopies;
}

export interface TapCommand {
  readonly tapId: TapId;
  readonly request: TapRequest;
}

export interface TillPresentNamedCommand {
  readonly accountId: AccountId;
  readonly presentationId: PresentationId;
  readonly reason: NamedReason;
}

export interface TillEndPresentationCommand {
  readonly accountId: AccountId;
  readonly presentationId: PresentationId;
  readonly ending: PresentationEnding;
}

export interface TillPurchaseCommand {
  readonly accountId: AccountId;
  readonly purchaseId: PurchaseId;
  readonly request: PurchaseRequest;
}

export interface TillReversalCommand {
  readonly accountId: AccountId;
  readonly purchaseId: PurchaseId;
  readonly reversalId: ReversalId;
}
