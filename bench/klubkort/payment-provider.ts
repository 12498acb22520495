// Starts the simulated payment providers for a measured world, registers the world's webhooks with MobilePay,
// and plays their customers on the hosted pages. Absent: what they do (local/simulators).
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ProviderPorts } from '../../durable-objects/payments/provider-call.ts';
import { registerVippsWebhook } from '../../durable-objects/payments/vipps-webhook-registration.ts';
import { NEXI_CARDS } from '../../local/simulators/nexi-cards.ts';
import { demoPaymentConfiguration } from '../../local/simulators/simulator-keys.ts';
import { PHONES } from '../../local/simulators/vipps-phones.ts';
import type { WebhookMode } from '../../local/simulators/webhook-outbox.ts';
import { freePort } from '../measuring/free-port.ts';
import { startProcess } from '../measuring/started-process.ts';

/** `forget` begins to count anew. */
export type ProviderOrder = 'tell' | 'forget';

export interface ProviderCounts {
  readonly type: 'counted';
  /** MobilePay's, by what was asked. */
  readonly calls: Readonly<Record<string, number>>;
  /** Milliseconds since 1970, to a microsecond: when each charge was first said to be carried out. */
  readonly saidChargedAtMs: readonly number[];
}

export type ProviderReport =
  | { readonly type: 'started'; readonly nexi: string; readonly mobilepay: string }
  | ProviderCounts;

export type ProviderName = 'nexi' | 'mobilepay';

export interface StartedProviders {
  /** What the Worker is told of them. */
  readonly environment: { readonly PAYMENT_PROVIDERS: string };
  /** The payer approves on the hosted page. */
  approve(address: string): Promise<void>;
  webhooks(mode: WebhookMode): Promise<void>;
  state(name: ProviderName): Promise<unknown>;
  counts(order?: ProviderOrder): Promise<ProviderCounts>;
  stop(): Promise<void>;
}

/** @param publicOrigin how the Worker is reached. */
export async function startProviders(publicOrigin: string): Promise<StartedProviders> {
  const started = await startProcess({
    name: 'payment providers',
    command: process.execPath,
    args: [
      fileURLToPath(new URL('provider-process.ts', import.meta.url)),
      ...[await freePort(), await freePort()].map(String),
    ],
    channel: true,
  });
  const ended = once(started.child, 'exit').then(() => {
    throw new Error(`${started.name} ended:\n${started.output()}`);
  });
  // Also when nobody waits for a report: that it ended is then as it should be.
  ended.catch(() => undefined);
  const report = async <Type extends ProviderReport['type']>(type: Type) => {
    const answer = new Promise<ProviderReport>((resolve) => {
      started.child.once('message', (message) => resolve(message as ProviderReport));
    });
    const message = await Promise.race([answer, ended]);
    if (message.type !== type) throw new Error(`not ${type}: ${JSON.stringify(message)}`);
    return message as Extract<ProviderReport, { type: Type }>;
  };
  const origins = await report('started');
  const webhookKey = randomBytes(32).toString('base64');
  const configured = (secrets: readonly string[]) =>
    demoPaymentConfiguration(publicOrigin, origins, webhookKey, secrets);
  const { mobilepay } = configured([]);
  if (mobilepay === null) throw new Error('the demo has MobilePay');
  const registered = await registerVippsWebhook(mobilepay, PORTS);
  if (registered.kind !== 'registered') throw new Error(`webhooks: ${registered.kind}`);
  const post = async (address: string, body: Record<string, string>) => {
    const form = new URLSearchParams(body);
    const answer = await fetch(address, { method: 'POST', body: form, redirect: 'manual' });
    await answer.body?.cancel();
    // Both pages lead back, and so do the controls.
    if (![302, 303].includes(answer.status)) throw new Error(`${address}: ${answer.status}`);
  };
  return {
    environment: { PAYMENT_PROVIDERS: JSON.stringify(configured([registered.secret])) },
    approve: (address) => {
      const method = address.startsWith(origins.nexi) ? NEXI_CARDS.good : PHONES.good;
      return post(address, { action: 'approve', method });
    },
    webhooks: async (mode) => {
      for (const origin of [origins.nexi, origins.mobilepay]) {
        await post(`${origin}/simulator/webhooks`, { mode });
      }
    },
    state: async (name) => (await fetch(`${origins[name]}/simulator/state`)).json(),
    counts: (order = 'tell') => {
      const counted = report('counted');
      started.child.send(order);
      return counted;
    },
    stop: started.stop,
  };
}

const PORTS: ProviderPorts = {
  fetch: (address, init) => fetch(address, init),
  now: () => Date.now(),
  wait: (durationMs) => new Promise((resolve) => setTimeout(resolve, durationMs)),
};
