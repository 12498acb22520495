// Credited charges at a provider without lists: asked for again after days, until it has told.
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { purseOf } from '../durable-objects/testing/card-orders.ts';
import { acceptedValue } from '../durable-objects/testing/counter.ts';
import { account, SeededClub, type TestChild } from '../durable-objects/testing/seeded-club.ts';
import { lookAtTopUp, runningClock, startTopUp } from '../durable-objects/testing/top-ups.ts';
import { actOnPage } from './testing/payers-hand.ts';

const DAY_MS = 86_400_000;
/** After a call that was not answered. */
const NOT_ASKED_FOR_MS = 120_000;
const club = new SeededClub();
beforeAll(() => club.seed());
afterEach(() => {
  vi.restoreAllMocks();
});

/** @returns the provider's id of the payment. */
async function paid(child: TestChild): Promise<string> {
  const topUpId = crypto.randomUUID();
  const { address } = acceptedValue(await startTopUp(child, { topUpId, provider: 'nexi' }));
  await actOnPage('nexi', address ?? '');
  expect(acceptedValue(await lookAtTopUp(child, topUpId)).state).toBe('credited');
  const [attempt] = await account(child.accountId).topUpAttempts();
  return attempt?.handle?.replace('payment:', '') ?? '';
}

async function refundInPortal(paymentId: string): Promise<void> {
  const response = await fetch('https://nexi.example/simulator/acts/refund_in_portal', {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ id: paymentId }),
  });
  expect(response.status).toBe(200);
}

const night = ({ accountId }: TestChild) => account(accountId).openPayments();

describe('a refund in the portal of a provider that lists no days', () => {
  it('is booked when the charge is looked at again, though the provider was silent at first', async () => {
    const child = await club.registerChild(0);
    await refundInPortal(await paid(child));
    const clock = runningClock();
    await night(child);
    expect(await purseOf(child)).toBe(100_00);
    clock.pass(91 * DAY_MS);
    const silence = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('no answer'));
    await night(child);
    expect(await purseOf(child)).toBe(100_00);
    silence.mockRestore();
    clock.pass(NOT_ASKED_FOR_MS);
    await night(child);
    expect(await purseOf(child)).toBe(0);
  });

  it('is asked for no more after the last look', async () => {
    const child = await club.registerChild(0);
    const paymentId = await paid(child);
    const clock = runningClock();
    clock.pass(91 * DAY_MS);
    await night(child);
    await refundInPortal(paymentId);
    clock.pass(DAY_MS);
    await night(child);
    expect(await purseOf(child)).toBe(100_00);
  });
});
