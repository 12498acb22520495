// The child's name and photo in the clear, in memory only, until a newer copy comes. The key is asked of
// the municipality; without it (after an erasure) there is nobody to show.
import type { Photo } from '../../contracts/photo.ts';
import { decryptField, decryptText } from '../person-cipher.ts';
import type { AccountStore, ChildCopy } from './account-store.ts';

export interface Face {
  readonly childName: string;
  readonly photo: Photo | null;
}

export function revealFace(child: ChildCopy, store: AccountStore, key: Uint8Array): Face {
  const name = Buffer.from(child.nameCiphertext, 'hex');
  const photo = store.photoCiphertext();
  return {
    childName: decryptText(key, child.childId, 'name', name),
    photo: photo === null ? null : photoOf(decryptField(key, child.childId, 'photo', photo)),
  };
}

const MEDIA_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const;

/** A stored photo is one byte for its kind and then the picture. */
export function photoBytes(photo: Photo): Uint8Array {
  const picture = Buffer.from(photo.base64, 'base64');
  return new Uint8Array(Buffer.concat([Buffer.of(MEDIA_TYPES.indexOf(photo.mediaType)), picture]));
}

export function photoOf(bytes: Uint8Array): Photo {
  const mediaType = MEDIA_TYPES[bytes[0] ?? 0] ?? 'image/png';
  return { mediaType, base64: Buffer.from(bytes.subarray(1)).toString('base64') };
}
