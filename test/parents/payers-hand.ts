// What a payer does on a provider's page in the browser, and what a provider does by itself: its clock, its
// outages, a card that expires. By the simulators of the demo.
import { expect } from '@playwright/test';
import { z } from 'zod';
import { paymentPortsOf } from '../../local/start-options.ts';
import type { ParentScreen } from './parent-screen.ts';

export type Way = 'nexi' | 'mobilepay';
export type PageAction = 'approve' | 'decline' | 'cancel' | 'close' | 'delay';

const NexiState = z.looseObject({ subscriptions: z.record(z.string(), z.unknown()) });
const MobilePayState = z.looseObject({
  payments: z.record(z.string(), z.looseObject({ captured: z.int() })),
  agreements: z.record(z.string(), z.looseObject({ status: z.string() })),
});

export class PayersHand {
  readonly #ports: Record<Way, number>;

  constructor(demo: { readonly port: number }) {
    this.#ports = paymentPortsOf(demo.port);
  }

  /** Once the provider's page is shown. @param method a card or a phone; the first one works. */
  async acts(
    { page }: ParentScreen,
    way: Way,
    action: PageAction = 'approve',
    method?: string,
  ): Promise<void> {
    await page.waitForURL((url) => url.origin === this.#origin(way));
    if (method !== undefined) await page.locator('select[name="method"]').selectOption(method);
    await page.locator(`button[value="${action}"]`).click();
  }

  async isAt({ page }: ParentScreen, way: Way): Promise<void> {
    await page.waitForURL((url) => url.origin === this.#origin(way));
  }

  /** Forward only: what is due by then happens, and is told. */
  advance(way: Way, advanceMs: number): Promise<unknown> {
    return this.#control(way, 'clock', { advanceMs });
  }

  /** While the work is done the provider gives no answer that helps. */
  async isOutWhile(ways: readonly Way[], work: () => Promise<void>): Promise<void> {
    for (const way of ways) await this.#control(way, 'outage', { mode: 'error' });
    try {
      await work();
    } finally {
      for (const way of ways) await this.#control(way, 'outage', { mode: 'none' });
    }
  }

  async webhooks(way: Way, mode: 'never' | 'normal'): Promise<void> {
    await this.#control(way, 'webhooks', { mode });
  }

  /** The card that was stored last. */
  async newestCardExpires(): Promise<void> {
    const { subscriptions } = NexiState.parse(await this.#state('nexi'));
    const id = Object.keys(subscriptions).at(-1) ?? '';
    await this.#control('nexi', 'acts/expire_card', { id });
  }

  /** The agreement that was approved last, by its customer in the app. */
  async newestAgreementIsStopped(): Promise<void> {
    const { agreements } = MobilePayState.parse(await this.#state('mobilepay'));
    const active = Object.entries(agreements).filter(([, { status }]) => status === 'ACTIVE');
    await this.#control('mobilepay', 'acts/stop_agreement', { id: active.at(-1)?.[0] ?? '' });
  }

  /** The payment that was made last is given back there, without us. */
  async newestIsRefundedInPortal(): Promise<void> {
    await this.#control('mobilepay', 'acts/refund_in_portal', { id: await this.newestPayment() });
  }

  /** The reference of the MobilePay payment that was made last. */
  async newestPayment(): Promise<string> {
    const { payments } = MobilePayState.parse(await this.#state('mobilepay'));
    const paid = Object.entries(payments).filter(([, { captured }]) => captured > 0);
    return paid.at(-1)?.[0] ?? '';
  }

  async #state(way: Way): Promise<unknown> {
    const answer = await fetch(`${this.#origin(way)}/simulator/state`);
    return answer.json();
  }

  async #control(way: Way, part: string, body: object): Promise<void> {
    const answer = await fetch(`${this.#origin(way)}/simulator/${part}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.status, await answer.text()).toBe(200);
  }

  #origin(way: Way): string {
    return `http://127.0.0.1:${this.#ports[way]}`;
  }
}
