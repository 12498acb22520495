// The simulated ePayment interface: create, ask, event log, capture, cancel, refund, and the test environment's
// forced approval. Answers are checked against the vendor's OpenAPI where that is at hand.
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { PHONES } from './vipps-phones.ts';
import { epaymentProblem, inWords } from './vipps-problem.ts';
import type { SimulatedVippsPayment } from './vipps-records.ts';
import { CreateVippsPayment, ModifyVippsPayment } from './vipps-requests.ts';
import type { VippsBooks } from './vipps-state.ts';

const dkk = (value: number) => ({ currency: 'DKK', value });

export function vippsEpaymentApi(books: VippsBooks): Hono {
  const routes = new Hono();
  const { state } = books;

  routes.post('/payments', async (context) => {
    const parsed = CreateVippsPayment.safeParse(await json(context));
    if (!parsed.success) return epaymentProblem(context, 400, inWords(parsed.error));
    const { reference, amount, returnUrl, paymentDescription = '' } = parsed.data;
    if (state.value.payments[reference] !== undefined) {
      return epaymentProblem(context, 409, 'The reference exists', 4150);
    }
    const payment: SimulatedVippsPayment = {
      ...{ reference, value: amount.value, returnUrl, description: paymentDescription },
      ...{ pspReference: state.nextId('7'), createdAt: state.now(), state: 'CREATED' },
      ...{ authorized: 0, captured: 0, refunded: 0, cancelled: 0 },
      ...{ phone: null, approvedAt: null, events: [] },
    };
    books.addPayment(payment, key(context));
    return context.json({ redirectUrl: landing(context, reference), reference }, 201);
  });

  routes.get('/payments/:reference', (context) =>
    withPayment(context, (payment) =>
      context.json({
        ...adjusted(payment),
        ...{ paymentMethod: { type: 'WALLET' }, profile: {} },
        redirectUrl: landing(context, payment.reference),
      }),
    ),
  );

  routes.get('/payments/:reference/events', (context) =>
    withPayment(context, ({ reference, events }) =>
      context.json(
        events.map(({ name, pspReference, value, timestamp, idempotencyKey }) => ({
          // The document names it `name` and requires `paymentAction`: so both.
          ...{ reference, pspReference, name, paymentAction: name, amount: dkk(value), timestamp },
          ...{ idempotencyKey, success: true },
        })),
      ),
    ),
  );

  routes.post('/payments/:reference/capture', (context) =>
    withAmount(context, (payment, value) => {
      if (payment.state !== 'AUTHORIZED') {
        return epaymentProblem(context, 400, 'Cannot capture before reservation', 6080);
      }
      const left = payment.authorized - payment.captured - payment.cancelled;
      if (value > left) {
        return left === 0 && payment.captured > 0
          ? epaymentProblem(context, 400, 'Payment already captured', 6170)
          : epaymentProblem(context, 400, 'Capture amount too high', 6090);
      }
      payment.captured += value;
      books.note(payment, 'CAPTURED', value, key(context));
      return context.json(adjusted(payment));
    }),
  );

  routes.post('/payments/:reference/refund', (context) =>
    withAmount(context, (payment, value) => {
      if (value > payment.captured - payment.refunded) {
        return epaymentProblem(context, 400, 'Not enough refundable', 6150);
      }
      payment.refunded += value;
      books.note(payment, 'REFUNDED', value, key(context));
      return context.json(adjusted(payment));
    }),
  );

  routes.post('/payments/:reference/cancel', (context) =>
    withPayment(context, (payment) => {
      if (payment.captured > 0) {
        return epaymentProblem(context, 400, 'Cannot cancel a captured payment', 6040);
      }
      if (payment.state === 'CREATED') {
        payment.state = 'TERMINATED';
        books.note(payment, 'TERMINATED', payment.value, key(context));
        return context.json(adjusted(payment));
      }
      if (payment.state !== 'AUTHORIZED') {
        return epaymentProblem(context, 400, 'Payment cannot be cancelled', 6190);
      }
      payment.cancelled = payment.authorized;
      books.note(payment, 'CANCELLED', payment.authorized, key(context));
      return context.json(adjusted(payment));
    }),
  );

  routes.post('/test/payments/:reference/approve', (context) =>
    withPayment(context, (payment) => {
      if (payment.state !== 'CREATED')
        return epaymentProblem(context, 400, 'Approve failed', 10010);
      books.authorize(payment, PHONES.good);
      return context.body(null, 200);
    }),
  );

  function withPayment(
    context: Context,
    then: (payment: SimulatedVippsPayment) => Response,
  ): Response {
    const payment = state.value.payments[context.req.param('reference') ?? ''];
    return payment === undefined
      ? epaymentProblem(context, 404, 'Reference not found', 5090)
      : then(payment);
  }

  async function withAmount(
    context: Context,
    then: (payment: SimulatedVippsPayment, value: number) => Response,
  ): Promise<Response> {
    const parsed = ModifyVippsPayment.safeParse(await json(context));
    if (!parsed.success) return epaymentProblem(context, 400, inWords(parsed.error));
    const { value } = parsed.data.modificationAmount;
    return withPayment(context, (payment) => then(payment, value));
  }

  return routes;
}

function adjusted(payment: SimulatedVippsPayment) {
  const { reference, value, state, pspReference } = payment;
  return {
    ...{ amount: dkk(value), state, pspReference, reference },
    aggregate: {
      ...{ authorizedAmount: dkk(payment.authorized), capturedAmount: dkk(payment.captured) },
      ...{ refundedAmount: dkk(payment.refunded), cancelledAmount: dkk(payment.cancelled) },
    },
  };
}

function landing(context: Context, reference: string): string {
  return `${new URL(context.req.url).origin}/landing/payments/${reference}`;
}

const key = (context: Context) => context.req.header('idempotency-key') ?? null;

async function json(context: Context): Promise<unknown> {
  return z.unknown().parse(await context.req.json().catch(() => null));
}
