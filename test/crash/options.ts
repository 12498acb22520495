// What the command line asks of a run.
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

export const USAGE = `test/crash/run.ts [--purchases N] [--kills K] [--seed S] [--port P] [--without-strace]
                  [--config FILE]
  --purchases N     accepted purchases while the house is killed at random (1000)
  --kills K         how often that is, at least 1 (6)
  --seed S          of carts, children and moments; printed by each run (drawn)
  --port P          of 127.0.0.1; 0 lets the system choose (0)
  --without-strace  leaves out the kills at an exact system call
  --config FILE     a configuration of workerd other than the built one`;

export interface CrashOptions {
  readonly purchases: number;
  readonly kills: number;
  readonly seed: number;
  readonly port: number;
  readonly withStrace: boolean;
  /** Null for the one that the build writes. */
  readonly config: string | null;
}

/** @throws Error in words for what is not understood. */
export function crashOptions(args: readonly string[]): CrashOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      purchases: { type: 'string', default: '1000' },
      kills: { type: 'string', default: '6' },
      seed: { type: 'string', default: String(randomInt(1_000_000)) },
      port: { type: 'string', default: '0' },
      'without-strace': { type: 'boolean', default: false },
      config: { type: 'string' },
    },
  });
  return {
    purchases: wholeNumber('--purchases', values.purchases, 50, 200_000),
    kills: wholeNumber('--kills', values.kills, 1, 1_000),
    seed: wholeNumber('--seed', values.seed, 0, 2 ** 32 - 1),
    port: wholeNumber('--port', values.port, 0, 65_535),
    withStrace: !values['without-strace'],
    config: values.config ?? null,
  };
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new Error(`${name} must be a whole number from ${least} to ${most}, not ${text}.`);
}
