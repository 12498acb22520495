// What `npm run bench -- …` may be told.
import { parseArgs } from 'node:util';

export const PARTS = [
  'purchases',
  'first-purchases',
  'tap-to-photo',
  'long-journal',
  'overview',
  'auto-top-ups',
  'webhook-to-credit',
] as const;
export type Part = (typeof PARTS)[number];

export interface Options {
  readonly rounds: number;
  readonly seconds: number;
  readonly accounts: number;
  readonly longJournalEntries: number;
  readonly parts: readonly Part[];
}

const USAGE = `npm run bench -- [options]
  --rounds N         interleaved rounds, of which the medians count (3)
  --seconds N        seconds that each measured slice lasts (1)
  --accounts N       accounts that purchases are spread over (1000)
  --entries N        length of the long journal (100000)
  --part NAME        one of ${PARTS.join(', ')}; may be repeated (all)`;

/** @throws Error in words, with the usage, for an option that is not understood. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '1' },
      accounts: { type: 'string', default: '1000' },
      entries: { type: 'string', default: '100000' },
      part: { type: 'string', multiple: true, default: [...PARTS] },
    },
  });
  return {
    rounds: number('rounds', values.rounds, 1, 100),
    seconds: number('seconds', values.seconds, 0.2, 20),
    accounts: number('accounts', values.accounts, 1, 20_000),
    longJournalEntries: number('entries', values.entries, 100, 1_000_000),
    parts: values.part.map(part),
  };
}

function number(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (value >= least && value <= most) return value;
  throw new Error(`--${name} must be a number from ${least} to ${most}.\n${USAGE}`);
}

function part(text: string): Part {
  const found = PARTS.find((name) => name === text);
  if (found) return found;
  throw new Error(`There is no part "${text}".\n${USAGE}`);
}
