// The words of a sale at the till: its state, what can happen to it, and what it asks the till to do.
// Types and the empty state only; sale.ts decides.
import type { Catalogue } from '../../contracts/catalogue.ts';
import type {
  AccountId,
  PresentationId,
  ProductId,
  PurchaseId,
  ReversalId,
  TillId,
} from '../../contracts/ids.ts';
import type { Ore } from '../../contracts/ore.ts';
import type { PresentationEnding, PresentedChild } from '../../contracts/presentations.ts';
import type { Problem } from '../../contracts/problems.ts';
import type { PurchaseRequest, Receipt, ReversalReceipt } from '../../contracts/purchases.ts';
import type { ReadFailure } from '../../contracts/readers.ts';
import type { Cart, PriceChange } from './cart.ts';

/** A child on the screen. Moments are milliseconds by the till's own clock, since only it can act on them. */
export type ShownChild = Omit<PresentedChild, 'expiresInMs'> & {
  readonly expiresAt: number;
  /**
   * When the face has stood there long enough to be looked at: a press that was on its way before the face
   * changed must not pay with it. `null` once that moment has passed.
   */
  readonly unseenUntil: number | null;
};

/** Told apart by colour, shape and sound. */
export type OutcomeTone = 'done' | 'look' | 'not_possible';

export type OutcomeSays =
  | { readonly kind: 'bought'; readonly totalOre: Ore; readonly childName: string | null }
  | { readonly kind: 'no_answer_yet'; readonly childName: string | null }
  | { readonly kind: 'undone'; readonly totalOre: Ore }
  | {
      readonly kind: 'problem';
      readonly problem: Problem;
      readonly changes: readonly PriceChange[];
    }
  | { readonly kind: 'prices_changed'; readonly changes: readonly PriceChange[] }
  | { readonly kind: 'read_failed'; readonly failure: ReadFailure }
  | { readonly kind: 'shown_too_long' | 'not_kept' | 'cart_full' };

export interface Outcome {
  readonly tone: OutcomeTone;
  readonly says: OutcomeSays;
  readonly until: number;
}

/** All that is needed to send a purchase again, byte for byte. Kept on the device, hence without a name. */
export interface OutstandingPurchase {
  readonly purchaseId: PurchaseId;
  /** Where it was sold. The screen may be paired with another till before there is an answer. */
  readonly tillId: TillId;
  readonly accountId: AccountId;
  readonly presentationId: PresentationId;
  readonly body: PurchaseRequest;
  readonly cart: Cart;
  readonly confirmedAt: number;
}

/** A purchase that the cashier no longer waits for; it stays in sight until it is settled and read. */
export interface PurchaseInDoubt {
  readonly purchase: OutstandingPurchase;
  /** Known until the page is loaded anew; names are not kept on the device. */
  readonly childName: string | null;
  readonly settlement:
    | { readonly kind: 'waiting' }
    | { readonly kind: 'accepted'; readonly receipt: Receipt }
    | { readonly kind: 'refused'; readonly problem: Problem };
}

export interface ParkedCart {
  readonly parkedId: string;
  readonly parkedAt: number;
  readonly cart: Cart;
}

export type Reversal =
  | { readonly kind: 'none' }
  | { readonly kind: 'asked'; readonly reversalId: ReversalId }
  | { readonly kind: 'undone' | 'too_late' }
  | { readonly kind: 'refused'; readonly problem: Problem };

export interface LastSale {
  readonly receipt: Receipt;
  readonly reversibleUntil: number;
  readonly reversal: Reversal;
}

export interface SaleState {
  /** The till whose counter this is; `null` while the screen is paired with none. */
  readonly tillId: TillId | null;
  readonly catalogue: Catalogue | null;
  readonly cart: Cart;
  readonly child: ShownChild | null;
  /** A second child whose card came while the first one's sale was open. */
  readonly next: ShownChild | null;
  readonly confirming: OutstandingPurchase | null;
  readonly outcome: Outcome | null;
  /**
   * Why another card was refused while this child stood here. Nothing is confirmed until somebody has said
   * that the sale goes on: the one who laid that card down may be the one at the counter.
   */
  readonly otherCard: Problem | null;
  /** The very cart that this showing cannot buy today; a cart that was touched is another one. */
  readonly notToday: Cart | null;
  readonly inDoubt: readonly PurchaseInDoubt[];
  readonly parked: readonly ParkedCart[];
  readonly lastSale: LastSale | null;
  /** Presentations that are over. A reading posted again must not bring one back. */
  readonly over: readonly PresentationId[];
}

export const EMPTY_SALE: SaleState = {
  tillId: null,
  catalogue: null,
  cart: [],
  child: null,
  next: null,
  confirming: null,
  outcome: null,
  otherCard: null,
  notToday: null,
  inDoubt: [],
  parked: [],
  lastSale: null,
  over: [],
};

export type SaleEvent = { readonly at: number } & (
  | { readonly type: 'child_presented'; readonly child: PresentedChild }
  | { readonly type: 'tap_refused'; readonly problem: Problem }
  | { readonly type: 'read_failed'; readonly failure: ReadFailure }
  | { readonly type: 'other_card_read' }
  | { readonly type: 'wrong_child'; readonly presentationId: PresentationId }
  /** The right face, but the child is not buying: nobody is told. */
  | { readonly type: 'child_removed'; readonly presentationId: PresentationId }
  | {
      readonly type: 'switch_answered';
      readonly nextPresentationId: PresentationId;
      readonly switchChild: boolean;
    }
  | {
      readonly type: 'product_added';
      readonly productId: ProductId;
      readonly typedPriceOre: Ore | null;
    }
  | { readonly type: 'quantity_changed'; readonly key: string; readonly quantity: number }
  | { readonly type: 'cart_emptied' }
  | { readonly type: 'cart_parked'; readonly parkedId: string }
  | { readonly type: 'parked_taken'; readonly parkedId: string; readonly swapId: string }
  | { readonly type: 'parked_dropped'; readonly parkedId: string }
  /** Carries what the button said when it was drawn: whose purchase, and how much. */
  | {
      readonly type: 'confirmed';
      readonly presentationId: PresentationId;
      readonly totalOre: Ore;
      readonly purchaseId: PurchaseId;
    }
  | { readonly type: 'not_kept'; readonly purchaseId: PurchaseId }
  | {
      readonly type: 'purchase_accepted';
      readonly purchaseId: PurchaseId;
      readonly receipt: Receipt;
    }
  | {
      readonly type: 'purchase_refused';
      readonly purchaseId: PurchaseId;
      readonly problem: Problem;
      readonly parkedId: string;
    }
  | { readonly type: 'doubt_read'; readonly purchaseId: PurchaseId }
  | {
      readonly type: 'undo_asked';
      readonly purchaseId: PurchaseId;
      readonly reversalId: ReversalId;
    }
  | {
      readonly type: 'reversal_accepted';
      readonly reversalId: ReversalId;
      readonly receipt: ReversalReceipt;
    }
  | {
      readonly type: 'reversal_refused';
      readonly reversalId: ReversalId;
      readonly problem: Problem;
    }
  | { readonly type: 'catalogue_loaded'; readonly catalogue: Catalogue }
  | {
      /** The page was loaded anew, and purchases were under way. */
      readonly type: 'restored';
      readonly outstanding: readonly OutstandingPurchase[];
    }
  | {
      /** The screen is this till's from now on; with what an earlier page left at its counter. */
      readonly type: 'till_taken';
      readonly tillId: TillId;
      readonly parked: readonly ParkedCart[];
      readonly lastSale: LastSale | null;
    }
  | { readonly type: 'till_left' }
  | { readonly type: 'operator_left' }
  | { readonly type: 'outcome_read' }
  | { readonly type: 'clock' }
);

export type SaleEffect =
  | { readonly type: 'send_purchase'; readonly purchase: OutstandingPurchase }
  | {
      readonly type: 'send_reversal';
      readonly accountId: AccountId;
      readonly purchaseId: PurchaseId;
      readonly reversalId: ReversalId;
    }
  | {
      readonly type: 'end_presentation';
      readonly accountId: AccountId;
      readonly presentationId: PresentationId;
      readonly body: PresentationEnding;
    }
  | { readonly type: 'load_catalogue' }
  | { readonly type: 'operator_missing' }
  | { readonly type: 'sound'; readonly sound: OutcomeTone | 'shown' };

export interface SaleStep {
  readonly state: SaleState;
  readonly effects: readonly SaleEffect[];
}
