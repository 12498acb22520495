// Personal fields on disk: AES-256-GCM under the person's own key, bound to person and field. Deleted
// rows stay readable in SQLite's files, so a field that must be forgotten was never there in the clear.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export type PersonalField =
  | 'name'
  | 'birth-date'
  | 'national-id'
  | 'contact-name'
  | 'photo'
  | 'reason'
  | 'email'
  | 'phone'
  | 'bank-account'
  | 'push-subscription'
  | 'key';

const IV_LENGTH = 12;
const TAG_LENGTH = 16;

export function newPersonKey(): Uint8Array {
  return randomBytes(32);
}

/** Layout: 12 bytes of IV, the ciphertext, 16 bytes of tag. */
export function encryptField(
  key: Uint8Array,
  personId: string,
  field: PersonalField,
  clear: Uint8Array,
): Uint8Array {
  const iv = randomBytes(IV_LENGTH);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(`${personId}\n${field}`));
  const parts = [iv, cipher.update(Buffer.from(clear)), cipher.final(), cipher.getAuthTag()];
  return new Uint8Array(Buffer.concat(parts));
}

/** @throws Error if the bytes were altered or belong to another person or field. */
export function decryptField(
  key: Uint8Array,
  personId: string,
  field: PersonalField,
  stored: Uint8Array,
): Uint8Array {
  const bytes = Buffer.from(stored);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_LENGTH));
  decipher.setAAD(Buffer.from(`${personId}\n${field}`));
  decipher.setAuthTag(bytes.subarray(-TAG_LENGTH));
  const clear = decipher.update(bytes.subarray(IV_LENGTH, -TAG_LENGTH));
  return new Uint8Array(Buffer.concat([clear, decipher.final()]));
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function encryptText(
  key: Uint8Array,
  personId: string,
  field: PersonalField,
  text: string,
): Uint8Array {
  return encryptField(key, personId, field, encoder.encode(text));
}

export function decryptText(
  key: Uint8Array,
  personId: string,
  field: PersonalField,
  stored: Uint8Array,
): string {
  return decoder.decode(decryptField(key, personId, field, stored));
}
