// A paired device for tests: a real P-256 key that signs real requests to the edge.

import { createHash } from 'node:crypto';
import { DEVICE_HEADERS, deviceProofText } from '../../contracts/device-proof.ts';
import type { TillId } from '../../contracts/ids.ts';
import { type DeviceKind, Pairing } from '../../contracts/pairings.ts';
import { edge } from './edge.ts';

export const ORIGIN = 'http://klubkort.test';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export interface SendOptions {
  readonly signedAt?: number;
  readonly signWith?: CryptoKey;
  readonly device?: DeviceKind;
  readonly headers?: Record<string, string>;
  /** The body as sent, when it must be something that JSON.stringify would not make. */
  readonly rawBody?: string;
  /** To give up the request, as a till does that lost its connection. */
  readonly signal?: AbortSignal;
}

export class TestDevice {
  readonly tillId: TillId;
  readonly device: DeviceKind;
  readonly #keys: CryptoKeyPair;

  constructor(tillId: TillId, device: DeviceKind, keys: CryptoKeyPair) {
    this.tillId = tillId;
    this.device = device;
    this.#keys = keys;
  }

  static async pair(code: string, device: DeviceKind): Promise<TestDevice> {
    const keys = await newKeys();
    const response = await sendPairing(crypto.randomUUID(), code, device, keys.publicKey);
    if (response.status !== 201) throw new Error(`pairing: ${await response.text()}`);
    const { tillId } = Pairing.parse(await response.json());
    return new TestDevice(tillId, device, keys);
  }

  /** Signs and sends. Says nothing about the answer. */
  async send(
    method: string,
    target: string,
    body?: unknown,
    options: SendOptions = {},
  ): Promise<Response> {
    const text = options.rawBody ?? (body === undefined ? '' : JSON.stringify(body));
    return edge.fetch(await this.signed(method, target, text, options));
  }

  /** A signed request that was not sent yet. */
  async signed(
    method: string,
    target: string,
    text: string,
    options: SendOptions,
  ): Promise<Request> {
    const signedAt = options.signedAt ?? Date.now();
    const device = options.device ?? this.device;
    const proof = deviceProofText({
      method,
      target,
      tillId: this.tillId,
      device,
      signedAt,
      bodySha256: createHash('sha256').update(text).digest('hex'),
    });
    const headers = new Headers({
      [DEVICE_HEADERS.tillId]: this.tillId,
      [DEVICE_HEADERS.device]: device,
      [DEVICE_HEADERS.signedAt]: String(signedAt),
      [DEVICE_HEADERS.signature]: await this.sign(proof, options.signWith),
    });
    if (text !== '') headers.set('content-type', 'application/json');
    for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
    const init = { method, headers, ...(text === '' ? {} : { body: text }) };
    const { signal } = options;
    return new Request(ORIGIN + target, signal ? { ...init, signal } : init);
  }

  async sign(text: string, key = this.#keys.privateKey): Promise<string> {
    const signature = await crypto.subtle.sign(ALGORITHM, key, new TextEncoder().encode(text));
    return Buffer.from(signature).toString('base64url');
  }
}

export async function newKeys(): Promise<CryptoKeyPair> {
  return (await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])) as CryptoKeyPair;
}

export async function sendPairing(
  pairingId: string,
  code: string,
  device: DeviceKind,
  publicKey: CryptoKey,
): Promise<Response> {
  const jwk = (await crypto.subtle.exportKey('jwk', publicKey)) as JsonWebKey;
  const { kty, crv, x, y } = jwk;
  return edge.fetch(`${ORIGIN}/api/pairings/${pairingId}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, device, publicKey: { kty, crv, x, y } }),
  });
}
