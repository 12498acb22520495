// Why a payment came to nothing, in the few words that its payer can do something with. Pure. The attempt keeps
// the provider's finer word beside it, for support and finance.
import type { TopUpCause } from '../../contracts/top-ups.ts';
import type {
  CustomerNeed,
  HardDecline,
  Mismatch,
  PaymentOutcome,
  SoftDecline,
} from '../payments/payment-provider.ts';

/** What an attempt remembers of its end, or of what hinders it. */
export type AttemptBecause =
  | SoftDecline
  | HardDecline
  | CustomerNeed
  | Mismatch
  | 'by_customer'
  | 'expired'
  | 'by_us'
  | 'not_begun'
  | 'provider_refused'
  | 'above_highest_balance'
  | 'refunded_elsewhere';

const CAUSES: Readonly<Record<AttemptBecause, TopUpCause>> = {
  insufficient_funds: 'insufficient_funds',
  issuer_unavailable: 'provider_trouble',
  technical: 'provider_trouble',
  unexplained: 'card_not_accepted',
  cancelled_elsewhere: 'cancelled_elsewhere',
  card_expired: 'card_expired',
  card_lost_or_stolen: 'card_not_accepted',
  card_closed: 'card_not_accepted',
  not_permitted: 'card_not_accepted',
  authentication: 'approval_needed',
  act_in_app: 'approval_needed',
  agreement_stopped: 'agreement_stopped',
  amount_above_own_limit: 'own_limit_too_low',
  by_customer: 'cancelled_by_payer',
  expired: 'not_finished',
  by_us: 'not_finished',
  not_begun: 'provider_trouble',
  provider_refused: 'provider_trouble',
  above_highest_balance: 'above_highest_balance',
  refunded_elsewhere: 'refunded_elsewhere',
  reference: 'needs_a_person',
  amount: 'needs_a_person',
  currency: 'needs_a_person',
  several_charges: 'needs_a_person',
  agreement: 'needs_a_person',
};

export function causeOf(because: AttemptBecause): TopUpCause {
  return CAUSES[because];
}

/** Null for an answer after which nothing has failed: it went well, or nobody knows yet. */
export function causeOfOutcome(outcome: PaymentOutcome): TopUpCause | null {
  switch (outcome.kind) {
    case 'captured':
    case 'pending':
    case 'not_found':
    case 'unknown':
      return null;
    case 'refunded':
      return causeOf('refunded_elsewhere');
    case 'refused':
      return causeOf('provider_refused');
    case 'declined_soft':
    case 'declined_hard':
    case 'needs_customer':
    case 'cancelled':
    case 'mismatch':
      return causeOf(outcome.because);
    default:
      return outcome satisfies never;
  }
}
