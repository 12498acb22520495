// Purchases side by side: in each round every contestant gets its slice of every scenario, so that a slow
// minute of the machine hits all of them alike. The medians of the rounds count.
import {
  type Contestant,
  type ContestantName,
  countSyncs,
  measureSlice,
  type Slice,
} from './contestant.ts';
import type { AccountChoice, LoadPlan, Work } from './load/load-plan.ts';
import { median } from './measuring/distribution.ts';

export interface Scenario {
  readonly accounts: AccountChoice;
  readonly tills: number;
}

export const SCENARIOS: readonly Scenario[] = (['many', 'hot'] as const).flatMap((accounts) =>
  [1, 16, 64].map((tills) => ({ accounts, tills })),
);
export const MOST_TILLS = 64;

/** One line of the table. */
export interface Line extends Scenario {
  readonly name: ContestantName;
  readonly work: Work;
  readonly rounds: readonly Slice[];
  readonly median: Slice;
  readonly syncsPerPurchase: number;
}

interface Runner extends Scenario {
  readonly contestant: Contestant;
  readonly work: Work;
  readonly slices: Slice[];
  perSecond: number;
  syncsPerPurchase: number;
}

const PILOT_SECONDS = 0.3;
const PILOT_STEPS = 200;
const TRACED_STEPS = 256;
/** Prepared beyond what the last slice managed, in case this one is faster. */
const SPARE = 1.3;

export async function measurePurchases(
  contestants: readonly Contestant[],
  { rounds, seconds }: { rounds: number; seconds: number },
  tell: (text: string) => void,
): Promise<Line[]> {
  const scenarios = SCENARIOS.map((scenario) => runnersOf(scenario, contestants));
  tell('warming up');
  for (const runners of scenarios) {
    for (const runner of runners) runner.perSecond = await pilot(runner);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const runners of scenarios) {
      tell(`round ${round + 1} of ${rounds}: ${scenarioName(runners[0])}`);
      for (const runner of rotated(runners, round)) {
        const steps = Math.ceil(runner.perSecond * seconds * SPARE) + runner.tills;
        const slice = await measureSlice(runner.contestant, planOf(runner, steps), seconds);
        runner.slices.push(slice);
        runner.perSecond = slice.perSecond;
        // Right after the last slice, while the accounts that it bought from are awake.
        if (round === rounds - 1) runner.syncsPerPurchase = await syncsPerPurchase(runner);
      }
    }
  }
  return scenarios.flat().map(lineOf);
}

export function scenarioName(scenario: Scenario | undefined): string {
  const accounts = scenario?.accounts === 'hot' ? 'one hot account' : 'many accounts';
  return `${accounts}, ${scenario?.tills === 1 ? '1 till' : `${scenario?.tills} tills`}`;
}

function runnersOf(scenario: Scenario, contestants: readonly Contestant[]): Runner[] {
  // The floor has no tills: once for each choice of accounts is enough.
  const here = contestants.filter(({ name }) => name !== 'sqlite floor' || scenario.tills === 1);
  return here.flatMap((contestant) => {
    const works: Work[] =
      contestant.name === 'klubkort' ? ['purchase', 'tap_and_purchase'] : ['purchase'];
    const fresh = () => ({ slices: [], perSecond: 0, syncsPerPurchase: Number.NaN });
    return works.map((work) => ({ ...scenario, contestant, work, ...fresh() }));
  });
}

function planOf({ work, accounts, tills }: Runner, steps: number): LoadPlan {
  return { work, accounts, tills, steps };
}

async function pilot(runner: Runner): Promise<number> {
  const plan = planOf(runner, PILOT_STEPS);
  return (await measureSlice(runner.contestant, plan, PILOT_SECONDS)).perSecond;
}

async function syncsPerPurchase(runner: Runner): Promise<number> {
  const { syncs, purchases } = await countSyncs(runner.contestant, planOf(runner, TRACED_STEPS));
  return syncs / purchases;
}

/** Nobody always runs first, or always after the same other. */
function rotated(runners: readonly Runner[], by: number): Runner[] {
  const from = by % runners.length;
  return [...runners.slice(from), ...runners.slice(0, from)];
}

function lineOf(runner: Runner): Line {
  const { accounts, tills, work, slices } = runner;
  const middle = (pick: (slice: Slice) => number) => median(slices.map(pick));
  return {
    accounts,
    tills,
    name: runner.contestant.name,
    work,
    rounds: slices,
    median: {
      p50Ms: middle(({ p50Ms }) => p50Ms),
      p95Ms: middle(({ p95Ms }) => p95Ms),
      p99Ms: middle(({ p99Ms }) => p99Ms),
      perSecond: middle(({ perSecond }) => perSecond),
      cpuUsPerPurchase: middle(({ cpuUsPerPurchase }) => cpuUsPerPurchase),
      purchases: middle(({ purchases }) => purchases),
    },
    syncsPerPurchase: runner.syncsPerPurchase,
  };
}
