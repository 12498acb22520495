// The keys that the demo's simulators accept, and the demo's payment configuration made of them. They guard
// nothing: a simulator has no money, and a deployment has a configuration of its own.
import type { PaymentConfiguration } from '../../durable-objects/payments/payment-configuration.ts';
import { MERCHANT_NUMBER } from './nexi-state.ts';

export const DEMO_NEXI_SECRET = 'demo-nexi-secret-key';

export const DEMO_MOBILEPAY_KEYS = {
  clientId: 'demo-client-id',
  clientSecret: 'demo-client-secret',
  subscriptionKey: 'demo-subscription-key',
  merchantSerialNumber: '100165',
} as const;

/**
 * @param webhookKey 32 random bytes, base64, of the deployment's own.
 * @param webhookSecrets what the registration answered (vipps-webhook-registration.ts); empty before it.
 */
export function demoPaymentConfiguration(
  publicOrigin: string,
  origins: { readonly nexi: string; readonly mobilepay: string },
  webhookKey: string,
  webhookSecrets: readonly string[],
): PaymentConfiguration {
  return {
    nexi: {
      ...{ baseAddress: origins.nexi, secretKey: DEMO_NEXI_SECRET, webhookKey, publicOrigin },
      merchantNumber: String(MERCHANT_NUMBER),
      termsAddress: `${publicOrigin}/vilkaar`,
      privacyAddress: `${publicOrigin}/privatliv`,
    },
    mobilepay: {
      ...{ baseAddress: origins.mobilepay, ...DEMO_MOBILEPAY_KEYS, ledgerId: null },
      webhookAddress: `${publicOrigin}/api/webhooks/mobilepay`,
      webhookSecrets: [...webhookSecrets],
    },
  };
}
