// Pairing codes and what they paired. A code is shown once and stored as an HMAC; it pairs one screen and
// one bridge. Absent: the devices' keys, which are the till's.
import { randomInt } from 'node:crypto';
import type { PairingId, TillId } from '../../contracts/ids.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { DevicePublicKey, Pairing, PairingRequest } from '../../contracts/pairings.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { Env } from '../env.ts';
import { keyedHash, sha256Hex } from '../keyed-hash.ts';
import { TryCounter } from '../try-counter.ts';
import type { IssuePairingCodeCommand } from './commands.ts';
import type { RegistryStore } from './registry-store.ts';
import type { TillPushes } from './till-pushes.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const KEY_ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const CODE_LENGTH = 8;
const LONGEST_CODE_LIFETIME_MS = 86_400_000;
/** Wrong codes of all who ask together: 40 bits stand behind it. */
const WRONG_CODES_PER_MINUTE = 20;

export interface PairingOfficeDoors {
  readonly storage: DurableObjectStorage;
  readonly codeKey: string;
  readonly tillPushes: TillPushes;
  readonly tills: Env['TILL'];
}

export class PairingOffice {
  readonly #store: RegistryStore;
  readonly #doors: PairingOfficeDoors;
  readonly #wrongCodes = new TryCounter(WRONG_CODES_PER_MINUTE, 60_000);

  constructor(store: RegistryStore, doors: PairingOfficeDoors) {
    this.#store = store;
    this.#doors = doors;
  }

  issueCode({ tillId, validForMs }: IssuePairingCodeCommand, now: number): string {
    const letters = Array.from({ length: CODE_LENGTH }, () => CROCKFORD[randomInt(32)]);
    const code = letters.join('');
    const expiresAt = now + Math.min(validForMs, LONGEST_CODE_LIFETIME_MS);
    this.#store.insertPairingCode(this.#hashOf(code), tillId, expiresAt);
    return `${code.slice(0, 4)}-${code.slice(4)}`;
  }

  /**
   * The till has the device's key, and what it needs to sell, before the answer. The same id and body again
   * gives the same till. Refusals in order: `invalid_request` (the key is no point on the curve),
   * `too_many_tries`, `pairing_id_reused` (another body), `pairing_code_wrong` (wrong, used or too old: which,
   * is not said).
   */
  async pair(pairingId: PairingId, request: PairingRequest): Promise<Outcome<Pairing, Refusal>> {
    const { storage, tillPushes, tills } = this.#doors;
    const checked = await this.#checkKey(request.publicKey);
    if (!checked.ok) return checked;
    const spent = storage.transactionSync(() => this.#spendCode(pairingId, request, Date.now()));
    if (!spent.ok) return spent;
    const tillId = spent.value;
    const copies = tillPushes.copiesOf(tillId);
    const { device, publicKey } = request;
    await tills.getByName(tillId).enrol({ pairingId, device, publicKey, copies });
    tillPushes.arrived(tillId, copies);
    const { tillName, clubName } = copies.place.content;
    return accepted({ tillId, tillName, clubName });
  }

  /** Before a code is spent: a key that no signature can fit must not replace one that works. */
  async #checkKey(publicKey: DevicePublicKey): Promise<Outcome<null, Refusal>> {
    try {
      await crypto.subtle.importKey('jwk', { ...publicKey }, KEY_ALGORITHM, false, ['verify']);
      return accepted(null);
    } catch {
      const error = { pointer: '/publicKey', detail: 'The key is no point on the curve P-256' };
      return refused({ code: 'invalid_request', errors: [error] });
    }
  }

  /** For one kind of device. */
  #spendCode(pairingId: PairingId, request: PairingRequest, now: number): Outcome<TillId, Refusal> {
    const retryAfterMs = this.#wrongCodes.waitMs(now);
    if (retryAfterMs > 0) return refused({ code: 'too_many_tries', retryAfterMs });
    const codeHash = this.#hashOf(request.code);
    const requestHash = sha256Hex(JSON.stringify(request));
    const code = this.#store.pairingCode(codeHash);
    const known = this.#store.pairing(pairingId);
    if (known !== null) {
      // The hash covers the code too: who says the same again has the code that the pairing spent.
      const isSame = known.requestHash === requestHash && code !== null;
      return isSame ? accepted(code.tillId) : refused({ code: 'pairing_id_reused' });
    }
    const { device } = request;
    const isUsable =
      code !== null && now < code.expiresAt && !this.#store.codeIsUsed(codeHash, device);
    if (!isUsable) {
      this.#wrongCodes.add(now);
      return refused({ code: 'pairing_code_wrong' });
    }
    this.#store.insertPairing(pairingId, requestHash, codeHash, device, now);
    this.#store.insertAuditLog(`pairing:${pairingId}`, 'device_paired', [code.tillId], now);
    return accepted(code.tillId);
  }

  #hashOf(code: string): string {
    return keyedHash('pairing-code', code, this.#doors.codeKey);
  }
}
