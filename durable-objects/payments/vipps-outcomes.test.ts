import { describe, expect, test } from 'vitest';
import { ore } from '../../contracts/ore.ts';
import { VippsCharge, vippsChargeOutcome } from './vipps-charge.ts';
import { paymentOutcome } from './vipps-epayment.ts';
import { vippsRefundOutcome } from './vipps-refund.ts';

const ASKED = { reference: 'a-reference', amountOre: ore(10_000) };
const dkk = (value: number) => ({ currency: 'DKK', value });

describe('what MobilePay says of a payment', () => {
  const nothing = {
    ...{ authorizedAmount: dkk(0), capturedAmount: dkk(0) },
    ...{ refundedAmount: dkk(0), cancelledAmount: dkk(0) },
  };
  const of = (special: object, sums: object = {}) =>
    paymentOutcome(
      {
        ...{ reference: 'a-reference', amount: dkk(10_000), state: 'AUTHORIZED' as const },
        ...{ aggregate: { ...nothing, ...sums }, ...special },
      },
      ASKED,
    );

  test('is captured by the captured sum, never by its state', () => {
    expect(of({}, { authorizedAmount: dkk(10_000) }).kind).toBe('pending');
    const captured = of({}, { authorizedAmount: dkk(10_000), capturedAmount: dkk(10_000) });
    expect(captured).toMatchObject({ kind: 'captured', amountOre: 10_000, refundedOre: 0 });
    expect(of({ state: 'TERMINATED' }, { capturedAmount: dkk(500) })).toMatchObject({
      ...{ kind: 'captured', amountOre: 500 },
    });
  });

  test.each([
    ['another reference', { reference: 'b-reference' }, {}, 'reference'],
    ['another currency', { amount: { currency: 'NOK', value: 10_000 } }, {}, 'currency'],
    ['another sum', { amount: dkk(99) }, {}, 'amount'],
    [
      'a capture in another currency',
      {},
      { capturedAmount: { currency: 'EUR', value: 1 } },
      'currency',
    ],
  ])('is a mismatch with %s', (_, special, sums, because) => {
    expect(of(special, sums)).toEqual({ kind: 'mismatch', because });
  });

  test.each([
    ['ABORTED', 'by_customer'],
    ['EXPIRED', 'expired'],
    ['TERMINATED', 'by_us'],
  ])('is cancelled in the state %s: %s', (state, because) => {
    expect(of({ state })).toEqual({ kind: 'cancelled', because });
  });
});

describe('what MobilePay says of a charge', () => {
  const of = (special: object, summary: object = {}) =>
    vippsChargeOutcome(
      VippsCharge.parse({
        ...{ id: 'a-reference', amount: 10_000, currency: 'DKK', status: 'FAILED' },
        ...{ summary: { captured: 0, refunded: 0, cancelled: 0, ...summary }, ...special },
      }),
      ASKED,
    );

  test.each(['PENDING', 'DUE', 'PROCESSING', 'RESERVED'])('%s is pending', (status) => {
    expect(of({ status })).toEqual({ kind: 'pending', handle: 'a-reference' });
  });

  test('is captured by its summary, whatever its status', () => {
    for (const status of ['CHARGED', 'FAILED', 'A_STATUS_OF_TOMORROW']) {
      expect(of({ status }, { captured: 10_000 })).toMatchObject({ kind: 'captured' });
    }
    const back = of({ status: 'PARTIALLY_REFUNDED' }, { captured: 10_000, refunded: 1 });
    expect(back).toMatchObject({ kind: 'refunded', refundedOre: 1 });
  });

  test.each([
    ['user_action_required', 'needs_customer'],
    ['charge_amount_too_high', 'needs_customer'],
    ['technical_error', 'declined_soft'],
    ['non_technical_error', 'declined_soft'],
    ['a_reason_of_tomorrow', 'declined_soft'],
  ])('failed for %s is %s', (failureReason, kind) => {
    expect(of({ failureReason }).kind).toBe(kind);
  });

  test.each([
    ['another id', { id: 'b-reference' }, 'reference'],
    ['another currency', { currency: 'NOK' }, 'currency'],
    ['another sum', { amount: 10_001 }, 'amount'],
  ])('is a mismatch with %s, though money was captured', (_, special, because) => {
    expect(of(special, { captured: 10_000 })).toEqual({ kind: 'mismatch', because });
  });

  test('in a status of tomorrow, with nothing captured, is not understood', () => {
    expect(of({ status: 'CONSIDERING' })).toEqual({ kind: 'unknown', because: 'not_understood' });
  });
});

test.each([
  [200, 'refund_done'],
  [204, 'refund_done'],
  [202, 'refund_pending'],
  [400, 'refund_failed'],
  [409, 'refund_failed'],
  [401, 'refused'],
  [302, 'unknown'],
])('a refund answered with %d is %s', (status, kind) => {
  expect(vippsRefundOutcome({ kind: 'answer', status, body: null }, 'refund-1').kind).toBe(kind);
});
