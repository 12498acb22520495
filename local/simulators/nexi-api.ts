// The simulated Nexi's interface: payments, stored cards, bulk charges and refunds, with its headers and errors.
// What it does on a repeated externalBulkChargeId with another body is not documented; here it is a 400.
import { type Context, Hono } from 'hono';
import type { ZodType } from 'zod';
import { idempotency } from './idempotency.ts';
import { bulkDelayOf, masked } from './nexi-cards.ts';
import { BulkCharge, CreatePayment, nexiErrors, RefundCharge } from './nexi-requests.ts';
import type { NexiBooks, SimulatedBulk, SimulatedPayment, StoredCard } from './nexi-state.ts';
import { fingerprintOf } from './outage.ts';

const sum = (amounts: readonly { amount: number }[]) =>
  amounts.reduce((total, { amount }) => total + amount, 0);

export function nexiApi(books: NexiBooks, secretKey: string): Hono {
  const routes = new Hono();
  const { state } = books;
  const problem = (context: Context, status: 400 | 401 | 402 | 404 | 409, message: string) =>
    context.json({ code: String(1000 + status), source: 'Internal', message }, status);
  const nothing = (context: Context) => problem(context, 404, 'Not found');

  routes.use(async (context, next) => {
    if (context.req.header('authorization') !== secretKey) {
      return problem(context, 401, 'Unauthorized');
    }
    const hasBody = context.req.method === 'POST';
    const isJson = context.req.header('content-type')?.startsWith('application/json') === true;
    if (hasBody && !isJson) return problem(context, 400, 'Content-Type must be application/json');
    books.move();
    await next();
    state.save();
  });
  routes.use(
    idempotency(state, {
      conflict: (context) => problem(context, 409, 'The key was used for another request'),
      missing: () => null,
    }),
  );

  routes.post('/payments', async (context) => {
    const body = await read(context, CreatePayment);
    if (body instanceof Response) return body;
    const wanted = body.unscheduledSubscription;
    const renews =
      wanted !== undefined && 'unscheduledSubscriptionId' in wanted
        ? wanted.unscheduledSubscriptionId
        : null;
    if (renews !== null && state.value.subscriptions[renews] === undefined) return nothing(context);
    const paymentId = state.nextId('0');
    state.value.payments[paymentId] = {
      ...{ paymentId, order: body.order, webHooks: body.notifications?.webHooks ?? [] },
      ...{ returnUrl: body.checkout.returnUrl, cancelUrl: body.checkout.cancelUrl },
      ...{ storesCard: wanted !== undefined, renews, created: state.timestamp(), card: null },
      ...{ subscriptionId: null, charges: [], refunds: [], terminated: null, approvedAt: null },
    };
    const { origin } = new URL(context.req.url);
    const hostedPaymentPageUrl = `${origin}/checkout/${paymentId}`;
    return context.json({ paymentId, hostedPaymentPageUrl }, 201);
  });

  routes.get('/payments/:paymentId', (context) => {
    const payment = state.value.payments[context.req.param('paymentId')];
    return payment === undefined ? nothing(context) : context.json({ payment: shown(payment) });
  });

  routes.put('/payments/:paymentId/terminate', (context) => {
    const payment = state.value.payments[context.req.param('paymentId')];
    if (payment === undefined) return nothing(context);
    if (payment.card !== null) return problem(context, 400, 'The payment has a reservation');
    payment.terminated ??= state.timestamp();
    return context.body(null, 204);
  });

  routes.post('/unscheduledsubscriptions/charges', async (context) => {
    const text = await context.req.raw.clone().text();
    const body = await read(context, BulkCharge);
    if (body instanceof Response) return body;
    const fingerprint = fingerprintOf(text);
    const known = state.value.bulks[state.value.bulkIds[body.externalBulkChargeId] ?? ''];
    if (known !== undefined) {
      return known.fingerprint === fingerprint
        ? context.json({ bulkId: known.bulkId }, 202)
        : problem(context, 400, 'externalBulkChargeId was used for another order');
    }
    const bulkId = state.nextId('b');
    books.addBulk({
      ...{ bulkId, externalId: body.externalBulkChargeId, fingerprint },
      items: body.unscheduledSubscriptions.map(({ unscheduledSubscriptionId, order }) => ({
        ...{ subscriptionId: unscheduledSubscriptionId, order, status: 'Pending' as const },
        ...{ webHooks: body.notifications?.webHooks ?? [], paymentId: null, chargeId: null },
        ...{ message: null, code: null, source: null },
        dueAt: state.now() + delayOf(unscheduledSubscriptionId),
      })),
    });
    return context.json({ bulkId }, 202);
  });

  routes.get('/unscheduledsubscriptions/charges/:bulkId', (context) => {
    const bulk = state.value.bulks[context.req.param('bulkId')];
    return bulk === undefined ? nothing(context) : context.json(shownBulk(bulk));
  });

  routes.get('/unscheduledsubscriptions/:subscriptionId', (context) => {
    const unscheduledSubscriptionId = context.req.param('subscriptionId');
    const card = state.value.subscriptions[unscheduledSubscriptionId];
    if (card === undefined) return nothing(context);
    return context.json({ unscheduledSubscriptionId, paymentDetails: shownCard(card) });
  });

  routes.post('/charges/:chargeId/refunds', async (context) => {
    const body = await read(context, RefundCharge);
    if (body instanceof Response) return body;
    const chargeId = context.req.param('chargeId');
    const payment = Object.values(state.value.payments).find(({ charges }) =>
      charges.some((charge) => charge.chargeId === chargeId),
    );
    if (payment === undefined) return nothing(context);
    const left = sum(payment.charges) - sum(payment.refunds);
    if (body.amount > left) return problem(context, 400, 'More than what is left of the charge');
    return context.json({ refundId: books.refund(payment, body.amount) }, 201);
  });

  function delayOf(subscriptionId: string): number {
    const card = state.value.subscriptions[subscriptionId];
    return bulkDelayOf(card?.number, state.value.bulkDelayMs);
  }

  return routes;
}

/** The body, or the answer that says what is wrong with it. */
async function read<Body>(context: Context, shape: ZodType<Body>): Promise<Body | Response> {
  const parsed = shape.safeParse(await context.req.json().catch(() => null));
  return parsed.success ? parsed.data : context.json(nexiErrors(parsed.error), 400);
}

/** Sums that are 0 are left out, as the vendor leaves them out. */
function shown(payment: SimulatedPayment): object {
  const { paymentId, order, charges, refunds, card, created, subscriptionId, terminated } = payment;
  const chargedAmount = sum(charges);
  const refundedAmount = sum(refunds.filter(({ state }) => state === 'Completed'));
  return {
    ...{ paymentId, created },
    summary: {
      ...(chargedAmount > 0 ? { reservedAmount: chargedAmount, chargedAmount } : {}),
      ...(refundedAmount > 0 ? { refundedAmount } : {}),
    },
    paymentDetails: card === null ? {} : shownCard(card),
    orderDetails: { amount: order.amount, currency: order.currency, reference: order.reference },
    checkout: { url: '' },
    ...(charges.length > 0
      ? { charges: charges.map((charge) => ({ ...charge, orderItems: order.items })) }
      : {}),
    ...(refunds.length > 0 ? { refunds: refunds.map(({ dueAt: _, ...refund }) => refund) } : {}),
    ...(subscriptionId === null
      ? {}
      : { unscheduledSubscription: { unscheduledSubscriptionId: subscriptionId } }),
    ...(terminated === null ? {} : { terminated }),
  };
}

function shownCard({ number, expiryDate }: StoredCard): object {
  const cardDetails = { maskedPan: masked(number), expiryDate };
  return { paymentType: 'CARD', paymentMethod: 'Visa', cardDetails };
}

/** What is still pending has no ids yet. */
function shownBulk({ items }: SimulatedBulk): object {
  return {
    page: items.map(({ subscriptionId, status, paymentId, chargeId, message, code, source }) => ({
      ...{ unscheduledSubscriptionId: subscriptionId, status },
      ...(paymentId === null ? {} : { paymentId }),
      ...(chargeId === null ? {} : { chargeId }),
      ...(code === null ? {} : { message, code, source }),
    })),
    more: false,
    status: items.every(({ status }) => status !== 'Pending') ? 'Done' : 'Processing',
  };
}
