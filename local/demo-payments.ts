// The demo's payment providers: both simulators in the launcher's own process, what they remember, and the
// setting that leads the Worker to them. The secret of MobilePay's webhooks is kept, since it is shown once.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { MobilePayConfiguration } from '../durable-objects/payments/payment-configuration.ts';
import type { ProviderPorts } from '../durable-objects/payments/provider-call.ts';
import { vippsCalls } from '../durable-objects/payments/vipps-calls.ts';
import { registerVippsWebhook } from '../durable-objects/payments/vipps-webhook-registration.ts';
import { demoPaymentConfiguration } from './simulators/simulator-keys.ts';
import { type StartedSimulators, startSimulators } from './simulators/start-simulators.ts';

/** What is made once: our key for Nexi's webhooks, and what the registration at MobilePay answered. */
const PaymentKeys = z.strictObject({
  webhookKey: z.base64().length(44),
  registration: z
    .strictObject({ registrationId: z.string(), address: z.string(), secret: z.string() })
    .nullable(),
});
type PaymentKeys = z.infer<typeof PaymentKeys>;

export interface DemoPayments {
  readonly simulators: StartedSimulators;
  /** What the Worker is told in PAYMENT_PROVIDERS. */
  readonly environment: { readonly PAYMENT_PROVIDERS: string };
  stop(): Promise<void>;
}

export interface DemoPaymentsOptions {
  /** How the Worker is reached, by parents and by the simulators' webhooks. */
  readonly publicOrigin: string;
  /** 0 lets the system choose. */
  readonly ports: { readonly nexi: number; readonly mobilepay: number };
  /** Where the simulators keep what they know. */
  readonly directory: string;
  readonly keysFile: string;
}

/** @throws Error in words when a port is taken, or a file is not understood. */
export async function startDemoPayments(options: DemoPaymentsOptions): Promise<DemoPayments> {
  const keys = keysAt(options.keysFile);
  const simulators = await startSimulators(options.ports, options.directory);
  const origins = { nexi: simulators.nexi.origin, mobilepay: simulators.mobilepay.origin };
  const configured = (secrets: readonly string[]) =>
    demoPaymentConfiguration(options.publicOrigin, origins, keys.webhookKey, secrets);
  try {
    const registration = await registered(configured([]).mobilepay, keys.registration);
    keep(options.keysFile, { ...keys, registration });
    return {
      simulators,
      environment: { PAYMENT_PROVIDERS: JSON.stringify(configured([registration.secret])) },
      stop: () => simulators.stop(),
    };
  } catch (cause) {
    await simulators.stop();
    throw cause;
  }
}

type Registration = NonNullable<PaymentKeys['registration']>;

const Listed = z.looseObject({
  webhooks: z.array(z.looseObject({ id: z.string(), url: z.string() })),
});

/** The one that is kept, while MobilePay still has it for this address; else a new one instead of all others. */
async function registered(
  configuration: MobilePayConfiguration | null,
  kept: Registration | null,
): Promise<Registration> {
  if (configuration === null) throw new Error('The demo has MobilePay.');
  const { webhookAddress: address } = configuration;
  const { call, find } = vippsCalls(configuration, PORTS);
  const listed = await find('/webhooks/v1/webhooks', Listed);
  if (listed.kind !== 'understood') throw notRegistered(listed.kind);
  const { webhooks } = listed.body;
  const isThere = webhooks.some(({ id, url }) => id === kept?.registrationId && url === address);
  if (kept !== null && isThere && kept.address === address) return kept;
  for (const { id } of webhooks)
    await call({ method: 'DELETE', path: `/webhooks/v1/webhooks/${id}` });
  const made = await registerVippsWebhook(configuration, PORTS);
  if (made.kind !== 'registered') throw notRegistered(made.kind);
  return { registrationId: made.registrationId, address, secret: made.secret };
}

function notRegistered(kind: string): Error {
  return new Error(`MobilePay's simulator does not register our webhooks: ${kind}.`);
}

const PORTS: ProviderPorts = {
  fetch: (address, init) => fetch(address, init),
  now: () => Date.now(),
  wait: (durationMs) => new Promise((resolve) => setTimeout(resolve, durationMs)),
};

function keysAt(file: string): PaymentKeys {
  if (!existsSync(file)) {
    return { webhookKey: randomBytes(32).toString('base64'), registration: null };
  }
  try {
    return PaymentKeys.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new Error(`${file} is damaged; put the right one back, or delete it.`, { cause });
  }
}

function keep(file: string, keys: PaymentKeys): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}
