// Giving a Nexi charge back: ordered once under a key, done some time later. Path, key and states are the vendor's
// own pages.
import type { nexiCalls } from './nexi-calls.ts';
import { idIn } from './nexi-handles.ts';
import { NexiRefund } from './nexi-shapes.ts';
import { operationKey } from './operation-key.ts';
import type { RefundOutcome, RefundRequest } from './payment-provider.ts';
import { understood } from './provider-call.ts';

export function nexiRefunds({ call, getPayment }: ReturnType<typeof nexiCalls>) {
  async function refund(request: RefundRequest): Promise<RefundOutcome> {
    const answer = await call({
      method: 'POST',
      path: `/v1/charges/${encodeURIComponent(request.charge.chargeId)}/refunds`,
      isRepeatable: true,
      key: operationKey('refund', request.refundReference),
      body: { amount: request.amountOre },
    });
    if (answer.kind !== 'answer') return answer;
    if (isAboutThisRefund(answer.status)) {
      return { kind: 'refund_failed', because: JSON.stringify(answer.body).slice(0, 300) };
    }
    const made = understood(answer, NexiRefund);
    if (made.kind !== 'understood') return made;
    return look({ ...request, providerRefundId: made.body.refundId });
  }

  async function look({ providerRefundId, charge }: RefundRequest): Promise<RefundOutcome> {
    const paymentId = idIn('payment', charge.handle);
    if (providerRefundId === null || paymentId === null) return { kind: 'not_found' };
    const found = await getPayment(paymentId);
    if (found.kind === 'not_found') return found;
    // It was ordered: only its state is not known yet.
    if (found.kind !== 'understood') return { kind: 'refund_pending', providerRefundId };
    const refunds = found.body.payment.refunds ?? [];
    const state = refunds.find(({ refundId }) => refundId === providerRefundId)?.state;
    if (state === 'Completed') return { kind: 'refund_done', providerRefundId };
    if (state === 'Failed' || state === 'Cancelled' || state === 'Expired') {
      return { kind: 'refund_failed', because: state };
    }
    return { kind: 'refund_pending', providerRefundId };
  }

  return {
    refund,
    /** The same order under the same key answers with the first one's id. */
    askForRefund: (request: RefundRequest) =>
      request.providerRefundId === null ? refund(request) : look(request),
  };
}

/** Keys and access are wrong in two of the 400s; the rest refuses this refund. */
function isAboutThisRefund(status: number): boolean {
  return status >= 400 && status !== 401 && status !== 403;
}
