// After each kill: reads what the dead process had still sent, writes the kill down, and starts the next one
// on the same state. Then every till asks again at once.
import { setTimeout as delay } from 'node:timers/promises';
import type { House } from './house.ts';
import type { Kill, Ledger } from './ledger.ts';
import type { TillAtWork } from './till-at-work.ts';

const LAST_BYTES_MS = 20;

export async function restart(
  house: House,
  tills: readonly TillAtWork[],
  ledger: Ledger,
  kill: Omit<Kill, 'restartedAt'>,
): Promise<void> {
  await delay(LAST_BYTES_MS);
  ledger.kills.push({ ...kill, restartedAt: Date.now() });
  await house.start();
  for (const till of tills) till.hurry();
}
