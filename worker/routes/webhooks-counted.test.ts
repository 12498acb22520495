// Webhooks that are proven and all the same say nothing new, or something else than we know: taken in, and counted.
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { WebhookCause } from '../../durable-objects/municipality/webhook-counts-store.ts';
import { putRule } from '../../durable-objects/testing/auto-top-ups.ts';
import { purseOf } from '../../durable-objects/testing/card-orders.ts';
import { acceptedValue } from '../../durable-objects/testing/counter.ts';
import {
  account,
  municipality,
  SeededClub,
  type TestChild,
} from '../../durable-objects/testing/seeded-club.ts';
import { query } from '../../durable-objects/testing/stored-rows.ts';
import { startTopUp } from '../../durable-objects/testing/top-ups.ts';
import {
  actOnPage,
  sendAgreementWebhook,
  sendMobilePayWebhook,
  sendNexiWebhook,
  type Way,
} from '../testing/payers-hand.ts';

const club = new SeededClub();
beforeAll(() => club.seed());
const OCCURRED = '2026-11-21T10:00:00Z';

async function counted(provider: Way, cause: WebhookCause): Promise<number> {
  const counts = await municipality().webhookCounts();
  return counts
    .filter((one) => one.provider === provider && one.cause === cause)
    .reduce((sum, { count }) => sum + count, 0);
}

/** What it sends is taken in, and counted once. */
async function isCounted(provider: Way, cause: WebhookCause, send: () => Promise<Response>) {
  const before = await counted(provider, cause);
  expect((await send()).status).toBe(200);
  await vi.waitFor(async () => expect(await counted(provider, cause)).toBe(before + 1), 5_000);
}

async function agreementOf(
  provider: Way,
): Promise<{ child: TestChild; reference: string; handle: string }> {
  const child = await club.registerChild(100_00);
  const rule = acceptedValue(await putRule(child, { terms: { provider } }));
  await actOnPage(provider, rule.approval?.address ?? '');
  const [row] = await query(account(child.accountId), 'SELECT reference, handle FROM agreement');
  return { child, reference: String(row?.reference), handle: String(row?.handle) };
}

async function noted(child: TestChild): Promise<void> {
  await vi.waitFor(async () => {
    const rows = await query(account(child.accountId), 'SELECT event FROM top_up_webhook');
    expect(rows.length).toBe(1);
  });
}

describe('of an agreement without a payment', () => {
  it('the very same one of MobilePay again is a repeat', async () => {
    const { child, handle } = await agreementOf('mobilepay');
    const send = () => sendAgreementWebhook(handle, OCCURRED);
    await send();
    await noted(child);
    await isCounted('mobilepay', 'replayed', send);
  });

  it('the very same one of Nexi again is a repeat', async () => {
    const { child, reference } = await agreementOf('nexi');
    const send = () => sendNexiWebhook(reference, { eventId: 'event-1' });
    await send();
    await noted(child);
    await isCounted('nexi', 'replayed', send);
  });

  it('that nobody has: the reference is unknown', () =>
    isCounted('mobilepay', 'reference_unknown', () =>
      sendAgreementWebhook('agr_of_nobody', OCCURRED),
    ));
});

describe('that speaks of another sum', () => {
  it.each([
    ['amount', { amountOre: 900_00 }],
    ['currency', { currency: 'NOK' }],
  ])('of MobilePay, by its %s, contradicts; what was paid is credited', async (_, special) => {
    const child = await club.registerChild(0);
    const topUp = acceptedValue(await startTopUp(child));
    await actOnPage('mobilepay', topUp.address ?? '');
    const [attempt] = await account(child.accountId).topUpAttempts();
    const { reference = '' } = attempt ?? {};
    await isCounted('mobilepay', 'contradicted', () => sendMobilePayWebhook(reference, special));
    expect(await purseOf(child)).toBe(100_00);
    expect((await account(child.accountId).topUpAttempts())[0]?.mismatches).toBe(0);
  });

  it('of Nexi contradicts, and credits nothing that was not paid', async () => {
    const child = await club.registerChild(0);
    acceptedValue(await startTopUp(child, { provider: 'nexi' }));
    const [attempt] = await account(child.accountId).topUpAttempts();
    await isCounted('nexi', 'contradicted', () =>
      sendNexiWebhook(attempt?.reference ?? '', { amountOre: 900_00 }),
    );
    expect(await purseOf(child)).toBe(0);
  });
});
