// HMAC-SHA-256 under the deployment's keys: card identifiers, pairing codes and PINs are stored and
// looked up only like this. A label keeps one key's uses apart.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export type HashLabel = 'card' | 'pairing-code' | 'pin';

export function keyedHash(label: HashLabel, text: string, key: string): string {
  return createHmac('sha256', Buffer.from(key, 'base64'))
    .update(`klubkort-${label}-1\n${text}`)
    .digest('hex');
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
