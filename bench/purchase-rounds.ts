// Purchases side by side: in each round every contestant gets its slice of every scenario, so that a slow
// minute of the machine hits all of them alike. The medians of the rounds count.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Contestant,
  type ContestantName,
  countSyncs,
  measureSlice,
  type Slice,
} from './contestant.ts';
import { tell } from './findings.ts';
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
  readonly syncsPerPurchase: number | null;
}

interface Runner extends Scenario {
  readonly contestant: Contestant;
  readonly work: Work;
  readonly slices: Slice[];
  perSecond: number;
  syncsPerPurchase: number | null;
}

const PILOT_SECONDS = 0.3;
const PILOT_STEPS = 400;
const TRACED_STEPS = 128;
/** Prepared beyond what the last slice managed, in case this one is faster. */
const SPARE = 1.3;
/** Until all idle objects are asleep, whose going to bed costs fsyncs that are nobody's purchase. */
const UNTIL_ASLEEP_MS = 12_000;

export async function measurePurchases(
  contestants: readonly Contestant[],
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Line[]> {
  const runners = contestants.flatMap(runnersOf);
  tell('warming up');
  await warmUp(runners);
  for (let round = 0; round < rounds; round += 1) {
    for (const scenario of SCENARIOS) {
      tell(`round ${round + 1} of ${rounds}: ${scenarioName(scenario)}`);
      for (const { name } of rotated(contestants, round)) {
        for (const runner of runners.filter((one) => isAt(one, scenario, name))) {
          await measure(runner, seconds);
        }
      }
    }
  }
  tell('counting fsyncs');
  await sleep(UNTIL_ASLEEP_MS);
  // Contestant by contestant, the hot account first: many objects have come awake only when all is counted.
  for (const { name } of contestants) {
    const its = runners.filter((runner) => runner.contestant.name === name);
    for (const runner of its.filter(({ accounts }) => accounts === 'hot')) await count(runner);
    for (const runner of its.filter(({ accounts }) => accounts === 'many')) await count(runner);
  }
  return runners.map(lineOf);
}

function runnersOf(contestant: Contestant): Runner[] {
  const works: Work[] =
    contestant.name === 'klubkort' ? ['purchase', 'tap_and_purchase'] : ['purchase'];
  // The floor has no tills: once for each choice of accounts is enough.
  const scenarios = SCENARIOS.filter(
    ({ tills }) => contestant.name !== 'sqlite floor' || tills === 1,
  );
  return works.flatMap((work) =>
    scenarios.map((scenario) => {
      return { ...scenario, contestant, work, slices: [], perSecond: 0, syncsPerPurchase: null };
    }),
  );
}

function isAt(runner: Runner, scenario: Scenario, name: ContestantName): boolean {
  return (
    runner.contestant.name === name &&
    runner.accounts === scenario.accounts &&
    runner.tills === scenario.tills
  );
}

/** First slices that do not count, and tell how much to prepare. Sixteen tills do it for one and 64 too. */
async function warmUp(runners: readonly Runner[]): Promise<void> {
  const pilots = runners.filter(
    ({ tills, contestant }) => tills === 16 || contestant.name === 'sqlite floor',
  );
  for (const pilot of pilots) {
    const plan = planOf(pilot, PILOT_STEPS);
    const { perSecond } = await measureSlice(pilot.contestant, plan, PILOT_SECONDS);
    const same = runners.filter(
      ({ contestant, work, accounts }) =>
        contestant === pilot.contestant && work === pilot.work && accounts === pilot.accounts,
    );
    for (const runner of same) runner.perSecond = perSecond;
  }
}

async function measure(runner: Runner, seconds: number): Promise<void> {
  const steps = Math.ceil(runner.perSecond * seconds * SPARE) + runner.tills;
  const slice = await measureSlice(runner.contestant, planOf(runner, steps), seconds);
  runner.slices.push(slice);
  runner.perSecond = slice.perSecond;
}

/** What a tap adds is told by first-purchases.ts. */
async function count(runner: Runner): Promise<void> {
  if (runner.work !== 'purchase') return;
  const { syncs, purchases } = await countSyncs(runner.contestant, planOf(runner, TRACED_STEPS));
  runner.syncsPerPurchase = syncs / purchases;
}

function planOf({ work, accounts, tills }: Runner, steps: number): LoadPlan {
  return { work, accounts, tills, steps };
}

/** Nobody always runs first, or always after the same other. */
function rotated<Value>(values: readonly Value[], by: number): Value[] {
  const from = by % values.length;
  return [...values.slice(from), ...values.slice(0, from)];
}

export function scenarioName({ accounts, tills }: Scenario): string {
  const where = accounts === 'hot' ? 'one hot account' : 'many accounts';
  return `${where}, ${tills === 1 ? '1 till' : `${tills} tills`}`;
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
