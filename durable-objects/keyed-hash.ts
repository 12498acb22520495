// HMAC-SHA-256 under the deployment's keys: card identifiers, codes, PINs and national ids are stored and
// looked up only like this. A label keeps one key's uses apart.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export type HashLabel =
  | 'card'
  | 'pairing-code'
  | 'pin'
  | 'national-id'
  | 'email-code'
  | 'letter-code'
  | 'link-request';

export function keyedHash(label: HashLabel, text: string, key: string): string {
  return createHmac('sha256', Buffer.from(key, 'base64'))
    .update(`klubkort-${label}-1\n${text}`)
    .digest('hex');
}

/**
 * A person is found again by it, whichever provider the login came from.
 *
 * @param nationalId ten digits, without the hyphen.
 * @param key `CODE_KEY`
 */
export function nationalIdHash(nationalId: string, key: string): string {
  if (!/^\d{10}$/.test(nationalId)) throw new RangeError('a national id has ten digits');
  return keyedHash('national-id', nationalId, key);
}

export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Compares two hex texts without telling by time where they differ. */
export function equalHashes(left: string, right: string): boolean {
  const leftBytes = Buffer.from(left);
  const rightBytes = Buffer.from(right);
  return leftBytes.length === rightBytes.length && timingSafeEqual(leftBytes, rightBytes);
}
