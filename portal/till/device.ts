// This screen as a device: its key, which never leaves the browser, its pairing with a till, and the proof
// that it signs on each request. Deliberately absent: what is asked.
import { DEVICE_HEADERS, deviceProofText } from '../../contracts/device-proof.ts';
import type { PairingId } from '../../contracts/ids.ts';
import { DevicePublicKey, Pairing, type PairingRequest } from '../../contracts/pairings.ts';
import type { Answer, Api, Signer } from './api.ts';
import type { Store } from './store.ts';

const KEY_KIND = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE_KIND = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** Kept before the code is sent: an answer that was lost is asked for again under the same id. */
export interface PairingAttempt {
  readonly pairingId: PairingId;
  readonly request: PairingRequest;
}

export interface Device extends Signer {
  readonly pairing: Pairing | null;
  /** A pairing whose answer never came. */
  readonly attempt: PairingAttempt | null;
  pair(api: Api, code: string): Promise<Answer<Pairing>>;
  finishPairing(api: Api): Promise<Answer<Pairing>>;
  forgetPairing(): Promise<void>;
}

export async function openDevice(store: Store, now: () => number): Promise<Device> {
  const keyPair = await keptKeyPair(store);
  const publicKey = await publicKeyOf(keyPair);
  let pairing = (await store.get('device', 'pairing')) as Pairing | null | undefined;
  let attempt = (await store.get('device', 'attempt')) as PairingAttempt | null | undefined;
  let clockDifferenceMs = 0;

  const finishPairing = async (api: Api): Promise<Answer<Pairing>> => {
    if (!attempt) throw new Error('no pairing has been begun');
    const answer = await api.call({
      method: 'PUT',
      target: `/api/pairings/${attempt.pairingId}`,
      body: attempt.request,
      answer: Pairing,
    });
    if (answer.kind === 'unreachable') return answer;
    if (answer.kind === 'problem' && answer.problem.status >= 500) return answer;
    if (answer.kind === 'ok') {
      await store.put('device', 'pairing', answer.value);
      pairing = answer.value;
    }
    await store.remove('device', 'attempt');
    attempt = null;
    return answer;
  };

  return {
    get pairing() {
      return pairing ?? null;
    },
    get attempt() {
      return attempt ?? null;
    },
    finishPairing,
    async pair(api, code) {
      if (attempt?.request.code !== code) {
        const pairingId = crypto.randomUUID() as PairingId;
        attempt = { pairingId, request: { code, device: 'screen', publicKey } };
        await store.put('device', 'attempt', attempt);
      }
      return finishPairing(api);
    },
    async forgetPairing() {
      pairing = null;
      await store.remove('device', 'pairing');
    },
    async sign(method, target, body) {
      if (!pairing) return null;
      const signedAt = Math.round(now() + clockDifferenceMs);
      const { tillId } = pairing;
      const bodySha256 = hex(await crypto.subtle.digest('SHA-256', body as BufferSource));
      const text = deviceProofText({
        method,
        target,
        tillId,
        device: 'screen',
        signedAt,
        bodySha256,
      });
      const signature = await crypto.subtle.sign(
        SIGNATURE_KIND,
        keyPair.privateKey,
        new TextEncoder().encode(text),
      );
      return {
        [DEVICE_HEADERS.tillId]: tillId,
        [DEVICE_HEADERS.device]: 'screen',
        [DEVICE_HEADERS.signedAt]: String(signedAt),
        [DEVICE_HEADERS.signature]: base64Url(signature),
      };
    },
    correctClock(serverNow) {
      clockDifferenceMs = serverNow - now();
    },
  };
}

async function keptKeyPair(store: Store): Promise<CryptoKeyPair> {
  const kept = (await store.get('device', 'key')) as CryptoKeyPair | undefined;
  if (kept) return kept;
  const made = await crypto.subtle.generateKey(KEY_KIND, false, ['sign', 'verify']);
  await store.put('device', 'key', made);
  return made;
}

async function publicKeyOf(keyPair: CryptoKeyPair): Promise<DevicePublicKey> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', keyPair.publicKey);
  return DevicePublicKey.parse({ kty, crv, x, y });
}

function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function base64Url(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
