// The simulated Vipps MobilePay as a whole: token, ePayment, Recurring, webhooks and reports at the vendor's paths,
// the app's page at /landing, control at /simulator.
import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';
import { vippsAuthorization } from '../../durable-objects/payments/vipps-webhook.ts';
import { controlRoutes } from './control-routes.ts';
import { idempotency } from './idempotency.ts';
import { hangOnMagicAmount, outage } from './outage.ts';
import { SimulatedState } from './simulated-state.ts';
import type { Simulator } from './simulator-server.ts';
import { checkHeaders, tokenEndpoint, type VippsKeys } from './vipps-access.ts';
import { vippsActs } from './vipps-acts.ts';
import { vippsEpaymentApi } from './vipps-epayment-api.ts';
import { vippsLedgers, vippsReportApi, vippsWebhookApi } from './vipps-office-api.ts';
import { vippsPage } from './vipps-page.ts';
import { epaymentProblem } from './vipps-problem.ts';
import { EMPTY_VIPPS, type VippsState } from './vipps-records.ts';
import { vippsRecurringApi } from './vipps-recurring-api.ts';
import { VippsBooks } from './vipps-state.ts';
import { type Delivery, WebhookOutbox } from './webhook-outbox.ts';

export interface VippsSimulatorOptions {
  readonly keys: VippsKeys;
  /** Where its state is kept; null for memory alone. */
  readonly statePath: string | null;
  /** How long a charge and a delayed approval take; by default as it feels in a demo. */
  readonly delays?: Partial<Pick<VippsState, 'chargeDelayMs' | 'pageDelayMs'>>;
}

export function vippsSimulator({ keys, statePath, delays }: VippsSimulatorOptions): Simulator {
  const state = new SimulatedState<VippsState>({ ...EMPTY_VIPPS, ...delays }, statePath);
  const outbox = new WebhookOutbox(state, sign);
  const books = new VippsBooks(state, outbox, keys.merchantSerialNumber);
  const settle = () => {
    books.move();
    return outbox.sendDue();
  };

  const routes = new Hono();
  const payments = ['/epayment/*', '/recurring/*'];
  const interfaces = [...payments, '/accesstoken/*', '/webhooks/*', '/settlement/*', '/report/*'];
  for (const path of interfaces) routes.use(path, outage(state));
  for (const path of payments) routes.use(path, hangOnMagicAmount(state, amountOf));
  routes.route('/accesstoken', tokenEndpoint(state, keys));
  for (const path of interfaces.filter((one) => one !== '/accesstoken/*')) {
    routes.use(path, checkHeaders(state, keys), async (_, next) => {
      books.move();
      await next();
      state.save();
    });
  }
  for (const path of payments) routes.use(path, idempotency(state, RULES));
  routes.route('/epayment/v1', vippsEpaymentApi(books));
  routes.route('/recurring/v3', vippsRecurringApi(books));
  routes.route('/webhooks/v1', vippsWebhookApi(books));
  routes.route('/settlement/v1', vippsLedgers(books));
  routes.route('/report/v2', vippsReportApi(books));
  routes.route('/landing', vippsPage(books));
  const control = { name: 'MobilePay', state, acts: vippsActs(books), settle };
  routes.route('/simulator', controlRoutes(control));
  routes.get('/', (context) => context.redirect('/simulator'));
  return { name: 'MobilePay', routes, settle };
}

const RULES: Parameters<typeof idempotency>[1] = {
  conflict: (context) =>
    epaymentProblem(context, 409, 'The key was used for another request', 4020),
  missing: (context) =>
    context.req.path.startsWith('/epayment/v1/test/')
      ? null
      : epaymentProblem(context, 400, 'Idempotency-Key is missing', 4140),
};

/** By the wall clock, whatever the simulator's own says: the receiver's window is real. */
function sign({ address, body, secret, isWronglySigned }: Delivery): Record<string, string> {
  const { host, pathname, search } = new URL(address);
  const date = new Date().toUTCString();
  const contentHash = createHash('sha256').update(body).digest('base64');
  const key = isWronglySigned ? `${secret}!` : secret;
  const authorization = vippsAuthorization(
    { path: `${pathname}${search}`, host, date, contentHash },
    key,
  );
  return { authorization, 'x-ms-date': date, 'x-ms-content-sha256': contentHash };
}

const WithAmount = z.looseObject({
  amount: z.union([z.int(), z.looseObject({ value: z.int() })]).optional(),
  modificationAmount: z.looseObject({ value: z.int() }).optional(),
});

function amountOf(body: unknown): number | undefined {
  const { data } = WithAmount.safeParse(body);
  const amount = data?.amount;
  return typeof amount === 'number' ? amount : (amount?.value ?? data?.modificationAmount?.value);
}
