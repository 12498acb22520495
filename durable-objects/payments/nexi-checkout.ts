// Nexi Checkout (Nets Easy): hosted page for one payment, unscheduled card-on-file for agreements. Paths and
// bodies of payments, bulk charges, subscriptions and refunds are the vendor's own pages; `language` on the
// page's address, the rule on `consumer` and error bodies are second-hand; a bulk's replay is as worded there.
import { ore } from '../../contracts/ore.ts';
import { nexiCalls } from './nexi-calls.ts';
import { bulkHandle, idIn, paymentHandle } from './nexi-handles.ts';
import { nexiChargeOutcome, nexiMethod, nexiPaymentOutcome } from './nexi-outcomes.ts';
import { nexiRefunds } from './nexi-refunds.ts';
import { NexiBulkAccepted, NexiCreated, NexiSubscription } from './nexi-shapes.ts';
import { nexiWebhookAuthorization } from './nexi-webhook.ts';
import type { NexiConfiguration } from './payment-configuration.ts';
import type {
  AgreementCharge,
  AgreementOutcome,
  AgreementQuestion,
  AgreementRequest,
  HostedPayment,
  Payer,
  PaymentOutcome,
  PaymentProvider,
  Started,
} from './payment-provider.ts';
import { type ProviderPorts, refusal, understood, unknown } from './provider-call.ts';

export function nexiCheckout(
  configuration: NexiConfiguration,
  ports: ProviderPorts,
): PaymentProvider {
  const calls = nexiCalls(configuration, ports);
  const { call, getPayment, getBulk } = calls;

  function notifications(reference: string) {
    return {
      webHooks: EVENTS.map((eventName) => ({
        eventName,
        url: `${configuration.publicOrigin}/api/webhooks/nexi/${reference}`,
        authorization: nexiWebhookAuthorization(reference, configuration.webhookKey),
      })),
    };
  }

  /** Not repeatable: the vendor documents no key for it. An orphan is harmless, nobody has its address. */
  async function start(
    page: HostedPayment | AgreementRequest,
    order: NexiOrder,
    subscription: object,
  ): Promise<Started> {
    const answer = await call({
      method: 'POST',
      path: '/v1/payments',
      isRepeatable: false,
      body: {
        order,
        checkout: {
          integrationType: 'HostedPaymentPage',
          returnUrl: page.returnAddress,
          cancelUrl: page.cancelAddress,
          termsUrl: configuration.termsAddress,
          merchantTermsUrl: configuration.privacyAddress,
          charge: order.amount > 0,
          publicDevice: false,
          ...consumer(page.payer),
        },
        ...subscription,
        notifications: notifications(page.reference),
      },
    });
    if (answer.kind !== 'answer') return answer;
    const created = understood(answer, NexiCreated);
    if (created.kind !== 'understood') return created;
    const address = new URL(created.body.hostedPaymentPageUrl);
    address.searchParams.set('language', page.language === 'da' ? 'da-DK' : 'en-GB');
    return {
      kind: 'redirect',
      address: address.href,
      handle: paymentHandle(created.body.paymentId),
    };
  }

  const provider: PaymentProvider = {
    name: 'nexi',
    takesLaterDays: false,
    listsItsDays: false,
    showsCardExpiry: true,

    startPayment: (payment) =>
      start(payment, nexiOrder(payment.reference, payment.description, payment.amountOre), {}),

    async askForPayment(question) {
      const paymentId = idIn('payment', question.handle);
      if (paymentId === null) return { kind: 'not_found' };
      const found = await getPayment(paymentId);
      if (found.kind !== 'understood') return found;
      return nexiPaymentOutcome(found.body, question, paymentHandle(paymentId));
    },

    async abandonPayment(question) {
      const paymentId = idIn('payment', question.handle);
      if (paymentId === null) return { kind: 'not_found' };
      const answer = await call({
        method: 'PUT',
        path: `/v1/payments/${paymentId}/terminate`,
        isRepeatable: true,
      });
      if (answer.kind !== 'answer') return answer;
      if (answer.status < 300) return { kind: 'cancelled', because: 'by_us' };
      // Refused where it was paid, or ended, in the meantime.
      const outcome = await provider.askForPayment(question);
      return outcome.kind === 'pending' ? refusal(answer) : outcome;
    },

    startAgreement(agreement) {
      const { reference, consentVersion, sentence, firstChargeOre, renewsAgreementId } = agreement;
      const order = nexiOrder(reference, sentence.slice(0, 128), firstChargeOre ?? 0);
      const item = order.items.map((line) => ({ ...line, reference: consentVersion }));
      return start(
        agreement,
        { ...order, items: item },
        {
          unscheduledSubscription:
            renewsAgreementId === null
              ? { create: true }
              : { unscheduledSubscriptionId: renewsAgreementId },
        },
      );
    },

    askForAgreement: (question) =>
      question.agreementId === null
        ? agreementOfPayment(question)
        : agreementById(question.agreementId),

    async abandonAgreement(question) {
      const paymentId = idIn('payment', question.handle);
      if (paymentId === null) return { kind: 'not_found' };
      const closed = await provider.abandonPayment({
        ...{ reference: question.reference ?? '', handle: question.handle },
        ...{ amountOre: question.firstChargeOre ?? ore(0), whenReserved: 'capture' },
      });
      return closed.kind === 'cancelled'
        ? { kind: 'ended', because: 'not_approved', reference: question.reference }
        : agreementOfPayment(question);
    },

    async stopAgreement() {
      return { kind: 'stopped', where: 'here' };
    },

    async chargeAgreement(charge) {
      if (charge.when !== 'now') {
        return { kind: 'refused', status: 0, because: 'Nexi takes no charge for a later day' };
      }
      const order = nexiOrder(charge.reference, charge.description, charge.amountOre);
      const answer = await call({
        method: 'POST',
        path: '/v1/unscheduledsubscriptions/charges',
        // The vendor's words on externalBulkChargeId: for safe retries.
        isRepeatable: true,
        body: {
          externalBulkChargeId: charge.reference,
          notifications: notifications(charge.reference),
          unscheduledSubscriptions: [{ unscheduledSubscriptionId: charge.agreementId, order }],
        },
      });
      if (answer.kind !== 'answer') return answer;
      const accepted = understood(answer, NexiBulkAccepted);
      if (accepted.kind !== 'understood') return accepted;
      return chargeOfBulk(accepted.body.bulkId, charge);
    },

    async askForCharge(question) {
      const bulkId = idIn('bulk', question.handle);
      if (bulkId !== null) return chargeOfBulk(bulkId, question);
      const isOfPayment = idIn('payment', question.handle) !== null;
      if (isOfPayment) return provider.askForPayment({ ...question, whenReserved: 'capture' });
      if (!question.isStillWanted) return unknown('only_repeating_would_tell');
      return provider.chargeAgreement(question);
    },

    async cancelCharge() {
      return { kind: 'refused', status: 0, because: 'Nexi takes no charge for a later day' };
    },

    ...nexiRefunds(calls),

    async listDay() {
      return { kind: 'not_offered' };
    },
  };

  async function agreementOfPayment(question: AgreementQuestion): Promise<AgreementOutcome> {
    const paymentId = idIn('payment', question.handle);
    if (paymentId === null) return { kind: 'not_found' };
    const found = await getPayment(paymentId);
    if (found.kind !== 'understood') return found;
    const { payment } = found.body;
    const amountOre = question.firstChargeOre ?? ore(0);
    const paid = nexiPaymentOutcome(
      found.body,
      { reference: question.reference ?? '', amountOre },
      paymentHandle(paymentId),
    );
    if (paid.kind === 'mismatch' || paid.kind === 'unknown') return paid;
    if (paid.kind === 'cancelled') {
      return { kind: 'ended', because: 'not_approved', reference: question.reference };
    }
    const agreementId = payment.unscheduledSubscription?.unscheduledSubscriptionId ?? null;
    const method = nexiMethod(payment.paymentDetails);
    const isPaid = question.firstChargeOre === null || paid.kind !== 'pending';
    // The id may be there before the card is: without a card nothing was approved.
    if (agreementId === null || method === null || !isPaid) return { kind: 'pending' };
    return {
      ...{ kind: 'active', agreementId, reference: question.reference, method },
      customersMostOre: null,
      firstCharge: question.firstChargeOre === null ? null : paid,
    };
  }

  async function agreementById(agreementId: string): Promise<AgreementOutcome> {
    const answer = await call({
      method: 'GET',
      path: `/v1/unscheduledsubscriptions/${agreementId}`,
      isRepeatable: true,
    });
    if (answer.kind !== 'answer') return answer;
    if (answer.status === 404) return { kind: 'not_found' };
    const found = understood(answer, NexiSubscription);
    if (found.kind !== 'understood') return found;
    const { paymentDetails, cardDetails } = found.body;
    return {
      ...{ kind: 'active', agreementId, reference: null },
      method: nexiMethod(cardDetails == null ? paymentDetails : { ...paymentDetails, cardDetails }),
      ...{ customersMostOre: null, firstCharge: null },
    };
  }

  async function chargeOfBulk(bulkId: string, charge: AgreementCharge): Promise<PaymentOutcome> {
    const bulk = await getBulk(bulkId);
    // The order was accepted: that it cannot be seen says nothing, and its handle must not be lost.
    if (bulk.kind !== 'understood') return { kind: 'pending', handle: bulkHandle(bulkId) };
    const outcome = nexiChargeOutcome(bulk.body, charge.agreementId, bulkHandle(bulkId));
    if (outcome.kind !== 'paid') return outcome;
    const paid = await provider.askForPayment({
      ...{ reference: charge.reference, amountOre: charge.amountOre, whenReserved: 'capture' },
      handle: paymentHandle(outcome.paymentId),
    });
    const isUnseen =
      paid.kind === 'unknown' || paid.kind === 'refused' || paid.kind === 'not_found';
    return isUnseen ? { kind: 'pending', handle: bulkHandle(bulkId) } : paid;
  }

  return provider;
}

/** Those after which asking again is worth it. */
const EVENTS = [
  'payment.checkout.completed',
  'payment.charge.created.v2',
  'payment.charge.failed',
  'payment.refund.completed',
  'payment.refund.failed',
] as const;

interface NexiOrder {
  readonly items: readonly object[];
  readonly amount: number;
  readonly currency: 'DKK';
  readonly reference: string;
}

/** Money put on an account is no sale yet, so it carries no VAT. */
function nexiOrder(reference: string, name: string, amountOre: number): NexiOrder {
  const item = {
    ...{ reference: 'TOPUP', name, quantity: 1, unit: 'stk', unitPrice: amountOre },
    ...{ taxRate: 0, taxAmount: 0, grossTotalAmount: amountOre, netTotalAmount: amountOre },
  };
  return { items: [item], amount: amountOre, currency: 'DKK', reference };
}

function consumer(payer: Payer | null): object {
  if (payer === null) return { merchantHandlesConsumerData: false };
  const { firstName, lastName, email } = payer;
  return {
    merchantHandlesConsumerData: true,
    consumer: { privatePerson: { firstName, lastName }, ...(email === null ? {} : { email }) },
    countryCode: 'DNK',
  };
}
