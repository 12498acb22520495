// Kills workerd under the load of 16 tills, again and again, and shows that nothing acknowledged is lost and
// nothing is charged twice. Prints one line per assertion and the counts; exit code 0 only if all passed.
import { build } from '../../local/build.ts';
import { LoadTill } from '../load/load-till.ts';
import { type LoadWorld, OPERATOR, seedLoadWorld } from '../load/load-world.ts';
import { SeededRandom } from '../load/seeded-random.ts';
import { checkEverything } from './check-everything.ts';
import { House } from './house.ts';
import { killAtRandom } from './kill-at-random.ts';
import { Ledger } from './ledger.ts';
import { type CrashOptions, crashOptions, USAGE } from './options.ts';
import { Report } from './report.ts';
import { workShift } from './shift.ts';
import { checkSystemCalls } from './system-call-cases.ts';
import { TillAtWork } from './till-at-work.ts';

const TILLS = 16;
/** Generous: a slow machine shall finish, a hanging one shall not hang for ever. */
const RANDOM_KILLS_WITHIN_MS = 60_000;
const MS_PER_PURCHASE = 60;
const MS_PER_KILL = 5_000;

async function run(options: CrashOptions, house: House, report: Report): Promise<void> {
  const random = new SeededRandom(options.seed);
  const ledger = new Ledger();
  await house.start();
  const world = await seedLoadWorld(house.seed, house.municipalityId, planOf(options), random);
  const tills = await openTills(house, world, ledger, random);
  console.log(`Seeded ${world.children.length} children and ${tills.length} tills.`);

  const startedAt = performance.now();
  const { purchases, kills } = options;
  const withinMs = RANDOM_KILLS_WITHIN_MS + purchases * MS_PER_PURCHASE + kills * MS_PER_KILL;
  const objections = await workShift(tills, ledger, { purchases, withinMs }, (shift) =>
    killAtRandom(house, tills, ledger, shift, { kills, purchases }, random),
  );
  report.check(`${TILLS} tills sold ${purchases} times while the house was killed`, objections);
  report.check(`${kills} times it was killed with requests under way`, [
    ...(ledger.kills.length === kills ? [] : [`it was killed ${ledger.kills.length} times`]),
    ...(ledger.kills.some(({ unanswered }) => unanswered.length > 0) ? [] : ['none was under way']),
  ]);
  console.log(`  in ${Math.round(performance.now() - startedAt)} ms, restarts included`);
  if (options.withStrace) await checkSystemCalls(house, tills, ledger, world, report);
  await checkEverything(house, tills, ledger, world, report);
}

/** Money grows with the run, so that most purchases can be paid and the hot accounts run dry. */
function planOf({ purchases }: CrashOptions) {
  const share = purchases / 1_000;
  return {
    tills: TILLS,
    children: 200,
    hotChildren: 8,
    limitedChildren: 50,
    hotOre: Math.ceil(800_00 * share),
    plentyOre: Math.ceil(1_000_00 * Math.max(1, share)),
  };
}

function openTills(
  house: House,
  world: LoadWorld,
  ledger: Ledger,
  random: SeededRandom,
): Promise<TillAtWork[]> {
  return Promise.all(
    world.tills.map(async ({ code }, number) => {
      const till = await LoadTill.pair(() => house.address, code, ledger);
      await till.signIn(OPERATOR.operatorId, OPERATOR.pin);
      return new TillAtWork(till, world, ledger, random.fork(number));
    }),
  );
}

async function main(options: CrashOptions): Promise<number> {
  console.log(`Seed ${options.seed}`);
  await build({ withPortal: false });
  const house = new House(options.port, options.config ?? undefined);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => house.close(false).finally(() => process.exit(130)));
  }
  const report = new Report();
  try {
    await run(options, house, report);
  } catch (cause) {
    report.check('the run came to its end', [cause instanceof Error ? String(cause.stack) : '']);
  }
  await house.close(report.hasFailed);
  if (report.hasFailed) console.log(`State and logs are kept in ${house.directory}`);
  console.log(`Again with: --seed ${options.seed}`);
  report.printCounts();
  return report.hasFailed ? 1 : 0;
}

let options: CrashOptions;
try {
  options = crashOptions(process.argv.slice(2));
} catch (cause) {
  console.error(`${cause instanceof Error ? cause.message : cause}\n${USAGE}`);
  process.exit(2);
}
// Queues of tills that never heard an outcome would keep the process alive for ever.
process.exit(await main(options));
