// What may be asked of a card account, and the facts that a till adds to what its screen sent.

import type { CardOrderRequest } from '../../contracts/cards.ts';
import type { Pricing } from '../../contracts/catalogue.ts';
import type {
  CardId,
  CardOrderId,
  CategoryId,
  ClubId,
  GuardianId,
  OperatorId,
  PersonId,
  PresentationId,
  ProductId,
  PurchaseId,
  RefundId,
  ReversalId,
  SalesPointId,
  TapId,
  TillId,
  TopUpId,
} from '../../contracts/ids.ts';
import type { Limits } from '../../contracts/limits.ts';
import type { OperatorKind } from '../../contracts/operators.ts';
import type { Ore } from '../../contracts/ore.ts';
import type { NamedReason, PresentationEnding } from '../../contracts/presentations.ts';
import type { PurchaseRequest } from '../../contracts/purchases.ts';

/** Where a till stands and who sells there; looked up by the till, never sent by its screen. */
export interface TillFacts {
  readonly tillId: TillId;
  readonly tillName: string;
  readonly clubId: ClubId;
  readonly clubName: string;
  readonly salesPointId: SalesPointId;
  readonly salesPointName: string;
  readonly operator: { readonly operatorId: OperatorId; readonly kind: OperatorKind } | null;
}

/** A product as the till's catalogue has it at this moment. */
export interface ProductFact {
  readonly productId: ProductId;
  readonly categoryId: CategoryId;
  readonly name: string;
  readonly pricing: Pricing;
  readonly accountingCode: string;
  readonly vatRatePercent: number;
}

export interface PresentCardCommand {
  readonly tapId: TapId;
  readonly cardIdentifier: string;
  readonly readMsAgo: number;
  readonly till: TillFacts;
}

export interface PresentNamedCommand {
  readonly presentationId: PresentationId;
  readonly reason: NamedReason;
  readonly till: TillFacts;
}

export interface EndPresentationCommand {
  readonly presentationId: PresentationId;
  readonly ending: PresentationEnding;
  readonly till: TillFacts;
}

export interface PurchaseCommand {
  readonly purchaseId: PurchaseId;
  readonly request: PurchaseRequest;
  readonly till: TillFacts;
  /** For each line of the request, the product that the till sells under that id, or null. */
  readonly products: readonly (ProductFact | null)[];
}

export interface ReversalCommand {
  readonly reversalId: ReversalId;
  readonly purchaseId: PurchaseId;
  readonly till: TillFacts;
  /** The till's last purchase if this operator is a youth and made it, else null. */
  readonly operatorsLastPurchaseId: PurchaseId | null;
}

/** By a club leader: the whole of what is left, or some of the lines. */
export interface RefundCommand {
  readonly refundId: RefundId;
  readonly purchaseId: PurchaseId;
  readonly lines: 'all' | readonly { readonly line: number; readonly quantity: number }[];
  readonly by: PersonId;
  readonly reason: string;
}

/** A deposit that a person of the municipality vouches for. */
export interface TopUpCommand {
  readonly topUpId: TopUpId;
  readonly amountOre: Ore;
  /** How the municipality got it; a transfer unless it is said. */
  readonly paidBy?: 'transfer' | 'cash';
  readonly by: PersonId;
  readonly reason: string;
}

export interface SetLimitsCommand {
  /** The version that was seen; another one in force is a conflict. */
  readonly seenVersion: number;
  readonly limits: Limits;
  readonly by: PersonId;
}

/** By a person of the club. */
export interface CardStateCommand {
  readonly cardId: CardId;
  readonly by: PersonId;
}

export interface AddCardCommand extends CardStateCommand {
  readonly identifier: string;
  readonly printedNumber: string | null;
}

/** From the print batch: the same fields as a card that is added, for one that was ordered. */
export type ProduceCardCommand = AddCardCommand;

export interface ChildsCardsCommand {
  readonly by: GuardianId;
}

export interface ChildsCardCommand extends ChildsCardsCommand {
  readonly cardId: CardId;
}

export interface CancelCardOrderCommand extends ChildsCardsCommand {
  readonly orderId: CardOrderId;
}

export interface OrderCardCommand extends CancelCardOrderCommand {
  readonly request: CardOrderRequest;
}

/** By a guardian; null when no version was said. */
export interface ChangeLimitsCommand extends ChildsCardsCommand {
  readonly seenVersion: number | null;
  readonly limits: Limits;
}
