// What every payment provider must do, run against both adapters with their simulators behind real HTTP.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ore } from '../../contracts/ore.ts';
import type { PaymentOutcome } from '../../durable-objects/payments/payment-provider.ts';
import { ContractWorld, PROVIDERS } from './testing/contract-world.ts';

describe.each(PROVIDERS)('%s', (which) => {
  let world: ContractWorld;
  beforeEach(async () => {
    world = await ContractWorld.start(which);
  });
  afterEach(() => world.stop());

  describe('a payment by hand', () => {
    test('is pending until the payer approves, then captured, and asking again changes nothing', async () => {
      const { address, question } = await world.begin(world.payment());
      expect((await world.provider.askForPayment(question)).kind).toBe('pending');
      expect(await world.act(address, 'approve')).toMatch(/^http:\/\/127\.0\.0\.1:9\/retur/);
      const first = await world.provider.askForPayment(question);
      expect(first).toMatchObject({ kind: 'captured', amountOre: 10_000, refundedOre: 0 });
      expect(await world.provider.askForPayment(question)).toEqual(first);
      expect(await world.takenOre()).toBe(10_000);
    });

    test('that is closed on the way stays pending, and is paid when the payer comes back', async () => {
      const { address, question } = await world.begin(world.payment());
      expect(await world.act(address, 'close')).toBeNull();
      expect((await world.provider.askForPayment(question)).kind).toBe('pending');
      await world.act(address, 'approve');
      expect((await world.provider.askForPayment(question)).kind).toBe('captured');
    });

    test('that is approved late is captured when it is asked for after that', async () => {
      const { address, question } = await world.begin(world.payment());
      await world.act(address, 'delay');
      expect((await world.provider.askForPayment(question)).kind).toBe('pending');
      await world.advance(60_000);
      expect((await world.provider.askForPayment(question)).kind).toBe('captured');
    });

    test('that is abandoned can no longer be paid', async () => {
      const { address, question } = await world.begin(world.payment());
      const ended = { kind: 'cancelled', because: 'by_us' };
      expect(await world.provider.abandonPayment(question)).toEqual(ended);
      await world.act(address, 'approve');
      expect(await world.provider.askForPayment(question)).toEqual(ended);
      expect(await world.takenOre()).toBe(0);
    });

    test('that was captured before it could be abandoned says so', async () => {
      const { address, question } = await world.begin(world.payment());
      await world.act(address, 'approve');
      await world.provider.askForPayment(question);
      const late = await world.provider.abandonPayment(question);
      expect(late).toMatchObject({ kind: 'captured', amountOre: 10_000 });
    });

    test('of another sum than was asked for is a mismatch', async () => {
      const { address, question } = await world.begin(world.payment());
      await world.act(address, 'approve');
      const other = { ...question, amountOre: ore(20_000) };
      expect(await world.provider.askForPayment(other)).toEqual({
        ...{ kind: 'mismatch', because: 'amount' },
      });
    });

    test('that nobody began is not found', async () => {
      const { reference, amountOre } = world.payment();
      const question = { reference, amountOre, handle: null, whenReserved: 'capture' } as const;
      expect(await world.provider.askForPayment(question)).toEqual({ kind: 'not_found' });
    });
  });

  describe('an agreement', () => {
    test('is pending until it is approved, then active under our reference', async () => {
      const request = world.agreement();
      const started = await world.provider.startAgreement(request);
      if (started.kind !== 'redirect') throw new Error(started.kind);
      const { reference, firstChargeOre } = request;
      const question = {
        ...{ reference, firstChargeOre, handle: started.handle, agreementId: null },
      };
      expect(await world.provider.askForAgreement(question)).toEqual({ kind: 'pending' });
      await world.act(started.address, 'approve');
      const active = await world.provider.askForAgreement(question);
      expect(active).toMatchObject({ kind: 'active', reference, firstCharge: null });
      expect(await world.takenOre()).toBe(0);
    });

    test('may take the first payment in the same step, once', async () => {
      const request = world.agreement(5_000);
      const started = await world.provider.startAgreement(request);
      if (started.kind !== 'redirect') throw new Error(started.kind);
      await world.act(started.address, 'approve');
      const question = {
        ...{ reference: request.reference, firstChargeOre: request.firstChargeOre },
        ...{ handle: started.handle, agreementId: null },
      };
      const active = await world.provider.askForAgreement(question);
      const firstCharge = { kind: 'captured', amountOre: 5_000, refundedOre: 0 };
      expect(active).toMatchObject({ kind: 'active', firstCharge });
      expect(await world.provider.askForAgreement(question)).toEqual(active);
      expect(await world.takenOre()).toBe(5_000);
    });

    test('whose page is abandoned ends, unless it was approved before', async () => {
      for (const act of [null, 'approve'] as const) {
        const request = world.agreement();
        const started = await world.provider.startAgreement(request);
        if (started.kind !== 'redirect') throw new Error(started.kind);
        if (act !== null) await world.act(started.address, act);
        const question = {
          ...{ reference: request.reference, firstChargeOre: request.firstChargeOre },
          ...{ handle: started.handle, agreementId: null },
        };
        const abandoned = await world.provider.abandonAgreement(question);
        // One vendor lets a page stand that nobody has approved: it ends by itself within minutes.
        const ends = act === null ? ['ended', 'pending'] : ['active'];
        expect(ends).toContain(abandoned.kind);
        await world.advance(11 * 60_000);
        const later = await world.provider.askForAgreement(question);
        expect(later.kind).toBe(act === null ? 'ended' : 'active');
      }
    });

    test('that is another account’s is a mismatch', async () => {
      const request = world.agreement();
      const started = await world.provider.startAgreement(request);
      if (started.kind !== 'redirect') throw new Error(started.kind);
      await world.act(started.address, 'approve');
      const asked = await world.provider.askForAgreement({
        ...{ reference: `${request.reference}9`, firstChargeOre: null },
        ...{ handle: started.handle, agreementId: null },
      });
      expect(asked).toEqual({ kind: 'mismatch', because: 'reference' });
    });

    test('is stopped, however often that is said', async () => {
      const agreementId = await world.agree();
      for (let time = 0; time < 2; time++) {
        expect(await world.provider.stopAgreement(agreementId)).toMatchObject({ kind: 'stopped' });
      }
    });
  });

  describe('a charge on an agreement', () => {
    test('is captured once, however often it is sent under its reference', async () => {
      const charge = world.charge(await world.agree());
      const first = await world.chargeAndAsk(charge);
      expect(first).toMatchObject({ kind: 'captured', amountOre: 10_000, refundedOre: 0 });
      const again = await world.chargeAndAsk(charge);
      expect(again).toEqual(first);
      expect(await world.takenOre()).toBe(10_000);
    });

    test('of the same sum under another reference is another one', async () => {
      const agreementId = await world.agree();
      const ids = [];
      for (let time = 0; time < 2; time++) {
        const outcome = await world.chargeAndAsk(world.charge(agreementId));
        ids.push(outcome.kind === 'captured' ? outcome.chargeId : outcome.kind);
      }
      expect(new Set(ids).size).toBe(2);
      expect(await world.takenOre()).toBe(20_000);
    });

    test('under a used reference and of another sum takes nothing', async () => {
      const charge = world.charge(await world.agree());
      await world.chargeAndAsk(charge);
      const other = await world.chargeAndAsk({ ...charge, amountOre: ore(20_000) });
      expect(['mismatch', 'refused']).toContain(other.kind);
      expect(await world.takenOre()).toBe(10_000);
    });

    test('that takes long is pending, is asked for by its handle, and is captured in the end', async () => {
      const charge = world.charge(await world.agree(world.payers.slow));
      const first = await world.provider.chargeAgreement(charge);
      expect(first.kind).toBe('pending');
      const handle = first.kind === 'pending' ? first.handle : null;
      const question = world.question(charge, handle);
      expect((await world.provider.askForCharge(question)).kind).toBe('pending');
      await world.advance(11 * 60_000);
      const last = await world.provider.askForCharge(question);
      expect(last).toMatchObject({ kind: 'captured', amountOre: 10_000 });
      expect(await world.takenOre()).toBe(10_000);
    });
  });

  describe('a refund', () => {
    /** Of a payment by hand and of a charge on an agreement, which go different ways. */
    const KINDS = ['by hand', 'by agreement'] as const;

    async function captured(kind: (typeof KINDS)[number]) {
      if (kind === 'by hand') {
        const { address, question } = await world.begin(world.payment());
        await world.act(address, 'approve');
        return {
          question,
          outcome: await world.provider.askForPayment(question),
          agreementId: null,
        };
      }
      const agreementId = await world.agree();
      const charge = world.charge(agreementId);
      const outcome = await world.chargeAndAsk(charge);
      return { question: world.question(charge, handleOf(outcome)), outcome, agreementId };
    }

    async function ask(one: Awaited<ReturnType<typeof captured>>): Promise<PaymentOutcome> {
      return 'whenReserved' in one.question
        ? world.provider.askForPayment(one.question)
        : world.provider.askForCharge(one.question);
    }

    function refundOf(
      { question, outcome, agreementId }: Awaited<ReturnType<typeof captured>>,
      amountOre: number,
      refundReference = 'refund-1',
    ) {
      if (outcome.kind !== 'captured') throw new Error(JSON.stringify(outcome));
      const { chargeId, handle } = outcome;
      return {
        ...{ refundReference, amountOre: ore(amountOre), reason: 'Højeste saldo er nået' },
        charge: { reference: question.reference, chargeId, handle, agreementId },
        providerRefundId: null,
      };
    }

    test.each(KINDS)('of a payment %s is done once, in part, and is seen', async (kind) => {
      const one = await captured(kind);
      const refund = refundOf(one, 4_000);
      for (let time = 0; time < 2; time++) {
        const made = await world.provider.refund(refund);
        expect(['refund_done', 'refund_pending']).toContain(made.kind);
      }
      await world.settle();
      expect(await world.provider.askForRefund(refund)).toMatchObject({ kind: 'refund_done' });
      expect(await world.givenBackOre()).toBe(4_000);
      const seen = { kind: 'refunded', amountOre: 10_000, refundedOre: 4_000 };
      expect(await ask(one)).toMatchObject(seen);
    });

    test.each(KINDS)('of more than a payment %s is left of fails', async (kind) => {
      const one = await captured(kind);
      const tooMuch = await world.provider.refund(refundOf(one, 10_001));
      expect(tooMuch.kind).toBe('refund_failed');
      expect(await world.givenBackOre()).toBe(0);
    });

    test.each(KINDS)(
      'of a payment %s whose answer was lost is found and not made again',
      async (kind) => {
        const one = await captured(kind);
        await world.control('outage', { mode: 'done_then_hang', times: 2, path: '/refund' });
        const refund = refundOf(one, 4_000);
        expect(await world.provider.refund(refund)).toEqual({
          kind: 'unknown',
          because: 'timeout',
        });
        await world.settle();
        expect((await world.provider.askForRefund(refund)).kind).toMatch(
          /^refund_(?:done|pending)$/,
        );
        expect(await world.givenBackOre()).toBe(4_000);
      },
    );

    test.each(KINDS)('of a payment %s in the provider’s own portal is seen', async (kind) => {
      const one = await captured(kind);
      const handle = handleOf(one.outcome) ?? '';
      await world.control('acts/refund_in_portal', { id: handle.replace('payment:', '') });
      await world.settle();
      expect(await ask(one)).toMatchObject({ kind: 'refunded', refundedOre: 10_000 });
    });
  });
});

function handleOf(outcome: PaymentOutcome): string | null {
  return 'handle' in outcome ? outcome.handle : null;
}
