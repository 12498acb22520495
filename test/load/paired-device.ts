// A screen or bridge with a P-256 key of its own, paired by code as the real ones are. What it then asks
// goes through the till page's own client, so that a test sends what a till would send.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { TillKey } from '../../bench/load/till-key.ts';
import type { TillId } from '../../contracts/ids.ts';
import { type DeviceKind, DevicePublicKey, Pairing } from '../../contracts/pairings.ts';
import { type Api, createApi, type Send, type Signer } from '../../portal/till/api.ts';

export interface PairedDevice {
  readonly tillId: TillId;
  /** Signs as this device whatever is sent over that line. */
  apiOver(send: Send): Api;
}

/** @throws Error with the house's own words when the code is not accepted. */
export async function pairDevice(
  send: Send,
  code: string,
  device: DeviceKind,
): Promise<PairedDevice> {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kty, crv, x, y } = keys.publicKey.export({ format: 'jwk' });
  const answer = await createApi(send, null).call({
    method: 'PUT',
    target: `/api/pairings/${randomUUID()}`,
    body: { code, device, publicKey: DevicePublicKey.parse({ kty, crv, x, y }) },
    answer: Pairing,
  });
  if (answer.kind !== 'ok') throw new Error(`The ${device} was not paired: ${wordsOf(answer)}`);
  const { tillId } = answer.value;
  const privateKeyPem = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const key = new TillKey({ tillId, device, privateKeyPem });
  return { tillId, apiOver: (line) => createApi(line, signerOf(key)) };
}

function signerOf(key: TillKey): Signer {
  return {
    sign: async (method, target, body) => {
      const text = Buffer.from(body).toString();
      return { ...key.signed({ method, target, body: text }).headers };
    },
    correctClock: () => {
      throw new Error('Both ends are on one machine, and yet their clocks differ.');
    },
  };
}

/** A problem or an outage in words, for an error message. */
export function wordsOf(answer: { readonly kind: string }): string {
  return JSON.stringify(answer);
}
