import { describe, expect, test } from 'vitest';
import { ore } from '../../../contracts/ore.ts';
import { PayingIn } from '../../../contracts/top-ups.ts';
import {
  firstChoice,
  highestTopUpOre,
  isTypedTopUp,
  otherWay,
  presetsThatFit,
  readTopUp,
  wayToPay,
} from './paying-in-choice.ts';

const PAID = {
  ...{ topUpId: '62a69770-39cf-4e0b-ad16-feae5babc503', amountOre: 20_000, provider: 'mobilepay' },
  ...{ state: 'credited', because: null, address: null, createdAt: '2026-11-20T10:00:00.000Z' },
  ...{ sequence: 1, receiptNumber: 'account-1', ruleId: null, takenBackOre: ore(0) },
  creditedAt: '2026-11-20T10:01:00.000Z',
};

const ACCOUNT = `a0165${'0'.repeat(33)}`;

function paying(change: object = {}): PayingIn {
  return PayingIn.parse({
    ...{ accountId: ACCOUNT, presetsOre: [10_000, 20_000, 30_000], lowestTopUpOre: 5_000 },
    ...{ highestBalanceOre: 100_000, roomOre: 82_000, mine: [] },
    ways: [
      { provider: 'nexi', state: 'answers' },
      { provider: 'mobilepay', state: 'answers' },
    ],
    ...change,
  });
}

describe('the amount', () => {
  test('is first the one that was paid last, and else the usual one', () => {
    expect(firstChoice(paying()).presetOre).toBe(10_000);
    expect(firstChoice(paying({ mine: [PAID] })).presetOre).toBe(20_000);
    const ofRule = { ...PAID, ruleId: PAID.topUpId };
    expect(firstChoice(paying({ mine: [ofRule] })).presetOre).toBe(10_000);
  });

  test('offers no preset for which there is no room', () => {
    expect(presetsThatFit(paying({ roomOre: 20_000 }))).toEqual([10_000, 20_000]);
    expect(firstChoice(paying({ roomOre: 7_500 })).presetOre).toBeNull();
    expect(highestTopUpOre(paying({ roomOre: 4_999 }))).toBeNull();
  });

  test('of who does not see the balance is bounded by the highest balance alone', () => {
    expect(highestTopUpOre(paying({ roomOre: null }))).toBe(100_000);
  });

  test('is read as it is typed, from the lowest to what fits', () => {
    const read = (other: string) =>
      readTopUp({ presetOre: null, other, provider: null }, paying(), 'da');
    expect(read('75,50')).toEqual({ ok: true, amountOre: 7_550 });
    expect(read('820')).toEqual({ ok: true, amountOre: 82_000 });
    expect(read('49,99')).toEqual({ ok: false, mistake: 'too_low' });
    expect(read('820,01')).toEqual({ ok: false, mistake: 'too_high' });
    expect(read('')).toEqual({ ok: false, mistake: 'amount' });
    expect(read('mange')).toEqual({ ok: false, mistake: 'amount' });
  });
});

describe('the way to pay', () => {
  const silent = (provider: string) => ({
    ways: paying().ways.map((way) =>
      way.provider === provider ? { ...way, state: 'silent' } : way,
    ),
  });

  test('is first the one that was paid with last, and else the first', () => {
    expect(wayToPay(paying(), null)).toBe('nexi');
    expect(wayToPay(paying({ mine: [PAID] }), null)).toBe('mobilepay');
    expect(wayToPay(paying({ mine: [PAID] }), 'nexi')).toBe('nexi');
  });

  test('that is silent is never chosen for the reader, but by the reader', () => {
    expect(wayToPay(paying(silent('nexi')), null)).toBe('mobilepay');
    expect(wayToPay(paying({ ...silent('mobilepay'), mine: [PAID] }), null)).toBe('nexi');
    expect(wayToPay(paying(silent('nexi')), 'nexi')).toBe('nexi');
  });

  test('has another beside it, also one that was silent a while ago: it may be back', () => {
    expect(otherWay(paying(), 'nexi')).toBe('mobilepay');
    expect(otherWay(paying(silent('mobilepay')), 'nexi')).toBe('mobilepay');
    const onlyNexi = paying().ways.filter((way) => way.provider === 'nexi');
    expect(otherWay(paying({ ways: onlyNexi }), 'nexi')).toBeNull();
  });

  test('is none where the municipality has none', () => {
    expect(wayToPay(paying({ ways: [] }), null)).toBeNull();
  });
});

test('a draft of another shape is not taken back after a login', () => {
  expect(isTypedTopUp({ presetOre: ore(100), other: '', provider: null })).toBe(true);
  expect(isTypedTopUp({ presetOre: null, other: 7, provider: null })).toBe(false);
  expect(isTypedTopUp({ presetOre: null, other: '7', provider: 'cash' })).toBe(false);
  expect(isTypedTopUp(null)).toBe(false);
});
