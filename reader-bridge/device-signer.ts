// Signs as the paired device: requests with the time, and the hello that opens the socket. Owns the
// difference between this PC's clock and the server's; the private key stays inside.
import { createHash, webcrypto } from 'node:crypto';
import { DEVICE_HEADERS, deviceProofText } from '../contracts/device-proof.ts';
import type { TillId } from '../contracts/ids.ts';
import { bridgeHelloText } from '../contracts/readers.ts';

export const KEY_ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE_ALGORITHM = { name: 'ECDSA', hash: 'SHA-256' } as const;

export class DeviceSigner {
  readonly tillId: TillId;
  readonly #privateKey: webcrypto.CryptoKey;
  readonly #wallClock: () => number;
  #serverAheadMs = 0;

  constructor(
    tillId: TillId,
    privateKey: webcrypto.CryptoKey,
    wallClock: () => number = () => Date.now(),
  ) {
    this.tillId = tillId;
    this.#privateKey = privateKey;
    this.#wallClock = wallClock;
  }

  /** From now on sign by the server's clock, which shows this. @returns the correction made. */
  correctClock(serverNowMs: number): number {
    const serverAheadMs = serverNowMs - this.#wallClock();
    const correctedByMs = serverAheadMs - this.#serverAheadMs;
    this.#serverAheadMs = serverAheadMs;
    return correctedByMs;
  }

  /** The headers that prove a request. `target` is path and query as sent. */
  async requestHeaders(
    method: string,
    target: string,
    body: string,
  ): Promise<Record<string, string>> {
    const signedAt = Math.round(this.#wallClock() + this.#serverAheadMs);
    const text = deviceProofText({
      method,
      target,
      tillId: this.tillId,
      device: 'bridge',
      signedAt,
      bodySha256: createHash('sha256').update(body).digest('hex'),
    });
    return {
      [DEVICE_HEADERS.tillId]: this.tillId,
      [DEVICE_HEADERS.device]: 'bridge',
      [DEVICE_HEADERS.signedAt]: String(signedAt),
      [DEVICE_HEADERS.signature]: await this.#sign(text),
    };
  }

  helloSignature(nonce: string): Promise<string> {
    return this.#sign(bridgeHelloText(this.tillId, nonce));
  }

  async #sign(text: string): Promise<string> {
    const bytes = new TextEncoder().encode(text);
    const signature = await webcrypto.subtle.sign(SIGNATURE_ALGORITHM, this.#privateKey, bytes);
    return Buffer.from(signature).toString('base64url');
  }
}
