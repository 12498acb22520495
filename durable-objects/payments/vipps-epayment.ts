// MobilePay's payments by hand (Vipps MobilePay ePayment v1): start, ask and capture, abandon, refund. All
// shapes are the vendor's own OpenAPI (1.4.1) and its list of error codes; none is second-hand.
import { z } from 'zod';
import { type Ore, ore } from '../../contracts/ore.ts';
import { operationKey } from './operation-key.ts';
import type {
  HostedPayment,
  PaymentOutcome,
  PaymentQuestion,
  RefundOutcome,
  RefundRequest,
  Started,
} from './payment-provider.ts';
import { refusal, understood } from './provider-call.ts';
import type { VippsCalls } from './vipps-calls.ts';
import { vippsRefundOutcome } from './vipps-refund.ts';

const Amount = z.looseObject({ currency: z.string(), value: z.int().min(0) });
const Aggregate = z.looseObject({
  authorizedAmount: Amount,
  cancelledAmount: Amount,
  capturedAmount: Amount,
  refundedAmount: Amount,
});
const Payment = z.looseObject({
  reference: z.string(),
  amount: Amount,
  state: z.enum(['CREATED', 'ABORTED', 'EXPIRED', 'AUTHORIZED', 'TERMINATED']),
  aggregate: Aggregate,
});
type Payment = z.infer<typeof Payment>;
const Created = z.looseObject({ redirectUrl: z.url(), reference: z.string() });
const PaymentEvents = z.array(
  z.looseObject({
    name: z.string().nullish(),
    amount: Amount,
    pspReference: z.string(),
    idempotencyKey: z.string().nullish(),
    success: z.boolean(),
  }),
);

const pathOf = (reference: string) => `/epayment/v1/payments/${encodeURIComponent(reference)}`;

export function vippsEpayment({ call, find }: VippsCalls) {
  async function start(payment: HostedPayment): Promise<Started> {
    const { reference, amountOre, description, returnAddress } = payment;
    const answer = await call({
      method: 'POST',
      path: '/epayment/v1/payments',
      key: operationKey('start', reference),
      body: {
        amount: { currency: 'DKK', value: amountOre },
        paymentMethod: { type: 'WALLET' },
        ...{ reference, returnUrl: returnAddress, userFlow: 'WEB_REDIRECT' },
        paymentDescription: description,
      },
    });
    if (answer.kind !== 'answer') return answer;
    const created = understood(answer, Created);
    if (created.kind !== 'understood') return created;
    return { kind: 'redirect', address: created.body.redirectUrl, handle: reference };
  }

  async function ask(question: PaymentQuestion): Promise<PaymentOutcome> {
    const found = await find(pathOf(question.reference), Payment);
    if (found.kind !== 'understood') return found;
    const outcome = paymentOutcome(found.body, question);
    const isReserved = found.body.state === 'AUTHORIZED' && outcome.kind === 'pending';
    if (!isReserved) return outcome;
    return question.whenReserved === 'capture' ? capture(question) : release(question);
  }

  /** One capture of the whole under one key: however often it is asked for, it happens once. */
  async function capture(question: PaymentQuestion): Promise<PaymentOutcome> {
    const { reference, amountOre } = question;
    const answer = await call({
      method: 'POST',
      path: `${pathOf(reference)}/capture`,
      key: operationKey('capture', reference),
      body: { modificationAmount: { currency: 'DKK', value: amountOre } },
    });
    return settled(answer, question);
  }

  async function release(question: PaymentQuestion): Promise<PaymentOutcome> {
    const answer = await call({
      method: 'POST',
      path: `${pathOf(question.reference)}/cancel`,
      key: operationKey('release', question.reference),
    });
    return settled(answer, question);
  }

  /** What the provider says after a change, whatever it answered to the change itself. */
  async function settled(
    answer: Awaited<ReturnType<VippsCalls['call']>>,
    question: PaymentQuestion,
  ): Promise<PaymentOutcome> {
    if (answer.kind !== 'answer') return answer;
    const found = await find(pathOf(question.reference), Payment);
    if (found.kind !== 'understood') return found;
    const outcome = paymentOutcome(found.body, question);
    return outcome.kind === 'pending' && answer.status >= 400 ? refusal(answer) : outcome;
  }

  async function refund(request: RefundRequest): Promise<RefundOutcome> {
    const answer = await call({
      method: 'POST',
      path: `${pathOf(request.charge.reference)}/refund`,
      key: operationKey('refund', request.refundReference),
      body: { modificationAmount: { currency: 'DKK', value: request.amountOre } },
    });
    return vippsRefundOutcome(answer, request.refundReference);
  }

  /** The event log keeps each change's key. */
  async function askForRefund(request: RefundRequest): Promise<RefundOutcome> {
    const found = await find(`${pathOf(request.charge.reference)}/events`, PaymentEvents);
    if (found.kind !== 'understood') return found;
    const key = operationKey('refund', request.refundReference);
    const event = found.body.find(
      ({ name, idempotencyKey }) => name === 'REFUNDED' && idempotencyKey === key,
    );
    if (event === undefined) return { kind: 'not_found' };
    return event.success
      ? { kind: 'refund_done', providerRefundId: request.refundReference }
      : { kind: 'refund_failed', because: 'the event log says that it did not succeed' };
  }

  return { start, ask, abandon: release, refund, askForRefund };
}

/** The captured sum is what counts; the state never says "captured". */
export function paymentOutcome(
  { reference, amount, state, aggregate }: Payment,
  asked: { readonly reference: string; readonly amountOre: Ore },
): PaymentOutcome {
  if (reference !== asked.reference) return { kind: 'mismatch', because: 'reference' };
  if (amount.currency !== 'DKK') return { kind: 'mismatch', because: 'currency' };
  if (amount.value !== asked.amountOre) return { kind: 'mismatch', because: 'amount' };
  const { capturedAmount, refundedAmount, cancelledAmount } = aggregate;
  if (capturedAmount.currency !== 'DKK') return { kind: 'mismatch', because: 'currency' };
  if (capturedAmount.value > 0) {
    return {
      kind: refundedAmount.value > 0 ? 'refunded' : 'captured',
      // There is one capture to a reference, so the reference names it.
      ...{ chargeId: reference, handle: reference },
      ...{ amountOre: ore(capturedAmount.value), refundedOre: ore(refundedAmount.value) },
    };
  }
  if (state === 'ABORTED') return { kind: 'cancelled', because: 'by_customer' };
  if (state === 'EXPIRED') return { kind: 'cancelled', because: 'expired' };
  if (state === 'TERMINATED' || cancelledAmount.value > 0) {
    return { kind: 'cancelled', because: 'by_us' };
  }
  return { kind: 'pending', handle: reference };
}
