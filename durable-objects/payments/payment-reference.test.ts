import { describe, expect, test } from 'vitest';
import { AccountId } from '../../contracts/ids.ts';
import { paymentReference, readPaymentReference } from './payment-reference.ts';

const ACCOUNT = AccountId.parse(`a0165${'x'.repeat(33)}`);

describe('a payment’s reference', () => {
  test.each([1, 61, 62, 3843, 3844, 1_000_000, Number.MAX_SAFE_INTEGER])(
    'leads back to the account and its attempt %d, in at most 50 letters and digits',
    (attemptNumber) => {
      const reference = paymentReference(ACCOUNT, attemptNumber);
      expect(reference).toMatch(/^[0-9A-Za-z]{8,50}$/);
      expect(readPaymentReference(reference)).toEqual({ accountId: ACCOUNT, attemptNumber });
    },
  );

  test.each([0, -1, 1.5, Number.MAX_SAFE_INTEGER + 1])('is not made for attempt %d', (number) => {
    expect(() => paymentReference(ACCOUNT, number)).toThrow(RangeError);
  });

  test.each([
    ['no attempt', ACCOUNT],
    ['a second spelling of attempt 1', `${ACCOUNT}01`],
    ['an attempt beyond whole numbers', `${ACCOUNT}zzzzzzzzzzz`],
    ['more than 50 characters', `${ACCOUNT}1234567890123`],
    ['another object’s id', `t${ACCOUNT.slice(1)}1`],
    ['a hyphen', `${ACCOUNT}-`],
  ])('is not read from one with %s', (_, text) => {
    expect(readPaymentReference(text)).toBeNull();
  });
});
