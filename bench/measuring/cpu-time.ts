// CPU time of a server: its process and all processes below it, as the kernel has counted it.
// Deliberately absent: the load generator, which is never below the server that it loads.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

interface ProcessStat {
  readonly parentPid: number;
  /** User and system time of the process and of the children that it has buried. */
  readonly ticks: number;
}

/** The pids of a process and everything below it. */
export function processTree(rootPid: number): number[] {
  const stats = allProcesses();
  const tree = [rootPid];
  for (const pid of tree) {
    for (const [childPid, stat] of stats) if (stat.parentPid === pid) tree.push(childPid);
  }
  return tree;
}

/** CPU microseconds used so far by a process and everything below it; steps of 10 ms. */
export function cpuTimeUs(rootPid: number): number {
  let ticks = 0;
  for (const pid of processTree(rootPid)) ticks += readStat(pid)?.ticks ?? 0;
  return (ticks / TICKS_PER_SECOND) * 1e6;
}

function allProcesses(): Map<number, ProcessStat> {
  const stats = new Map<number, ProcessStat>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = readStat(Number(name));
    if (stat) stats.set(Number(name), stat);
  }
  return stats;
}

function readStat(pid: number): ProcessStat | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined; // It ended between the listing and the reading.
  }
  // The name stands in brackets and may hold spaces; the numbered fields of proc(5) follow it.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0);
  return { parentPid: Number(fields[1]), ticks };
}
