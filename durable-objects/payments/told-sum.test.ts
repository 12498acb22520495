import { expect, test } from 'vitest';
import { contradicts, toldSum } from './told-sum.ts';

const bytes = (payload: unknown) => new TextEncoder().encode(JSON.stringify(payload));
const ATTEMPT = { amountOre: 100_00 };
const nexi = (event: string, amount: number, currency = 'DKK') => ({
  ...{ id: 'e1', event },
  data: { paymentId: 'p1', amount: { amount, currency } },
});
const payment = (name: string, value: number, currency = 'DKK') => ({
  ...{ msn: '100165', reference: 'r1', name },
  amount: { value, currency },
});
const charge = (what: string, amount: number, currency = 'DKK') => ({
  ...{ eventType: `recurring.charge-${what}.v1`, chargeId: 'r1', amount, currency },
});

test.each([
  ['Nexi: the same sum', nexi('payment.charge.created.v2', 100_00), false],
  ['Nexi: another sum', nexi('payment.charge.created.v2', 900_00), true],
  ['Nexi: another currency', nexi('payment.charge.created.v2', 100_00, 'EUR'), true],
  ['Nexi: a part given back', nexi('payment.refund.completed', 40_00), false],
  ['Nexi: more given back than was paid', nexi('payment.refund.completed', 100_01), true],
  ['MobilePay: the same sum', payment('CAPTURED', 100_00), false],
  ['MobilePay: a smaller sum', payment('CAPTURED', 99_99), true],
  ['MobilePay: another currency', payment('AUTHORIZED', 100_00, 'NOK'), true],
  ['MobilePay: a part given back', payment('REFUNDED', 1_00), false],
  ['MobilePay: given back in another currency', payment('REFUNDED', 1_00, 'SEK'), true],
  ['MobilePay: a charge of the same sum', charge('captured', 100_00), false],
  ['MobilePay: a charge of another sum', charge('captured', 200_00), true],
  ['MobilePay: a part of a charge let go', charge('canceled', 50_00), false],
])('%s', (_, body, isOther) => {
  const told = toldSum(bytes(body));
  expect(told).not.toBeNull();
  expect(told !== null && contradicts(told, ATTEMPT)).toBe(isOther);
});

test.each([
  ['no sum', { eventType: 'recurring.agreement-stopped.v1', agreementId: 'a1' }],
  ['a sum of another shape', { name: 'CAPTURED', amount: 'much' }],
  ['nothing', null],
])('what tells of %s is not compared', (_, body) => {
  expect(toldSum(bytes(body))).toBeNull();
});

test('nor is what is no JSON', () => {
  expect(toldSum(new Uint8Array([255]))).toBeNull();
});
