import { evictDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PairingId, SalesPointId, TillId } from '../../contracts/ids.ts';
import { type DeviceKind, PairingRequest } from '../../contracts/pairings.ts';
import { mintObjectId } from '../../durable-objects/object-id.ts';
import { municipality, STAFF_PIN } from '../../durable-objects/testing/seeded-club.ts';
import { query } from '../../durable-objects/testing/stored-rows.ts';
import { edge } from '../testing/edge.ts';
import { TestBridge } from '../testing/test-bridge.ts';
import { TestClub } from '../testing/test-club.ts';
import { newKeys, ORIGIN, sendPairing, TestDevice } from '../testing/test-device.ts';
import { problemCode, TestTill } from '../testing/test-till.ts';

let club: TestClub;

beforeAll(async () => {
  club = await TestClub.open();
});

async function newTill(validForMs = 60_000): Promise<{ tillId: TillId; code: string }> {
  const { clubId } = club;
  const { tillId } = await municipality().addTill({
    tillKey: crypto.randomUUID(),
    name: 'Kasse 7',
    clubId,
    salesPointId: 'cafe' as SalesPointId,
  });
  const { code } = await municipality().issuePairingCode({ tillId, validForMs });
  return { tillId, code };
}

async function pairs(code: string, device: DeviceKind): Promise<string> {
  const { publicKey } = await newKeys();
  const response = await sendPairing(crypto.randomUUID(), code, device, publicKey);
  return response.status === 201 ? 'paired' : problemCode(response);
}

describe('a pairing', () => {
  it('gives a screen and a bridge their place at the till that the code stands for', async () => {
    const { tillId, code } = await newTill();
    const { publicKey } = await newKeys();
    const response = await sendPairing(crypto.randomUUID(), code, 'screen', publicKey);
    expect(response.status).toBe(201);
    const clubName = `Klub ${club.clubId}`;
    expect(await response.json()).toEqual({ tillId, tillName: 'Kasse 7', clubName });
    expect(await pairs(code, 'bridge')).toBe('paired');
  });

  it('with the same id and body again is the same pairing, and the key stays in force', async () => {
    const { tillId, code } = await newTill();
    const keys = await newKeys();
    const pairingId = crypto.randomUUID();
    const pair = () => sendPairing(pairingId, code, 'screen', keys.publicKey);
    const texts = await Promise.all(
      [pair(), pair(), pair()].map(async (sent) => (await sent).text()),
    );
    expect(new Set(texts).size).toBe(1);
    await evictDurableObject(municipality());
    expect(await (await pair()).text()).toBe(texts[0]);
    const screen = new TestDevice(tillId, 'screen', keys);
    expect((await screen.send('GET', `/api/tills/${tillId}/catalogue`)).status).toBe(200);
  });

  it('with the same id and another body is a conflict, and the first stays (I3)', async () => {
    const { tillId, code } = await newTill();
    const [other, keys, otherKeys] = [await newTill(), await newKeys(), await newKeys()];
    const pairingId = crypto.randomUUID();
    const pair = (...[withCode, device, key]: [string, DeviceKind, CryptoKey]) =>
      sendPairing(pairingId, withCode, device, key);
    expect((await pair(code, 'screen', keys.publicKey)).status).toBe(201);
    for (const response of [
      await pair(code, 'screen', otherKeys.publicKey),
      await pair(code, 'bridge', keys.publicKey),
      await pair(other.code, 'screen', keys.publicKey),
      await pair('ABCD-EFGH', 'screen', keys.publicKey),
    ]) {
      expect(response.status).toBe(409);
      expect(await problemCode(response)).toBe('pairing_id_reused');
    }
    expect(await pairs(other.code, 'screen')).toBe('paired');
    expect((await pair(code, 'screen', keys.publicKey)).status).toBe(201);
    const screen = new TestDevice(tillId, 'screen', keys);
    expect((await screen.send('GET', `/api/tills/${tillId}/catalogue`)).status).toBe(200);
  });

  it('takes a code once for each kind of device', async () => {
    const { code } = await newTill();
    expect(await pairs(code, 'screen')).toBe('paired');
    expect(await pairs(code, 'screen')).toBe('pairing_code_wrong');
    expect(await pairs(code, 'bridge')).toBe('paired');
    expect(await pairs(code, 'bridge')).toBe('pairing_code_wrong');
  });

  it('by two screens at once is one pairing', async () => {
    const { code } = await newTill();
    const outcomes = await Promise.all([pairs(code, 'screen'), pairs(code, 'screen')]);
    expect(outcomes.toSorted()).toEqual(['paired', 'pairing_code_wrong']);
  });

  it('reads a code as people write it', async () => {
    const { code } = await newTill();
    const written = ` ${code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')} `;
    expect(await pairs(written.replace('-', ' '), 'screen')).toBe('paired');
  });

  it('refuses a code that is wrong or too old', async () => {
    expect(await pairs('ABCD-EFGH', 'screen')).toBe('pairing_code_wrong');
    const { code } = await newTill(0);
    expect(await pairs(code, 'screen')).toBe('pairing_code_wrong');
  });

  it.each([
    ['a short code', 'ABC', 'screen'],
    ['a code in other letters', 'ÆØÅÆØÅÆØ', 'screen'],
    ['another kind of device', 'ABCD-EFGH', 'printer'],
  ])('refuses %s as malformed', async (_, code, device) => {
    expect(await pairs(code, device as DeviceKind)).toBe('invalid_request');
  });

  it('with a key that is no point on the curve is malformed, and spends no code', async () => {
    const { tillId, code } = await newTill();
    const keys = await newKeys();
    const { x } = (await crypto.subtle.exportKey('jwk', keys.publicKey)) as JsonWebKey;
    const request = PairingRequest.parse({
      code,
      device: 'screen',
      publicKey: { kty: 'EC', crv: 'P-256', x, y: x },
    });
    const response = await edge.fetch(
      new Request(`${ORIGIN}/api/pairings/${crypto.randomUUID()}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', origin: ORIGIN },
        body: JSON.stringify(request),
      }),
    );
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: '/publicKey' }],
    });
    expect((await sendPairing(crypto.randomUUID(), code, 'screen', keys.publicKey)).status).toBe(
      201,
    );
    const screen = new TestDevice(tillId, 'screen', keys);
    expect((await screen.send('GET', `/api/tills/${tillId}/catalogue`)).status).toBe(200);
  });

  it('is refused by a municipality that was never established, in the same words', async () => {
    const municipalityId = mintObjectId('m', '0101', env.EDGE_KEY);
    const { publicKey } = await newKeys();
    const { x, y } = (await crypto.subtle.exportKey('jwk', publicKey)) as JsonWebKey;
    const outcome = await env.MUNICIPALITY.getByName(municipalityId).pair(
      crypto.randomUUID() as PairingId,
      PairingRequest.parse({
        code: 'ABCD-EFGH',
        device: 'screen',
        publicKey: { kty: 'EC', crv: 'P-256', x, y },
      }),
    );
    expect(outcome).toEqual({ ok: false, refusal: { code: 'pairing_code_wrong' } });
  });

  it('is in the audit log, once', async () => {
    const { tillId, code } = await newTill();
    expect(await pairs(code, 'screen')).toBe('paired');
    const logged = (await municipality().auditLog()).filter(({ subjects }) =>
      subjects.includes(tillId),
    );
    expect(logged).toMatchObject([{ action: 'device_paired' }]);
  });
});

describe('pairing anew', () => {
  it('replaces the key of the screen, and the old screen is told and sees no more', async () => {
    const till = await club.openTill();
    await till.listen();
    await till.hear('welcome');
    const { tillId } = till.screen;
    const { code } = await municipality().issuePairingCode({ tillId, validForMs: 60_000 });
    const screen = await TestDevice.pair(code, 'screen');
    await till.hear('unpaired');
    expect(await problemCode(await till.search('te'))).toBe('device_proof_wrong');
    const from = till.heard.length;
    const anew = new TestTill(club, screen, till.bridge);
    await anew.signIn('staff');
    const child = await club.registerChild(0);
    expect(await anew.show(child)).toMatchObject({ childName: child.name });
    expect(till.heard.length).toBe(from);
  });

  it('signs whoever sold on the old screen out: the new one shows no face without a PIN', async () => {
    const till = await club.openTill();
    const { tillId } = till.screen;
    const { code } = await municipality().issuePairingCode({ tillId, validForMs: 60_000 });
    const anew = new TestTill(club, await TestDevice.pair(code, 'screen'), till.bridge);
    await anew.listen();
    expect((await anew.hear('welcome')).operator).toBeNull();
    const child = await club.registerChild(0);
    const locked = { kind: 'problem', problem: { code: 'operator_missing' } };
    expect(await anew.tap(child.uid)).toMatchObject(locked);
    await evictDurableObject(env.TILL.getByName(tillId));
    expect(await anew.tap(child.uid)).toMatchObject(locked);
    // A screen whose clock is some seconds behind the old one's may sign somebody in all the same.
    const signIn = { kind: 'sign_in', operatorId: club.staff, pin: STAFF_PIN };
    const options = { signedAt: Date.now() - 20_000 };
    const target = `/api/tills/${tillId}/operator`;
    expect((await anew.screen.send('PUT', target, signIn, options)).status).toBe(200);
    expect(await anew.show(child)).toMatchObject({ childName: child.name });
  });

  it('ends the shift when a screen is revoked; a revoked bridge leaves it', async () => {
    const till = await club.openTill();
    const stub = env.TILL.getByName(till.screen.tillId);
    const onShift = () => query(stub, 'SELECT operator_id FROM shift');
    await stub.revokeDevice('bridge');
    expect(await onShift()).toEqual([{ operator_id: club.staff }]);
    await stub.revokeDevice('screen');
    expect(await onShift()).toEqual([]);
  });

  it('replaces the key of the bridge and closes its socket; the screen stays', async () => {
    const till = await club.openTill();
    await till.listen();
    const bridge = await TestBridge.open(till.bridge);
    const { tillId } = till.screen;
    const { code } = await municipality().issuePairingCode({ tillId, validForMs: 60_000 });
    const pairedAnew = await TestDevice.pair(code, 'bridge');
    expect(await bridge.hearClose()).toBe(4003);
    const child = await club.registerChild(0);
    expect(await problemCode(await till.sendTap(child.uid))).toBe('device_proof_wrong');
    const anew = new TestTill(club, till.screen, pairedAnew);
    expect(await anew.show(child)).toMatchObject({ childName: child.name });
  });
});

describe('guessing codes', () => {
  it('is slowed down after twenty wrong ones, whoever asks, and says for how long', async () => {
    const { code } = await newTill();
    await evictDurableObject(municipality());
    for (let round = 0; round < 20; round++) {
      expect(await pairs('ZZZZ-ZZZZ', 'screen')).toBe('pairing_code_wrong');
    }
    const { publicKey } = await newKeys();
    const response = await sendPairing(crypto.randomUUID(), code, 'screen', publicKey);
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await problemCode(response)).toBe('too_many_tries');
    await evictDurableObject(municipality());
    expect(await pairs(code, 'screen')).toBe('paired');
  });
});
