import { describe, expect, test } from 'vitest';
import { ore } from '../../contracts/ore.ts';
import { nexiDecline } from './nexi-decline-codes.ts';
import { nexiChargeOutcome, nexiMethod, nexiPaymentOutcome } from './nexi-outcomes.ts';
import { NexiBulk, NexiPayment } from './nexi-shapes.ts';

const ASKED = { reference: 'a-reference', amountOre: ore(10_000) };
const PAID = {
  paymentId: '01',
  summary: { reservedAmount: 10_000, chargedAmount: 10_000 },
  orderDetails: { amount: 10_000, currency: 'DKK', reference: 'a-reference' },
  charges: [{ chargeId: 'c1', amount: 10_000, created: '2026-11-21T12:00:00' }],
  aFieldOfTomorrow: {},
};
const outcomeOf = (special: object) =>
  nexiPaymentOutcome(NexiPayment.parse({ payment: { ...PAID, ...special } }), ASKED, 'payment:01');
const order = (special: object) => ({ orderDetails: { ...PAID.orderDetails, ...special } });

describe('what Nexi says of a payment', () => {
  test('is captured by its charge', () => {
    expect(outcomeOf({})).toEqual({
      ...{ kind: 'captured', chargeId: 'c1', amountOre: 10_000, refundedOre: 0 },
      handle: 'payment:01',
    });
  });

  test('is pending while its sums are missing or empty', () => {
    expect(outcomeOf({ summary: {}, charges: undefined }).kind).toBe('pending');
    expect(outcomeOf({ summary: undefined, charges: [] }).kind).toBe('pending');
    const reserved = { summary: { reservedAmount: 10_000 }, charges: [] };
    expect(outcomeOf(reserved).kind).toBe('pending');
  });

  test.each([
    ['another currency', order({ currency: 'EUR' }), 'currency'],
    ['another sum', order({ amount: 1_000_000 }), 'amount'],
    ['another reference', order({ reference: 'b-reference' }), 'reference'],
    ['no reference', order({ reference: undefined }), 'reference'],
    ['two charges', { charges: [...PAID.charges, ...PAID.charges] }, 'several_charges'],
  ])('is a mismatch with %s, however much was charged', (_, special, because) => {
    expect(outcomeOf(special)).toEqual({ kind: 'mismatch', because });
  });

  test('is not understood when money was charged and no charge is shown', () => {
    expect(outcomeOf({ charges: [] })).toEqual({ kind: 'unknown', because: 'not_understood' });
  });

  test.each([
    ['Pending', 4_000],
    ['Completed', 4_000],
    ['Cancelled', 0],
    ['Failed', 0],
    ['Expired', 0],
  ])('counts a refund that is %s as %d', (state, refundedOre) => {
    const summary = { ...PAID.summary, refundedAmount: 4_000 };
    const refunds = [{ refundId: 'f1', amount: 4_000, state }];
    const kind = refundedOre > 0 ? 'refunded' : 'captured';
    expect(outcomeOf({ summary, refunds })).toMatchObject({ kind, refundedOre });
  });

  test('reads what was given back from the summary where no refund is listed', () => {
    const summary = { ...PAID.summary, refundedAmount: 4_000 };
    expect(outcomeOf({ summary })).toMatchObject({ kind: 'refunded', refundedOre: 4_000 });
    expect(outcomeOf({ summary, refunds: [] })).toMatchObject({ refundedOre: 4_000 });
  });

  test('is over when it was ended or cancelled', () => {
    const unpaid = { summary: {}, charges: [] };
    expect(outcomeOf({ ...unpaid, terminated: '2026-11-21' }).kind).toBe('cancelled');
    expect(outcomeOf({ ...unpaid, summary: { cancelledAmount: 10_000 } }).kind).toBe('cancelled');
  });
});

describe('what a bulk says of its one charge', () => {
  const item = { unscheduledSubscriptionId: 's1', paymentId: '01', chargeId: 'c1' };
  const of = (...page: object[]) => nexiChargeOutcome(NexiBulk.parse({ page }), 's1', 'bulk:b1');

  test('leads to the payment, since a bulk tells no sums', () => {
    expect(of({ ...item, status: 'Succeeded' })).toEqual({ kind: 'paid', paymentId: '01' });
  });

  test('is pending while it is taken in and while it is carried out', () => {
    expect(of()).toEqual({ kind: 'pending', handle: 'bulk:b1' });
    expect(of({ ...item, status: 'Pending' })).toEqual({ kind: 'pending', handle: 'bulk:b1' });
  });

  test('about another card is a mismatch', () => {
    const other = { ...item, unscheduledSubscriptionId: 's2', status: 'Succeeded' };
    expect(of(other)).toEqual({ kind: 'mismatch', because: 'agreement' });
  });

  test('in a status of tomorrow is not understood', () => {
    expect(of({ ...item, status: 'Considering' }).kind).toBe('unknown');
  });
});

test.each([
  ['51', 'declined_soft', 'insufficient_funds'],
  [51, 'declined_soft', 'insufficient_funds'],
  ['4', 'declined_hard', 'card_lost_or_stolen'],
  ['54', 'declined_hard', 'card_expired'],
  ['1a', 'needs_customer', 'authentication'],
  ['05', 'declined_soft', 'unexplained'],
  ['a code of tomorrow', 'declined_soft', 'unexplained'],
  [null, 'declined_soft', 'unexplained'],
])('the issuer’s code %s is %s: %s', (code, kind, because) => {
  expect(nexiDecline(code)).toMatchObject({ kind, because });
});

test('a card without a readable month is none', () => {
  const card = (expiryDate: string) =>
    nexiMethod({
      paymentMethod: 'Visa',
      cardDetails: { maskedPan: '411111******1111', expiryDate },
    });
  expect(card('0927')).toEqual({ label: 'Visa', lastDigits: '1111', expiresAtEndOf: '2027-09' });
  for (const expiryDate of ['1327', '0027', '927', '09/27', ''])
    expect(card(expiryDate)).toBeNull();
});
