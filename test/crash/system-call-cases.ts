// The kills at an exact system call and the failing disk, each with a short shift of all tills and a look at
// the books right after it.
import type { LoadWorld } from '../load/load-world.ts';
import { objectionsToReplays, objectionsToSums, readBooks } from './check-books.ts';
import { objectionsToOutcomes } from './check-rules.ts';
import type { House } from './house.ts';
import {
  failingSyncs,
  isStraceThere,
  killAtSystemCall,
  killingAt,
  SYSTEM_CALL_KILLS,
} from './kill-at-system-call.ts';
import type { Ledger } from './ledger.ts';
import type { Report } from './report.ts';
import { restart } from './restart.ts';
import { workShift } from './shift.ts';
import type { TillAtWork } from './till-at-work.ts';

/** More than a traced house comes to before it is killed, so that all are under load when it happens. */
const SHIFT = { purchases: 100, withinMs: 30_000 } as const;
const FAILING = { from: 20, to: 24 } as const;

export async function checkSystemCalls(
  house: House,
  tills: readonly TillAtWork[],
  ledger: Ledger,
  world: LoadWorld,
  report: Report,
): Promise<void> {
  if (!isStraceThere()) {
    const advice = 'strace is not there; install it with: apt-get install strace';
    report.check('the house is killed at exact system calls', [advice]);
    return;
  }
  for (const kill of SYSTEM_CALL_KILLS) {
    await house.kill();
    await house.start(killingAt(kill, house));
    const objections = await workShift(tills, ledger, SHIFT, (shift) =>
      killAtSystemCall(house, tills, ledger, shift, kill),
    );
    if (objections.length > 0) {
      // Nobody knows how far the traced one came; the books are read from a sound one.
      await house.kill();
      await house.start();
    }
    const name = `I6 killed ${kill.name}, nothing acknowledged is lost and all sums agree`;
    report.check(name, [...objections, ...(await objectionsNow(house, ledger, world))]);
  }
  await checkFailingDisk(house, tills, ledger, world, report);
}

/** The disk refuses some syncs; later the process is killed, so that only what is on disk counts. */
async function checkFailingDisk(
  house: House,
  tills: readonly TillAtWork[],
  ledger: Ledger,
  world: LoadWorld,
  report: Report,
): Promise<void> {
  const outagesBefore = countOf(ledger.outages);
  await house.kill();
  await house.start(failingSyncs(FAILING.from, FAILING.to, house));
  const objections = await workShift(tills, ledger, SHIFT, async () => {});
  const unanswered = ledger.underWay();
  const endedAt = await house.kill();
  await restart(house, tills, ledger, { name: 'after failed syncs', unanswered, endedAt });
  if (countOf(ledger.outages) === outagesBefore) objections.push('no till was told of an outage');
  const name = 'I6 the disk refuses to sync: an outage is told, and nothing acknowledged is lost';
  report.check(name, [...objections, ...(await objectionsNow(house, ledger, world))]);
}

async function objectionsNow(house: House, ledger: Ledger, world: LoadWorld): Promise<string[]> {
  const books = await readBooks(house.seed, world);
  return [
    ...objectionsToOutcomes(ledger),
    ...objectionsToSums(books, ledger),
    ...objectionsToReplays(books),
  ];
}

function countOf(outages: ReadonlyMap<number, number>): number {
  return [...outages.values()].reduce((sum, count) => sum + count, 0);
}
