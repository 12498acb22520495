// What only the edge may read again, wherever it lies meanwhile: in a browser's cookie or in an object's row.
// AES-256-GCM under a key of the edge's own; the purpose is bound in, so that no seal serves for another.
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

export type SealPurpose = 'pending-login' | 'id-token';

const IV_LENGTH = 12;
const TAG_LENGTH = 16;

/** Layout: 12 bytes of IV, the ciphertext, 16 bytes of tag. */
export function seal(purpose: SealPurpose, clear: string, edgeKey: string): Uint8Array {
  const iv = randomBytes(IV_LENGTH);
  const cipher = createCipheriv('aes-256-gcm', keyFor(purpose, edgeKey), iv);
  const parts = [iv, cipher.update(clear, 'utf8'), cipher.final(), cipher.getAuthTag()];
  return new Uint8Array(Buffer.concat(parts));
}

/** Null for what was altered, invented, or sealed for another purpose or by another key. */
export function unseal(purpose: SealPurpose, sealed: Uint8Array, edgeKey: string): string | null {
  const bytes = Buffer.from(sealed);
  if (bytes.length < IV_LENGTH + TAG_LENGTH) return null;
  const iv = bytes.subarray(0, IV_LENGTH);
  const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose, edgeKey), iv);
  decipher.setAuthTag(bytes.subarray(-TAG_LENGTH));
  const clear = decipher.update(bytes.subarray(IV_LENGTH, -TAG_LENGTH));
  try {
    return Buffer.concat([clear, decipher.final()]).toString('utf8');
  } catch {
    // The tag does not fit: whoever made these bytes was not us.
    return null;
  }
}

function keyFor(purpose: SealPurpose, edgeKey: string): Buffer {
  return createHmac('sha256', Buffer.from(edgeKey, 'base64'))
    .update(`klubkort-seal-${purpose}-1`)
    .digest();
}
