// The port to whoever moves parents' money: what an account may ask of a payment provider, and the closed
// list of what comes back. What a provider may say is returned, never thrown. Absent: books, rules, when to
// ask (the account's), and the vendors' shapes (nexi-checkout.ts, vipps-mobilepay.ts).
import type { Ore } from '../../contracts/ore.ts';

export type ProviderName = 'nexi' | 'mobilepay';

/**
 * Everything that changes something carries a reference of ours, made and stored before the call
 * (payment-reference.ts). The same call with the same reference happens once, however often it is sent.
 *
 * A handle is the provider's own name for what was begun: opaque, at most 80 characters, to be stored with
 * the attempt and given back when asking. Null where it never arrived.
 */
export interface PaymentProvider {
  readonly name: ProviderName;
  /** Whether {@link chargeAgreement} takes a later day; where not, the account's own alarm does. */
  readonly takesLaterDays: boolean;
  /** Whether {@link listDay} tells what was booked; where not, each credited charge is asked for again. */
  readonly listsItsDays: boolean;
  /** Whether stored methods expire in our sight. MobilePay's customers keep their cards in its app. */
  readonly showsCardExpiry: boolean;

  startPayment(payment: HostedPayment): Promise<Started>;
  askForPayment(question: PaymentQuestion): Promise<PaymentOutcome>;
  /** Ends a hosted payment that nobody is to finish any more; says `captured` if it was too late. */
  abandonPayment(question: PaymentQuestion): Promise<PaymentOutcome>;

  startAgreement(agreement: AgreementRequest): Promise<Started>;
  askForAgreement(question: AgreementQuestion): Promise<AgreementOutcome>;
  /** Ends an agreement's page that nobody is to approve any more; says `active` if it was too late. */
  abandonAgreement(question: AgreementQuestion): Promise<AgreementOutcome>;
  /** Repeatable: an agreement that is gone already is stopped. */
  stopAgreement(agreementId: string): Promise<AgreementStopped>;

  chargeAgreement(charge: AgreementCharge): Promise<PaymentOutcome>;
  askForCharge(question: ChargeQuestion): Promise<PaymentOutcome>;
  /** Takes back a charge of a later day; says `captured` if it was too late. */
  cancelCharge(question: ChargeQuestion): Promise<PaymentOutcome>;

  refund(refund: RefundRequest): Promise<RefundOutcome>;
  askForRefund(refund: RefundRequest): Promise<RefundOutcome>;

  /** What the provider booked on a day, for the nightly comparison. @param day YYYY-MM-DD */
  listDay(day: string): Promise<DayListing>;
}

export interface HostedPayment {
  readonly reference: string;
  readonly amountOre: Ore;
  /** What the payer reads about it, 3 to 45 characters. */
  readonly description: string;
  readonly returnAddress: string;
  readonly cancelAddress: string;
  readonly language: 'da' | 'en';
  readonly payer: Payer | null;
}

/** Null where the guardian has no usable name: the provider's page then asks for itself. */
export interface Payer {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
}

export interface PaymentQuestion {
  readonly reference: string;
  readonly handle: string | null;
  /** What was asked for. A payment of another sum or currency is a `mismatch` and never credited. */
  readonly amountOre: Ore;
  /** What to do with money that is reserved and not yet taken. MobilePay takes in two steps. */
  readonly whenReserved: 'capture' | 'release';
}

export interface AgreementRequest {
  readonly reference: string;
  /** The consent's version, shown in the provider's own portal to whoever answers a complaint. */
  readonly consentVersion: string;
  /** The rule in words, as the parent consented to it; at most 100 characters reach the provider. */
  readonly sentence: string;
  readonly mostPerMonthOre: Ore;
  /** Paid in the same step, under the same reference; null registers the method alone. */
  readonly firstChargeOre: Ore | null;
  /** The agreement whose card is being renewed, where the provider can keep its id. */
  readonly renewsAgreementId: string | null;
  readonly returnAddress: string;
  readonly cancelAddress: string;
  /** The page where the parent changes or deletes the rule. */
  readonly manageAddress: string;
  readonly language: 'da' | 'en';
  readonly payer: Payer | null;
}

export interface AgreementQuestion {
  /** Null where a webhook named the agreement alone: the outcome then says whose it is. */
  readonly reference: string | null;
  readonly handle: string | null;
  /** Known once it was active; it is then asked for by this. */
  readonly agreementId: string | null;
  readonly firstChargeOre: Ore | null;
}

export interface AgreementCharge {
  /** The attempt's reference. One reference is charged at most once, by both providers. */
  readonly reference: string;
  readonly agreementId: string;
  readonly amountOre: Ore;
  readonly description: string;
  /** `day` is at least one day ahead (YYYY-MM-DD); the provider then tries again for `retryDays` days. */
  readonly when: 'now' | { readonly day: string; readonly retryDays: number };
}

export interface ChargeQuestion extends AgreementCharge {
  readonly handle: string | null;
  /**
   * Nexi documents no way to look a charge up by our reference: without a handle, asking is sending the
   * same order under the same reference again, which is carried out if it never arrived. False where the
   * parent no longer wants it: the answer is then `unknown` (`only_repeating_would_tell`).
   */
  readonly isStillWanted: boolean;
}

export interface RefundRequest {
  /** Ours, unique per refund. */
  readonly refundReference: string;
  readonly amountOre: Ore;
  readonly reason: string;
  /** Of the charge that is given back, as its `captured` said. */
  readonly charge: {
    readonly reference: string;
    readonly chargeId: string;
    readonly handle: string;
    /** Null for a hosted payment. */
    readonly agreementId: string | null;
  };
  /** As an earlier `refund_pending` said; null before. */
  readonly providerRefundId: string | null;
}

export type Started =
  | { readonly kind: 'redirect'; readonly address: string; readonly handle: string }
  | ProviderFailure;

export interface ChargeFacts {
  /** The provider's id of the money taken: an account credits it once. */
  readonly chargeId: string;
  readonly amountOre: Ore;
  /** All that was given back of it, by us or in the provider's own portal. */
  readonly refundedOre: Ore;
  readonly handle: string;
}

export type PaymentOutcome =
  /** Begun, and neither paid nor ended. */
  | { readonly kind: 'pending'; readonly handle: string | null }
  | ({ readonly kind: 'captured' } & ChargeFacts)
  /** Captured, and given back in part or whole. */
  | ({ readonly kind: 'refunded' } & ChargeFacts)
  /** May succeed later with the same method. */
  | { readonly kind: 'declined_soft'; readonly because: SoftDecline; readonly code: string }
  /** Never again with this method. */
  | { readonly kind: 'declined_hard'; readonly because: HardDecline; readonly code: string }
  /** Only the payer can mend it. */
  | { readonly kind: 'needs_customer'; readonly because: CustomerNeed; readonly code: string }
  | { readonly kind: 'cancelled'; readonly because: 'by_customer' | 'expired' | 'by_us' }
  /** The provider knows nothing under this reference: sending it again is safe. */
  | { readonly kind: 'not_found' }
  /** The provider's answer is about something else than what was asked for. Never credited; counted. */
  | { readonly kind: 'mismatch'; readonly because: Mismatch }
  | ProviderFailure;

export type SoftDecline =
  | 'insufficient_funds'
  | 'issuer_unavailable'
  | 'technical'
  | 'unexplained'
  /** A charge on an agreement that was cancelled at the provider, and not by us. */
  | 'cancelled_elsewhere';
export type HardDecline = 'card_expired' | 'card_lost_or_stolen' | 'card_closed' | 'not_permitted';
export type CustomerNeed =
  | 'authentication'
  | 'agreement_stopped'
  | 'amount_above_own_limit'
  | 'act_in_app';
export type Mismatch = 'reference' | 'amount' | 'currency' | 'several_charges' | 'agreement';

export type ProviderFailure =
  /** Our request or our keys were not accepted: nothing was done, and the same again will not help. */
  | { readonly kind: 'refused'; readonly status: number; readonly because: string }
  /** Nobody knows whether it was done: to be asked for, never begun anew. */
  | { readonly kind: 'unknown'; readonly because: UnknownCause };

export type UnknownCause =
  | 'timeout'
  | 'unreachable'
  | 'server_error'
  | 'busy'
  | 'not_understood'
  /** Ours, or what they may do: it is asked again when that is mended. */
  | 'keys_refused'
  /** A repeat was refused after an order whose answer nobody heard: which of them it is about is open. */
  | 'repeat_refused'
  | 'only_repeating_would_tell';

export interface StoredMethod {
  /** "Visa", "Dankort": the provider's word. */
  readonly label: string;
  readonly lastDigits: string;
  /** YYYY-MM: good until the end of that month. */
  readonly expiresAtEndOf: string;
}

export type AgreementOutcome =
  | { readonly kind: 'pending' }
  | {
      readonly kind: 'active';
      readonly agreementId: string;
      /** Our reference, as the provider gives it back; null where it was asked for by its own id alone. */
      readonly reference: string | null;
      readonly method: StoredMethod | null;
      /** What the customer allows at most, where the provider lets the customer say. */
      readonly customersMostOre: Ore | null;
      readonly firstCharge: PaymentOutcome | null;
    }
  /** `stopped`: it was in force before. `not_approved`: it never was. Neither comes back. */
  | {
      readonly kind: 'ended';
      readonly because: 'stopped' | 'not_approved';
      readonly reference: string | null;
    }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'mismatch'; readonly because: Mismatch }
  | ProviderFailure;

export type AgreementStopped =
  /** `here`: the provider documents no way to delete it, so we forget it and never charge it again. */
  { readonly kind: 'stopped'; readonly where: 'provider' | 'here' } | ProviderFailure;

export type RefundOutcome =
  | { readonly kind: 'refund_done'; readonly providerRefundId: string }
  | { readonly kind: 'refund_pending'; readonly providerRefundId: string }
  | { readonly kind: 'refund_failed'; readonly because: string }
  | { readonly kind: 'not_found' }
  | ProviderFailure;

export interface DayEntry {
  readonly kind: 'captured' | 'refunded' | 'dispute_withheld' | 'dispute_returned';
  /** Null where the provider names none: then it is no payment of ours. */
  readonly reference: string | null;
  /** The provider's id of this one movement; unique among those of its kind. */
  readonly movementId: string;
  /** Always positive; the kind says the direction. */
  readonly amountOre: Ore;
  readonly occurredAt: string;
}

/** What a day's list has beside: nothing to hold against a journal, so it is for a person to look at. */
export interface OddDayEntry {
  readonly reference: string | null;
  readonly movementId: string;
  /** In its own currency's smallest unit, below zero where it went out; zero where that could not be read. */
  readonly amount: number;
  /** `other_currency:EUR`, `unknown_kind:correction`, `not_understood`. */
  readonly because: string;
}

export type DayListing =
  | {
      readonly kind: 'listed';
      readonly entries: readonly DayEntry[];
      readonly odd: readonly OddDayEntry[];
    }
  | { readonly kind: 'not_closed_yet' }
  /** The vendor documents no such list: ask for each attempt of the day instead. */
  | { readonly kind: 'not_offered' }
  | ProviderFailure;
