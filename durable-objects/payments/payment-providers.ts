// The providers that a deployment has, by name. Made once and used by every object of the process, so that they
// share what is kept in memory: a token of the provider's, and no more.
import { nexiCheckout } from './nexi-checkout.ts';
import { type PaymentConfiguration, readPaymentConfiguration } from './payment-configuration.ts';
import type { PaymentProvider, ProviderName } from './payment-provider.ts';
import type { ProviderPorts } from './provider-call.ts';
import { vippsMobilePay } from './vipps-mobilepay.ts';
import { WatchedFetch } from './watched-fetch.ts';

/** Beside the port: whether its latest calls were answered. */
export interface OfferedProvider extends PaymentProvider {
  isSilent(): boolean;
}

export type PaymentProviders = ReadonlyMap<ProviderName, OfferedProvider>;

export function paymentProviders(
  { nexi, mobilepay }: PaymentConfiguration,
  ports: ProviderPorts,
): PaymentProviders {
  const made = [
    ...(nexi === null ? [] : [watched(ports, (watching) => nexiCheckout(nexi, watching))]),
    ...(mobilepay === null
      ? []
      : [watched(ports, (watching) => vippsMobilePay(mobilepay, watching))]),
  ];
  return new Map(made.map((provider) => [provider.name, provider]));
}

function watched(
  ports: ProviderPorts,
  make: (ports: ProviderPorts) => PaymentProvider,
): OfferedProvider {
  const watch = new WatchedFetch(ports.fetch, ports.now);
  return { ...make({ ...ports, fetch: watch.fetch }), isSilent: () => watch.isSilent() };
}

let last: { readonly text: string; readonly providers: PaymentProviders } | null = null;

/**
 * With the runtime's own fetch and clock.
 *
 * @param text `PAYMENT_PROVIDERS`
 * @throws Error in words if that is no payment configuration.
 */
export function paymentProvidersOf(text: string): PaymentProviders {
  if (last?.text !== text) {
    last = { text, providers: paymentProviders(readPaymentConfiguration(text), PORTS) };
  }
  return last.providers;
}

const PORTS: ProviderPorts = {
  fetch: (address, init) => fetch(address, init),
  now: () => Date.now(),
  wait: (durationMs) => new Promise((resolve) => setTimeout(resolve, durationMs)),
};
