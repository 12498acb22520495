// Kills the house at an exact system call, or lets the disk refuse one, by strace: before data is durable,
// while the log is written, while an answer goes out. Counted from the start of the traced
// process, which makes some 24 disk writes before it listens.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { House } from './house.ts';
import type { Ledger } from './ledger.ts';
import { restart } from './restart.ts';
import type { Shift, TillAtWork } from './till-at-work.ts';

export interface SystemCallKill {
  readonly name: string;
  readonly calls: string;
  /** Which of these calls, counted from 1. */
  readonly when: number;
}

const SYNC = 'fsync,fdatasync';

export const SYSTEM_CALL_KILLS: readonly SystemCallKill[] = [
  ...[3, 17, 44].map((when) => ({ name: `at the sync number ${when}`, calls: SYNC, when })),
  ...[331, 602].map((when) => ({
    name: `at the disk write number ${when}`,
    calls: 'pwrite64',
    when,
  })),
  ...[66, 145].map((when) => ({ name: `at the answer number ${when}`, calls: 'writev', when })),
];

export function isStraceThere(): boolean {
  return spawnSync('strace', ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Starts the house so that it is killed as it enters that call, and then starts it again plainly. */
export async function killAtSystemCall(
  house: House,
  tills: readonly TillAtWork[],
  ledger: Ledger,
  shift: Shift,
  kill: SystemCallKill,
): Promise<void> {
  let hasEnded = false;
  house.ended.then(() => {
    hasEnded = true;
  });
  while (!hasEnded && !shift.isOver()) await delay(5);
  if (!hasEnded) throw new Error(`workerd never came to the ${kill.calls} number ${kill.when}`);
  // Its connections have already failed: what was under way is now what has no outcome.
  const unanswered = ledger.unsettled();
  await restart(house, tills, ledger, { name: kill.name, unanswered, endedAt: Date.now() });
}

export function killingAt({ calls, when }: SystemCallKill, house: House): string[] {
  return strace(house, calls, `signal=SIGKILL:when=${when}`);
}

/** Every sync of that range fails, as a dying disk would let it. */
export function failingSyncs(from: number, to: number, house: House): string[] {
  return strace(house, SYNC, `error=EIO:when=${from}..${to}`);
}

function strace(house: House, calls: string, injection: string): string[] {
  return [
    // As a grandchild, so that workerd itself keeps the process's id and dies by it. Without the faster
    // --seccomp-bpf, under which strace 6.1 lists the calls and injects nothing.
    ...['strace', '-D', '-f', '-qq'],
    ...['-o', join(house.directory, 'strace.log')],
    ...['-e', `trace=${calls}`, '-e', `inject=${calls}:${injection}`],
  ];
}
