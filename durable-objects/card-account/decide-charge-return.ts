// Decides what becomes of a charge that the provider gave back after it was credited: a chargeback, a refund
// in the provider's own portal, or the end of such a dispute in our favour. Pure. Absent: how it is learnt of
// (payment-books-desk.ts), and refunds that the house orders itself.
import { negativeOre, type Ore, ore } from '../../contracts/ore.ts';
import type { EntryDraft, LedgerAccount, Posting } from './entry.ts';

/** One movement at the provider, against a charge that an entry credited. */
export interface ChargeMovement {
  /** The provider's own id of it: booked once. */
  readonly movementId: string;
  readonly kind: 'charge_return' | 'charge_restored';
  readonly amountOre: Ore;
  readonly occurredAt: number;
}

/** A chargeback at the payer's bank, or a refund in the provider's own portal, where it is the municipality's doing. */
export type TakenBack = 'charged_back' | 'refunded_elsewhere';

/** What was taken back of a charge so far, less what came again. */
export interface ReturnedOfCharge {
  readonly chargedOre: Ore;
  readonly returnedOre: Ore;
  /** The part of it that the purse could not bear, and the municipality did. */
  readonly receivableOre: Ore;
}

/**
 * What a total that a provider tells means, against what of it is booked: null where nothing is new. A refund that
 * was cancelled or failed later makes it smaller again.
 */
export function movementToTotal(
  { chargeId, refundedOre }: { readonly chargeId: string; readonly refundedOre: Ore },
  booked: { readonly refundedOre: Ore; readonly movements: number },
  now: number,
): ChargeMovement | null {
  const newOre = refundedOre - booked.refundedOre;
  if (newOre === 0) return null;
  return {
    // Counted, since the same total may come again.
    movementId: `refunded:${chargeId}:${refundedOre}:${booked.movements + 1}`,
    kind: newOre > 0 ? 'charge_return' : 'charge_restored',
    ...{ amountOre: ore(Math.abs(newOre)), occurredAt: now },
  };
}

export type ChargeReturnDecision =
  | {
      readonly accepted: true;
      readonly draft: EntryDraft;
      /** Positive or zero; together the movement's amount. */
      readonly purseOre: Ore;
      readonly receivableOre: Ore;
    }
  /** More came back than was taken, or came again than went: for a person to see. */
  | { readonly accepted: false; readonly because: 'more_than_charged' | 'more_than_returned' };

/**
 * A return is taken from what is in the purse and never takes it below zero; the rest is the municipality's to
 * recover. What comes again pays the municipality's part first.
 */
export function decideChargeReturn(
  purseOre: Ore,
  before: ReturnedOfCharge,
  movement: ChargeMovement,
  now: number,
): ChargeReturnDecision {
  const { amountOre, kind } = movement;
  if (kind === 'charge_return') {
    if (before.returnedOre + amountOre > before.chargedOre) {
      return { accepted: false, because: 'more_than_charged' };
    }
    const takenOre = ore(Math.min(amountOre, Math.max(0, purseOre)));
    return entryOf(movement, takenOre, ore(amountOre - takenOre), -1, now);
  }
  if (amountOre > before.returnedOre) return { accepted: false, because: 'more_than_returned' };
  const recoveredOre = ore(Math.min(amountOre, before.receivableOre));
  return entryOf(movement, ore(amountOre - recoveredOre), recoveredOre, 1, now);
}

function entryOf(
  { movementId, kind, amountOre, occurredAt }: ChargeMovement,
  purseOre: Ore,
  receivableOre: Ore,
  direction: 1 | -1,
  now: number,
): ChargeReturnDecision {
  const moved = (ledgerAccount: LedgerAccount, sumOre: Ore): Posting[] =>
    sumOre === 0
      ? []
      : [{ ledgerAccount, amountOre: direction < 0 ? negativeOre(sumOre) : sumOre }];
  const draft: EntryDraft = {
    entryId: `${kind} ${movementId}`,
    ...{ kind, occurredAt: Math.min(occurredAt, now), recordedAt: now },
    postings: [
      ...moved('purse', purseOre),
      ...moved('receivables', receivableOre),
      ...moved('top_ups', negativeOre(amountOre)),
    ],
    ...{ purchase: null, soldLines: [], ofPurchaseSequence: null, refundedLines: [] },
    ...{ by: null, reasonCiphertext: null },
  };
  return { accepted: true, draft, purseOre, receivableOre };
}
