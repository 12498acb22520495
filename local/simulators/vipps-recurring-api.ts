// The simulated Recurring interface: agreements, charges, refunds, with the rules on days, types and ceilings
// that the vendor documents. An orderId that exists under another key is a 409 here.
import { type Context, Hono } from 'hono';
import { PHONES } from './vipps-phones.ts';
import { inWords, recurringProblem } from './vipps-problem.ts';
import type { SimulatedAgreement, SimulatedCharge } from './vipps-records.ts';
import {
  CreateCharge,
  DraftAgreement,
  RefundVippsCharge,
  StopAgreement,
} from './vipps-requests.ts';
import { copenhagenDay, isOpen, type VippsBooks } from './vipps-state.ts';

const invalid = (context: Context, detail: string) =>
  recurringProblem(context, 400, 'validation-error', detail);
const json = (context: Context) => context.req.json().catch(() => null) as Promise<unknown>;

export function vippsRecurringApi(books: VippsBooks): Hono {
  const routes = new Hono();
  const { state } = books;

  routes.post('/agreements', async (context) => {
    const parsed = DraftAgreement.safeParse(await json(context));
    if (!parsed.success) return invalid(context, inWords(parsed.error));
    const draft = parsed.data;
    const id = state.nextId('agr_');
    const initial = draft.initialCharge;
    const chargeId = initial === undefined ? null : (initial.orderId ?? state.nextId('chr-'));
    books.addAgreement({
      ...{ id, externalId: draft.externalId ?? null, productName: draft.productName },
      productDescription: draft.productDescription ?? '',
      ...{ suggestedMaxAmount: draft.pricing.suggestedMaxAmount, createdAt: state.now() },
      ...{ redirectUrl: draft.merchantRedirectUrl, agreementUrl: draft.merchantAgreementUrl },
      initialCharge:
        initial === undefined || chargeId === null
          ? null
          : { id: chargeId, amount: initial.amount, description: initial.description },
      ...{ status: 'PENDING', start: null, stop: null, maxAmount: null, phone: null },
      ...{ approvedAt: null, charges: {} },
    });
    const vippsConfirmationUrl = `${new URL(context.req.url).origin}/landing/agreements/${id}`;
    return context.json({ agreementId: id, uuid: uuidOf(id), vippsConfirmationUrl, chargeId }, 201);
  });

  routes.get('/agreements/:agreementId', (context) =>
    withAgreement(context, (agreement) => context.json(shownAgreement(agreement))),
  );

  routes.patch('/agreements/:agreementId', async (context) => {
    const parsed = StopAgreement.safeParse(await json(context));
    if (!parsed.success) return invalid(context, inWords(parsed.error));
    return withAgreement(context, (agreement) => {
      if (agreement.status !== 'ACTIVE') {
        return invalid(context, `The agreement is ${agreement.status}`);
      }
      books.stop(agreement, 'MERCHANT');
      return context.body(null, 204);
    });
  });

  routes.patch('/agreements/:agreementId/accept', (context) =>
    withAgreement(context, (agreement) => {
      if (agreement.status !== 'PENDING') return invalid(context, 'The agreement is not pending');
      books.approve(agreement, PHONES.good);
      return context.body(null, 204);
    }),
  );

  routes.get('/agreements/:agreementId/charges', (context) =>
    withAgreement(context, (agreement) =>
      context.json(Object.values(agreement.charges).map((charge) => shown(agreement, charge))),
    ),
  );

  routes.post('/agreements/:agreementId/charges', async (context) => {
    const parsed = CreateCharge.safeParse(await json(context));
    if (!parsed.success) return invalid(context, inWords(parsed.error));
    const { amount, description, type, due, retryDays, externalId } = parsed.data;
    const id = parsed.data.orderId ?? state.nextId('chr-');
    return withAgreement(context, (agreement) => {
      if (agreement.status !== 'ACTIVE') {
        return invalid(context, `The agreement is ${agreement.status}`);
      }
      const ceiling = Math.max(agreement.suggestedMaxAmount, agreement.maxAmount ?? 0);
      if (amount > ceiling) {
        return recurringProblem(context, 400, 'charge-amount-too-high', `At most ${ceiling}`);
      }
      if (due !== undefined && due <= copenhagenDay(state.now())) {
        return recurringProblem(context, 400, 'charge-due-too-soon', 'At least one day ahead');
      }
      if (books.findCharge(id) !== null) {
        return recurringProblem(context, 409, 'conflict', `The orderId ${id} exists`);
      }
      books.addCharge(agreement, {
        ...{ id, amount, description, type, externalId: externalId ?? null },
        ...(due === undefined ? {} : { due, retryDays: retryDays ?? 0 }),
      });
      books.move();
      return context.json({ chargeId: id }, 201);
    });
  });

  routes.get('/agreements/:agreementId/charges/:chargeId', (context) =>
    withCharge(context, (agreement, charge) => context.json(shown(agreement, charge))),
  );

  routes.delete('/agreements/:agreementId/charges/:chargeId', (context) =>
    withCharge(context, (agreement, charge) => {
      if (!isOpen(charge)) return invalid(context, `The charge is ${charge.status}`);
      books.cancel(agreement, charge, key(context));
      return context.body(null, 204);
    }),
  );

  routes.post('/agreements/:agreementId/charges/:chargeId/refund', async (context) => {
    const parsed = RefundVippsCharge.safeParse(await json(context));
    if (!parsed.success) return invalid(context, inWords(parsed.error));
    return withCharge(context, (agreement, charge) => {
      if (parsed.data.amount > charge.captured - charge.refunded) {
        return invalid(context, `Not that much is left; the charge is ${charge.status}`);
      }
      books.refund(agreement, charge, parsed.data.amount, key(context));
      return context.body(null, 204);
    });
  });

  function withAgreement(
    context: Context,
    then: (agreement: SimulatedAgreement) => Response,
  ): Response {
    const agreement = state.value.agreements[context.req.param('agreementId') ?? ''];
    return agreement === undefined
      ? recurringProblem(context, 404, 'agreement-not-found', 'There is no such agreement')
      : then(agreement);
  }

  function withCharge(
    context: Context,
    then: (agreement: SimulatedAgreement, charge: SimulatedCharge) => Response,
  ): Response {
    return withAgreement(context, (agreement) => {
      const charge = agreement.charges[context.req.param('chargeId') ?? ''];
      return charge === undefined
        ? recurringProblem(context, 404, 'charge-not-found', 'There is no such charge')
        : then(agreement, charge);
    });
  }

  return routes;
}

const key = (context: Context) => context.req.header('idempotency-key') ?? '';

function uuidOf(agreementId: string): string {
  return `00000000-0000-4000-8000-${agreementId.slice(-12)}`;
}

function shownAgreement(agreement: SimulatedAgreement): object {
  const { id, status, externalId, productName, productDescription, start, stop } = agreement;
  return {
    ...{ id, uuid: uuidOf(id), status, externalId, productName, productDescription, start, stop },
    created: new Date(agreement.createdAt).toISOString(),
    pricing: {
      ...{ type: 'VARIABLE', currency: 'DKK', suggestedMaxAmount: agreement.suggestedMaxAmount },
      maxAmount: agreement.maxAmount,
    },
    interval: { unit: 'MONTH', count: 1, text: 'every month' },
    merchantRedirectUrl: agreement.redirectUrl,
    merchantAgreementUrl: agreement.agreementUrl,
    ...{ countryCode: 'DK', campaign: null },
  };
}

function shown(agreement: SimulatedAgreement, charge: SimulatedCharge): object {
  const { id, externalId, amount, description, type, status, due, retryDays } = charge;
  return {
    ...{ id, agreementId: agreement.id, externalId, amount, currency: 'DKK', description, type },
    ...{ status, due: `${due}T00:00:00Z`, retryDays, transactionType: 'DIRECT_CAPTURE' },
    transactionId: charge.captured > 0 ? id : null,
    failureReason: charge.failureReason,
    failureDescription: charge.failureReason === null ? null : 'See failureReason',
    summary: {
      ...{ captured: charge.captured, refunded: charge.refunded, cancelled: charge.cancelled },
    },
    history: charge.history.map((event) => ({ ...event, success: event.event !== 'FAIL' })),
  };
}
