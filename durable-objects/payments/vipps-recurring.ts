// MobilePay's agreements and charges (Vipps MobilePay Recurring v3): UNSCHEDULED at once, RECURRING for a day
// ahead. Paths, fields, statuses and failure reasons are the vendor's own OpenAPI and guides; that `history`
// keeps each change's key is read from the vendor's SDK; DKK agreements without countryCode are unverified.
import { z } from 'zod';
import { type Ore, ore } from '../../contracts/ore.ts';
import { operationKey } from './operation-key.ts';
import type {
  AgreementCharge,
  AgreementOutcome,
  AgreementQuestion,
  AgreementRequest,
  AgreementStopped,
  ChargeQuestion,
  PaymentOutcome,
  RefundOutcome,
  RefundRequest,
  Started,
} from './payment-provider.ts';
import { type ProviderAnswer, refusal, understood, unknown } from './provider-call.ts';
import type { VippsCalls } from './vipps-calls.ts';
import { VippsCharge as Charge, type VippsCharge, vippsChargeOutcome } from './vipps-charge.ts';
import { vippsRefundOutcome } from './vipps-refund.ts';

const Drafted = z.looseObject({
  agreementId: z.string().min(1).max(64),
  vippsConfirmationUrl: z.url(),
});
const Agreement = z.looseObject({
  id: z.string(),
  status: z.enum(['PENDING', 'ACTIVE', 'STOPPED', 'EXPIRED']),
  start: z.string().nullish(),
  externalId: z.string().nullish(),
  pricing: z.looseObject({ currency: z.string(), maxAmount: z.int().nullish() }),
});

/** The vendor's limits on what the customer reads in the app. */
const LONGEST_NAME = 45;
const LONGEST_DESCRIPTION = 100;

const agreementPath = (agreementId: string) =>
  `/recurring/v3/agreements/${encodeURIComponent(agreementId)}`;
const chargePath = (agreementId: string, reference: string) =>
  `${agreementPath(agreementId)}/charges/${encodeURIComponent(reference)}`;

export function vippsRecurring({ call, find }: VippsCalls) {
  async function start(agreement: AgreementRequest): Promise<Started> {
    const { reference, sentence, mostPerMonthOre, firstChargeOre } = agreement;
    const answer = await call({
      method: 'POST',
      path: '/recurring/v3/agreements',
      key: operationKey('start', reference),
      body: {
        // VARIABLE: the customer sees a ceiling in the app and may lower it.
        pricing: { type: 'VARIABLE', currency: 'DKK', suggestedMaxAmount: mostPerMonthOre },
        interval: { unit: 'MONTH', count: 1 },
        merchantRedirectUrl: agreement.returnAddress,
        merchantAgreementUrl: agreement.manageAddress,
        productName: PRODUCT_NAME[agreement.language],
        productDescription: sentence.slice(0, LONGEST_DESCRIPTION),
        externalId: reference,
        ...(firstChargeOre === null ? {} : { initialCharge: initialCharge(agreement) }),
      },
    });
    if (answer.kind !== 'answer') return answer;
    const drafted = understood(answer, Drafted);
    if (drafted.kind !== 'understood') return drafted;
    const { agreementId, vippsConfirmationUrl } = drafted.body;
    return { kind: 'redirect', address: vippsConfirmationUrl, handle: agreementId };
  }

  async function askForAgreement(question: AgreementQuestion): Promise<AgreementOutcome> {
    const agreementId = question.agreementId ?? question.handle;
    if (agreementId === null) return { kind: 'not_found' };
    const found = await find(agreementPath(agreementId), Agreement);
    if (found.kind !== 'understood') return found;
    const { status, start: startedAt, externalId, pricing } = found.body;
    const reference = externalId ?? null;
    // A reference that is not the one asked for is another account's agreement.
    const isOther = question.reference !== null && question.reference !== reference;
    if (isOther) return { kind: 'mismatch', because: 'reference' };
    if (pricing.currency !== 'DKK') return { kind: 'mismatch', because: 'currency' };
    if (status === 'PENDING') return { kind: 'pending' };
    if (status !== 'ACTIVE') {
      const wasInForce = status === 'STOPPED' && startedAt != null;
      return { kind: 'ended', because: wasInForce ? 'stopped' : 'not_approved', reference };
    }
    return {
      ...{ kind: 'active', agreementId, reference, method: null },
      customersMostOre: pricing.maxAmount == null ? null : ore(pricing.maxAmount),
      firstCharge:
        question.firstChargeOre === null || reference === null
          ? null
          : await look(agreementId, reference, question.firstChargeOre),
    };
  }

  async function stop(agreementId: string): Promise<AgreementStopped> {
    const answer = await call({
      method: 'PATCH',
      path: agreementPath(agreementId),
      key: operationKey('stop', agreementId),
      body: { status: 'STOPPED' },
    });
    if (answer.kind !== 'answer') return answer;
    if (answer.status < 300 || answer.status === 404) return { kind: 'stopped', where: 'provider' };
    const found = await find(agreementPath(agreementId), Agreement);
    if (found.kind !== 'understood') return found.kind === 'not_found' ? refusal(answer) : found;
    const isOver = found.body.status === 'STOPPED' || found.body.status === 'EXPIRED';
    return isOver ? { kind: 'stopped', where: 'provider' } : refusal(answer);
  }

  /** One that waits may refuse to be stopped: it ends by itself within minutes. */
  async function abandon(question: AgreementQuestion): Promise<AgreementOutcome> {
    const agreementId = question.agreementId ?? question.handle;
    if (agreementId === null) return { kind: 'not_found' };
    const before = await askForAgreement(question);
    if (before.kind === 'pending') await stop(agreementId);
    return before.kind === 'pending' ? askForAgreement(question) : before;
  }

  async function charge(request: AgreementCharge): Promise<PaymentOutcome> {
    const { reference, agreementId, amountOre, description, when } = request;
    const answer = await call({
      method: 'POST',
      path: `${agreementPath(agreementId)}/charges`,
      key: operationKey('charge', reference),
      body: {
        ...{ amount: amountOre, transactionType: 'DIRECT_CAPTURE' },
        description: description.slice(0, LONGEST_NAME),
        // The orderId becomes the charge's id: by it a lost answer can be asked for.
        ...{ orderId: reference, externalId: reference },
        ...(when === 'now'
          ? { type: 'UNSCHEDULED' }
          : { type: 'RECURRING', due: when.day, retryDays: when.retryDays }),
      },
    });
    if (answer.kind !== 'answer') return answer;
    if (answer.status < 300) return acceptedCharge(request);
    return refusedCharge(request, chargeRefusal(answer));
  }

  async function acceptedCharge(request: AgreementCharge): Promise<PaymentOutcome> {
    const outcome = await look(request.agreementId, request.reference, request.amountOre);
    // It was accepted: that it cannot be seen at once says nothing.
    const isUnseen =
      outcome.kind === 'not_found' || outcome.kind === 'unknown' || outcome.kind === 'refused';
    return isUnseen ? { kind: 'pending', handle: request.reference } : outcome;
  }

  /** A refusal may mean that it is there already, or that the agreement is no more. */
  async function refusedCharge(
    { agreementId, reference, amountOre }: AgreementCharge,
    refused: PaymentOutcome,
  ): Promise<PaymentOutcome> {
    const existing = await look(agreementId, reference, amountOre);
    // A look that is refused says nothing of the order, which may be there.
    if (existing.kind === 'refused') return unknown('not_understood');
    if (existing.kind !== 'not_found') return existing;
    const found = await find(agreementPath(agreementId), Agreement);
    if (found.kind === 'unknown') return found;
    const isOver =
      found.kind === 'not_found' ||
      (found.kind === 'understood' && /STOPPED|EXPIRED/.test(found.body.status));
    return isOver
      ? { kind: 'needs_customer', because: 'agreement_stopped', code: 'agreement' }
      : refused;
  }

  async function look(
    agreementId: string,
    reference: string,
    amountOre: Ore,
  ): Promise<PaymentOutcome> {
    const found = await find(chargePath(agreementId, reference), Charge);
    if (found.kind !== 'understood') return found;
    return vippsChargeOutcome(found.body, { reference, amountOre });
  }

  async function cancel(question: ChargeQuestion): Promise<PaymentOutcome> {
    const { agreementId, reference, amountOre } = question;
    const answer = await call({
      method: 'DELETE',
      path: chargePath(agreementId, reference),
      key: operationKey('cancel', reference),
    });
    if (answer.kind !== 'answer') return answer;
    const outcome = await look(agreementId, reference, amountOre);
    return outcome.kind === 'pending' && answer.status >= 400 ? refusal(answer) : outcome;
  }

  async function refund(request: RefundRequest): Promise<RefundOutcome> {
    const { reference, agreementId } = request.charge;
    if (agreementId === null) return { kind: 'not_found' };
    const answer = await call({
      method: 'POST',
      path: `${chargePath(agreementId, reference)}/refund`,
      key: operationKey('refund', request.refundReference),
      body: { amount: request.amountOre, description: request.reason.slice(0, LONGEST_NAME) },
    });
    return vippsRefundOutcome(answer, request.refundReference);
  }

  async function askForRefund(request: RefundRequest): Promise<RefundOutcome> {
    const { reference, agreementId } = request.charge;
    if (agreementId === null) return { kind: 'not_found' };
    const found = await find(chargePath(agreementId, reference), Charge);
    if (found.kind !== 'understood') return found;
    return refundInHistory(found.body, request.refundReference);
  }

  return {
    ...{ start, askForAgreement, abandon, stop, charge, cancel, refund, askForRefund },
    ask: ({ agreementId, reference, amountOre }: ChargeQuestion) =>
      look(agreementId, reference, amountOre),
  };
}

/** Above both the agreement's ceiling and the customer's own, it is refused before it is made. */
function chargeRefusal(answer: ProviderAnswer): PaymentOutcome {
  const problem = z.looseObject({ type: z.string() }).safeParse(answer.body);
  const isTooHigh = problem.success && problem.data.type.endsWith('#charge-amount-too-high');
  return isTooHigh
    ? { kind: 'needs_customer', because: 'amount_above_own_limit', code: 'charge-amount-too-high' }
    : refusal(answer);
}

const PRODUCT_NAME = { da: 'Automatisk optankning', en: 'Automatic top-up' } as const;

function initialCharge({ reference, firstChargeOre, language }: AgreementRequest): object {
  return {
    ...{ amount: firstChargeOre, transactionType: 'DIRECT_CAPTURE' },
    description: language === 'da' ? 'Optankning' : 'Top-up',
    ...{ orderId: reference, externalId: reference },
  };
}

function refundInHistory({ history }: VippsCharge, refundReference: string): RefundOutcome {
  const key = operationKey('refund', refundReference);
  // Without the keys nobody can tell one refund from another.
  if (history == null) return unknown('not_understood');
  const event = history.find((one) => one.event === 'REFUND' && one.idempotencyKey === key);
  if (event === undefined) return { kind: 'not_found' };
  return event.success
    ? { kind: 'refund_done', providerRefundId: refundReference }
    : { kind: 'refund_failed', because: 'the history says that it did not succeed' };
}
