import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PairingId, SalesPointId, TillId } from '../../contracts/ids.ts';
import { PairingRequest } from '../../contracts/pairings.ts';
import { runClock, stopClockAt } from '../testing/clock.ts';
import { acceptedValue } from '../testing/counter.ts';
import { municipality, SeededClub } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';

const club = new SeededClub();
let tillId: TillId;
let otherTillId: TillId;

beforeAll(() => club.seed());
beforeEach(async () => {
  tillId = await addTill();
  otherTillId = await addTill();
  await pair(tillId);
  await pair(otherTillId);
});
afterEach(runClock);

async function addTill(): Promise<TillId> {
  const salesPointId = 'cafe' as SalesPointId;
  const tillKey = crypto.randomUUID();
  const till = { tillKey, name: 'Kasse 1', clubId: club.clubId, salesPointId };
  return (await municipality().addTill(till)).tillId;
}

async function pair(id: TillId): Promise<void> {
  const { code } = await municipality().issuePairingCode({ tillId: id, validForMs: 60_000 });
  const keys = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
  const { x, y } = (await crypto.subtle.exportKey('jwk', keys.publicKey)) as JsonWebKey;
  const publicKey = { kty: 'EC', crv: 'P-256', x, y };
  const request = PairingRequest.parse({ code, device: 'screen', publicKey });
  acceptedValue(await municipality().pair(crypto.randomUUID() as PairingId, request));
}

const till = (id = tillId) => env.TILL.getByName(id);

/** What the till charges for a bun. */
async function priceAt(id = tillId): Promise<number> {
  const [row] = await query(till(id), "SELECT content FROM copy WHERE kind = 'catalogue'");
  const { products } = JSON.parse(String(row?.content)) as {
    products: { productId: string; pricing: { priceOre: number } }[];
  };
  return products.find(({ productId }) => productId === 'bolle')?.pricing.priceOre ?? 0;
}

const breakTill = () => query(till(), 'ALTER TABLE copy RENAME TO copy_out_of_reach');
const mendTill = () => query(till(), 'ALTER TABLE copy_out_of_reach RENAME TO copy');

function alarmInMs(): Promise<number> {
  return runInDurableObject(municipality(), async (_, { storage }) => {
    return ((await storage.getAlarm()) ?? Number.POSITIVE_INFINITY) - Date.now();
  });
}

describe('a change of the catalogue', () => {
  it('that a till did not get reaches the others, and that till within a minute of its return', async () => {
    const before = await priceAt();
    const priceOre = before + 50;
    await breakTill();
    await club.putProduct('bolle', 'food', priceOre);
    expect(await priceAt(otherTillId)).toBe(priceOre);
    expect(await alarmInMs()).toBeLessThanOrEqual(60_000);
    await runDurableObjectAlarm(municipality());
    expect(await alarmInMs()).toBeLessThanOrEqual(60_000);
    await mendTill();
    expect(await priceAt()).toBe(before);
    await runDurableObjectAlarm(municipality());
    expect(await priceAt()).toBe(priceOre);
    expect(await alarmInMs()).toBeGreaterThan(60_000);
  });

  it('is not forgotten when the municipality fell right after it (I9)', async () => {
    const priceOre = (await priceAt()) + 50;
    await breakTill();
    await club.putProduct('bolle', 'food', priceOre);
    await mendTill();
    await evictDurableObject(municipality());
    expect(await alarmInMs()).toBeLessThanOrEqual(60_000);
    await runDurableObjectAlarm(municipality());
    expect(await priceAt()).toBe(priceOre);
  });

  it('is not brought anew to those who have it', async () => {
    stopClockAt('2026-12-01T12:00:00.000Z');
    await runDurableObjectAlarm(municipality());
    const priceOre = (await priceAt()) + 50;
    await club.putProduct('bolle', 'food', priceOre);
    await query(till(), "UPDATE copy SET version = 0 WHERE kind = 'catalogue'");
    await evictDurableObject(till());
    await runDurableObjectAlarm(municipality());
    const [copy] = await query(till(), "SELECT version FROM copy WHERE kind = 'catalogue'");
    expect(copy).toEqual({ version: 0 });
    expect(await alarmInMs()).toBe(14 * 3_600_000 + 17 * 60_000);
  });

  it('reaches a till with a new name of its club and its sales point', async () => {
    await breakTill();
    await municipality().addClub({
      clubId: club.clubId,
      name: 'Klub med nyt navn',
      salesPoints: [{ salesPointId: 'cafe' as SalesPointId, name: 'Caféen' }],
      categories: [],
    });
    await mendTill();
    await runDurableObjectAlarm(municipality());
    const [place] = await query(till(), "SELECT content FROM copy WHERE kind = 'place'");
    expect(JSON.parse(String(place?.content))).toMatchObject({
      clubName: 'Klub med nyt navn',
      salesPointName: 'Caféen',
    });
  });
});

describe('a new PIN', () => {
  it('that a till did not get is brought by the round of the night too', async () => {
    const pinHash = async () => {
      const [row] = await query(till(), "SELECT content FROM copy WHERE kind = 'operators'");
      return String(row?.content);
    };
    const before = await pinHash();
    await breakTill();
    const { clubId, staff: operatorId } = club;
    const pin = '8642';
    await municipality().addOperator({
      operatorId,
      clubId,
      kind: 'staff',
      pin,
      name: 'Test staff',
    });
    await mendTill();
    expect(await pinHash()).toBe(before);
    await municipality().auditAll();
    expect(await pinHash()).not.toBe(before);
  });
});
