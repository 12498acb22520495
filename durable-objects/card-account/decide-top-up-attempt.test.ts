import { describe, expect, test } from 'vitest';
import type { GuardianId, TopUpId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import type { PaymentOutcome } from '../payments/payment-provider.ts';
import {
  consequenceOf,
  mayBeBegun,
  nextAskAt,
  refusalToStart,
  type TopUpAttempt,
  whenReserved,
} from './decide-top-up-attempt.ts';

const HOUR_MS = 3_600_000;
const SETTINGS = { lowestTopUpOre: ore(50_00), highestBalanceOre: ore(1_000_00) };
const ATTEMPT: TopUpAttempt = {
  ...{ number: 1, topUpId: 'top-up' as TopUpId, guardianId: 'guardian' as GuardianId },
  ...{ reference: 'a-reference', provider: 'mobilepay', amountOre: ore(100_00) },
  ...{ returnAddress: 'https://klubkort.example/', language: 'da', createdAt: 0 },
  ...{ state: 'waiting', because: null, handle: 'a-handle', address: 'https://page.example/' },
  ...{ way: 'page', ruleId: null, agreementNumber: null, forDay: null },
  ...{ nextAskAt: 5_000, mismatches: 0, refundOre: null, providerRefundId: null },
  ...{ cancelledAt: null, refundsFailed: 0, needsPerson: false },
  ...{ endedBy: null, endReasonCiphertext: null },
};
const CHARGE = { chargeId: 'c1', amountOre: ore(100_00), refundedOre: ore(0), handle: 'a-handle' };
const CAPTURED: PaymentOutcome = { kind: 'captured', ...CHARGE };
const NOTHING_KNOWN = { ofAttempt: null, ownerOfCharge: null };

const said = (
  outcome: PaymentOutcome,
  special: { attempt?: object; known?: object; purseOre?: number; now?: number } = {},
) =>
  consequenceOf(
    { ...ATTEMPT, ...special.attempt },
    outcome,
    { ...NOTHING_KNOWN, ...special.known },
    { purseOre: ore(special.purseOre ?? 0), settings: SETTINGS },
    special.now ?? 10_000,
  );

describe('a top-up may start', () => {
  const refusal = (amountOre: number, purseOre = 0, inFlightOre = 0) =>
    refusalToStart(
      {
        ...{ purseOre: ore(purseOre), inFlightOre: ore(inFlightOre) },
        ...{ settings: SETTINGS, isOffered: true },
      },
      amountOre as never,
    )?.code ?? null;

  test('from the lowest sum up to the highest balance, to the øre', () => {
    expect(refusal(50_00)).toBeNull();
    expect(refusal(49_99)).toBe('invalid_request');
    expect(refusal(100_00.5)).toBe('invalid_request');
    expect(refusal(1_000_00)).toBeNull();
    expect(refusal(1_000_01)).toBe('above_highest_balance');
    expect(refusal(100_01, 900_00)).toBe('above_highest_balance');
  });

  test('not beside one in flight that would fill the account', () => {
    expect(refusal(100_00, 700_00, 200_00)).toBeNull();
    expect(refusal(100_01, 700_00, 200_00)).toBe('above_highest_balance');
  });
});

test('it is asked for soon, then seldom, and each day until it is known', () => {
  const times: number[] = [];
  for (let at = 0; times.length < 8; ) {
    at = nextAskAt(0, at);
    times.push(at / 1000);
  }
  expect(times).toEqual([5, 30, 120, 900, 3_600, 86_400, 172_800, 259_200]);
});

describe('a charge', () => {
  test('is credited where there is room, and given back where there is none', () => {
    expect(said(CAPTURED, { purseOre: 900_00 })).toMatchObject({ kind: 'credit' });
    expect(said(CAPTURED, { purseOre: 900_01 })).toMatchObject({
      ...{ kind: 'give_back', refundOre: 100_00, because: 'above_highest_balance' },
    });
  });

  test('that was dealt with changes nothing, full or not', () => {
    const known = { ofAttempt: 'c1', ownerOfCharge: 1 };
    expect(said(CAPTURED, { known })).toEqual({ kind: 'nothing' });
    expect(said(CAPTURED, { known, purseOre: 950_00 })).toEqual({ kind: 'nothing' });
  });

  test.each([
    ['a second one', { known: { ofAttempt: 'c0' } }, 'several_charges'],
    ['one of another top-up', { known: { ownerOfCharge: 2 } }, 'reference'],
    ['one of another sum', { attempt: { amountOre: 90_00 } }, 'amount'],
  ])('is counted and never credited if it is %s', (_, special, because) => {
    expect(said(CAPTURED, special)).toEqual({ kind: 'count_mismatch', because });
  });

  test('that was given back elsewhere is not credited: the rest goes back as well', () => {
    const refunded = (refundedOre: number) =>
      said({ kind: 'refunded', ...CHARGE, refundedOre: ore(refundedOre) });
    expect(refunded(30_00)).toMatchObject({ kind: 'give_back', refundOre: 70_00 });
    expect(refunded(100_00)).toMatchObject({ kind: 'give_back', refundOre: 0 });
  });

  test('that comes after the end is credited all the same', () => {
    expect(said(CAPTURED, { attempt: { state: 'cancelled' } })).toMatchObject({ kind: 'credit' });
  });
});

describe('without a charge', () => {
  test('what nobody knows is asked for again, whatever its age', () => {
    const unknown: PaymentOutcome = { kind: 'unknown', because: 'timeout' };
    expect(said(unknown)).toMatchObject({ kind: 'ask_again' });
    expect(said(unknown, { now: 100 * HOUR_MS })).toMatchObject({ kind: 'ask_again' });
  });

  test('what the provider does not know ends after an hour, not before', () => {
    expect(said({ kind: 'not_found' }, { now: HOUR_MS - 1 })).toMatchObject({ kind: 'ask_again' });
    const unnamed = { ...ATTEMPT, handle: null };
    expect(said({ kind: 'not_found' }, { attempt: unnamed, now: HOUR_MS })).toMatchObject({
      ...{ kind: 'end', state: 'cancelled', because: 'not_begun' },
    });
  });

  test('what has a name at the provider is never taken for one that was not begun', () => {
    const late = said({ kind: 'not_found' }, { now: 100 * HOUR_MS });
    expect(late).toEqual({ kind: 'ask_again', handle: null });
  });

  test('a decline and a cancellation end it', () => {
    expect(said({ kind: 'cancelled', because: 'by_customer' })).toMatchObject({
      ...{ kind: 'end', state: 'cancelled', because: 'by_customer' },
    });
    expect(said({ kind: 'declined_hard', because: 'card_expired', code: '54' })).toMatchObject({
      ...{ kind: 'end', state: 'declined', because: 'card_expired' },
    });
  });

  test('a mismatch is counted, and ends nothing', () => {
    const mismatch: PaymentOutcome = { kind: 'mismatch', because: 'currency' };
    expect(said(mismatch)).toEqual({ kind: 'count_mismatch', because: 'currency' });
  });
});

test('reserved money is taken where it fits, and let go where it does not', () => {
  expect(whenReserved(ATTEMPT, ore(900_00), SETTINGS)).toBe('capture');
  expect(whenReserved(ATTEMPT, ore(900_01), SETTINGS)).toBe('release');
  expect(said({ kind: 'cancelled', because: 'by_us' }, { purseOre: 900_01 })).toMatchObject({
    because: 'above_highest_balance',
  });
});

test('a lost beginning is begun again within the hour', () => {
  const created = { ...ATTEMPT, state: 'created' as const };
  expect(mayBeBegun(created, HOUR_MS - 1)).toBe(true);
  expect(mayBeBegun(created, HOUR_MS)).toBe(false);
  expect(mayBeBegun(ATTEMPT, 0)).toBe(false);
});
