// Checks that a paired device signed a text. Keys are imported once and held while they are in force.
// Absent: what the device may then do.
import type { DeviceKind } from '../../contracts/pairings.ts';
import type { TillStore } from './till-store.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export class DeviceVerifier {
  readonly #store: TillStore;
  readonly #keys = new Map<DeviceKind, CryptoKey>();

  constructor(store: TillStore) {
    this.#store = store;
  }

  /** @returns `absent` when no such device is paired, else whether the signature fits. */
  async verify(
    device: DeviceKind,
    signedText: string,
    signature: string,
  ): Promise<'fits' | 'wrong' | 'absent'> {
    const key = this.#keys.get(device) ?? (await this.#import(device));
    if (key === null) return 'absent';
    const bytes = Buffer.from(signature, 'base64url');
    const text = new TextEncoder().encode(signedText);
    return (await crypto.subtle.verify(ALGORITHM, key, bytes, text)) ? 'fits' : 'wrong';
  }

  /** To be called when a key was replaced or revoked. */
  forget(): void {
    this.#keys.clear();
  }

  async #import(device: DeviceKind): Promise<CryptoKey | null> {
    const row = this.#store.deviceKey(device);
    if (row === null) return null;
    const key = await crypto.subtle.importKey('jwk', { ...row.publicKey }, ALGORITHM, false, [
      'verify',
    ]);
    // Another key may have come into force while this one was imported.
    if (this.#store.deviceKey(device)?.pairingId === row.pairingId) this.#keys.set(device, key);
    return key;
  }
}
