// Webhooks on their way from simulator to receiver: each only says what to ask for, forged ones are refused and
// counted, and money is right however they come, or do not.
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PaymentQuestion } from '../../durable-objects/payments/payment-provider.ts';
import { vippsAuthorization } from '../../durable-objects/payments/vipps-webhook.ts';
import { ContractWorld, PROVIDERS } from './testing/contract-world.ts';
import { PHONES } from './vipps-phones.ts';

describe.each(PROVIDERS)('%s', (which) => {
  let world: ContractWorld;
  beforeEach(async () => {
    world = await ContractWorld.start(which);
  });
  afterEach(() => world.stop());

  /** Paid on the page; asked for once, since MobilePay takes the money then. */
  async function pay(payer = world.payers.good): Promise<PaymentQuestion> {
    const { address, question } = await world.begin(world.payment());
    await world.act(address, 'approve', payer);
    await world.provider.askForPayment(question);
    await world.settle();
    return question;
  }

  const nudges = () => world.received.flatMap(({ nudge }) => (nudge === null ? [] : [nudge]));
  const refusals = () => world.received.flatMap(({ refusal }) => refusal ?? []);
  /** The nudge that a capture gives rise to. */
  const ofCapture = ({ reference, handle }: PaymentQuestion) =>
    which === 'nexi'
      ? { handle, eventName: 'payment.charge.created.v2' }
      : { about: 'payment', reference, eventName: 'CAPTURED' };

  test('a capture is told, with what to ask for and no more', async () => {
    const question = await pay();
    expect(nudges()).toContainEqual(expect.objectContaining(ofCapture(question)));
    expect(JSON.stringify(nudges())).not.toMatch(/\b10000\b/);
    expect(refusals()).toEqual([]);
  });

  test.each(['twice', 'out_of_order'])('told %s, it is still one charge', async (mode) => {
    await world.control('webhooks', { mode });
    const question = await pay();
    await world.advance(60_000);
    const told = nudges().filter((nudge) =>
      Object.entries(ofCapture(question)).every(
        ([name, value]) => (nudge as Record<string, unknown>)[name] === value,
      ),
    );
    expect(told.length).toBe(2);
    const ids = new Set<string>();
    for (const _ of told) {
      const outcome = await world.provider.askForPayment(question);
      ids.add(outcome.kind === 'captured' ? outcome.chargeId : outcome.kind);
    }
    expect(ids.size).toBe(1);
    expect(await world.takenOre()).toBe(10_000);
  });

  test('a payer of this kind is told of twice, whatever is switched', async () => {
    await pay(world.payers.webhooksTwice);
    await world.advance(60_000);
    const [first] = nudges().map((nudge) => JSON.stringify(nudge));
    const names = nudges().map((nudge) => (nudge as { eventName: string }).eventName);
    expect(first).toBeDefined();
    expect(names.length).toBeGreaterThan(new Set(names).size);
  });

  test('out of order means that what came last is told first', async () => {
    await world.control('webhooks', { mode: 'out_of_order' });
    await pay();
    await world.advance(60_000);
    const names = nudges().map((nudge) => (nudge as { eventName: string }).eventName);
    const [earlier, later] =
      which === 'nexi'
        ? ['payment.checkout.completed', 'payment.charge.created.v2']
        : ['AUTHORIZED', 'CAPTURED'];
    expect(names.indexOf(later)).toBeLessThan(names.indexOf(earlier));
    expect(names.indexOf(later)).toBeGreaterThanOrEqual(0);
  });

  test('told late, or never, the money is found by asking', async () => {
    await world.control('webhooks', { mode: 'late' });
    const late = await pay();
    expect(nudges()).toEqual([]);
    expect((await world.provider.askForPayment(late)).kind).toBe('captured');
    await world.advance(6 * 60_000);
    expect(nudges().length).toBeGreaterThan(0);
    world.received.length = 0;
    await world.control('webhooks', { mode: 'never' });
    const never = await pay();
    await world.advance(86_400_000);
    expect(world.received).toEqual([]);
    expect((await world.provider.askForPayment(never)).kind).toBe('captured');
  });

  test('wrongly signed, each is refused and counted, and it is sent again', async () => {
    await world.control('webhooks', { mode: 'wrongly_signed' });
    await pay();
    expect(nudges()).toEqual([]);
    expect(refusals().length).toBeGreaterThan(0);
    expect(new Set(refusals())).toEqual(new Set(['webhook_forged']));
    const before = refusals().length;
    await world.advance(3_000);
    expect(refusals().length).toBe(2 * before);
  });

  test('a failed charge on an agreement is told, too', async () => {
    const payer = which === 'nexi' ? '4000000000000002' : PHONES.mustActInApp;
    await world.chargeAndAsk(world.charge(await world.agree(payer)));
    await world.settle();
    const names = nudges().map((nudge) => (nudge as { eventName: string }).eventName);
    expect(names).toContain(
      which === 'nexi' ? 'payment.charge.failed' : 'recurring.charge-failed.v1',
    );
  });

  test('one that names a payment of somebody else leads to no money', async () => {
    const paid = await pay();
    const own = await world.begin(world.payment());
    const asked = await world.provider.askForPayment(
      which === 'nexi'
        ? { ...own.question, handle: paid.handle }
        : { ...own.question, reference: paid.reference, amountOre: own.question.amountOre },
    );
    // Nexi's names the payment, which says whose it is; MobilePay's names the reference, which is the account's.
    expect(asked).toMatchObject(
      which === 'nexi' ? { kind: 'mismatch', because: 'reference' } : { chargeId: paid.reference },
    );
  });
});

describe('forged from outside', () => {
  async function post(world: ContractWorld, path: string, headers: Record<string, string>) {
    const body = JSON.stringify({
      ...{ msn: '100165', reference: `a0165${'x'.repeat(33)}1`, name: 'CAPTURED' },
      ...{ id: 'event-1', event: 'payment.charge.created.v2', data: { paymentId: '01' } },
    });
    const { host } = new URL(world.webhookOrigin);
    const date = new Date().toUTCString();
    const contentHash = createHash('sha256').update(body).digest('base64');
    const response = await fetch(`${world.webhookOrigin}${path}`, {
      method: 'POST',
      headers: {
        'x-ms-date': date,
        'x-ms-content-sha256': contentHash,
        authorization: vippsAuthorization({ path, host, date, contentHash }, 'a guess'),
        ...headers,
      },
      body,
    });
    return response.status;
  }

  test.each([
    ['nexi', '/api/webhooks/nexi/a-reference-1'],
    ['mobilepay', '/api/webhooks/mobilepay'],
  ] as const)('%s: refused and counted, with no nudge', async (which, path) => {
    const world = await ContractWorld.start(which);
    expect(await post(world, path, {})).toBe(401);
    expect(await post(world, path, { authorization: 'Bearer let-me-in' })).toBe(401);
    expect(world.received).toEqual([
      { nudge: null, refusal: 'webhook_forged' },
      { nudge: null, refusal: 'webhook_forged' },
    ]);
    await world.stop();
  });
});
