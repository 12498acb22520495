// What becomes of money when a provider is down, silent, or did what it was asked and never said so.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ContractWorld, PROVIDERS } from './testing/contract-world.ts';

const TIMEOUT = { kind: 'unknown', because: 'timeout' } as const;

describe.each(PROVIDERS)('%s', (which) => {
  let world: ContractWorld;
  beforeEach(async () => {
    world = await ContractWorld.start(which);
  });
  afterEach(() => world.stop());

  test('a charge whose answer never came is asked for, and was taken once', async () => {
    const charge = world.charge(await world.agree(), 10_013);
    expect(await world.provider.chargeAgreement(charge)).toEqual(TIMEOUT);
    const found = await world.provider.askForCharge(world.question(charge, null));
    expect(found).toMatchObject({ kind: 'captured', amountOre: 10_013 });
    expect(await world.takenOre()).toBe(10_013);
  });

  test('a charge that was done and answered with 500 is asked for, and was taken once', async () => {
    const charge = world.charge(await world.agree());
    await world.control('outage', { mode: 'done_then_error', times: 2, path: '/charges' });
    const first = await world.provider.chargeAgreement(charge);
    expect(first).toEqual({ kind: 'unknown', because: 'server_error' });
    const found = await world.provider.askForCharge(world.question(charge, null));
    expect(found.kind).toBe('captured');
    expect(await world.takenOre()).toBe(10_000);
  });

  test('a charge that never arrived takes nothing, and sent again under its reference takes once', async () => {
    const charge = world.charge(await world.agree());
    await world.control('outage', { mode: 'error', times: 2, path: '/charges' });
    const first = await world.provider.chargeAgreement(charge);
    expect(first).toEqual({ kind: 'unknown', because: 'server_error' });
    const unwanted = await world.provider.askForCharge(world.question(charge, null, false));
    expect(unwanted).toEqual(
      which === 'nexi'
        ? { kind: 'unknown', because: 'only_repeating_would_tell' }
        : { kind: 'not_found' },
    );
    expect(await world.takenOre()).toBe(0);
    expect((await world.chargeAndAsk(charge)).kind).toBe('captured');
    expect(await world.takenOre()).toBe(10_000);
  });

  test('a charge that is accepted and cannot be seen at once keeps its handle', async () => {
    const charge = world.charge(await world.agree());
    const unseen = which === 'nexi' ? 'charges/b' : `charges/${charge.reference}`;
    await world.control('outage', { mode: 'error', times: 2, path: unseen });
    const first = await world.provider.chargeAgreement(charge);
    expect(first).toMatchObject({ kind: 'pending', handle: expect.any(String) });
    expect(await world.chargeAndAsk(charge)).toMatchObject({ kind: 'captured' });
    expect(await world.takenOre()).toBe(10_000);
  });

  test.each(['refused', 'not_found'])(
    'a charge that is accepted and whose look is %s keeps its handle',
    async (mode) => {
      const charge = world.charge(await world.agree());
      const unseen = which === 'nexi' ? 'charges/b' : `charges/${charge.reference}`;
      await world.control('outage', { mode, times: 1, path: unseen });
      const first = await world.provider.chargeAgreement(charge);
      expect(first).toMatchObject({ kind: 'pending', handle: expect.any(String) });
      expect(await world.chargeAndAsk(charge)).toMatchObject({ kind: 'captured' });
      expect(await world.takenOre()).toBe(10_000);
    },
  );

  test('a charge whose answer was lost and whose repeat is refused is not known', async () => {
    const charge = world.charge(await world.agree());
    await world.control('outage', { mode: 'done_then_refused', times: null, path: '/charges' });
    const first = await world.provider.chargeAgreement(charge);
    expect(first).toEqual({ kind: 'unknown', because: 'server_error' });
    await world.control('outage', { mode: 'none' });
    expect(await world.chargeAndAsk(charge)).toMatchObject({ kind: 'captured' });
    expect(await world.takenOre()).toBe(10_000);
  });

  test('a payment whose beginning was lost is begun again and taken once', async () => {
    const payment = world.payment(10_013);
    expect(await world.provider.startPayment(payment)).toEqual(TIMEOUT);
    if (which === 'nexi') expect(await world.provider.startPayment(payment)).toEqual(TIMEOUT);
    const { address, question } = await world.begin(payment);
    await world.act(address, 'approve');
    let outcome = await world.provider.askForPayment(question);
    // MobilePay's money is taken in a second step, whose answer is lost as well.
    if (which === 'mobilepay') {
      expect(outcome).toEqual(TIMEOUT);
      outcome = await world.provider.askForPayment(question);
    }
    expect(outcome).toMatchObject({ kind: 'captured', amountOre: 10_013 });
    expect(await world.takenOre()).toBe(10_013);
  });

  test.each([
    ['error', 'server_error'],
    ['busy', 'busy'],
    ['hang', 'timeout'],
  ])(
    'while it is down (%s) every call says that nobody knows (%s), and none throws',
    async (mode, because) => {
      const agreementId = await world.agree();
      const { question } = await world.begin(world.payment());
      const charge = world.charge(agreementId);
      await world.control('outage', { mode, times: null });
      const { provider } = world;
      const refund = {
        ...{ refundReference: 'refund-1', amountOre: charge.amountOre, reason: 'prøve' },
        ...{ charge: { ...charge, chargeId: 'c1', handle: 'payment:c1' }, providerRefundId: null },
      };
      const asked = { ...question, firstChargeOre: null, agreementId };
      const unknown = { kind: 'unknown', because };
      const outcomes = await Promise.all([
        provider.startPayment(world.payment()),
        provider.askForPayment(question),
        provider.abandonPayment(question),
        provider.startAgreement(world.agreement()),
        provider.askForAgreement(asked),
        provider.chargeAgreement(charge),
        provider.askForCharge(world.question(charge, null)),
        provider.refund(refund),
      ]);
      expect(outcomes).toEqual(outcomes.map(() => unknown));
      if (which === 'mobilepay') {
        expect(await provider.stopAgreement(agreementId)).toEqual(unknown);
        expect(await provider.listDay('2026-11-20')).toEqual(unknown);
      }
      await world.control('outage', { mode: 'none' });
      expect((await world.chargeAndAsk(charge)).kind).toBe('captured');
      expect(await world.takenOre()).toBe(10_000);
    },
  );

  test('one failure on the way is bridged by the adapter itself', async () => {
    const agreementId = await world.agree();
    for (const mode of ['error', 'hang', 'done_then_error', 'done_then_hang']) {
      await world.control('outage', { mode, times: 1, path: '/charges' });
      expect((await world.chargeAndAsk(world.charge(agreementId))).kind).toBe('captured');
    }
    expect(await world.takenOre()).toBe(40_000);
  });

  test('a provider that cannot be reached at all is unknown too', async () => {
    await world.stopProvider();
    const outcome = await world.provider.chargeAgreement(world.charge('agr_1'));
    expect(outcome).toEqual({ kind: 'unknown', because: 'unreachable' });
  });
});

test.each(PROVIDERS)(
  '%s: keys that are not accepted are a refusal, not an outage',
  async (which) => {
    const world = await ContractWorld.start(which, {
      change: ({ nexi, mobilepay }) => ({
        nexi: nexi && { ...nexi, secretKey: 'another secret' },
        mobilepay: mobilepay && { ...mobilepay, clientSecret: 'another secret' },
      }),
    });
    const outcome = await world.provider.startPayment(world.payment());
    expect(outcome).toMatchObject({ kind: 'refused', status: 401 });
    await world.stop();
  },
);
