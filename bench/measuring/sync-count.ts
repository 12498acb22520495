// Counts the calls by which a server makes data durable, by attaching strace to its processes.
// A traced process is slow, so this never runs while time is measured.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processTree } from './cpu-time.ts';
import { startProcess, waitUntilReady } from './started-process.ts';

export interface SyncCall {
  /** Milliseconds since 1970, to a microsecond. */
  readonly atMs: number;
  readonly file: string;
}

export interface SyncTrace {
  /** The calls so far. */
  calls(): SyncCall[];
  stop(): Promise<SyncCall[]>;
}

export async function traceSyncs(rootPids: readonly number[]): Promise<SyncTrace> {
  const folder = mkdtempSync(join(tmpdir(), 'klubkort-bench-trace-'));
  const file = join(folder, 'trace');
  const calls = () => readCalls(file);
  const tracer = await startProcess({
    name: 'strace',
    command: 'strace',
    args: [
      ...['-f', '-ttt', '-y', '-s', '0', '-e', 'trace=fsync,fdatasync'],
      ...['-o', file],
      ...rootPids.flatMap(processTree).flatMap((pid) => ['-p', String(pid)]),
    ],
    // strace answers SIGINT by letting go of the traced processes, which then run on.
    stopSignal: 'SIGINT',
  });
  await waitUntilReady(tracer, () => tracer.output().includes('attached'));
  await sleep(300);
  return {
    calls,
    stop: async () => {
      await tracer.stop();
      const all = calls();
      rmSync(folder, { recursive: true });
      return all;
    },
  };
}

function readCalls(file: string): SyncCall[] {
  const calls: SyncCall[] = [];
  // "4711 1792000000.123456 fsync(20</path/of/file>) = 0"; a "resumed" line is the end of one counted before.
  const line = /^\d+\s+(\d+\.\d+)\s+\w+\(\d+<([^>]*)>/;
  for (const text of readFileSync(file, 'utf8').split('\n')) {
    const match = line.exec(text);
    if (match?.[1] && match[2]) calls.push({ atMs: Number(match[1]) * 1000, file: match[2] });
  }
  return calls;
}
