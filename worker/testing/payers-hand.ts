// What a payer does on a provider's page, in tests: the simulators stand at the way out of the house. Also the
// webhooks that the providers would send, rightly signed or not.

import { env } from 'cloudflare:workers';
import { createHash } from 'node:crypto';
import { nexiWebhookAuthorization } from '../../durable-objects/payments/nexi-webhook.ts';
import { readPaymentConfiguration } from '../../durable-objects/payments/payment-configuration.ts';
import { vippsAuthorization } from '../../durable-objects/payments/vipps-webhook.ts';
import { edge } from './edge.ts';
import { ORIGIN } from './test-device.ts';

export type Way = 'nexi' | 'mobilepay';

const GOOD = { nexi: '4111111111111111', mobilepay: '4500001111' } as const;

const configuration = readPaymentConfiguration(env.PAYMENT_PROVIDERS ?? '');
const nexi = configured(configuration.nexi);
const mobilepay = configured(configuration.mobilepay);

function configured<Part>(part: Part | null): Part {
  if (part === null) throw new Error('the tests have both providers');
  return part;
}

/** @returns where the page leads to, or null where it stays. */
export async function actOnPage(
  way: Way,
  address: string,
  action: 'approve' | 'decline' | 'cancel' | 'delay' = 'approve',
  method: string = GOOD[way],
): Promise<string | null> {
  const response = await fetch(address, {
    method: 'POST',
    body: new URLSearchParams({ action, method }),
    redirect: 'manual',
  });
  await response.arrayBuffer();
  if (response.status >= 400) throw new Error(`the page answered ${response.status}`);
  return response.headers.get('location');
}

/** As Nexi sends it: of the named payment, with the value that was given to it. */
export function sendNexiWebhook(
  reference: string,
  special: {
    readonly eventId?: string;
    readonly authorization?: string | null;
    readonly body?: string;
    readonly cookie?: string;
    readonly merchantNumber?: number;
    readonly amountOre?: number;
  } = {},
): Promise<Response> {
  const value = nexiWebhookAuthorization(reference, nexi.webhookKey);
  const { authorization = value, eventId = crypto.randomUUID(), body, cookie } = special;
  const { amountOre } = special;
  return post(
    `/api/webhooks/nexi/${reference}`,
    body ??
      JSON.stringify({
        ...{ id: eventId, timestamp: new Date().toISOString() },
        merchantNumber: special.merchantNumber ?? Number(nexi.merchantNumber),
        event: 'payment.charge.created.v2',
        data: {
          paymentId: 'f'.repeat(32),
          ...(amountOre === undefined ? {} : { amount: { amount: amountOre, currency: 'DKK' } }),
        },
      }),
    { ...(authorization === null ? {} : { authorization }), ...(cookie ? { cookie } : {}) },
  );
}

/** As MobilePay sends it. */
export function sendMobilePayWebhook(
  reference: string,
  special: {
    readonly secret?: string;
    readonly date?: Date;
    readonly merchantSerialNumber?: string;
    readonly isUnsigned?: boolean;
    readonly amountOre?: number;
    readonly currency?: string;
    readonly name?: string;
    readonly timestamp?: string;
    /** What arrives instead of what was signed. */
    readonly swappedBody?: string;
  } = {},
): Promise<Response> {
  const { secret = mobilepay.webhookSecrets[0] ?? '', name = 'AUTHORIZED' } = special;
  const body = JSON.stringify({
    ...{ msn: special.merchantSerialNumber ?? mobilepay.merchantSerialNumber, reference, name },
    ...{ pspReference: 'psp-1', timestamp: special.timestamp ?? new Date().toISOString() },
    amount: { currency: special.currency ?? 'DKK', value: special.amountOre ?? 100_00 },
    ...{ idempotencyKey: 'key-1', success: true },
  });
  return postSigned(body, { ...special, secret });
}

function postSigned(
  body: string,
  special: {
    readonly secret?: string;
    readonly date?: Date;
    readonly isUnsigned?: boolean;
    readonly swappedBody?: string;
  } = {},
): Promise<Response> {
  const { secret = mobilepay.webhookSecrets[0] ?? '' } = special;
  const { host, pathname: path } = new URL(mobilepay.webhookAddress);
  const date = (special.date ?? new Date(Date.now())).toUTCString();
  const contentHash = createHash('sha256').update(body).digest('base64');
  const authorization = vippsAuthorization({ host, path, date, contentHash }, secret);
  const proof = { 'x-ms-date': date, 'x-ms-content-sha256': contentHash, authorization };
  return post(
    '/api/webhooks/mobilepay',
    special.swappedBody ?? body,
    special.isUnsigned ? {} : proof,
  );
}

/** As MobilePay sends it of an agreement: without an id of its own, so that the same bytes are the same event. */
export function sendAgreementWebhook(agreementId: string, occurred: string): Promise<Response> {
  const body = JSON.stringify({
    ...{ msn: mobilepay.merchantSerialNumber, agreementId, agreementExternalId: null },
    ...{ eventType: 'recurring.agreement-activated.v1', occurred, actor: 'USER' },
  });
  return postSigned(body);
}

function post(path: string, body: string, headers: Record<string, string>): Promise<Response> {
  return edge.fetch(
    new Request(ORIGIN + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    }),
  );
}
