import { webcrypto } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { DEVICE_HEADERS, deviceProofText } from '../../contracts/device-proof.ts';
import { Pairing, PairingRequest } from '../../contracts/pairings.ts';
import { problemOf } from '../../contracts/problems.ts';
import type { Answer, Api, Call } from './api.ts';
import { type Device, openDevice } from './device.ts';
import { storeInMemory } from './store-examples.ts';

const PAIRING = Pairing.parse({
  tillId: `t0165${'7'.repeat(33)}`,
  tillName: 'Kasse 1',
  clubName: 'Klub Eksempel',
});
const NOW = 1_763_722_800_000;

function apiThatAnswers(answers: readonly Answer<unknown>[]) {
  const calls: Call<unknown>[] = [];
  const api: Api = {
    async call<Value>(call: Call<Value>) {
      calls.push(call as Call<unknown>);
      return answers[calls.length - 1] as Answer<Value>;
    },
  };
  return { api, calls };
}

const PAIRED: Answer<unknown> = { kind: 'ok', value: PAIRING };
const LOST: Answer<unknown> = { kind: 'unreachable', because: 'network' };

async function pairedDevice(
  store = storeInMemory(),
): Promise<{ device: Device; key: PairingRequest }> {
  const device = await openDevice(store, () => NOW);
  const { api, calls } = apiThatAnswers([PAIRED]);
  await device.pair(api, 'ABCD1234');
  return { device, key: PairingRequest.parse(calls[0]?.body) };
}

async function isSignedBy(
  key: PairingRequest['publicKey'],
  headers: Record<string, string> | null,
  request: { method: string; target: string; bodySha256: string },
): Promise<boolean> {
  const publicKey = await webcrypto.subtle.importKey(
    'jwk',
    key,
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['verify'],
  );
  const text = deviceProofText({
    ...request,
    tillId: PAIRING.tillId,
    device: 'screen',
    signedAt: Number(headers?.[DEVICE_HEADERS.signedAt]),
  });
  return webcrypto.subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    publicKey,
    Buffer.from(headers?.[DEVICE_HEADERS.signature] ?? '', 'base64url'),
    new TextEncoder().encode(text),
  );
}

const SHA256_OF_NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

describe('a paired screen', () => {
  test('signs the text of the contract, so that the edge can check it', async () => {
    const { device, key } = await pairedDevice();
    const headers = await device.sign('GET', '/api/tills/x/catalogue?a=1', new Uint8Array());
    expect(headers).toMatchObject({
      [DEVICE_HEADERS.tillId]: PAIRING.tillId,
      [DEVICE_HEADERS.device]: 'screen',
      [DEVICE_HEADERS.signedAt]: String(NOW),
      [DEVICE_HEADERS.signature]: expect.stringMatching(/^[\w-]{86}$/),
    });
    const request = {
      method: 'GET',
      target: '/api/tills/x/catalogue?a=1',
      bodySha256: SHA256_OF_NOTHING,
    };
    expect(await isSignedBy(key.publicKey, headers, request)).toBe(true);
    const other = { ...request, target: '/api/tills/x/catalogue?a=2' };
    expect(await isSignedBy(key.publicKey, headers, other)).toBe(false);
  });

  test('signs by the server’s clock once it was told the time', async () => {
    const { device } = await pairedDevice();
    device.correctClock(NOW + 600_000);
    const headers = await device.sign('GET', '/api/x', new Uint8Array());
    expect(headers?.[DEVICE_HEADERS.signedAt]).toBe(String(NOW + 600_000));
  });

  test('keeps a key that no script can take out, and the pairing, over a reload', async () => {
    const store = storeInMemory();
    const { key } = await pairedDevice(store);
    const kept = (await store.get('device', 'key')) as CryptoKeyPair;
    expect(kept.privateKey.extractable).toBe(false);
    const reloaded = await openDevice(store, () => NOW);
    expect(reloaded.pairing).toEqual(PAIRING);
    const headers = await reloaded.sign('PUT', '/api/x', new Uint8Array());
    const request = { method: 'PUT', target: '/api/x', bodySha256: SHA256_OF_NOTHING };
    expect(await isSignedBy(key.publicKey, headers, request)).toBe(true);
  });

  test('signs nothing before it is paired, nor after the pairing is over', async () => {
    const { device } = await pairedDevice();
    await device.forgetPairing();
    expect(await device.sign('GET', '/api/x', new Uint8Array())).toBeNull();
    const fresh = await openDevice(storeInMemory(), () => NOW);
    expect(await fresh.sign('GET', '/api/x', new Uint8Array())).toBeNull();
  });
});

describe('pairing', () => {
  test('asks again under the same id when the answer was lost, also after a reload', async () => {
    const store = storeInMemory();
    const first = apiThatAnswers([LOST]);
    const device = await openDevice(store, () => NOW);
    expect(await device.pair(first.api, 'ABCD1234')).toEqual(LOST);

    const reloaded = await openDevice(store, () => NOW);
    expect(reloaded.attempt?.request.code).toBe('ABCD1234');
    const second = apiThatAnswers([PAIRED]);
    await reloaded.pair(second.api, 'ABCD1234');
    expect(second.calls[0]?.target).toBe(first.calls[0]?.target);
    expect(second.calls[0]?.body).toEqual(first.calls[0]?.body);
    expect(reloaded.pairing).toEqual(PAIRING);
    expect(reloaded.attempt).toBeNull();
  });

  test('takes a new id for another code, and after a refusal', async () => {
    const wrong: Answer<unknown> = {
      kind: 'problem',
      problem: problemOf({ code: 'pairing_code_wrong' }, 'once'),
    };
    const { api, calls } = apiThatAnswers([LOST, wrong, PAIRED]);
    const device = await openDevice(storeInMemory(), () => NOW);
    await device.pair(api, 'ABCD1234');
    await device.pair(api, 'WXYZ9999');
    await device.pair(api, 'WXYZ9999');
    expect(new Set(calls.map((call) => call.target)).size).toBe(3);
  });

  test('keeps its id while the server is in trouble', async () => {
    const trouble: Answer<unknown> = {
      kind: 'problem',
      problem: problemOf({ code: 'try_again' }, 'once'),
    };
    const { api, calls } = apiThatAnswers([trouble, PAIRED]);
    const device = await openDevice(storeInMemory(), () => NOW);
    await device.pair(api, 'ABCD1234');
    await device.pair(api, 'ABCD1234');
    expect(calls[0]?.target).toBe(calls[1]?.target);
  });
});
