// A rule's charge as its provider is asked for it, where the provider contradicts what it said before.
import { expect, test, vi } from 'vitest';
import type { AutoTopUpId, GuardianId, TopUpId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import type { PaymentOutcome, PaymentProvider } from '../payments/payment-provider.ts';
import type { TopUpAttempt } from './decide-top-up-attempt.ts';
import { RuleCharges } from './rule-charges.ts';

const WAITING: TopUpAttempt = {
  ...{ number: 2, topUpId: 'top-up' as TopUpId, guardianId: 'guardian' as GuardianId },
  ...{ reference: 'a-reference', provider: 'mobilepay', amountOre: ore(100_00) },
  ...{ returnAddress: 'https://klubkort.example/', language: 'da', createdAt: 0 },
  ...{ state: 'waiting', because: null, handle: 'a-handle', address: null },
  ...{ way: 'agreement_charge', ruleId: 'rule' as AutoTopUpId, agreementNumber: 1, forDay: null },
  ...{ nextAskAt: 5_000, mismatches: 0, refundOre: null, providerRefundId: null },
  ...{ cancelledAt: null, refundsFailed: 0, needsPerson: false },
  ...{ endedBy: null, endReasonCiphertext: null },
};

/** Of a rule that would order it: what comes of the answer, and whether it was ordered anew. */
async function asked(
  attempt: TopUpAttempt,
  answer: PaymentOutcome,
  before = attempt,
  orderedAnew: PaymentOutcome = { kind: 'pending', handle: 'another' },
) {
  const charges = new RuleCharges({} as DurableObjectState, {
    attempts: { known: () => attempt } as never,
    agreements: { agreement: () => ({ agreementId: 'agreement', handle: null }) } as never,
    askForAgreement: () => Promise.reject(new Error('no first top-up')),
    isWanted: () => true,
    isDue: () => true,
    money: () => ({ purseOre: ore(0), settings: { highestBalanceOre: ore(1_000_00) } }),
  });
  const chargeAgreement = vi.fn(async () => orderedAnew);
  const askForCharge = vi.fn(async () => answer);
  const provider = { askForCharge, chargeAgreement } as unknown as PaymentProvider;
  const outcome = await charges.outcome(before, provider);
  const isAsked = askForCharge.mock.calls.length > 0;
  return { outcome, isAsked, isOrderedAnew: chargeAgreement.mock.calls.length > 0 };
}

test('what was accepted and cannot be found waits, and is not ordered anew', async () => {
  const { outcome, isOrderedAnew } = await asked(WAITING, { kind: 'not_found' });
  expect(outcome).toEqual({ kind: 'pending', handle: 'a-handle' });
  expect(isOrderedAnew).toBe(false);
});

test('what may never have arrived is ordered under its reference', async () => {
  const { isOrderedAnew } = await asked({ ...WAITING, handle: null }, { kind: 'not_found' });
  expect(isOrderedAnew).toBe(true);
});

test('of one that is over the provider is heard, and nothing is ordered', async () => {
  const over = { ...WAITING, state: 'cancelled', handle: null } as const;
  const { outcome, isOrderedAnew } = await asked(over, { kind: 'not_found' });
  expect(outcome).toEqual({ kind: 'not_found' });
  expect(isOrderedAnew).toBe(false);
});

test('of one that was taken back since it was read, and that no provider has, none is asked', async () => {
  const before = { ...WAITING, state: 'created', handle: null } as const;
  const over = { ...before, state: 'cancelled' } as const;
  const { outcome, isAsked, isOrderedAnew } = await asked(over, { kind: 'not_found' }, before);
  expect(outcome).toEqual({ kind: 'cancelled', because: 'by_us' });
  expect([isAsked, isOrderedAnew]).toEqual([false, false]);
});

test.each([400, 409])('a look that is refused with %d declines nothing', async (status) => {
  const { outcome } = await asked(WAITING, { kind: 'refused', status, because: 'no' });
  expect(outcome).toEqual({ kind: 'unknown', because: 'repeat_refused' });
});

test.each([
  [409, 'repeat_refused'],
  [401, 'keys_refused'],
])('a repeat that is refused with %d declines nothing', async (status, because) => {
  const lost = { ...WAITING, handle: null };
  const refused = { kind: 'refused', status, because: 'no' } as const;
  const { outcome } = await asked(lost, { kind: 'not_found' }, lost, refused);
  expect(outcome).toEqual({ kind: 'unknown', because });
});
