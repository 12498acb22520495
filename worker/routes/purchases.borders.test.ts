// What may not come in: each wrong request is a clear 4xx with a stable code, writes nothing, and leaves
// its id free. Never a 500.
import { listDurableObjectIds } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PresentedChild } from '../../contracts/presentations.ts';
import { Problem } from '../../contracts/problems.ts';
import { account, type TestChild } from '../../durable-objects/testing/seeded-club.ts';
import { TestClub } from '../testing/test-club.ts';
import type { SendOptions } from '../testing/test-device.ts';
import { BOLLE, problemCode, purchasePath, type TestTill } from '../testing/test-till.ts';

let till: TestTill;
let child: TestChild;
let shown: PresentedChild;

beforeAll(async () => {
  const club = await TestClub.open();
  await club.putProduct('elsewhere', 'food', 12_00, { salesPointId: 'workshop' });
  await club.putProduct('withdrawn', 'food', 12_00, { onSale: false });
  const other = await TestClub.open();
  await other.putProduct('foreign', 'food', 12_00);
  till = await club.openTill();
  child = await club.registerChild(500_00);
  shown = await till.show(child);
});

const line = (change: object) => ({ lines: [{ ...BOLLE, ...change }] });
const without = (name: string) => ({ [name]: undefined });
const amounts = [0, -1, -12_00, 0.5, 12.000001, 1e308, 2 ** 53, 2 ** 63, 1_000_001];
const notAmounts = ['1200', null, true, [], {}, [1200], '', 'NaN'];

/** What is changed in a good body, and the code that answers it. */
const BODIES: readonly (readonly [string, object, string])[] = [
  ...amounts.map(
    (priceOre) => [`a price of ${priceOre}`, line({ priceOre }), 'invalid_request'] as const,
  ),
  ...notAmounts.map(
    (priceOre) =>
      [`a price of ${JSON.stringify(priceOre)}`, line({ priceOre }), 'invalid_request'] as const,
  ),
  ...[0, -1, 1.5, 100, 1e308].map(
    (quantity) => [`a quantity of ${quantity}`, line({ quantity }), 'invalid_request'] as const,
  ),
  ['no price', line(without('priceOre')), 'invalid_request'],
  ['no quantity', line(without('quantity')), 'invalid_request'],
  ['no product', line(without('productId')), 'invalid_request'],
  ['a field too many in a line', line({ discountOre: 1 }), 'invalid_request'],
  ['a field too many', { amountOre: 12_00 }, 'invalid_request'],
  ['a balance', { availableOre: 1_000_000 }, 'invalid_request'],
  ['no lines', without('lines'), 'invalid_request'],
  ['an empty cart', { lines: [] }, 'invalid_request'],
  ['lines that are none', { lines: { 0: BOLLE } }, 'invalid_request'],
  ['51 lines', { lines: Array(51).fill(BOLLE) }, 'invalid_request'],
  ['10,000 lines', { lines: Array(10_000).fill(BOLLE) }, 'body_too_large'],
  ['no catalogue version', without('catalogueVersion'), 'invalid_request'],
  ['a negative catalogue version', { catalogueVersion: -1 }, 'invalid_request'],
  ['a catalogue version in letters', { catalogueVersion: '1' }, 'invalid_request'],
  ['no presentation', without('presentation'), 'invalid_request'],
  ['a presentation without form', { presentation: 'x' }, 'invalid_request'],
  ['a presentation of megabytes', { presentation: 'x'.repeat(70_000) }, 'body_too_large'],
  ['a product name in capitals', line({ productId: 'BOLLE' }), 'invalid_request'],
  ['SQL for a product', line({ productId: "x' OR '1'='1" }), 'invalid_request'],
  ['an unknown product', line({ productId: 'unknown' }), 'product_unknown'],
  ['a prototype for a product', line({ productId: 'constructor' }), 'product_unknown'],
  ["another club's product", line({ productId: 'foreign' }), 'product_unknown'],
  ["another sales point's product", line({ productId: 'elsewhere' }), 'product_unknown'],
  ['a withdrawn product', line({ productId: 'withdrawn' }), 'product_unknown'],
  ['a price that is not the product’s', line({ priceOre: 11_99 }), 'price_changed'],
  [
    'a typed price above its maximum',
    line({ productId: 'trae', priceOre: 150_01 }),
    'price_not_allowed',
  ],
  ['more than the card allows in one purchase', line({ quantity: 42 }), 'presentation_cap'],
];

const RAW_BODIES: readonly (readonly [string, string, string])[] = [
  ['nothing', '', 'invalid_request'],
  [
    'NaN for a price',
    '{"lines":[{"productId":"bolle","quantity":1,"priceOre":NaN}]}',
    'invalid_json',
  ],
  ['half of a body', '{"presentation":"', 'invalid_json'],
  ['a word', 'hello', 'invalid_json'],
  ['no object', '[]', 'invalid_request'],
  ['null', 'null', 'invalid_request'],
  ['a number', '12', 'invalid_request'],
  ['sixty thousand brackets', '['.repeat(60_000), 'invalid_json'],
  ['sixty thousand nested lists', '['.repeat(30_000) + ']'.repeat(30_000), 'invalid_request'],
  ['a prototype', '{"__proto__":{"lines":[]}}', 'invalid_request'],
  ['64 kB and a byte', ' '.repeat(64 * 1024 + 1), 'body_too_large'],
];

const MEDIA_TYPES = [
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'application/jsonp',
];

async function refusedAs(code: string, send: () => Promise<Response>): Promise<void> {
  const before = (await account(child.accountId).inspect())?.lastSequence;
  const response = await send();
  const problem = Problem.parse(await response.clone().json());
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(response.status).toBeLessThan(500);
  expect(await problemCode(response)).toBe(code);
  expect(problem.instance).toBe(`urn:klubkort:request:${response.headers.get('klubkort-request')}`);
  expect((await account(child.accountId).inspect())?.lastSequence).toBe(before);
}

function send(body: object, options: SendOptions = {}): Promise<Response> {
  const good = { presentation: shown.presentation, catalogueVersion: 1, lines: [BOLLE] };
  const path = purchasePath(child.accountId, crypto.randomUUID());
  return till.screen.send('PUT', path, { ...good, ...body }, options);
}

describe('a purchase with a wrong body', () => {
  it.each(BODIES)('is refused for %s', async (_, body, code) => {
    await refusedAs(code, () => send(body));
  });

  it.each(RAW_BODIES)('is refused for %s', async (_, rawBody, code) => {
    await refusedAs(code, () => send({}, { rawBody }));
  });

  it.each(MEDIA_TYPES)('is refused when it calls itself %s', async (mediaType) => {
    const headers = { 'content-type': mediaType };
    await refusedAs('unsupported_media_type', () => send({}, { headers }));
  });

  it('is refused when it does not say what it is', async () => {
    await refusedAs('unsupported_media_type', () => send({}, { headers: { 'content-type': '' } }));
  });

  it('may name the letters of its JSON', async () => {
    const headers = { 'content-type': 'Application/JSON; charset=utf-8' };
    expect(await problemCode(await send({ lines: [] }, { headers }))).toBe('invalid_request');
  });

  it('is told where its mistakes stand', async () => {
    const response = await send({ lines: [BOLLE, { ...BOLLE, priceOre: 0, quantity: 100 }] });
    const { errors } = Problem.parse(await response.json());
    expect(errors?.map(({ pointer }) => pointer)).toEqual([
      '/lines/1/quantity',
      '/lines/1/priceOre',
    ]);
  });
});

describe('an address that is not one', () => {
  const altered = (id: string, place: number) =>
    id.slice(0, place) + (id[place] === '7' ? '8' : '7') + id.slice(place + 1);
  const put = (accountId: string, purchaseId: string) => () =>
    till.screen.send('PUT', purchasePath(accountId, purchaseId), {
      presentation: shown.presentation,
      catalogueVersion: 1,
      lines: [BOLLE],
    });

  it.each([
    'x',
    '1',
    '00000000-0000-0000-0000-00000000000g',
    '0F2D3C4B-5A69-4788-9690-A1B2C3D4E5F6',
    '%00',
    'a'.repeat(300),
  ])('is refused for the purchase id %s', async (purchaseId) => {
    await refusedAs('invalid_request', put(child.accountId, purchaseId));
  });

  it.each(['x', 'a0165', "a' OR '1", '..%2F..', `m0165${'x'.repeat(33)}`])(
    'is refused for the account id %s',
    async (accountId) => {
      await refusedAs('invalid_request', put(accountId, crypto.randomUUID()));
    },
  );

  it.each([6, 20, 30, 37])(
    'is refused for an account id that was altered in place %i, and makes no object',
    async (place) => {
      const before = await listDurableObjectIds(env.CARD_ACCOUNT);
      await refusedAs('account_unknown', put(altered(child.accountId, place), crypto.randomUUID()));
      expect(await listDurableObjectIds(env.CARD_ACCOUNT)).toHaveLength(before.length);
    },
  );

  it.each([6, 20, 30, 37])(
    'is refused for a till id that was altered in place %i',
    async (place) => {
      const headers = { 'klubkort-till': altered(till.screen.tillId, place) };
      await refusedAs('device_proof_wrong', () => send({}, { headers }));
    },
  );

  it.each([
    ['POST', '/api/accounts'],
    ['PATCH', '/api/accounts/x/purchases/y'],
    ['GET', '/api/nothing'],
    ['PUT', '/api/'],
  ])('is refused when there is nothing there: %s %s', async (method, path) => {
    await refusedAs('not_found', () => till.screen.send(method, path));
  });
});

describe('the purse', () => {
  it('pays its exact balance, and not one øre more (I2)', async () => {
    const club = await TestClub.open();
    const ownTill = await club.openTill();
    const poor = await club.registerChild(25_01);
    const oneOre = { productId: 'ore', quantity: 1, priceOre: 1 };
    const tooMuch = await ownTill.purchase(await ownTill.show(poor), [
      { ...BOLLE, quantity: 2 },
      { ...oneOre, quantity: 99 },
      { ...oneOre, quantity: 3 },
    ]);
    expect(await problemCode(tooMuch)).toBe('not_today');
    const exact = await ownTill.purchase(await ownTill.show(poor), [
      { ...BOLLE, quantity: 2 },
      { ...oneOre, quantity: 99 },
      { ...oneOre, quantity: 2 },
    ]);
    expect(exact.status).toBe(201);
    const oneMore = await ownTill.purchase(await ownTill.show(poor), [oneOre]);
    expect(await problemCode(oneMore)).toBe('not_today');
    expect((await account(poor.accountId).inspect())?.sumsOre.purse).toBe(0);
  });
});
