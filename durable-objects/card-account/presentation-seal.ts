// Seals a presentation with the account's own key and opens it again. Nothing is stored: what the account
// once signed, it believes. Absent: whether a presentation was used or ended (the journal knows).
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { CardId, PresentationId, TillId } from '../../contracts/ids.ts';
import { NamedReason } from '../../contracts/presentations.ts';

const Sealed = z.strictObject({
  presentationId: PresentationId,
  tillId: TillId,
  /** Null when the child was found by name; then there is a reason. */
  cardId: CardId.nullable(),
  namedReason: NamedReason.nullable(),
  /** Milliseconds since 1970, by the account's clock. */
  readAt: z.int(),
  expiresAt: z.int(),
});
export type SealedPresentation = z.infer<typeof Sealed>;

export function sealPresentation(sealed: SealedPresentation, key: Uint8Array): string {
  const payload = Buffer.from(JSON.stringify(sealed)).toString('base64url');
  return `${payload}.${macOf(payload, key)}`;
}

/** @returns what was sealed, or null when it was altered, invented, or is another account's. */
export function openPresentation(text: string, key: Uint8Array): SealedPresentation | null {
  const [payload, mac, ...rest] = text.split('.');
  if (payload === undefined || mac === undefined || rest.length > 0) return null;
  const expected = Buffer.from(macOf(payload, key));
  const given = Buffer.from(mac);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return Sealed.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
}

function macOf(payload: string, key: Uint8Array): string {
  return createHmac('sha256', key)
    .update(`klubkort-presentation-1\n${payload}`)
    .digest('base64url');
}
