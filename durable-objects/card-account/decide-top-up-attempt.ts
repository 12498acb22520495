// Decides about a guardian's own top-up through a payment provider: whether it may start, what the provider's
// answer does to it, and when it is asked for again. Pure. Absent: books, calls, and deposits by staff.
import type { AutoTopUpId, GuardianId, PersonId, TopUpId } from '../../contracts/ids.ts';
import { type Ore, ore } from '../../contracts/ore.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { Settings } from '../municipality/settings.ts';
import type {
  ChargeFacts,
  Mismatch,
  PaymentOutcome,
  ProviderName,
} from '../payments/payment-provider.ts';
import type { AttemptBecause } from './cause-of-outcome.ts';

/**
 * `created`: stored, and the provider may not know of it. `waiting`: its page is open. The others are ends,
 * but for `refund_due`: money was taken that cannot be credited, and is on its way back.
 */
export type TopUpState =
  | 'created'
  | 'waiting'
  | 'credited'
  | 'cancelled'
  | 'declined'
  | 'refund_due'
  | 'refunded';

export interface TopUpAttempt {
  /** Counted by the account, from 1. */
  readonly number: number;
  readonly topUpId: TopUpId;
  readonly guardianId: GuardianId;
  readonly reference: string;
  readonly provider: ProviderName;
  readonly amountOre: Ore;
  readonly returnAddress: string;
  readonly language: 'da' | 'en';
  readonly createdAt: number;
  readonly state: TopUpState;
  /** Why it ended, why its money goes back, or in what the provider contradicted it. */
  readonly because: AttemptBecause | null;
  readonly handle: string | null;
  /** The provider's page. */
  readonly address: string | null;
  /** Null when nothing is open about it. */
  readonly nextAskAt: number | null;
  /** How often the provider answered about something else. */
  readonly mismatches: number;
  /** Since when its payer wants it closed; null for one that is wanted. */
  readonly cancelledAt: number | null;
  readonly refundOre: Ore | null;
  readonly providerRefundId: string | null;
  /** How often the provider said that the refund is not done. */
  readonly refundsFailed: number;
  /** Asked for often enough: nothing happens by itself any more until somebody asks. */
  readonly needsPerson: boolean;
  /** By hand on the provider's page, on the page that approves a rule, or by the rule itself. */
  readonly way: 'page' | 'agreement_first' | 'agreement_charge';
  /** Null for one by hand. */
  readonly ruleId: AutoTopUpId | null;
  readonly agreementNumber: number | null;
  /** The day by the calendar (YYYY-MM-DD) that a rule pays for with it. */
  readonly forDay: string | null;
  /** Who of finance ended it by hand, and why, under the child's key. */
  readonly endedBy: PersonId | null;
  readonly endReasonCiphertext: string | null;
}

/** After the start: a quick payer, a slow one, a lost webhook, a page that was left, a provider's bad day. */
const ASK_AFTER_MS = [5_000, 30_000, 120_000, 900_000, 3_600_000, 86_400_000] as const;
const DAY_MS = 86_400_000;
/** An answer about something else does not become ours by asking. */
export const MOST_MISMATCHES = 5;
/** After each failure of a refund; then a person has to see to it. */
const REFUND_AGAIN_AFTER_MS = [60_000, 600_000, 3_600_000, 21_600_000, 86_400_000] as const;
/** A page that nobody finished by then is closed, so that it stands in no other's way. */
export const GIVE_UP_AFTER_MS = 3_600_000;

export interface StartState {
  readonly purseOre: Ore;
  /** Of attempts that may still be paid. */
  readonly inFlightOre: Ore;
  readonly settings: Pick<Settings, 'lowestTopUpOre' | 'highestBalanceOre'>;
  readonly isOffered: boolean;
}

/** Refusals in order: `invalid_request` (provider, amount), `above_highest_balance`. Null: it may start. */
export function refusalToStart(state: StartState, amountOre: Ore): Refusal | null {
  const { purseOre, inFlightOre, settings, isOffered } = state;
  if (!isOffered) return wrong('/provider', 'this way to pay is not offered here');
  if (!Number.isSafeInteger(amountOre) || amountOre < settings.lowestTopUpOre) {
    return wrong('/amountOre', `must be at least ${settings.lowestTopUpOre}`);
  }
  return purseOre + inFlightOre + amountOre > settings.highestBalanceOre
    ? { code: 'above_highest_balance' }
    : null;
}

/** A beginning whose answer was lost is begun again under its reference, until it is given up. */
export function mayBeBegun(attempt: TopUpAttempt, now: number): boolean {
  return attempt.state === 'created' && !isToBeGivenUp(attempt, now);
}

export function isToBeGivenUp({ createdAt, cancelledAt }: TopUpAttempt, now: number): boolean {
  return cancelledAt !== null || now >= createdAt + GIVE_UP_AFTER_MS;
}

export function isOpen({ state }: TopUpAttempt): boolean {
  return state === 'created' || state === 'waiting' || state === 'refund_due';
}

/** Nothing is likely to become known of it by itself: somebody has to look at the provider. */
export function standsForPerson(attempt: TopUpAttempt, now: number): boolean {
  const { state, needsPerson, mismatches, createdAt } = attempt;
  const isUnpaid = state === 'created' || state === 'waiting';
  return isUnpaid && (needsPerson || mismatches > 0 || now >= createdAt + DAY_MS);
}

/** Days go by where nobody can say: money that may have been taken is asked for until it is known. */
export function nextAskAt(createdAt: number, now: number): number {
  const next = ASK_AFTER_MS.map((afterMs) => createdAt + afterMs).find((at) => at > now);
  return next ?? now + DAY_MS;
}

/** Null: it was tried often enough. @param failed how often, this time included. */
export function nextRefundAt(failed: number, now: number): number | null {
  const afterMs = REFUND_AGAIN_AFTER_MS[failed - 1];
  return afterMs === undefined ? null : now + afterMs;
}

/** A refund that failed is not ordered again before its time, however often somebody asks. */
export function isResting(attempt: TopUpAttempt, now: number): boolean {
  const { state, refundsFailed, providerRefundId, needsPerson, nextAskAt } = attempt;
  const hasFailed = state === 'refund_due' && refundsFailed > 0 && providerRefundId === null;
  return hasFailed && !needsPerson && nextAskAt !== null && now < nextAskAt;
}

/** Reserved money that would not fit is not even taken. */
export function whenReserved(
  { amountOre }: TopUpAttempt,
  purseOre: Ore,
  { highestBalanceOre }: Pick<Settings, 'highestBalanceOre'>,
): 'capture' | 'release' {
  return purseOre + amountOre <= highestBalanceOre ? 'capture' : 'release';
}

/** What the account knows of charges at the moment of the answer. */
export interface KnownCharges {
  /** The attempt's own, once there is one. */
  readonly ofAttempt: string | null;
  /** The attempt to which the charge of this answer belongs already. */
  readonly ownerOfCharge: number | null;
}

export interface MoneyState {
  readonly purseOre: Ore;
  readonly settings: Pick<Settings, 'highestBalanceOre'>;
}

export type Consequence =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'ask_again'; readonly handle: string | null }
  | { readonly kind: 'count_mismatch'; readonly because: Mismatch }
  | { readonly kind: 'credit'; readonly charge: ChargeFacts }
  /** `refundOre` may be 0: somebody gave it all back in the provider's own portal. */
  | {
      readonly kind: 'give_back';
      readonly charge: ChargeFacts;
      readonly refundOre: Ore;
      readonly because: AttemptBecause;
    }
  | {
      readonly kind: 'end';
      readonly state: 'cancelled' | 'declined';
      readonly because: AttemptBecause;
    };

/** I7: a charge is credited once or given back once, whoever asked, and however often. */
export function consequenceOf(
  attempt: TopUpAttempt,
  outcome: PaymentOutcome,
  known: KnownCharges,
  money: MoneyState,
  now: number,
): Consequence {
  if (outcome.kind === 'mismatch') return { kind: 'count_mismatch', because: outcome.because };
  if (outcome.kind === 'captured' || outcome.kind === 'refunded') {
    return consequenceOfCharge(attempt, outcome, known, money);
  }
  if (known.ofAttempt !== null) return { kind: 'nothing' };
  switch (outcome.kind) {
    case 'pending':
      return isOpen(attempt) ? { kind: 'ask_again', handle: outcome.handle } : { kind: 'nothing' };
    case 'cancelled':
      return ended(attempt, 'cancelled', cancelledBecause(attempt, outcome.because, money, now));
    case 'declined_soft':
    case 'declined_hard':
    case 'needs_customer':
      return ended(attempt, 'declined', outcome.because);
    case 'not_found':
      // What has a name at the provider was begun, and an opening page is not known yet everywhere.
      return attempt.handle === null && isToBeGivenUp(attempt, now)
        ? ended(attempt, 'cancelled', attempt.cancelledAt === null ? 'not_begun' : 'by_customer')
        : { kind: 'ask_again', handle: null };
    case 'refused':
    case 'unknown':
      return { kind: 'ask_again', handle: null };
    default:
      return outcome satisfies never;
  }
}

function consequenceOfCharge(
  attempt: TopUpAttempt,
  charge: Extract<PaymentOutcome, { kind: 'captured' | 'refunded' }>,
  known: KnownCharges,
  { purseOre, settings }: MoneyState,
): Consequence {
  const { chargeId, amountOre, refundedOre } = charge;
  if (known.ofAttempt !== null) {
    return known.ofAttempt === chargeId
      ? { kind: 'nothing' }
      : { kind: 'count_mismatch', because: 'several_charges' };
  }
  if (known.ownerOfCharge !== null) return { kind: 'count_mismatch', because: 'reference' };
  if (amountOre !== attempt.amountOre) return { kind: 'count_mismatch', because: 'amount' };
  if (refundedOre > 0) {
    const refundOre = ore(Math.max(0, amountOre - refundedOre));
    return { kind: 'give_back', charge, refundOre, because: 'refunded_elsewhere' };
  }
  return purseOre + amountOre > settings.highestBalanceOre
    ? { kind: 'give_back', charge, refundOre: amountOre, because: 'above_highest_balance' }
    : { kind: 'credit', charge };
}

/** By us is by whoever wanted it closed; reserved money that was let go for want of room is said to be that. */
function cancelledBecause(
  attempt: TopUpAttempt,
  because: 'by_customer' | 'expired' | 'by_us',
  { purseOre, settings }: MoneyState,
  now: number,
): AttemptBecause {
  if (because !== 'by_us') return because;
  if (attempt.cancelledAt !== null) return 'by_customer';
  const isLetGo = !isToBeGivenUp(attempt, now);
  return isLetGo && whenReserved(attempt, purseOre, settings) === 'release'
    ? 'above_highest_balance'
    : because;
}

function ended(
  attempt: TopUpAttempt,
  state: 'cancelled' | 'declined',
  because: AttemptBecause,
): Consequence {
  return isOpen(attempt) ? { kind: 'end', state, because } : { kind: 'nothing' };
}

function wrong(pointer: string, detail: string): Refusal {
  return { code: 'invalid_request', errors: [{ pointer, detail }] };
}
