// A charge on a MobilePay agreement: the vendor's shape of it, and what its status means to us. Pure.
import { z } from 'zod';
import { type Ore, ore } from '../../contracts/ore.ts';
import type { PaymentOutcome } from './payment-provider.ts';
import { unknown } from './provider-call.ts';

export const VippsCharge = z.looseObject({
  id: z.string(),
  amount: z.int().min(0),
  currency: z.string(),
  status: z.string(),
  failureReason: z.string().nullish(),
  summary: z.looseObject({
    captured: z.int().min(0),
    refunded: z.int().min(0),
    cancelled: z.int().min(0),
  }),
  history: z
    .array(
      z.looseObject({
        event: z.string(),
        idempotencyKey: z.string().nullish(),
        success: z.boolean(),
      }),
    )
    .nullish(),
});
export type VippsCharge = z.infer<typeof VippsCharge>;

export function vippsChargeOutcome(
  { id, amount, currency, status, failureReason, summary }: VippsCharge,
  asked: { readonly reference: string; readonly amountOre: Ore },
): PaymentOutcome {
  if (id !== asked.reference) return { kind: 'mismatch', because: 'reference' };
  if (currency !== 'DKK') return { kind: 'mismatch', because: 'currency' };
  if (amount !== asked.amountOre) return { kind: 'mismatch', because: 'amount' };
  // The sums are looked at before the status: what was captured was captured.
  if (summary.captured > 0) {
    return {
      kind: summary.refunded > 0 ? 'refunded' : 'captured',
      ...{ chargeId: id, handle: id },
      ...{ amountOre: ore(summary.captured), refundedOre: ore(summary.refunded) },
    };
  }
  switch (status) {
    case 'PENDING':
    case 'DUE':
    case 'PROCESSING':
    // Captured by the provider itself, since it was made with DIRECT_CAPTURE.
    case 'RESERVED':
      return { kind: 'pending', handle: id };
    case 'CANCELLED':
      return { kind: 'cancelled', because: 'by_us' };
    case 'FAILED':
      return failure(failureReason ?? '');
    default:
      return unknown('not_understood');
  }
}

/** The vendor tells four reasons and no more; want of funds is among `user_action_required`. */
function failure(code: string): PaymentOutcome {
  switch (code) {
    case 'user_action_required':
      return { kind: 'needs_customer', because: 'act_in_app', code };
    case 'charge_amount_too_high':
      return { kind: 'needs_customer', because: 'amount_above_own_limit', code };
    case 'technical_error':
      return { kind: 'declined_soft', because: 'technical', code };
    default:
      return { kind: 'declined_soft', because: 'unexplained', code };
  }
}
