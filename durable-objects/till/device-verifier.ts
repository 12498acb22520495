// Checks that a paired device signed a text, or a request just now. Keys are imported once and held while they are
// in force. Absent: what the device may then do.
import { LARGEST_CLOCK_DIFFERENCE_MS } from '../../contracts/device-proof.ts';
import type { DeviceKind } from '../../contracts/pairings.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { DeviceProof } from './commands.ts';
import type { TillStore } from './till-store.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export class DeviceVerifier {
  readonly #store: TillStore;
  readonly #keys = new Map<DeviceKind, CryptoKey>();

  constructor(store: TillStore) {
    this.#store = store;
  }

  /**
   * Null for a request that the device signed now. Refusals in order: `device_not_allowed`, `device_revoked`,
   * `device_proof_wrong`, `device_clock_wrong`.
   */
  async refuse(proof: DeviceProof, mustBe: DeviceKind): Promise<Refusal | null> {
    if (proof.device !== mustBe) return { code: 'device_not_allowed' };
    const { device, signedText, signature, signedAt } = proof;
    const verdict = await this.verify(device, signedText, signature);
    if (verdict === 'absent') return { code: 'device_revoked' };
    if (verdict === 'wrong') return { code: 'device_proof_wrong' };
    const now = Date.now();
    return Math.abs(now - signedAt) > LARGEST_CLOCK_DIFFERENCE_MS
      ? { code: 'device_clock_wrong', now }
      : null;
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
