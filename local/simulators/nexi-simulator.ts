// The simulated Nexi Checkout as a whole: interface at /v1, page at /checkout, control at /simulator.
import { Hono } from 'hono';
import { z } from 'zod';
import { type Act, controlRoutes } from './control-routes.ts';
import { nexiApi } from './nexi-api.ts';
import { nexiPage } from './nexi-page.ts';
import { EMPTY_NEXI, NexiBooks, type NexiState, type SimulatedPayment } from './nexi-state.ts';
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
  routes.route('/simulator', controlRoutes({ name: 'Nexi', state, acts: acts(books), settle }));
  routes.get('/', (context) => context.redirect('/simulator'));
  return { name: 'Nexi', routes, settle };
}

/** No signature: the registered value, or another. */
function sign({ secret, isWronglySigned }: Delivery): Record<string, string> {
  if (isWronglySigned) return { authorization: 'wrong'.repeat(4) };
  return secret === '' ? {} : { authorization: secret };
}

function acts(books: NexiBooks): Record<string, Act> {
  const { value } = books.state;
  return {
    refund_in_portal: {
      about: {
        da: 'Tilbagefør en betaling i portalen (paymentId)',
        en: 'Refund a payment in the portal (paymentId)',
      },
      run(paymentId) {
        const payment = find(value.payments[paymentId], paymentId);
        books.refund(payment, remaining(payment));
      },
    },
    expire_card: {
      about: {
        da: 'Lad et gemt kort udløbe (unscheduledSubscriptionId)',
        en: 'Let a stored card expire (unscheduledSubscriptionId)',
      },
      run(subscriptionId) {
        const card = find(value.subscriptions[subscriptionId], subscriptionId);
        value.subscriptions[subscriptionId] = { ...card, expiryDate: '0120' };
      },
    },
    charge_twice: {
      about: {
        da: 'Træk en betaling en gang til i portalen (paymentId)',
        en: 'Charge a payment once more in the portal (paymentId)',
      },
      run(paymentId) {
        const { charges, order } = find(value.payments[paymentId], paymentId);
        const created = books.state.timestamp();
        charges.push({ chargeId: books.state.nextId('c'), amount: order.amount, created });
      },
    },
  };
}

function find<Thing>(thing: Thing | undefined, id: string): Thing {
  if (thing === undefined) throw new Error(`There is no ${id}.`);
  return thing;
}

function remaining({ charges, refunds }: SimulatedPayment): number {
  const sum = (list: readonly { amount: number }[]) =>
    list.reduce((total, { amount }) => total + amount, 0);
  const left = sum(charges) - sum(refunds);
  if (left <= 0) throw new Error('Nothing is left to give back.');
  return left;
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
