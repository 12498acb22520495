// Vipps MobilePay's webhooks: the signature over the raw bytes first, then who it is about. Even then it only
// says what to ask for. Headers, string to sign and ePayment's payload are the vendor's own; the recurring
// payload is second-hand, so no more of it is read than ids.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { MobilePayConfiguration } from './payment-configuration.ts';

/** The vendor names no window of its own; this one allows for clocks and a slow way. */
export const WEBHOOK_WITHIN_MS = 300_000;

/** Its headers and bytes. Host and path are those that were registered, whatever a proxy makes of them. */
export interface VippsWebhook {
  readonly date: string | null;
  readonly contentHash: string | null;
  readonly authorization: string | null;
  readonly body: Uint8Array;
}

export type VippsNudge =
  | { readonly about: 'payment'; readonly reference: string; readonly eventName: string }
  | {
      readonly about: 'charge';
      /** The charge's id, which is our reference. */
      readonly reference: string;
      readonly agreementId: string;
      readonly eventName: string;
    }
  /** Carries no reference of ours for sure: ask for the agreement, whose `externalId` is one. */
  | { readonly about: 'agreement'; readonly agreementId: string; readonly eventName: string };

export type VippsWebhookRefusal = {
  readonly code:
    | 'webhook_unsigned'
    | 'webhook_forged'
    | 'webhook_stale'
    | 'webhook_malformed'
    | 'webhook_other_merchant';
};

const PaymentEvent = z.looseObject({
  msn: z.string(),
  reference: z.string().min(1).max(64),
  name: z.string().max(100),
});
const RecurringEvent = z.looseObject({
  msn: z.union([z.string(), z.number()]).pipe(z.coerce.string()),
  eventType: z.string().max(100),
  agreementId: z.string().min(1).max(64),
  chargeId: z.string().min(1).max(64).nullish(),
});

/** @param now milliseconds since 1970. */
export function readVippsWebhook(
  webhook: VippsWebhook,
  configuration: Pick<
    MobilePayConfiguration,
    'webhookSecrets' | 'merchantSerialNumber' | 'webhookAddress'
  >,
  now: number,
): Outcome<VippsNudge, VippsWebhookRefusal> {
  const { date, contentHash, authorization, body } = webhook;
  if (date === null || contentHash === null || authorization === null) {
    return refused({ code: 'webhook_unsigned' });
  }
  const hash = createHash('sha256').update(body).digest('base64');
  if (!equalTexts(hash, contentHash)) return refused({ code: 'webhook_forged' });
  const { host, pathname, search } = new URL(configuration.webhookAddress);
  const signed = { host, path: `${pathname}${search}`, date, contentHash };
  const isSigned = configuration.webhookSecrets.map((secret) =>
    equalTexts(authorization, vippsAuthorization(signed, secret)),
  );
  if (!isSigned.includes(true)) return refused({ code: 'webhook_forged' });
  const sentAt = Date.parse(date);
  // Also true of a date that is none.
  if (!(Math.abs(now - sentAt) <= WEBHOOK_WITHIN_MS)) return refused({ code: 'webhook_stale' });
  return nudge(body, configuration.merchantSerialNumber);
}

/** The Authorization header that the vendor sends. The secret is used as it is written, not as base64. */
export function vippsAuthorization(
  signed: {
    readonly path: string;
    readonly host: string;
    readonly date: string;
    readonly contentHash: string;
  },
  secret: string,
): string {
  const text = `POST\n${signed.path}\n${signed.date};${signed.host};${signed.contentHash}`;
  const signature = createHmac('sha256', secret).update(text).digest('base64');
  return `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}`;
}

function nudge(body: Uint8Array, ourNumber: string): Outcome<VippsNudge, VippsWebhookRefusal> {
  const value = json(body);
  const recurring = RecurringEvent.safeParse(value);
  const payment = PaymentEvent.safeParse(value);
  if (recurring.success) {
    const { msn, eventType: eventName, agreementId, chargeId } = recurring.data;
    if (msn !== ourNumber) return refused({ code: 'webhook_other_merchant' });
    return accepted(
      chargeId == null
        ? { about: 'agreement', agreementId, eventName }
        : { about: 'charge', reference: chargeId, agreementId, eventName },
    );
  }
  if (!payment.success) return refused({ code: 'webhook_malformed' });
  const { msn, reference, name: eventName } = payment.data;
  if (msn !== ourNumber) return refused({ code: 'webhook_other_merchant' });
  return accepted({ about: 'payment', reference, eventName });
}

function equalTexts(left: string, right: string): boolean {
  const leftBytes = Buffer.from(left);
  const rightBytes = Buffer.from(right);
  return leftBytes.length === rightBytes.length && timingSafeEqual(leftBytes, rightBytes);
}

function json(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(body));
  } catch {
    return null;
  }
}
