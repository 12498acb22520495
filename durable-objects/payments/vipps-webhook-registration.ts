// Registers our address with Vipps MobilePay, once per deployment and never per payment: the answer holds the
// secret that signs, and is the only time it is shown. Path, events and answer are the vendor's own.
import { z } from 'zod';
import type { MobilePayConfiguration } from './payment-configuration.ts';
import type { ProviderFailure } from './payment-provider.ts';
import { type ProviderPorts, understood } from './provider-call.ts';
import { vippsCalls } from './vipps-calls.ts';

/** Those after which asking again is worth it. A vendor deletes what it cannot deliver for two weeks. */
export const VIPPS_EVENTS = [
  'epayments.payment.authorized.v1',
  'epayments.payment.captured.v1',
  'epayments.payment.aborted.v1',
  'epayments.payment.expired.v1',
  'epayments.payment.terminated.v1',
  'epayments.payment.refunded.v1',
  'recurring.agreement-activated.v1',
  'recurring.agreement-rejected.v1',
  'recurring.agreement-stopped.v1',
  'recurring.agreement-expired.v1',
  'recurring.charge-captured.v1',
  'recurring.charge-failed.v1',
  'recurring.charge-refunded.v1',
  'recurring.charge-canceled.v1',
] as const;

const Registered = z.looseObject({ id: z.string().min(1), secret: z.string().min(1) });

export async function registerVippsWebhook(
  configuration: MobilePayConfiguration,
  ports: ProviderPorts,
): Promise<
  | { readonly kind: 'registered'; readonly registrationId: string; readonly secret: string }
  | ProviderFailure
> {
  const answer = await vippsCalls(configuration, ports).call({
    method: 'POST',
    path: '/webhooks/v1/webhooks',
    body: { url: configuration.webhookAddress, events: VIPPS_EVENTS },
  });
  if (answer.kind !== 'answer') return answer;
  const found = understood(answer, Registered);
  if (found.kind !== 'understood') return found;
  return { kind: 'registered', registrationId: found.body.id, secret: found.body.secret };
}
