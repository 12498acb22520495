// What a deployment says of its payment providers: addresses, keys, and which are on. Production and the
// demo differ here and nowhere else. Read from one secret, PAYMENT_PROVIDERS, as JSON.
import { z } from 'zod';

/** Without a slash at its end. Plain http reaches only this machine: the demo's and the tests' simulators. */
const address = z
  .url()
  .refine((text) => !text.endsWith('/'), 'must not end with a slash')
  .refine(
    (text) => /^https:|^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?(?:\/|$)/.test(text),
    'must be https',
  );
const secret = z.string().min(8).max(500);

export const NexiConfiguration = z.strictObject({
  /** Live is api.dibspayment.eu, test is test.api.dibspayment.eu. */
  baseAddress: address,
  secretKey: secret,
  /** Ours: 32 random bytes, base64, from which each payment's webhook value is made. */
  webhookKey: z.base64().length(44),
  /** Where the provider reaches us. */
  publicOrigin: address,
  /** Ours, as their webhooks name it. Left out, a webhook's merchant is not compared. */
  merchantNumber: z
    .string()
    .regex(/^\d{1,20}$/)
    .optional(),
  termsAddress: address,
  privacyAddress: address,
});
export type NexiConfiguration = z.infer<typeof NexiConfiguration>;

export const MobilePayConfiguration = z.strictObject({
  /** Live is api.vipps.no, test is apitest.vipps.no. */
  baseAddress: address,
  clientId: secret,
  clientSecret: secret,
  subscriptionKey: secret,
  merchantSerialNumber: z.string().regex(/^\d{4,10}$/),
  /** The whole address that was registered for webhooks: host and path are part of what is signed. */
  webhookAddress: address,
  /** Each registration has one, shown once. More than one while a new registration replaces an old. */
  webhookSecrets: z.array(secret).max(4),
  /** For the nightly comparison; null asks the provider for the one that settles for our number. */
  ledgerId: z.string().min(1).max(40).nullable(),
});
export type MobilePayConfiguration = z.infer<typeof MobilePayConfiguration>;

export const PaymentConfiguration = z.strictObject({
  nexi: NexiConfiguration.nullable(),
  mobilepay: MobilePayConfiguration.nullable(),
});
export type PaymentConfiguration = z.infer<typeof PaymentConfiguration>;

/** @throws Error in words, without the secrets, if the text is not such a configuration. */
export function readPaymentConfiguration(text: string): PaymentConfiguration {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('PAYMENT_PROVIDERS is not JSON');
  }
  const parsed = PaymentConfiguration.safeParse(value);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`PAYMENT_PROVIDERS is not understood: ${places.join('; ')}`);
}
