// What calls in a provider's name: believed as a reason to ask and no further, answered alike when it is forged, and
// counted. The providers' simulators stand at the way out, and say what was really paid.
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { TopUpId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import type { TopUp } from '../../contracts/top-ups.ts';
import { CardAccount } from '../../durable-objects/card-account/card-account.ts';
import type { WebhookCause } from '../../durable-objects/municipality/webhook-counts-store.ts';
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
import { edge } from '../testing/edge.ts';
import {
  actOnPage,
  sendMobilePayWebhook,
  sendNexiWebhook,
  type Way,
} from '../testing/payers-hand.ts';
import { ORIGIN } from '../testing/test-device.ts';
import { openGuardian } from '../testing/test-guardian.ts';
import { problemCode } from '../testing/test-till.ts';

const club = new SeededClub();
beforeAll(() => club.seed());

interface Paid {
  readonly child: TestChild;
  readonly reference: string;
  readonly topUp: TopUp;
}

async function begun(provider: Way): Promise<Paid> {
  const child = await club.registerChild(0);
  const topUpId = crypto.randomUUID();
  const topUp = acceptedValue(await startTopUp(child, { topUpId, provider }));
  const [attempt] = await account(child.accountId).topUpAttempts();
  return { child, topUp, reference: attempt?.reference ?? '' };
}

/** Approved on the provider's page, and the account has not heard of it. */
async function paid(provider: Way): Promise<Paid> {
  const made = await begun(provider);
  await actOnPage(provider, made.topUp.address ?? '');
  return made;
}

const send = (way: Way, reference: string) =>
  way === 'nexi' ? sendNexiWebhook(reference) : sendMobilePayWebhook(reference);

/** Webhooks are answered before the account has asked. */
async function eventually(holds: () => Promise<boolean>): Promise<boolean> {
  for (let round = 0; round < 100; round++) {
    if (await holds()) return true;
    await scheduler.wait(25);
  }
  return false;
}

async function counted(provider: Way, cause: WebhookCause): Promise<number> {
  const counts = await municipality().webhookCounts();
  return counts
    .filter((one) => one.provider === provider && one.cause === cause)
    .reduce((sum, { count }) => sum + count, 0);
}

/** Runs it, and waits until it is counted once more. */
async function countsOnce(provider: Way, cause: WebhookCause, act: () => Promise<void>) {
  const before = await counted(provider, cause);
  await act();
  const isCounted = async () => (await counted(provider, cause)) > before;
  expect(await eventually(isCounted), `${provider} ${cause} is counted`).toBe(true);
  expect(await counted(provider, cause)).toBe(before + 1);
}

describe.each(['nexi', 'mobilepay'] as const)('a webhook of %s', (way) => {
  it('credits what the provider says was taken, and is answered at once', async () => {
    const { child, reference } = await paid(way);
    expect((await send(way, reference)).status).toBe(200);
    expect(await eventually(async () => (await purseOf(child)) === 100_00)).toBe(true);
  });

  it('of a payment that nobody has approved credits nothing', async () => {
    const { child, reference } = await begun(way);
    expect((await send(way, reference)).status).toBe(200);
    await scheduler.wait(200);
    expect(await purseOf(child)).toBe(0);
    expect((await account(child.accountId).topUpAttempts())[0]?.state).toBe('waiting');
  });

  it('many at once credit once (I7)', async () => {
    const { child, reference } = await paid(way);
    await Promise.all([1, 2, 3, 4].map(() => send(way, reference)));
    await eventually(async () => (await purseOf(child)) === 100_00);
    await scheduler.wait(200);
    expect(await purseOf(child)).toBe(100_00);
    expect((await account(child.accountId).inspect())?.lastSequence).toBe(1);
  });

  it('about a reference that is not ours is taken in, does nothing, and is counted', async () => {
    const { reference } = await begun(way);
    const last = reference.at(-2) === 'A' ? 'B' : 'A';
    const foreign = `${reference.slice(0, -2)}${last}1`;
    // An id that merely looks like one of ours makes no object.
    const asked = vi.spyOn(CardAccount.prototype, 'askAboutTopUp');
    await countsOnce(way, 'reference_unknown', async () => {
      expect((await send(way, foreign)).status).toBe(200);
    });
    expect(asked.mock.calls.filter(([about]) => about.reference === foreign)).toEqual([]);
    asked.mockRestore();
  });

  it('counts for itself: a session that comes with it is ignored, and no origin is asked for', async () => {
    const { child, reference } = await paid(way);
    const { cookie } = await openGuardian();
    const sent =
      way === 'nexi' ? sendNexiWebhook(reference, { cookie }) : sendMobilePayWebhook(reference);
    expect((await sent).status).toBe(200);
    expect(await eventually(async () => (await purseOf(child)) === 100_00)).toBe(true);
  });

  it('that is larger than any of theirs is not read', async () => {
    const path = way === 'nexi' ? 'nexi/x' : 'mobilepay';
    const body = 'x'.repeat(16 * 1024 + 1);
    const request = { method: 'POST', body, headers: { 'content-type': 'application/json' } };
    const response = await edge.fetch(`${ORIGIN}/api/webhooks/${path}`, request);
    expect(await problemCode(response)).toBe('body_too_large');
  });
});

it('of Nexi hands on which payment it names', async () => {
  const { reference } = await begun('nexi');
  const asked = vi.spyOn(CardAccount.prototype, 'askAboutTopUp');
  await sendNexiWebhook(reference, { eventId: 'e-1' });
  const named = { provider: 'nexi', handle: `payment:${'f'.repeat(32)}` };
  await vi.waitFor(() =>
    expect(asked).toHaveBeenCalledWith({ reference, event: 'e-1', named, told: null }),
  );
  asked.mockRestore();
});

describe('what is not believed', () => {
  /** One answer whatever is wrong, nothing asked, nothing credited. */
  async function isNotBelieved(
    way: Way,
    cause: WebhookCause,
    forge: (reference: string) => Promise<Response>,
  ): Promise<void> {
    const { child, reference } = await paid(way);
    await countsOnce(way, cause, async () => {
      const response = await forge(reference);
      expect([response.status, await problemCode(response)]).toEqual([401, 'webhook_proof_wrong']);
    });
    expect((await account(child.accountId).topUpAttempts())[0]?.state).toBe('waiting');
    expect(await purseOf(child)).toBe(0);
  }

  it('Nexi’s without a value', () =>
    isNotBelieved('nexi', 'unsigned', (reference) =>
      sendNexiWebhook(reference, { authorization: null }),
    ));

  it('Nexi’s with another value, and with another payment’s', async () => {
    await isNotBelieved('nexi', 'forged', (reference) =>
      sendNexiWebhook(reference, { authorization: 'wrong'.repeat(4) }),
    );
    const other = await begun('nexi');
    await isNotBelieved('nexi', 'forged', async (reference) => {
      const response = await sendNexiWebhook(other.reference);
      expect(response.status).toBe(200);
      return sendNexiWebhook(reference, { authorization: other.reference.slice(0, 32) });
    });
  });

  it('Nexi’s that is no event', () =>
    isNotBelieved('nexi', 'malformed', (reference) => sendNexiWebhook(reference, { body: '{}' })));

  it('MobilePay’s without a signature', () =>
    isNotBelieved('mobilepay', 'unsigned', (reference) =>
      sendMobilePayWebhook(reference, { isUnsigned: true }),
    ));

  it('MobilePay’s that another secret signed', () =>
    isNotBelieved('mobilepay', 'forged', (reference) =>
      sendMobilePayWebhook(reference, { secret: 'another-secret' }),
    ));

  it('MobilePay’s whose bytes are not the signed ones, by a space', () =>
    isNotBelieved('mobilepay', 'forged', (reference) =>
      sendMobilePayWebhook(reference, { swappedBody: `{"reference": "${reference}"}` }),
    ));

  it('MobilePay’s that was signed rightly six minutes ago', () =>
    isNotBelieved('mobilepay', 'stale', (reference) =>
      sendMobilePayWebhook(reference, { date: new Date(Date.now() - 360_000) }),
    ));

  it('Nexi’s for another merchant', () =>
    isNotBelieved('nexi', 'other_merchant', (reference) =>
      sendNexiWebhook(reference, { merchantNumber: 999999 }),
    ));

  it('MobilePay’s for another merchant', () =>
    isNotBelieved('mobilepay', 'other_merchant', (reference) =>
      sendMobilePayWebhook(reference, { merchantSerialNumber: '999999' }),
    ));
});

describe('what is believed only as a reason to ask', () => {
  it.each([
    ['another amount', { amountOre: 900_00 }],
    ['another currency', { currency: 'NOK' }],
    ['that it was captured', { name: 'CAPTURED' }],
  ])('a webhook that says %s of a payment that is not paid credits nothing', async (_, special) => {
    const { child, reference } = await begun('mobilepay');
    expect((await sendMobilePayWebhook(reference, special)).status).toBe(200);
    await scheduler.wait(200);
    expect(await purseOf(child)).toBe(0);
  });

  it('another amount than was paid credits what was paid', async () => {
    const { child, reference } = await paid('mobilepay');
    await sendMobilePayWebhook(reference, { amountOre: 900_00 });
    expect(await eventually(async () => (await purseOf(child)) === 100_00)).toBe(true);
  });

  it.each(['nexi', 'mobilepay'] as const)(
    'the very same one of %s again credits nothing, and is counted as a repeat',
    async (way) => {
      const { child, reference } = await paid(way);
      const timestamp = new Date().toISOString();
      const again = () =>
        way === 'nexi'
          ? sendNexiWebhook(reference, { eventId: 'event-1' })
          : sendMobilePayWebhook(reference, { timestamp });
      await again();
      await eventually(async () => (await purseOf(child)) === 100_00);
      await countsOnce(way, 'replayed', async () => {
        expect((await again()).status).toBe(200);
      });
      expect(await purseOf(child)).toBe(100_00);
    },
  );

  it('one after which the provider speaks of another sum is counted, and credits nothing', async () => {
    const child = await club.registerChild(0);
    const topUpId = crypto.randomUUID() as TopUpId;
    acceptedValue(await startTopUp(child, { topUpId, amountOre: ore(100_00), provider: 'nexi' }));
    const [first] = await account(child.accountId).topUpAttempts();
    const other = acceptedValue(
      await startTopUp(child, { amountOre: ore(200_00), provider: 'nexi' }),
    );
    await actOnPage('nexi', other.address ?? '');
    const attempts = await account(child.accountId).topUpAttempts();
    await swapHandles(child, first?.number ?? 0, attempts[1]?.handle ?? '');
    await countsOnce('nexi', 'contradicted', async () => {
      await sendNexiWebhook(first?.reference ?? '');
    });
    expect(await purseOf(child)).toBe(0);
  });
});

/** As if a provider had mixed up two payments. */
async function swapHandles(child: TestChild, number: number, handle: string): Promise<void> {
  await query(
    account(child.accountId),
    `UPDATE top_up_attempt SET handle = '${handle}' WHERE number = ${number}`,
  );
}
