// After the last restart: every assertion of the run by its name, then the figures that a reader wants.
import { formatOre, ore } from '../../contracts/ore.ts';
import type { LoadWorld } from '../load/load-world.ts';
import {
  objectionsToReplays,
  objectionsToSums,
  objectionsToTotals,
  readBooks,
  type Totals,
  totalsOf,
} from './check-books.ts';
import {
  objectionsToAccepted,
  objectionsToRefused,
  objectionsToStrangers,
  readJournals,
} from './check-journals.ts';
import { objectionsToConflicts, objectionsToRetries } from './check-retries.ts';
import {
  objectionsToLimits,
  objectionsToOutcomes,
  objectionsToPresentations,
  objectionsToRefusals,
  objectionsToVariety,
} from './check-rules.ts';
import type { House } from './house.ts';
import { endingsOf, lineOf, sumOf } from './how-kills-settled.ts';
import type { Ledger } from './ledger.ts';
import type { Report } from './report.ts';
import type { TillAtWork } from './till-at-work.ts';

export async function checkEverything(
  house: House,
  tills: readonly TillAtWork[],
  ledger: Ledger,
  world: LoadWorld,
  report: Report,
): Promise<void> {
  report.check('I3 every request has one outcome', objectionsToOutcomes(ledger));
  report.check('no till met a refusal that it cannot explain', objectionsToRefusals(ledger));
  report.check('the run met refusals, undone sales and spent taps', objectionsToVariety(ledger));
  report.check('I12 no presentation paid twice', objectionsToPresentations(ledger));
  report.check('I2 I8 no child spent more than it had or may', objectionsToLimits(ledger, world));

  const books = await readBooks(house.seed, world);
  const totals = totalsOf(books, ledger);
  report.check(
    "I1 each account holds what the tills' ledger says",
    objectionsToSums(books, ledger),
  );
  report.check('I1 the sums over all accounts agree', objectionsToTotals(totals));
  report.check('I4 each journal replays and nobody is frozen', objectionsToReplays(books));

  report.check('I3 each further retry gets the same bytes', await objectionsToRetries(tills));
  report.check('I3 another body under a known id is refused', await objectionsToConflicts(tills));
  const booksAfter = await readBooks(house.seed, world);
  report.check('I3 no retry has moved any money', objectionsToSums(booksAfter, ledger));

  await house.kill();
  const journals = readJournals(house.objectsDirectory);
  report.check('the files of all accounts are whole', [
    ...journals.damaged,
    ...(journals.accounts === world.children.length ? [] : [`${journals.accounts} files`]),
  ]);
  report.check('I6 each 201 is in the journal once', objectionsToAccepted(ledger, journals));
  report.check('I3 nobody was charged for a refused id', objectionsToRefused(ledger, journals));
  report.check('the journals hold nothing else', objectionsToStrangers(ledger, journals));
  printFigures(ledger, totals);
}

function printFigures(ledger: Ledger, totals: Totals): void {
  const purchases = ledger.accepted('purchase').length;
  const reversals = ledger.accepted('reversal').length;
  const refused = ledger.requests().filter(({ refusalCode }) => refusalCode !== null);
  const byCode = Object.entries(Object.groupBy(refused, ({ refusalCode }) => refusalCode ?? ''));
  const codes = byCode.map(([code, requests]) => `${code} ${requests?.length}`).join(', ');
  console.log(`${purchases} purchases and ${reversals} reversals acknowledged; refused: ${codes}`);
  const kills = ledger.kills.map(endingsOf);
  console.log(`Killed ${kills.length} times:`);
  for (const kill of [...kills, sumOf('all together', kills)]) console.log(lineOf(kill));
  const outages = [...ledger.outages].map(([status, count]) => `${count} of ${status}`).join(', ');
  console.log(`Outages told to a till: ${outages || 'none'}`);
  const kroner = (amountOre: number) => formatOre(ore(amountOre), 'en');
  console.log(
    `Put in ${kroner(totals.seededOre)}, bought ${kroner(totals.boughtOre)}, ` +
      `undone ${kroner(totals.reversedOre)}; the purses hold ${kroner(totals.purseOre)}`,
  );
}
