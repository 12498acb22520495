// One of the servers (or the floor) that the same load is put on, and one measured slice of it.
import type { LoadPlan, Measured } from './load/load-plan.ts';
import { cpuTimeUs } from './measuring/cpu-time.ts';
import { type Percentiles, percentiles } from './measuring/distribution.ts';
import { traceSyncs } from './measuring/sync-count.ts';

export type ContestantName = 'klubkort' | 'postgres peer' | 'sqlite floor' | 'bare object';

export interface Contestant {
  readonly name: ContestantName;
  /** What it costs is what these and everything below them use. */
  readonly processes: readonly { readonly pid: number }[];
  /** @returns how many purchases that took, which nobody times. */
  prepare(plan: LoadPlan): Promise<number>;
  run(seconds: number): Promise<Measured>;
  /** @throws Error if its rows do not add up. */
  checkBooks(): Promise<{ purchases: number }>;
  stop(): Promise<void>;
}

/** The same contestant, whose books must hold exactly the purchases that it acknowledged. */
export function heldToItsWord(contestant: Contestant): Contestant {
  let acknowledged = 0;
  return {
    ...contestant,
    prepare: async (plan) => {
      const untimed = await contestant.prepare(plan);
      acknowledged += untimed;
      return untimed;
    },
    run: async (seconds) => {
      const measured = await contestant.run(seconds);
      acknowledged += measured.timesMs.length;
      return measured;
    },
    checkBooks: async () => {
      const books = await contestant.checkBooks();
      if (books.purchases !== acknowledged) {
        const { name } = contestant;
        throw new Error(`${name} acknowledged ${acknowledged}, and booked ${books.purchases}`);
      }
      return books;
    },
  };
}

export interface Slice extends Percentiles {
  readonly purchases: number;
  readonly perSecond: number;
  readonly cpuUsPerPurchase: number;
}

export async function measureSlice(
  contestant: Contestant,
  plan: LoadPlan,
  seconds: number,
): Promise<Slice> {
  await contestant.prepare(plan);
  const cpuBeforeUs = cpuOf(contestant);
  const { timesMs, elapsedMs } = await contestant.run(seconds);
  const cpuUs = cpuOf(contestant) - cpuBeforeUs;
  return {
    ...percentiles(timesMs),
    purchases: timesMs.length,
    perSecond: timesMs.length / (elapsedMs / 1000),
    cpuUsPerPurchase: cpuUs / timesMs.length,
  };
}

/** A short run under strace, whose times mean nothing. */
export async function countSyncs(
  contestant: Contestant,
  plan: LoadPlan,
): Promise<{ purchases: number; syncs: number }> {
  await contestant.prepare(plan);
  const trace = await traceSyncs(contestant.processes.map(({ pid }) => pid));
  const { timesMs } = await contestant.run(LONGEST_TRACED_RUN_SECONDS);
  const syncs = await trace.stop();
  return { purchases: timesMs.length, syncs: syncs.length };
}

const LONGEST_TRACED_RUN_SECONDS = 10;

function cpuOf(contestant: Contestant): number {
  return contestant.processes.reduce((sum, { pid }) => sum + cpuTimeUs(pid), 0);
}
