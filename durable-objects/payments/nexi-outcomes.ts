// What Nexi's payment and bulk say, as outcomes of the port. Pure. A sum is read only from what was charged,
// never from the order, a webhook or a redirect.

import type { z } from 'zod';
import { type Ore, ore, sumOre } from '../../contracts/ore.ts';
import { nexiDecline } from './nexi-decline-codes.ts';
import type { NexiBulk, NexiPayment, NexiPaymentDetails } from './nexi-shapes.ts';
import type { PaymentOutcome, StoredMethod } from './payment-provider.ts';
import { unknown } from './provider-call.ts';

export function nexiPaymentOutcome(
  { payment }: { readonly payment: NexiPayment },
  asked: { readonly reference: string; readonly amountOre: Ore },
  handle: string,
): Exclude<PaymentOutcome, { kind: 'not_found' | 'refused' }> {
  const { orderDetails, summary } = payment;
  if (orderDetails.reference !== asked.reference) return { kind: 'mismatch', because: 'reference' };
  if (orderDetails.currency !== 'DKK') return { kind: 'mismatch', because: 'currency' };
  if (orderDetails.amount !== asked.amountOre) return { kind: 'mismatch', because: 'amount' };
  const charges = payment.charges ?? [];
  // One order is charged once. More is somebody's work in the portal, and a person's to look at.
  if (charges.length > 1) return { kind: 'mismatch', because: 'several_charges' };
  const [charge] = charges;
  if (charge !== undefined && summary.chargedAmount > 0) {
    const refundedOre = givenBackOre(payment);
    const facts = { chargeId: charge.chargeId, amountOre: ore(charge.amount), handle, refundedOre };
    return { kind: refundedOre > 0 ? 'refunded' : 'captured', ...facts };
  }
  if (summary.chargedAmount > 0) return unknown('not_understood');
  if (payment.terminated != null) return { kind: 'cancelled', because: 'by_us' };
  if (summary.cancelledAmount > 0) return { kind: 'cancelled', because: 'by_customer' };
  // Reserved money is charged by the provider itself: the payment was made with `charge`.
  return { kind: 'pending', handle };
}

const OVER: readonly string[] = ['Cancelled', 'Failed', 'Expired'];

/**
 * By the refunds that are listed, done or on their way; one that came to nothing later gave nothing back. Whether
 * the summary drops it then is not documented, so it speaks only where nothing is listed.
 */
function givenBackOre({ refunds, summary }: NexiPayment): Ore {
  if (refunds == null || refunds.length === 0) return ore(summary.refundedAmount);
  const standing = refunds.filter(({ state }) => !OVER.includes(state ?? ''));
  return sumOre(standing.map(({ amount }) => ore(amount)));
}

/** @returns `paid` with the payment to ask for, since a bulk tells no sums. */
export function nexiChargeOutcome(
  bulk: z.infer<typeof NexiBulk>,
  agreementId: string,
  handle: string,
): PaymentOutcome | { readonly kind: 'paid'; readonly paymentId: string } {
  const item = bulk.page.find((one) => one.unscheduledSubscriptionId === agreementId);
  // The page may be empty while the bulk is being taken in.
  if (item === undefined) {
    return bulk.page.length === 0
      ? { kind: 'pending', handle }
      : { kind: 'mismatch', because: 'agreement' };
  }
  if (item.status === 'Succeeded' && item.paymentId != null) {
    return { kind: 'paid', paymentId: item.paymentId };
  }
  if (item.status === 'Failed') return nexiDecline(item.code);
  if (item.status === 'Pending') return { kind: 'pending', handle };
  return unknown('not_understood');
}

/** "0927" is September 2027. */
export function nexiMethod(details: NexiPaymentDetails): StoredMethod | null {
  const [, month, year] =
    /^(0[1-9]|1[0-2])(\d{2})$/.exec(details?.cardDetails?.expiryDate ?? '') ?? [];
  if (month === undefined || year === undefined) return null;
  return {
    label: details?.paymentMethod ?? '',
    lastDigits: (details?.cardDetails?.maskedPan ?? '').slice(-4),
    expiresAtEndOf: `20${year}-${month}`,
  };
}
