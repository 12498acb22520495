// The device's side of pairing: a code that a club leader shows, exchanged once per device for a place
// at a till. The private key never leaves the device.
import { z } from 'zod';
import { TillId } from './ids.ts';

/** The screen and the bridge of one till each hold a key of their own. */
export const DeviceKind = z.enum(['screen', 'bridge']);
export type DeviceKind = z.infer<typeof DeviceKind>;

export const DevicePublicKey = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().regex(/^[\w-]{43}$/),
  y: z.string().regex(/^[\w-]{43}$/),
});
export type DevicePublicKey = z.infer<typeof DevicePublicKey>;

/** Eight characters of Crockford's base32 (40 bits); hyphen, spaces and case are the reader's business. */
export const PairingCode = z
  .string()
  .max(20)
  .transform((text) =>
    text.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0'),
  )
  .pipe(z.string().regex(/^[0-9A-HJKMNP-TV-Z]{8}$/));

/** Body of `PUT /api/pairings/{pairingId}` */
export const PairingRequest = z.strictObject({
  code: PairingCode,
  device: DeviceKind,
  publicKey: DevicePublicKey,
});
export type PairingRequest = z.infer<typeof PairingRequest>;

export const Pairing = z.strictObject({
  tillId: TillId,
  tillName: z.string(),
  clubName: z.string(),
});
export type Pairing = z.infer<typeof Pairing>;
