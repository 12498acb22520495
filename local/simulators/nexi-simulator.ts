// The simulated Nexi Checkout as a whole: interface at /v1, page at /checkout, control at /simulator.
import { Hono } from 'hono';
import { z } from 'zod';
import { controlRoutes } from './control-routes.ts';
import { nexiActs } from './nexi-acts.ts';
import { nexiApi } from './nexi-api.ts';
import { nexiPage } from './nexi-page.ts';
import { EMPTY_NEXI, NexiBooks, type NexiState } from './nexi-state.ts';
import { hangOnMagicAmount, outage } from './outage.ts';
import { SimulatedState } from './simulated-state.ts';
import type { Simulator } from './simulator-server.ts';
import { type Delivery, WebhookOutbox } from './webhook-outbox.ts';

export interface NexiSimulatorOptions {
  readonly secretKey: string;
  /** Where its state is kept; null for memory alone. */
  readonly statePath: string | null;
  /** How long a bulk, a refund and a delayed approval take; by default as it feels in a demo. */
  readonly delays?: Partial<Pick<NexiState, 'bulkDelayMs' | 'refundDelayMs' | 'pageDelayMs'>>;
}

export function nexiSimulator(options: NexiSimulatorOptions): Simulator {
  const state = new SimulatedState<NexiState>(
    { ...EMPTY_NEXI, ...options.delays },
    options.statePath,
  );
  const outbox = new WebhookOutbox(state, sign);
  const books = new NexiBooks(state, outbox);
  const settle = () => {
    books.move();
    return outbox.sendDue();
  };
  const routes = new Hono();
  routes.use('/v1/*', outage(state), hangOnMagicAmount(state, amountOf));
  routes.route('/v1', nexiApi(books, options.secretKey));
  routes.route('/checkout', nexiPage(books));
  routes.route('/simulator', controlRoutes({ name: 'Nexi', state, acts: nexiActs(books), settle }));
  routes.get('/', (context) => context.redirect('/simulator'));
  return { name: 'Nexi', routes, settle };
}

/** No signature: the registered value, or another. */
function sign({ secret, isWronglySigned }: Delivery): Record<string, string> {
  if (isWronglySigned) return { authorization: 'wrong'.repeat(4) };
  return secret === '' ? {} : { authorization: secret };
}

const Order = z.looseObject({ amount: z.int() });
const WithAmount = z.looseObject({
  order: Order.optional(),
  unscheduledSubscriptions: z.array(z.looseObject({ order: Order })).optional(),
});

/** Of a payment or a bulk of one; a refund is not hung. */
function amountOf(body: unknown): number | undefined {
  const { data } = WithAmount.safeParse(body);
  return data?.order?.amount ?? data?.unscheduledSubscriptions?.[0]?.order.amount;
}
