// What both of Vipps MobilePay's APIs answer to a refund. Absent: how each is ordered and looked up.
import type { ProviderFailure, RefundOutcome } from './payment-provider.ts';
import { type ProviderAnswer, unknown } from './provider-call.ts';

/** Neither API gives a refund an id of its own: ours is its name. */
export function vippsRefundOutcome(
  answer: ProviderAnswer | ProviderFailure,
  refundReference: string,
): RefundOutcome {
  if (answer.kind !== 'answer') return answer;
  const { status, body } = answer;
  // Accepted, not carried out: to be asked for.
  if (status === 202) return { kind: 'refund_pending', providerRefundId: refundReference };
  if (status < 300) return { kind: 'refund_done', providerRefundId: refundReference };
  if (status < 400) return unknown('not_understood');
  const because = JSON.stringify(body).slice(0, 300);
  // Keys and access; everything else in the 400s is about this refund, and stays so under its key.
  return status === 401 || status === 403
    ? { kind: 'refused', status, because }
    : { kind: 'refund_failed', because };
}
