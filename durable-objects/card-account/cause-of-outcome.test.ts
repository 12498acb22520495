import { expect, test } from 'vitest';
import { ore } from '../../contracts/ore.ts';
import type { TopUpCause } from '../../contracts/top-ups.ts';
import type { PaymentOutcome } from '../payments/payment-provider.ts';
import { causeOfOutcome } from './cause-of-outcome.ts';

const charge = { chargeId: 'c', handle: 'h', amountOre: ore(100_00), refundedOre: ore(0) };
const code = '05';

test.each<[PaymentOutcome, TopUpCause | null]>([
  [{ kind: 'captured', ...charge }, null],
  [{ kind: 'pending', handle: null }, null],
  [{ kind: 'not_found' }, null],
  [{ kind: 'unknown', because: 'timeout' }, null],
  [{ kind: 'refunded', ...charge }, 'refunded_elsewhere'],
  [{ kind: 'refused', status: 401, because: '' }, 'provider_trouble'],
  [{ kind: 'declined_soft', because: 'insufficient_funds', code }, 'insufficient_funds'],
  [{ kind: 'declined_soft', because: 'technical', code }, 'provider_trouble'],
  [{ kind: 'declined_soft', because: 'unexplained', code }, 'card_not_accepted'],
  [{ kind: 'declined_hard', because: 'card_expired', code }, 'card_expired'],
  [{ kind: 'declined_hard', because: 'card_lost_or_stolen', code }, 'card_not_accepted'],
  [{ kind: 'needs_customer', because: 'authentication', code }, 'approval_needed'],
  [{ kind: 'needs_customer', because: 'act_in_app', code }, 'approval_needed'],
  [{ kind: 'needs_customer', because: 'agreement_stopped', code }, 'agreement_stopped'],
  [{ kind: 'needs_customer', because: 'amount_above_own_limit', code }, 'own_limit_too_low'],
  [{ kind: 'cancelled', because: 'by_customer' }, 'cancelled_by_payer'],
  [{ kind: 'cancelled', because: 'expired' }, 'not_finished'],
  [{ kind: 'mismatch', because: 'currency' }, 'needs_a_person'],
])('%j is told as %s', (outcome, cause) => {
  expect(causeOfOutcome(outcome)).toBe(cause);
});
