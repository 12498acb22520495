// The simulators by themselves: they refuse what the providers refuse, in the providers' own shapes, so that a slip
// of an adapter cannot pass unseen.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nexiSimulator } from './nexi-simulator.ts';
import { DEMO_MOBILEPAY_KEYS, DEMO_NEXI_SECRET } from './simulator-keys.ts';
import { type RunningSimulator, startSimulator } from './simulator-server.ts';
import { vippsSimulator } from './vipps-simulator.ts';

let running: RunningSimulator;
afterEach(() => running.stop());

async function send(
  path: string,
  headers: Record<string, string>,
  body?: unknown,
  method = 'POST',
) {
  const response = await fetch(`${running.origin}${path}`, {
    ...{ method, redirect: 'manual' },
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    body: (text.startsWith('{') ? JSON.parse(text) : text) as Record<string, unknown>,
  };
}

describe('Nexi', () => {
  beforeEach(async () => {
    running = await startSimulator(
      nexiSimulator({ secretKey: DEMO_NEXI_SECRET, statePath: null }),
      0,
    );
  });

  const item = {
    ...{ reference: 'TOPUP', name: 'Optankning', quantity: 1, unit: 'stk', unitPrice: 10_000 },
    ...{ taxRate: 0, taxAmount: 0, grossTotalAmount: 10_000, netTotalAmount: 10_000 },
  };
  const order = { items: [item], amount: 10_000, currency: 'DKK', reference: 'a-reference' };
  const checkout = {
    ...{ integrationType: 'HostedPaymentPage', returnUrl: 'https://a.example/retur', charge: true },
    ...{ cancelUrl: 'https://a.example/afbrudt', termsUrl: 'https://a.example/vilkaar' },
  };
  const key = { authorization: DEMO_NEXI_SECRET };
  const hook = { eventName: 'payment.charge.created.v2', url: 'https://a.example/hook' };

  test('takes a documented payment', async () => {
    const made = await send('/v1/payments', key, { order, checkout });
    expect(made.status).toBe(201);
    expect(made.body.paymentId).toMatch(/^[0-9a-f]{32}$/);
  });

  test('wants the secret key without a scheme', async () => {
    for (const authorization of ['', `Bearer ${DEMO_NEXI_SECRET}`]) {
      expect((await send('/v1/payments', { authorization }, { order, checkout })).status).toBe(401);
    }
  });

  test.each<[string, object, string]>([
    ['an amount that is not its items’ sum', { order: { ...order, amount: 1 } }, 'order.amount'],
    ['another currency', { order: { ...order, currency: 'SEK' } }, 'order.currency'],
    ['no items', { order: { ...order, items: [] } }, 'order.items'],
    [
      'an amount of 0 without a card to register',
      { order: { ...order, amount: 0, items: [{ ...item, grossTotalAmount: 0 }] } },
      'order.amount',
    ],
    [
      'a consumer that is not there',
      { checkout: { ...checkout, merchantHandlesConsumerData: true } },
      'checkout.consumer',
    ],
    [
      'a return address without https',
      { checkout: { ...checkout, returnUrl: 'http://a.example' } },
      'checkout.returnUrl',
    ],
    [
      'a webhook value of 33 characters',
      { notifications: { webHooks: [{ ...hook, authorization: 'x'.repeat(33) }] } },
      'notifications.webHooks.0.authorization',
    ],
  ])('refuses %s by the name of the field', async (_, special, field) => {
    const refused = await send('/v1/payments', key, { order, checkout, ...special });
    expect(refused.status).toBe(400);
    expect(Object.keys(refused.body.errors ?? {})).toContain(field);
  });

  test('answers a bulk’s repeat with its id, and another order under it with 400', async () => {
    const paid = await send('/v1/payments', key, {
      ...{ order, checkout, unscheduledSubscription: { create: true } },
    });
    const bulk = {
      externalBulkChargeId: 'attempt-1',
      unscheduledSubscriptions: [{ unscheduledSubscriptionId: '5', order }],
    };
    expect(paid.status).toBe(201);
    const path = '/v1/unscheduledsubscriptions/charges';
    const first = await send(path, key, bulk);
    expect(first.status).toBe(202);
    expect(await send(path, key, bulk)).toEqual(first);
    const other = { ...order, amount: 20_000, items: [{ ...item, grossTotalAmount: 20_000 }] };
    const changed = [{ unscheduledSubscriptionId: '5', order: other }];
    expect((await send(path, key, { ...bulk, unscheduledSubscriptions: changed })).status).toBe(
      400,
    );
  });
});

describe('MobilePay', () => {
  let keys: Record<string, string>;
  beforeEach(async () => {
    running = await startSimulator(
      vippsSimulator({ keys: DEMO_MOBILEPAY_KEYS, statePath: null }),
      0,
    );
    const { clientId, clientSecret, subscriptionKey, merchantSerialNumber } = DEMO_MOBILEPAY_KEYS;
    const token = await send('/accesstoken/get', {
      ...{ client_id: clientId, client_secret: clientSecret },
      'ocp-apim-subscription-key': subscriptionKey,
    });
    expect(token.body.expires_in).toEqual(expect.stringMatching(/^\d+$/));
    keys = {
      authorization: `Bearer ${token.body.access_token}`,
      'ocp-apim-subscription-key': subscriptionKey,
      'merchant-serial-number': merchantSerialNumber,
    };
  });

  const payment = {
    ...{ amount: { currency: 'DKK', value: 10_000 }, paymentMethod: { type: 'WALLET' } },
    ...{ reference: 'a-reference', returnUrl: 'https://a.example/retur', userFlow: 'WEB_REDIRECT' },
  };
  const path = '/epayment/v1/payments';
  const withKey = (key: string): Record<string, string> => ({ ...keys, 'idempotency-key': key });

  test.each([
    ['authorization', 401],
    ['ocp-apim-subscription-key', 401],
    ['merchant-serial-number', 403],
    ['idempotency-key', 400],
  ])('wants the header %s', async (name, status) => {
    const { [name]: _, ...rest } = withKey('key-1');
    expect((await send(path, rest, payment)).status).toBe(status);
    expect((await send(path, withKey('key-1'), payment)).status).toBe(201);
  });

  test('repeats an answer under its key, and refuses another request under it', async () => {
    const first = await send(path, withKey('key-1'), payment);
    expect(await send(path, withKey('key-1'), payment)).toEqual(first);
    const other = await send(path, withKey('key-1'), { ...payment, reference: 'another-one' });
    expect(other).toMatchObject({ status: 409, type: 'application/problem+json' });
    expect(other.body.extraDetails).toEqual([{ name: 'ErrorCode', reason: '4020' }]);
  });

  test('keeps a refusal under its key, as the vendor does', async () => {
    const wrong = { ...payment, reference: 'short' };
    const first = await send(path, withKey('key-1'), wrong);
    expect(first.status).toBe(400);
    expect(await send(path, withKey('key-1'), wrong)).toEqual(first);
    expect((await send(path, withKey('key-1'), payment)).status).toBe(409);
  });

  test('knows a reference once', async () => {
    await send(path, withKey('key-1'), payment);
    const again = await send(path, withKey('key-2'), payment);
    expect(again).toMatchObject({ status: 409 });
    expect(again.body.extraDetails).toEqual([{ name: 'ErrorCode', reason: '4150' }]);
  });

  const charge = {
    ...{ amount: 10_000, transactionType: 'DIRECT_CAPTURE', description: 'Optankning' },
    ...{ type: 'UNSCHEDULED', orderId: 'attempt-1' },
  };

  test.each<[string, object]>([
    ['an unscheduled charge with a day', { due: '2030-01-01' }],
    ['an unscheduled charge with retries', { retryDays: 2 }],
    ['a recurring charge without a day', { type: 'RECURRING', retryDays: 2 }],
    ['a recurring charge without retries said', { type: 'RECURRING', due: '2030-01-01' }],
    ['a recurring charge of today', { type: 'RECURRING', due: '2020-01-01', retryDays: 2 }],
    ['a description of 46 characters', { description: 'x'.repeat(46) }],
    ['an orderId with an underscore', { orderId: 'attempt_1' }],
    ['a charge above the agreement’s ceiling', { amount: 40_001 }],
  ])('refuses %s with a problem', async (_, special) => {
    const drafted = await send('/recurring/v3/agreements', withKey('key-1'), {
      pricing: { type: 'VARIABLE', currency: 'DKK', suggestedMaxAmount: 40_000 },
      ...{ interval: { unit: 'MONTH', count: 1 }, productName: 'Automatisk optankning' },
      merchantRedirectUrl: 'https://a.example/retur',
      merchantAgreementUrl: 'https://a.example/regel',
    });
    const agreement = `/recurring/v3/agreements/${drafted.body.agreementId}`;
    await send(`${agreement}/accept`, withKey('key-2'), {}, 'PATCH');
    const refused = await send(`${agreement}/charges`, withKey('key-3'), { ...charge, ...special });
    expect(refused).toMatchObject({ status: 400, type: 'application/problem+json' });
    expect((await send(`${agreement}/charges`, withKey('key-4'), charge)).status).toBe(201);
  });
});

describe('the control', () => {
  beforeEach(async () => {
    running = await startSimulator(
      nexiSimulator({ secretKey: DEMO_NEXI_SECRET, statePath: null }),
      0,
    );
  });

  test('is not for other pages in the same browser', async () => {
    const sent = { mode: 'error' };
    const foreign = await send('/simulator/outage', { origin: 'https://a.example' }, sent);
    expect(foreign.status).toBe(403);
    expect((await send('/simulator/outage', { origin: running.origin }, sent)).status).toBe(200);
  });

  test('says what it does not understand', async () => {
    const wrong = await send('/simulator/clock', {}, { advanceMs: -1 });
    expect(wrong).toMatchObject({ status: 400, body: expect.stringContaining('advanceMs') });
    expect((await send('/simulator/acts/refund_in_portal', {}, { id: 'x' })).body).toContain('x');
    expect((await send('/simulator/acts/other', {}, { id: 'x' })).status).toBe(404);
  });

  test('a port that is taken is said in words', async () => {
    const port = Number(new URL(running.origin).port);
    const second = startSimulator(nexiSimulator({ secretKey: 'x', statePath: null }), port);
    await expect(second).rejects.toThrow(`Port ${port} is taken.`);
  });
});
