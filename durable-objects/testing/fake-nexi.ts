// Nexi's side of a rule's charges as the adapter calls it, and every way in which its answers can be lost, denied
// or refused. Absent: cards and their declines, which the simulator plays (local/simulators).
import { vi } from 'vitest';
import { z } from 'zod';
import type { AutoTopUpTerms } from '../../contracts/auto-top-ups.ts';
import { putRule, ruleOf } from './auto-top-ups.ts';
import { acceptedValue } from './counter.ts';
import { account, type SeededClub, type TestChild } from './seeded-club.ts';

const ORIGIN = 'https://nexi.example';
const Order = z.looseObject({ amount: z.int(), reference: z.string() });
const Payment = z.looseObject({
  order: Order,
  unscheduledSubscription: z
    .looseObject({ unscheduledSubscriptionId: z.string().optional() })
    .optional(),
});
const Bulk = z.looseObject({
  externalBulkChargeId: z.string(),
  unscheduledSubscriptions: z.tuple([
    z.looseObject({ unscheduledSubscriptionId: z.string(), order: Order }),
  ]),
});

export interface FakeNexiPayment {
  readonly id: string;
  readonly order: z.infer<typeof Order>;
  readonly subscriptionId: string | null;
  chargedOre: number;
  hasCard: boolean;
}

export class FakeNexi {
  readonly payments = new Map<string, FakeNexiPayment>();
  readonly bulks = new Map<string, { reference: string; payment: FakeNexiPayment }>();
  isDown = false;
  /** Orders are carried out, and nobody hears of it. */
  losesOrders = false;
  /** So many orders are lost after they were carried out. */
  lostOrders = 0;
  /** What an order that came before is answered with; null for its bulk. */
  repeatStatus: number | null = null;
  /** What every order is answered with, none carried out; null for the usual. */
  orderStatus: number | null = null;
  /** What a look at a bulk is answered with; null for the bulk. */
  bulkStatus: number | null = null;
  /** Said of each bulk's one charge, and of each payment of a bulk, instead of what is so. */
  itemSays: object = {};
  paymentSays: object = {};
  /** How often a payment was looked at. */
  looks = 0;
  #last = 0;

  install(): void {
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (address, init) => {
      const { origin, pathname } = new URL(String(address));
      // Whatever else the house calls, as the push services of parents' browsers.
      if (origin !== ORIGIN) return new Response(null, { status: 201 });
      if (this.isDown) throw new TypeError('Network connection lost.');
      const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : null;
      return init?.method === 'POST' ? this.#post(pathname, body) : this.#get(pathname);
    });
  }

  chargedOre(): number {
    return [...this.payments.values()].reduce((sum, { chargedOre }) => sum + chargedOre, 0);
  }

  /** The latest page, on which its payer puts a card. */
  async approveLatest({ accountId }: TestChild): Promise<void> {
    const page = [...this.payments.values()].at(-1);
    if (page === undefined) throw new Error('no page was opened');
    page.hasCard = true;
    await account(accountId).askAboutAgreement({ reference: page.order.reference });
  }

  paymentOf(reference: string): FakeNexiPayment {
    const found = [...this.payments.values()].find(({ order }) => order.reference === reference);
    if (found === undefined) throw new Error(`nothing was paid for ${reference}`);
    return found;
  }

  #post(path: string, body: unknown): Response {
    if (path === '/v1/payments') {
      const { order, unscheduledSubscription } = Payment.parse(body);
      const id = this.#id('0');
      const subscriptionId =
        unscheduledSubscription === undefined
          ? null
          : (unscheduledSubscription.unscheduledSubscriptionId ?? this.#id('5'));
      this.payments.set(id, { id, order, subscriptionId, chargedOre: 0, hasCard: false });
      const hostedPaymentPageUrl = `${ORIGIN}/page/${id}`;
      return Response.json({ paymentId: id, hostedPaymentPageUrl }, { status: 201 });
    }
    if (path !== '/v1/unscheduledsubscriptions/charges') return nothing();
    if (this.orderStatus !== null) return Response.json({}, { status: this.orderStatus });
    const { externalBulkChargeId: reference, unscheduledSubscriptions } = Bulk.parse(body);
    const [{ unscheduledSubscriptionId: subscriptionId, order }] = unscheduledSubscriptions;
    const known = [...this.bulks].find(([, bulk]) => bulk.reference === reference)?.[0];
    if (known !== undefined && this.repeatStatus !== null) {
      return Response.json({ message: 'duplicate' }, { status: this.repeatStatus });
    }
    const bulkId = known ?? this.#charge(reference, subscriptionId, order);
    if (this.losesOrders || this.lostOrders > 0) {
      this.lostOrders -= 1;
      throw new TypeError('Network connection lost.');
    }
    return Response.json({ bulkId }, { status: 202 });
  }

  #charge(reference: string, subscriptionId: string, order: z.infer<typeof Order>): string {
    const id = this.#id('a');
    const payment = { id, order, subscriptionId, chargedOre: order.amount, hasCard: true };
    this.payments.set(id, payment);
    const bulkId = this.#id('b');
    this.bulks.set(bulkId, { reference, payment });
    return bulkId;
  }

  #get(path: string): Response {
    const id = path.split('/').at(-1) ?? '';
    const unscheduledSubscriptionId = id;
    if (path.startsWith('/v1/payments/')) return this.#payment(id);
    if (!path.startsWith('/v1/unscheduledsubscriptions/charges/')) {
      return Response.json({ unscheduledSubscriptionId, paymentDetails: CARD });
    }
    if (this.bulkStatus !== null) return Response.json({}, { status: this.bulkStatus });
    const payment = this.bulks.get(id)?.payment;
    if (payment === undefined) return nothing();
    const item = {
      ...{ unscheduledSubscriptionId: payment.subscriptionId, paymentId: payment.id },
      ...{ chargeId: `c${payment.id}`, status: 'Succeeded', ...this.itemSays },
    };
    return Response.json({ page: [item], more: false, status: 'Done' });
  }

  #payment(id: string): Response {
    this.looks += 1;
    const payment = this.payments.get(id);
    if (payment === undefined) return nothing();
    const { order, chargedOre, hasCard, subscriptionId: unscheduledSubscriptionId } = payment;
    return Response.json({
      payment: {
        ...{ paymentId: id, summary: { chargedAmount: chargedOre, refundedAmount: 0 } },
        orderDetails: { amount: order.amount, currency: 'DKK', reference: order.reference },
        paymentDetails: hasCard ? CARD : {},
        charges: chargedOre > 0 ? [{ chargeId: `c${id}`, amount: chargedOre }] : [],
        ...(unscheduledSubscriptionId === null
          ? {}
          : { unscheduledSubscription: { unscheduledSubscriptionId } }),
        ...(id.startsWith('a') ? this.paymentSays : {}),
      },
    });
  }

  #id(prefix: string): string {
    this.#last += 1;
    return `${prefix}${this.#last}x`.padEnd(32, '0');
  }
}

const CARD = {
  paymentMethod: 'Visa',
  cardDetails: { maskedPan: '411111******1111', expiryDate: '1230' },
};

const nothing = () => Response.json({}, { status: 404 });

/** A child whose guardian has a rule in force on a card at Nexi. */
export async function childWithNexiRule(
  club: SeededClub,
  fake: FakeNexi,
  balanceOre: number,
  terms: Partial<AutoTopUpTerms> = {},
): Promise<{ child: TestChild; ruleId: string }> {
  const child = await club.registerChild(balanceOre);
  const ruleId = crypto.randomUUID();
  acceptedValue(await putRule(child, { ruleId, terms: { provider: 'nexi', ...terms } }));
  await fake.approveLatest(child);
  const { state } = await ruleOf(child, ruleId);
  if (state !== 'active') throw new Error(`the rule is ${state}`);
  return { child, ruleId };
}
