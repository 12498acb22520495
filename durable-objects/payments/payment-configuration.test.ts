import { expect, test } from 'vitest';
import { readPaymentConfiguration } from './payment-configuration.ts';

const NEXI = {
  baseAddress: 'https://api.dibspayment.eu',
  secretKey: 'a secret of the tests',
  webhookKey: btoa('n'.repeat(32)),
  publicOrigin: 'https://klubkort.example',
  termsAddress: 'https://klubkort.example/vilkaar',
  privacyAddress: 'https://klubkort.example/privatliv',
};
const text = (special: object) =>
  JSON.stringify({ nexi: { ...NEXI, ...special }, mobilepay: null });

test('a deployment may have one provider and not the other', () => {
  expect(readPaymentConfiguration(text({}))).toEqual({ nexi: NEXI, mobilepay: null });
});

test.each(['http://127.0.0.1:8950', 'http://localhost:8950'])(
  '%s is this machine',
  (baseAddress) => {
    expect(readPaymentConfiguration(text({ baseAddress })).nexi?.baseAddress).toBe(baseAddress);
  },
);

test.each(['http://api.dibspayment.eu', 'http://127.0.0.1.example', 'https://api.example/'])(
  'keys are not sent to %s',
  (baseAddress) => {
    expect(() => readPaymentConfiguration(text({ baseAddress }))).toThrow(
      /nexi\.baseAddress: must/,
    );
  },
);

test('what is wrong is said without the secret', () => {
  const secretKey = 'tiny';
  expect(() => readPaymentConfiguration(text({ secretKey }))).toThrow(/nexi\.secretKey/);
  expect(() => readPaymentConfiguration(text({ secretKey }))).not.toThrow(/tiny/);
  expect(() => readPaymentConfiguration('{')).toThrow('PAYMENT_PROVIDERS is not JSON');
});
