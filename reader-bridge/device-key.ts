// The bridge's own P-256 key: made here, kept in a 0600 file, never sent. Only its public half travels,
// once, at pairing.
import { webcrypto } from 'node:crypto';
import { z } from 'zod';
import { DevicePublicKey } from '../contracts/pairings.ts';
import { KEY_ALGORITHM } from './device-signer.ts';

/** As JWK: the public half and `d`. */
export const DevicePrivateKey = DevicePublicKey.extend({ d: z.string().regex(/^[\w-]{43}$/) });
export type DevicePrivateKey = z.infer<typeof DevicePrivateKey>;

export async function createDeviceKey(): Promise<DevicePrivateKey> {
  const pair = await webcrypto.subtle.generateKey(KEY_ALGORITHM, true, ['sign', 'verify']);
  const { kty, crv, x, y, d } = await webcrypto.subtle.exportKey('jwk', pair.privateKey);
  return DevicePrivateKey.parse({ kty, crv, x, y, d });
}

export function publicHalf({ kty, crv, x, y }: DevicePrivateKey): DevicePublicKey {
  return { kty, crv, x, y };
}

export function importDeviceKey(key: DevicePrivateKey): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('jwk', key, KEY_ALGORITHM, false, ['sign']);
}
