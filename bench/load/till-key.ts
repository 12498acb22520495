// The key of a till's screen or bridge, and the proof that it puts on a request.
import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { DEVICE_HEADERS, deviceProofText } from '../../contracts/device-proof.ts';
import type { TillId } from '../../contracts/ids.ts';
import type { DeviceKind } from '../../contracts/pairings.ts';
import type { RequestText } from './till-connection.ts';

/** As it travels from the bench to its load generator. */
export interface TillKeyText {
  readonly tillId: TillId;
  readonly device: DeviceKind;
  readonly privateKeyPem: string;
}

export class TillKey {
  readonly #tillId: TillId;
  readonly #device: DeviceKind;
  readonly #key: KeyObject;

  constructor(text: TillKeyText) {
    this.#tillId = text.tillId;
    this.#device = text.device;
    this.#key = createPrivateKey(text.privateKeyPem);
  }

  /** The same request with the headers that prove who sends it. */
  signed(request: RequestText): RequestText {
    const signedAt = Date.now();
    const text = deviceProofText({
      method: request.method,
      target: request.target,
      tillId: this.#tillId,
      device: this.#device,
      signedAt,
      bodySha256: createHash('sha256')
        .update(request.body ?? '')
        .digest('hex'),
    });
    const signature = sign('sha256', Buffer.from(text), {
      key: this.#key,
      dsaEncoding: 'ieee-p1363',
    });
    return {
      ...request,
      headers: {
        ...request.headers,
        [DEVICE_HEADERS.tillId]: this.#tillId,
        [DEVICE_HEADERS.device]: this.#device,
        [DEVICE_HEADERS.signedAt]: String(signedAt),
        [DEVICE_HEADERS.signature]: signature.toString('base64url'),
      },
    };
  }
}
