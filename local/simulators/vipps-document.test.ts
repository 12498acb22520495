// What our adapter sends and our simulator answers, held against the vendor's own document of ePayment, where that
// lies beside the checkout. Where it does not, one test says so in its name.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ore } from '../../contracts/ore.ts';
import type { HttpFetch } from '../../durable-objects/payments/provider-call.ts';
import { ContractWorld } from './testing/contract-world.ts';
import { DOCUMENT_PATH, type Exchange, VendorDocument } from './testing/vendor-document.ts';

const document = VendorDocument.read();

function recorder(exchanges: Exchange[]): HttpFetch {
  return async (address, init) => {
    const response = await fetch(address, init);
    const text = await response.text();
    const { pathname: path } = new URL(address);
    if (path.startsWith('/epayment/')) {
      exchanges.push({
        ...{ method: init.method, path, headers: init.headers, status: response.status },
        body: init.body === undefined ? undefined : JSON.parse(init.body),
        answer: text === '' ? null : JSON.parse(text),
      });
    }
    return { status: response.status, text: async () => text };
  };
}

function checks(vendor: VendorDocument) {
  let world: ContractWorld;
  let exchanges: Exchange[] = [];
  beforeEach(async () => {
    exchanges = [];
    world = await ContractWorld.start('mobilepay', { fetch: recorder(exchanges) });
  });
  afterEach(() => world.stop());

  const faults = () =>
    exchanges.flatMap((one) =>
      vendor.faults(one).map((fault) => `${one.method} ${one.path} ${one.status}: ${fault}`),
    );

  async function captured() {
    const { address, question } = await world.begin(world.payment());
    await world.provider.askForPayment(question);
    await world.act(address, 'approve');
    await world.provider.askForPayment(question);
    return question;
  }

  test('a payment from its beginning to its refund is as documented on both sides', async () => {
    const { reference } = await captured();
    const refund = {
      ...{ refundReference: 'refund-1', amountOre: ore(4_000), reason: 'prøve' },
      charge: { reference, chargeId: reference, handle: reference, agreementId: null },
      providerRefundId: null,
    };
    await world.provider.refund(refund);
    await world.provider.askForRefund(refund);
    expect(faults()).toEqual([]);
    const seen = exchanges.map(({ method, path }) => `${method} ${path.split('/').slice(5)}`);
    expect(new Set(seen)).toEqual(
      new Set(['POST ', 'GET ', 'POST capture', 'POST refund', 'GET events']),
    );
  });

  test('a payment that is abandoned, too late abandoned, or not found, likewise', async () => {
    const { question } = await world.begin(world.payment());
    await world.provider.abandonPayment(question);
    await world.provider.abandonPayment(await captured());
    await world.provider.askForPayment({ ...question, reference: `${question.reference}99` });
    expect(faults()).toEqual([]);
    expect(new Set(exchanges.map(({ status }) => status))).toEqual(new Set([200, 201, 400, 404]));
  });

  test('webhooks of payments have the documented body', async () => {
    await captured();
    const { deliveries } = await world.state();
    const bodies = deliveries.map(({ body }) => JSON.parse(body) as unknown);
    expect(bodies.length).toBeGreaterThan(1);
    const wrong = bodies.flatMap((body) =>
      vendor.check(vendor.named('WebhookEvent'), body, 'webhook', true),
    );
    expect(wrong).toEqual([]);
  });

  test('a slip on either side would be found', async () => {
    await captured();
    const [start] = exchanges;
    if (start === undefined) throw new Error('nothing was sent');
    const body = start.body as Record<string, unknown>;
    const answer = start.answer as Record<string, unknown>;
    const slips: Exchange[] = [
      { ...start, body: { ...body, amount: { currency: 'SEK', value: 100 } } },
      { ...start, body: { ...body, amount: { currency: 'DKK', value: 1.5 } } },
      { ...start, body: { ...body, reference: 'short' } },
      { ...start, body: { ...body, returnAddress: 'x' } },
      { ...start, body: { ...body, userFlow: undefined } },
      { ...start, headers: { ...start.headers, 'idempotency-key': 'k'.repeat(51) } },
      { ...start, headers: {} },
      { ...start, answer: { ...answer, reference: 7 } },
      { ...start, status: 202 },
      { ...start, path: '/epayment/v2/payments' },
    ];
    expect(slips.map((slip) => vendor.faults(slip).length > 0)).toEqual(slips.map(() => true));
  });
}

if (document === null) {
  test(`the vendor’s document was not held against anything: there is no ${DOCUMENT_PATH}`, () => {
    console.warn(`${DOCUMENT_PATH} is not there: ePayment was checked by our own reading only.`);
    expect(document).toBeNull();
  });
} else {
  describe('by the vendor’s document of ePayment', () => checks(document));
}
