// Webhooks on their way: once as it should be, or twice, late, out of order, wrongly signed, or never. Sent again
// until they are answered with 2xx. Absent: what stands in one, and how it is signed (each provider's own).
import { setTimeout as pause } from 'node:timers/promises';
import type { CommonState, SimulatedState } from './simulated-state.ts';

export const WEBHOOK_MODES = [
  ...(['normal', 'twice', 'late', 'out_of_order', 'wrongly_signed', 'never'] as const),
] as const;
export type WebhookMode = (typeof WEBHOOK_MODES)[number];

export interface Delivery {
  readonly id: string;
  readonly address: string;
  readonly eventName: string;
  readonly body: string;
  /** Nexi: the value that was registered. MobilePay: the registration's secret. */
  readonly secret: string;
  readonly isWronglySigned: boolean;
  dueAt: number;
  attempts: number;
  /** What the last attempt was answered with; 0 for nobody there. */
  status: number | null;
  isDone: boolean;
}

/** The headers that prove a delivery to its receiver. */
export type SignDelivery = (delivery: Delivery) => Record<string, string>;

const LATE_BY_MS = 5 * 60_000;
const HOLD_MS = 800;
/** As Vipps MobilePay describes its own: quick at first, then minutes, then hours. */
const RETRY_AFTER_MS = [2_000, 2_000, 2_000, 60_000, 120_000, 3_600_000] as const;
const MOST_ATTEMPTS = 30;
const ANSWER_WITHIN_MS = 10_000;
const KEPT = 500;

export class WebhookOutbox {
  readonly #state: SimulatedState<CommonState>;
  readonly #sign: SignDelivery;
  #sending: Promise<void> = Promise.resolve();
  #puts = 0;

  constructor(state: SimulatedState<CommonState>, sign: SignDelivery) {
    this.#state = state;
    this.#sign = sign;
  }

  /** @param mode of this one event, where a magic card or phone has its own; else as is switched. */
  put(
    event: { address: string; eventName: string; body: unknown; secret: string },
    mode: WebhookMode = this.#state.value.webhookMode,
  ): void {
    if (mode === 'never') return;
    const { deliveries } = this.#state.value;
    const now = this.#state.now();
    const waiting = deliveries.filter(({ isDone, dueAt }) => !isDone && dueAt > now);
    const dueAt =
      mode === 'late'
        ? now + LATE_BY_MS
        : mode === 'out_of_order'
          ? Math.min(now + HOLD_MS, ...waiting.map((one) => one.dueAt)) - 1
          : now;
    const times = mode === 'twice' || mode === 'out_of_order' ? 2 : 1;
    for (let time = 0; time < times; time++) {
      deliveries.push({
        ...{ id: this.#state.nextId('d'), address: event.address, eventName: event.eventName },
        ...{ body: JSON.stringify(event.body), secret: event.secret },
        ...{ isWronglySigned: mode === 'wrongly_signed', dueAt: dueAt + time },
        ...{ attempts: 0, status: null, isDone: false },
      });
    }
    this.#forgetOld();
  }

  /** Sends what is due, one after the other; waits for a sending that is under way. */
  sendDue(): Promise<void> {
    this.#sending = this.#sending.then(() => this.#sendAll());
    return this.#sending;
  }

  /** Only what arrived: what did not is still owed. Seldom, since it walks them all. */
  #forgetOld(): void {
    const { value } = this.#state;
    this.#puts += 1;
    if (this.#puts % KEPT !== 0) return;
    const done = value.deliveries.filter(({ isDone }) => isDone).slice(-KEPT);
    value.deliveries = [...done, ...value.deliveries.filter(({ isDone }) => !isDone)];
  }

  async #sendAll(): Promise<void> {
    const now = this.#state.now();
    const due = this.#state.value.deliveries
      .filter(({ isDone, dueAt }) => !isDone && dueAt <= now)
      .sort((left, right) => left.dueAt - right.dueAt);
    for (const delivery of due) await this.#send(delivery);
    if (due.length > 0) this.#state.save();
  }

  async #send(delivery: Delivery): Promise<void> {
    delivery.attempts += 1;
    try {
      const response = await fetch(delivery.address, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...this.#sign(delivery) },
        body: delivery.body,
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      await response.body?.cancel();
      delivery.status = response.status;
    } catch {
      // Nobody there is an answer too: it is tried again, as after a 500.
      delivery.status = 0;
      await pause(1);
    }
    const isAccepted = delivery.status >= 200 && delivery.status < 300;
    delivery.isDone = isAccepted || delivery.attempts === MOST_ATTEMPTS;
    const last = RETRY_AFTER_MS.length - 1;
    delivery.dueAt =
      this.#state.now() + (RETRY_AFTER_MS[Math.min(delivery.attempts - 1, last)] ?? 0);
  }
}
