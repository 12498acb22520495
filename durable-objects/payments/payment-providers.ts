// The providers that a deployment has, by name, made once from its configuration.
import { nexiCheckout } from './nexi-checkout.ts';
import type { PaymentConfiguration } from './payment-configuration.ts';
import type { PaymentProvider, ProviderName } from './payment-provider.ts';
import type { ProviderPorts } from './provider-call.ts';
import { vippsMobilePay } from './vipps-mobilepay.ts';

export function paymentProviders(
  { nexi, mobilepay }: PaymentConfiguration,
  ports: ProviderPorts,
): ReadonlyMap<ProviderName, PaymentProvider> {
  const made = [
    ...(nexi === null ? [] : [nexiCheckout(nexi, ports)]),
    ...(mobilepay === null ? [] : [vippsMobilePay(mobilepay, ports)]),
  ];
  return new Map(made.map((provider) => [provider.name, provider]));
}
