// What the simulated Nexi knows of payments, stored cards, bulks and refunds, and what becomes of them as its
// clock goes on. Absent: HTTP (nexi-api.ts, nexi-page.ts).
import type { IdempotentState } from './idempotency.ts';
import { type IssuerRefusal, refusalOf, webhookModeOf } from './nexi-cards.ts';
import { COMMON_STATE, type SimulatedState } from './simulated-state.ts';
import type { WebhookOutbox } from './webhook-outbox.ts';

export interface NexiWebhookTarget {
  readonly eventName: string;
  readonly url: string;
  readonly authorization?: string | undefined;
}

export interface NexiOrder {
  readonly items: readonly unknown[];
  readonly amount: number;
  readonly currency: string;
  readonly reference?: string | undefined;
}

export interface StoredCard {
  readonly number: string;
  /** "MMYY" */
  readonly expiryDate: string;
}

export interface SimulatedPayment {
  readonly paymentId: string;
  readonly order: NexiOrder;
  readonly webHooks: readonly NexiWebhookTarget[];
  readonly returnUrl: string;
  readonly cancelUrl: string;
  readonly storesCard: boolean;
  readonly renews: string | null;
  readonly created: string;
  card: StoredCard | null;
  subscriptionId: string | null;
  charges: { chargeId: string; amount: number; created: string }[];
  refunds: {
    refundId: string;
    amount: number;
    state: string;
    lastUpdated: string;
    dueAt: number;
  }[];
  terminated: string | null;
  /** When a delayed approval takes effect; null where none is under way. */
  approvedAt: number | null;
}

export interface SimulatedBulk {
  readonly bulkId: string;
  readonly externalId: string;
  readonly fingerprint: string;
  readonly items: {
    readonly subscriptionId: string;
    readonly order: NexiOrder;
    readonly webHooks: readonly NexiWebhookTarget[];
    readonly dueAt: number;
    status: 'Pending' | 'Succeeded' | 'Failed';
    paymentId: string | null;
    chargeId: string | null;
    message: string | null;
    code: string | null;
    source: string | null;
  }[];
}

export interface NexiState extends IdempotentState {
  payments: Record<string, SimulatedPayment>;
  subscriptions: Record<string, StoredCard>;
  bulks: Record<string, SimulatedBulk>;
  /** Our externalBulkChargeId → its bulk. */
  bulkIds: Record<string, string>;
  bulkDelayMs: number;
  refundDelayMs: number;
  pageDelayMs: number;
}

export const EMPTY_NEXI: NexiState = {
  ...COMMON_STATE,
  ...{ answers: {}, payments: {}, subscriptions: {}, bulks: {}, bulkIds: {} },
  ...{ bulkDelayMs: 300, refundDelayMs: 300, pageDelayMs: 30_000 },
};

/** The merchant that the webhooks say they are for. */
export const MERCHANT_NUMBER = 100_165;

export class NexiBooks {
  readonly state: SimulatedState<NexiState>;
  readonly #outbox: WebhookOutbox;
  /** What time still changes: the rest is not looked at again, however much of it there is. */
  readonly #movingPayments: Set<SimulatedPayment>;
  readonly #movingBulks: Set<SimulatedBulk>;

  constructor(state: SimulatedState<NexiState>, outbox: WebhookOutbox) {
    this.state = state;
    this.#outbox = outbox;
    this.#movingPayments = new Set(Object.values(state.value.payments).filter(isMoving));
    this.#movingBulks = new Set(Object.values(state.value.bulks));
  }

  /** Moves everything that is due by now. */
  move(): void {
    const now = this.state.now();
    for (const payment of this.#movingPayments) {
      if (payment.approvedAt !== null && payment.approvedAt <= now && payment.card !== null) {
        this.approve(payment, payment.card);
      }
      for (const refund of payment.refunds) {
        if (refund.state !== 'Pending' || refund.dueAt > now) continue;
        refund.state = 'Completed';
        refund.lastUpdated = this.state.timestamp();
        this.tell(payment, 'payment.refund.completed', { refundId: refund.refundId });
      }
      if (!isMoving(payment)) this.#movingPayments.delete(payment);
    }
    for (const bulk of this.#movingBulks) {
      for (const item of bulk.items) {
        if (item.status === 'Pending' && item.dueAt <= now) this.#charge(item);
      }
      if (bulk.items.every(({ status }) => status !== 'Pending')) this.#movingBulks.delete(bulk);
    }
  }

  approveLater(payment: SimulatedPayment, card: StoredCard): void {
    payment.card = card;
    payment.approvedAt = this.state.now() + this.state.value.pageDelayMs;
    this.#movingPayments.add(payment);
  }

  addBulk(bulk: SimulatedBulk): void {
    this.state.value.bulks[bulk.bulkId] = bulk;
    this.state.value.bulkIds[bulk.externalId] = bulk.bulkId;
    this.#movingBulks.add(bulk);
    this.move();
  }

  approve(payment: SimulatedPayment, card: StoredCard): void {
    const { value } = this.state;
    payment.card = card;
    payment.approvedAt = null;
    if (payment.storesCard) {
      payment.subscriptionId = payment.renews ?? this.state.nextId('5');
      value.subscriptions[payment.subscriptionId] = card;
    }
    this.tell(payment, 'payment.checkout.completed', {});
    if (payment.order.amount > 0) this.#take(payment);
  }

  refund(payment: SimulatedPayment, amount: number): string {
    const refundId = this.state.nextId('f');
    const dueAt = this.state.now() + this.state.value.refundDelayMs;
    const lastUpdated = this.state.timestamp();
    payment.refunds.push({ refundId, amount, state: 'Pending', lastUpdated, dueAt });
    this.#movingPayments.add(payment);
    return refundId;
  }

  /** A webhook to whom asked for this event of this payment. */
  tell(payment: SimulatedPayment, eventName: string, data: object): void {
    const { order, paymentId } = payment;
    for (const target of payment.webHooks) {
      if (target.eventName !== eventName) continue;
      this.#outbox.put(
        {
          ...{ address: target.url, eventName, secret: target.authorization ?? '' },
          body: {
            ...{ id: this.state.nextId('e'), timestamp: this.state.timestamp() },
            ...{ merchantNumber: MERCHANT_NUMBER, event: eventName },
            data: {
              ...{ paymentId, orderItems: order.items, ...data },
              amount: { amount: order.amount, currency: order.currency },
            },
          },
        },
        webhookModeOf(payment.card?.number) ?? this.state.value.webhookMode,
      );
    }
  }

  #charge(item: SimulatedBulk['items'][number]): void {
    const card = this.state.value.subscriptions[item.subscriptionId];
    const failure =
      card === undefined
        ? { code: '14', message: 'No such card', source: 'Issuer' }
        : (this.#expired(card) ?? refusalOf(card.number, this.#takenOf(item.subscriptionId)));
    item.paymentId = this.state.nextId('a');
    const payment: SimulatedPayment = {
      ...{ paymentId: item.paymentId, order: item.order, webHooks: item.webHooks },
      ...{ returnUrl: '', cancelUrl: '', storesCard: false, renews: null, card: card ?? null },
      ...{ created: this.state.timestamp(), subscriptionId: item.subscriptionId },
      ...{ charges: [], refunds: [], terminated: null, approvedAt: null },
    };
    this.state.value.payments[item.paymentId] = payment;
    if (failure !== undefined) {
      Object.assign(item, { status: 'Failed', ...failure });
      this.tell(payment, 'payment.charge.failed', { error: failure });
      return;
    }
    item.chargeId = this.#take(payment);
    item.status = 'Succeeded';
  }

  #take(payment: SimulatedPayment): string {
    const chargeId = this.state.nextId('c');
    const { amount } = payment.order;
    payment.charges.push({ chargeId, amount, created: this.state.timestamp() });
    const method = { paymentMethod: 'Visa', paymentType: 'CARD' };
    this.tell(payment, 'payment.charge.created.v2', { chargeId, ...method });
    return chargeId;
  }

  /** Without the cardholder. */
  #takenOf(subscriptionId: string): number {
    return Object.values(this.state.value.bulks)
      .flatMap(({ items }) => items)
      .filter((item) => item.subscriptionId === subscriptionId && item.status === 'Succeeded')
      .length;
  }

  #expired({ expiryDate }: StoredCard): IssuerRefusal | null {
    const month = Number(expiryDate.slice(0, 2));
    const year = 2000 + Number(expiryDate.slice(2));
    const isOver = this.state.now() >= Date.UTC(year, month, 1);
    return isOver ? { code: '54', message: 'Expired card', source: 'Issuer' } : null;
  }
}

function isMoving({ approvedAt, refunds }: SimulatedPayment): boolean {
  return approvedAt !== null || refunds.some(({ state }) => state === 'Pending');
}
