// How much memory a server holds and how many files it has open, looked at while it works: first and largest.
import { readdirSync, readFileSync } from 'node:fs';
import { processTree } from './cpu-time.ts';

export interface ProcessSize {
  readonly residentMb: number;
  readonly openFiles: number;
}

export interface WatchedSize {
  readonly atFirst: ProcessSize;
  /** Each for itself. */
  readonly largest: ProcessSize;
}

const LOOK_EVERY_MS = 500;

export function processSize(rootPid: number): ProcessSize {
  let residentMb = 0;
  let openFiles = 0;
  for (const pid of processTree(rootPid)) {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    residentMb += Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1_024;
    openFiles += readdirSync(`/proc/${pid}/fd`).length;
  }
  return { residentMb, openFiles };
}

/** Watches until the returned function is called. */
export function watchSize(rootPid: number): () => WatchedSize {
  const atFirst = processSize(rootPid);
  let largest = atFirst;
  const look = () => {
    const now = processSize(rootPid);
    largest = {
      residentMb: Math.max(largest.residentMb, now.residentMb),
      openFiles: Math.max(largest.openFiles, now.openFiles),
    };
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    look();
    return { atFirst, largest };
  };
}
