// Who may sell at this till and who does: the copied list with its names in the clear (in memory only),
// the shift, and PINs that are tried too often.
import type { OperatorId } from '../../contracts/ids.ts';
import type { OperatorChange, TillOperator } from '../../contracts/operators.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { equalHashes, keyedHash } from '../keyed-hash.ts';
import { decryptText } from '../person-cipher.ts';
import type { OperatorCopy } from './till-copies.ts';
import type { TillStore } from './till-store.ts';

const FREE_TRIES = 5;
const FIRST_LOCK_MS = 60_000;
const LONGEST_LOCK_MS = 15 * 60_000;

export type KeysOf = (personIds: readonly string[]) => Promise<(Uint8Array | null)[]>;

/** Names in the clear, for the screen's list. One whose key was erased is not listed. */
export async function namedOperators(
  operators: readonly OperatorCopy[],
  keysOf: KeysOf,
): Promise<TillOperator[]> {
  const keys = await keysOf(operators.map(({ operatorId }) => operatorId));
  return operators.flatMap(({ operatorId, kind, nameCiphertext }, index) => {
    const key = keys[index];
    if (!key) return [];
    const name = decryptText(key, operatorId, 'name', Buffer.from(nameCiphertext, 'hex'));
    return [{ operatorId, name, kind }];
  });
}

/**
 * Whether somebody may take over the till with a PIN, or leave it; the caller writes the shift. Refusals in order
 * of precedence: `operator_unknown`, `too_many_tries`, `pin_wrong`.
 */
export function changeShift(
  store: TillStore,
  operators: readonly OperatorCopy[],
  change: OperatorChange,
  codeKey: string,
  now: number,
): Outcome<OperatorId | null, Refusal> {
  if (change.kind === 'sign_out') {
    return accepted(null);
  }
  const { operatorId, pin } = change;
  const operator = operators.find((candidate) => candidate.operatorId === operatorId);
  if (operator === undefined) return refused({ code: 'operator_unknown' });
  const { failures, lockedUntil } = store.wrongPin(operatorId);
  if (now < lockedUntil)
    return refused({ code: 'too_many_tries', retryAfterMs: lockedUntil - now });
  if (!equalHashes(keyedHash('pin', `${operatorId}\n${pin}`, codeKey), operator.pinHash)) {
    const count = failures + 1;
    store.putWrongPin(operatorId, count, now + lockMs(count));
    return refused({ code: 'pin_wrong', triesLeft: Math.max(0, FREE_TRIES - count) });
  }
  if (failures > 0) store.forgetWrongPins(operatorId);
  return accepted(operatorId);
}

function lockMs(failures: number): number {
  if (failures < FREE_TRIES) return 0;
  return Math.min(FIRST_LOCK_MS * 2 ** (failures - FREE_TRIES), LONGEST_LOCK_MS);
}
