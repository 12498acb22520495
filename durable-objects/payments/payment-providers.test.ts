// In workerd: one set of providers for all objects, and one token for all their calls.
import { expect, test } from 'vitest';
import type { MobilePayConfiguration } from './payment-configuration.ts';
import { paymentProviders, paymentProvidersOf } from './payment-providers.ts';
import type { HttpFetch } from './provider-call.ts';

const MOBILEPAY: MobilePayConfiguration = {
  ...{ baseAddress: 'https://api.vipps.no', clientId: 'client-id', clientSecret: 'client-secret' },
  ...{ subscriptionKey: 'subscription-key', merchantSerialNumber: '123456', ledgerId: null },
  webhookAddress: 'https://klubkort.example/api/webhooks/mobilepay',
  webhookSecrets: [],
};
const text = (special: object) =>
  JSON.stringify({ nexi: null, mobilepay: { ...MOBILEPAY, ...special } });

test('the same configuration gives the same providers, another gives others', () => {
  const providers = paymentProvidersOf(text({}));
  expect([...providers.keys()]).toEqual(['mobilepay']);
  expect(paymentProvidersOf(text({}))).toBe(providers);
  const others = paymentProvidersOf(text({ merchantSerialNumber: '654321' }));
  expect(others).not.toBe(providers);
  expect(() => paymentProvidersOf('{}')).toThrow(/PAYMENT_PROVIDERS is not understood/);
});

/** A provider of tokens that count up, each good for an hour; nothing is found. */
function world() {
  let now = Date.parse('2026-11-21T12:00:00Z');
  let tokens = 0;
  const seen: string[] = [];
  const refused = new Set<string>();
  const fetch: HttpFetch = async (address, { headers }) => {
    if (address.endsWith('/accesstoken/get')) {
      tokens += 1;
      return Response.json({ access_token: `token-${tokens}`, expires_in: '3600' });
    }
    const given = headers.authorization ?? '';
    seen.push(given);
    return new Response('{}', { status: refused.has(given) ? 401 : 404 });
  };
  const ports = { fetch, now: () => now, wait: () => Promise.resolve() };
  const provider = paymentProviders({ nexi: null, mobilepay: MOBILEPAY }, ports).get('mobilepay');
  if (provider === undefined) throw new Error('there is no provider');
  return {
    ...{ seen, refused },
    ask: () => provider.stopAgreement('agr_1'),
    pass: (durationMs: number) => {
      now += durationMs;
    },
  };
}

test('a token serves until shortly before its end', async () => {
  const { ask, seen, pass } = world();
  await ask();
  pass(58 * 60_000);
  await ask();
  pass(60_000 + 1);
  await ask();
  expect(seen).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
});

test('a token that is refused is replaced once, and a second refusal is one', async () => {
  const { ask, seen, refused } = world();
  refused.add('Bearer token-1');
  expect((await ask()).kind).toBe('stopped');
  expect(seen).toEqual(['Bearer token-1', 'Bearer token-2']);
  refused.add('Bearer token-2').add('Bearer token-3');
  expect(await ask()).toMatchObject({ kind: 'refused', status: 401 });
});
