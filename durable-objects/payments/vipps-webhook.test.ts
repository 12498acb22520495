import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readVippsWebhook, type VippsWebhook, vippsAuthorization } from './vipps-webhook.ts';

const SECRET = 'a secret of the tests';
const NOW = Date.parse('2026-11-21T12:00:00Z');
const configuration = {
  ...{ webhookSecrets: [SECRET], merchantSerialNumber: '123456' },
  webhookAddress: 'https://klubkort.example/api/webhooks/mobilepay',
};
const PAYMENT = { msn: '123456', reference: 'a-reference-1', name: 'CAPTURED', success: true };

function webhook(
  payload: unknown,
  { secret = SECRET, date = new Date(NOW).toUTCString() } = {},
): VippsWebhook {
  const body = new TextEncoder().encode(JSON.stringify(payload));
  const contentHash = createHash('sha256').update(body).digest('base64');
  const signed = {
    ...{ path: '/api/webhooks/mobilepay', host: 'klubkort.example' },
    ...{ date, contentHash },
  };
  return { authorization: vippsAuthorization(signed, secret), body, date, contentHash };
}

const codeOf = (read: ReturnType<typeof readVippsWebhook>) =>
  read.ok ? 'accepted' : read.refusal.code;

describe('the signature of Vipps MobilePay', () => {
  test('is the one that the vendor published for a known request', () => {
    const secret =
      'A0+AeKBRG2KRGvnNwJpQlb6IJFk48CKXCIcrLoHncVJKDILsQSxS6NWCccwWm6r6FhGKhiHTBsG2wo/xU6FY/A==';
    const authorization = vippsAuthorization(
      {
        path: '/e2cee29b-012e-4f1d-8ef4-e95fd74a7a63',
        host: 'webhook.site',
        date: 'Thu, 30 Mar 2023 08:38:32 GMT',
        contentHash: 'lNlsp1XA03N34HrQsVzPgJKtC+r7l/RBF4V3JQUWMj4=',
      },
      secret,
    );
    expect(authorization).toBe(
      'HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=agAiSyogQbDHpeucoNwYz+yAr5nJ+v+zasdkSbqzv+U=',
    );
  });

  test('leads to the payment that the webhook is about', () => {
    expect(readVippsWebhook(webhook(PAYMENT), configuration, NOW)).toEqual({
      ok: true,
      value: { about: 'payment', reference: 'a-reference-1', eventName: 'CAPTURED' },
    });
  });

  test('may be by any of the registrations’ secrets', () => {
    const two = { ...configuration, webhookSecrets: ['an older secret', SECRET] };
    expect(codeOf(readVippsWebhook(webhook(PAYMENT), two, NOW))).toBe('accepted');
  });

  test.each<[string, Partial<VippsWebhook>, string]>([
    ['without a signature', { authorization: null }, 'webhook_unsigned'],
    ['without a date', { date: null }, 'webhook_unsigned'],
    ['without a hash', { contentHash: null }, 'webhook_unsigned'],
    ['whose body is another', { body: new TextEncoder().encode('{}') }, 'webhook_forged'],
    ['whose hash is of another body', { contentHash: 'AAAA' }, 'webhook_forged'],
  ])('refuses one %s', (_, change, code) => {
    const read = readVippsWebhook({ ...webhook(PAYMENT), ...change }, configuration, NOW);
    expect(codeOf(read)).toBe(code);
  });

  test('refuses one signed by another secret', () => {
    const signed = webhook(PAYMENT, { secret: 'another secret' });
    expect(codeOf(readVippsWebhook(signed, configuration, NOW))).toBe('webhook_forged');
  });

  test.each([
    'https://klubkort.example/api/webhooks/other',
    'https://other.example/api/webhooks/mobilepay',
  ])('is for one address: one sent to %s is refused', (webhookAddress) => {
    const read = readVippsWebhook(webhook(PAYMENT), { ...configuration, webhookAddress }, NOW);
    expect(codeOf(read)).toBe('webhook_forged');
  });

  test('covers the date', () => {
    const date = new Date(NOW + 1000).toUTCString();
    const read = readVippsWebhook({ ...webhook(PAYMENT), date }, configuration, NOW);
    expect(codeOf(read)).toBe('webhook_forged');
  });

  test.each([
    [300_000, 'accepted'],
    [301_000, 'webhook_stale'],
    [-300_000, 'accepted'],
    [-301_000, 'webhook_stale'],
  ])('is good for five minutes either way: %d ms later it is %s', (laterMs, code) => {
    expect(codeOf(readVippsWebhook(webhook(PAYMENT), configuration, NOW + laterMs))).toBe(code);
  });

  test('with a date that is none is stale, however well signed', () => {
    const read = readVippsWebhook(webhook(PAYMENT, { date: 'soon' }), configuration, NOW);
    expect(codeOf(read)).toBe('webhook_stale');
  });
});

describe('what a signed webhook may say', () => {
  const charge = {
    ...{ msn: 123456, eventType: 'recurring.charge-captured.v1', agreementId: 'agr_1' },
    ...{ chargeId: 'a-reference-1', amountCaptured: 10_000, aFieldOfTomorrow: true },
  };

  test('a charge is known by its id, which is our reference', () => {
    expect(readVippsWebhook(webhook(charge), configuration, NOW)).toEqual({
      ok: true,
      value: {
        ...{ about: 'charge', reference: 'a-reference-1', agreementId: 'agr_1' },
        eventName: 'recurring.charge-captured.v1',
      },
    });
  });

  test('an agreement is known by its own id alone', () => {
    const { chargeId: _, ...agreement } = charge;
    const stopped = { ...agreement, eventType: 'recurring.agreement-stopped.v1', actor: 'USER' };
    expect(readVippsWebhook(webhook(stopped), configuration, NOW)).toMatchObject({
      value: { about: 'agreement', agreementId: 'agr_1' },
    });
  });

  test.each([
    ['another merchant’s payment', { ...PAYMENT, msn: '654321' }, 'webhook_other_merchant'],
    ['another merchant’s charge', { ...charge, msn: '654321' }, 'webhook_other_merchant'],
    ['a payment without a reference', { ...PAYMENT, reference: '' }, 'webhook_malformed'],
    ['a list', [], 'webhook_malformed'],
  ])('%s is refused', (_, payload, code) => {
    expect(codeOf(readVippsWebhook(webhook(payload), configuration, NOW))).toBe(code);
  });
});
