// A till's rows in SQL: device keys, copies, who is on shift, wrong PINs, a youth's last sale. The only place
// that reads or writes them. Absent: anything about money or children.
import type { OperatorId, PurchaseId } from '../../contracts/ids.ts';
import type { DeviceKind, DevicePublicKey } from '../../contracts/pairings.ts';
import type { LastYouthSaleRow } from './last-youth-sale.ts';
import type { TillCopies, Versioned } from './till-copies.ts';

export interface DeviceKeyRow {
  readonly pairingId: string;
  readonly publicKey: DevicePublicKey;
}

export class TillStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Puts a key in force; the one before it is replaced. Repeating a pairing changes nothing. */
  putDeviceKey(
    pairingId: string,
    device: DeviceKind,
    publicKey: DevicePublicKey,
    now: number,
  ): boolean {
    const known = this.#first('SELECT 1 FROM device_key WHERE pairing_id = ?', pairingId);
    if (known !== null) return false;
    this.revokeDevice(device, now);
    this.#sql.exec(
      'INSERT INTO device_key (pairing_id, device, public_key, paired_at) VALUES (?, ?, ?, ?)',
      pairingId,
      device,
      JSON.stringify(publicKey),
      now,
    );
    return true;
  }

  revokeDevice(device: DeviceKind, now: number): void {
    this.#sql.exec(
      'UPDATE device_key SET replaced_at = ? WHERE device = ? AND replaced_at IS NULL',
      now,
      device,
    );
  }

  deviceKey(device: DeviceKind): DeviceKeyRow | null {
    const row = this.#first(
      'SELECT pairing_id, public_key FROM device_key WHERE device = ? AND replaced_at IS NULL',
      device,
    );
    if (row === null) return null;
    return {
      pairingId: row.pairing_id as string,
      publicKey: JSON.parse(row.public_key as string) as DevicePublicKey,
    };
  }

  putCopies({ place, catalogue, operators }: TillCopies): void {
    this.#putCopy('place', place);
    this.#putCopy('catalogue', catalogue);
    this.#putCopy('operators', operators);
  }

  /** Null before the till was ever paired. */
  copies(): TillCopies | null {
    const copies: Record<string, Versioned<unknown>> = {};
    for (const row of this.#sql.exec<Record<string, SqlStorageValue>>('SELECT * FROM copy')) {
      copies[row.kind as string] = {
        version: row.version as number,
        content: JSON.parse(row.content as string),
      };
    }
    return copies.place === undefined ? null : (copies as unknown as TillCopies);
  }

  operatorOnShift(): OperatorId | null {
    return (this.#first('SELECT operator_id FROM shift')?.operator_id ?? null) as OperatorId | null;
  }

  /** When the screen signed the change that is in force, by its clock but never ahead of ours. */
  shiftSignedAt(): number {
    return (this.#first('SELECT signed_at FROM shift')?.signed_at ?? 0) as number;
  }

  putShift(operatorId: OperatorId | null, now: number, signedAt: number): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO shift (only, operator_id, since, signed_at) VALUES (1, ?, ?, ?)',
      operatorId,
      now,
      signedAt,
    );
  }

  /** Nobody sells any more; what a former screen signed need not be remembered, its key being gone. */
  endShift(): void {
    this.#sql.exec('DELETE FROM shift');
  }

  lastYouthSale(): LastYouthSaleRow | null {
    const row = this.#first('SELECT * FROM last_youth_sale');
    if (row === null) return null;
    return {
      operatorId: row.operator_id as OperatorId | null,
      purchaseId: row.purchase_id as PurchaseId,
      soldAt: row.sold_at as number,
    };
  }

  putLastYouthSale({ operatorId, purchaseId, soldAt }: LastYouthSaleRow): void {
    this.#sql.exec(
      `INSERT OR REPLACE INTO last_youth_sale (only, operator_id, purchase_id, sold_at)
         VALUES (1, ?, ?, ?)`,
      operatorId,
      purchaseId,
      soldAt,
    );
  }

  wrongPin(operatorId: OperatorId): { failures: number; lockedUntil: number } {
    const row = this.#first('SELECT * FROM wrong_pin WHERE operator_id = ?', operatorId);
    return {
      failures: (row?.failures as number | undefined) ?? 0,
      lockedUntil: (row?.locked_until as number | undefined) ?? 0,
    };
  }

  putWrongPin(operatorId: OperatorId, failures: number, lockedUntil: number): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO wrong_pin (operator_id, failures, locked_until) VALUES (?, ?, ?)',
      operatorId,
      failures,
      lockedUntil,
    );
  }

  forgetWrongPins(operatorId: OperatorId): void {
    this.#sql.exec('DELETE FROM wrong_pin WHERE operator_id = ?', operatorId);
  }

  /** An older copy than seen, or the same one, changes nothing. */
  #putCopy<Kind extends keyof TillCopies>(kind: Kind, copy: TillCopies[Kind]): void {
    const known = this.#first('SELECT version, content FROM copy WHERE kind = ?', kind);
    const content = JSON.stringify(copy.content);
    if (known !== null && (known.version as number) > copy.version) return;
    if (known?.content === content && known.version === copy.version) return;
    this.#sql.exec(
      'INSERT OR REPLACE INTO copy (kind, version, content) VALUES (?, ?, ?)',
      kind,
      copy.version,
      content,
    );
  }

  #first(query: string, ...bindings: SqlStorageValue[]): Record<string, SqlStorageValue> | null {
    return this.#sql.exec<Record<string, SqlStorageValue>>(query, ...bindings).toArray()[0] ?? null;
  }
}
