import { expect, test } from 'vitest';
import { nexiWebhookAuthorization, readNexiWebhook } from './nexi-webhook.ts';

const KEY = btoa('n'.repeat(32));
const REFERENCE = 'a-reference-1';
const EVENT = {
  ...{ id: 'event-1', timestamp: '2026-11-21T12:00:00.0000+01:00', merchantNumber: 123456 },
  event: 'payment.charge.created.v2',
  data: { paymentId: '023e', chargeId: '006b', amount: { amount: 999_999, currency: 'EUR' } },
};
const bytes = (payload: unknown) => new TextEncoder().encode(JSON.stringify(payload));
const authorization = nexiWebhookAuthorization(REFERENCE, KEY);

test('the value that Nexi is to send is 8 to 32 letters and digits, another for each reference', () => {
  expect(authorization).toMatch(/^[0-9a-zA-Z]{8,32}$/);
  expect(nexiWebhookAuthorization('a-reference-2', KEY)).not.toBe(authorization);
  expect(nexiWebhookAuthorization(REFERENCE, btoa('m'.repeat(32)))).not.toBe(authorization);
});

test('a webhook says which payment to ask for, and its sum is not even read', () => {
  const read = readNexiWebhook({ reference: REFERENCE, authorization, body: bytes(EVENT) }, KEY);
  expect(read).toEqual({
    ok: true,
    value: {
      ...{ eventId: 'event-1', eventName: 'payment.charge.created.v2' },
      handle: 'payment:023e',
    },
  });
});

test.each([
  ['names us', { merchantNumber: 123456 }, 'accepted'],
  ['names us by the older name', { merchantNumber: undefined, merchantId: 123456 }, 'accepted'],
  ['names no merchant', { merchantNumber: undefined }, 'accepted'],
  ['names another', { merchantNumber: 123457 }, 'webhook_other_merchant'],
  [
    'names another by the older name',
    { merchantNumber: undefined, merchantId: '123457' },
    'webhook_other_merchant',
  ],
])('one that %s, where our number is known', (_, special, code) => {
  const webhook = { reference: REFERENCE, authorization, body: bytes({ ...EVENT, ...special }) };
  const read = readNexiWebhook(webhook, KEY, '123456');
  expect(read.ok ? 'accepted' : read.refusal.code).toBe(code);
  expect(readNexiWebhook(webhook, KEY).ok).toBe(true);
});

test.each([
  ['without the value', REFERENCE, null, bytes(EVENT), 'webhook_unsigned'],
  ['with a wrong value', REFERENCE, 'x'.repeat(32), bytes(EVENT), 'webhook_forged'],
  ['with a shorter value', REFERENCE, authorization.slice(1), bytes(EVENT), 'webhook_forged'],
  ['with another payment’s value', 'a-reference-2', authorization, bytes(EVENT), 'webhook_forged'],
  [
    'without a payment',
    REFERENCE,
    authorization,
    bytes({ ...EVENT, data: {} }),
    'webhook_malformed',
  ],
  ['that is no JSON', REFERENCE, authorization, new Uint8Array([255]), 'webhook_malformed'],
])('refuses a webhook %s', (_, reference, given, body, code) => {
  const read = readNexiWebhook({ reference, authorization: given, body }, KEY);
  expect(read).toEqual({ ok: false, refusal: { code } });
});
