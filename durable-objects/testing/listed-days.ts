// Days of MobilePay's list, for tests: a top-up that was paid, what is listed of it, and how the day came out.
import { expect } from 'vitest';
import type { PaymentDay } from '../municipality/payment-comparison-store.ts';
import { acceptedValue } from './counter.ts';
import type { FakeMobilePay, ListedMovement } from './fake-mobilepay.ts';
import { account, municipality, type TestChild } from './seeded-club.ts';
import { lookAtTopUp, startTopUp } from './top-ups.ts';

export const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** Begun, with its page open. @returns its reference */
export async function begun(child: TestChild, topUpId = crypto.randomUUID()): Promise<string> {
  acceptedValue(await startTopUp(child, { topUpId }));
  const attempts = await account(child.accountId).topUpAttempts();
  return attempts.find((one) => one.topUpId === topUpId)?.reference ?? '';
}

/** 100 kr., credited. @returns its reference */
export async function paid(child: TestChild, fake: FakeMobilePay): Promise<string> {
  const topUpId = crypto.randomUUID();
  const reference = await begun(child, topUpId);
  fake.approve(reference);
  expect(acceptedValue(await lookAtTopUp(child, topUpId)).state).toBe('credited');
  return reference;
}

export function booked(
  entryType: string,
  reference: string | null,
  amount: number,
  other: Partial<ListedMovement> = {},
): ListedMovement {
  return {
    ...{ entryType, reference, amount, pspReference: `${entryType}-${reference}` },
    ...{ currency: 'DKK', time: '2026-11-20T10:00:00Z', ...other },
  };
}

export async function comparedDay(day: string): Promise<PaymentDay | undefined> {
  const days = await municipality().paymentDays();
  return days.find((known) => known.day === day && known.provider === 'mobilepay');
}
