// How a paired device signs a request: the text that is signed, and the headers that carry the proof.
// The key never travels. What makes a thing counts once by its id; an older change of operator is refused.
import { z } from 'zod';
import { TillId } from './ids.ts';
import { DeviceKind } from './pairings.ts';

export const DEVICE_HEADERS = {
  tillId: 'klubkort-till',
  device: 'klubkort-device',
  signedAt: 'klubkort-signed-at',
  signature: 'klubkort-signature',
} as const;

/** A device whose clock differs by more is told the time and signs again. */
export const LARGEST_CLOCK_DIFFERENCE_MS = 300_000;

export const DeviceHeaders = z.object({
  tillId: TillId,
  device: DeviceKind,
  /** Milliseconds since 1970 by the device's clock, corrected by what the edge told it. */
  signedAt: z.coerce.number().int().min(0).max(8.64e15),
  /** ECDSA P-256 with SHA-256, the raw 64 bytes in base64url. */
  signature: z.string().regex(/^[\w-]{86}$/),
});
export type DeviceHeaders = z.infer<typeof DeviceHeaders>;

export interface SignedRequest {
  readonly method: string;
  /** Path and query as sent, beginning with `/api/`. */
  readonly target: string;
  readonly tillId: TillId;
  readonly device: DeviceKind;
  readonly signedAt: number;
  /** SHA-256 of the body's bytes in lower-case hex; of no bytes when there is no body. */
  readonly bodySha256: string;
}

export function deviceProofText(request: SignedRequest): string {
  return [
    'klubkort-device-proof-1',
    request.method,
    request.target,
    request.tillId,
    request.device,
    String(request.signedAt),
    request.bodySha256,
  ].join('\n');
}
