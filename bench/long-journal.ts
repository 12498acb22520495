// A purchase in an account with a long journal beside one in an account with a short one, alternately.
// The journal is made before, in bounded slices, through the object's ordinary methods.
import { type Findings, tell } from './findings.ts';
import { topUp } from './klubkort/seed-world.ts';
import { startKlubkort } from './klubkort/start.ts';
import type { KlubkortChild } from './load/klubkort-load.ts';
import { KlubkortTill } from './load/klubkort-till.ts';
import { TillConnection } from './load/till-connection.ts';
import { percentiles } from './measuring/distribution.ts';
import { figure, textTable } from './measuring/text-table.ts';
import type { Options } from './options.ts';

const SHORT_JOURNAL_ENTRIES = 10;
/** Few, so that the short journal stays short. */
const PAIRS = 300;
const WARM_UP_PAIRS = 30;
const SMALLEST_AMOUNT_ORE = 1;
const ENTRIES_PER_SLICE = 10_000;

export async function longJournal({ longJournalEntries }: Options): Promise<Findings> {
  const klubkort = await startKlubkort({ tills: 1, accounts: 2 });
  const { port, tills, children, line } = klubkort.place;
  const [paired] = tills;
  const [long, short, warmUp] = [...children, klubkort.place.hotChild];
  if (!paired || !long || !short || !warmUp) throw new Error('the world lacks a till or a child');
  const entries = { long: longJournalEntries, short: SHORT_JOURNAL_ENTRIES };
  // The first entry of each is the top-up that it was seeded with.
  for (let made = 1; made < entries.long; made += ENTRIES_PER_SLICE) {
    tell(`writing a journal of ${entries.long} entries: ${made - 1}`);
    const count = Math.min(ENTRIES_PER_SLICE, entries.long - made);
    await klubkort.seed.callAll(topUps(long, count));
  }
  await klubkort.seed.callAll(topUps(short, entries.short - 1));

  tell('buying from the long and the short journal in turn');
  const till = await KlubkortTill.open(port, paired);
  const connection = await TillConnection.open(port);
  const buy = async ({ uid }: KlubkortChild, timesMs: number[]) => {
    const purchase = till.purchaseReady(await till.tap(connection, uid), line);
    const startedAt = performance.now();
    await purchase(connection);
    timesMs.push(performance.now() - startedAt);
  };
  const times = { long: [] as number[], short: [] as number[] };
  // The path is warmed up on a third account; then each account once, so that none of them is cold.
  for (let pair = 0; pair < WARM_UP_PAIRS; pair += 1) await buy(warmUp, []);
  await buy(long, []);
  await buy(short, []);
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const longFirst = pair % 2 === 0;
    await buy(longFirst ? long : short, longFirst ? times.long : times.short);
    await buy(longFirst ? short : long, longFirst ? times.short : times.long);
  }
  await audit(klubkort.seed, [long, short]);
  connection.close();
  till.close();
  await klubkort.stop();
  return report(entries, times);
}

function topUps({ accountId }: KlubkortChild, count: number) {
  return Array.from({ length: count }, () => topUp(accountId, SMALLEST_AMOUNT_ORE));
}

/** @throws Error if the replay of a journal disagrees with its sums. */
async function audit(
  seed: Awaited<ReturnType<typeof startKlubkort>>['seed'],
  children: readonly KlubkortChild[],
): Promise<void> {
  for (const { accountId } of children) {
    const answer = await seed.call({ object: 'account', id: accountId, method: 'audit' });
    if (!(answer as { ok: boolean }).ok) throw new Error(`audit: ${JSON.stringify(answer)}`);
  }
}

type BothJournals<Value> = Readonly<Record<'long' | 'short', Value>>;

function report(entries: BothJournals<number>, times: BothJournals<readonly number[]>): Findings {
  const figures = (['long', 'short'] as const).map((which) => ({
    entries: entries[which],
    ...percentiles(times[which]),
  }));
  const rows = figures.map(({ entries: count, p50Ms, p95Ms, p99Ms }) => [
    `  account of ${count.toLocaleString('en')} entries`,
    ...[p50Ms, p95Ms, p99Ms].map(figure),
  ]);
  const measured = percentiles(times.long).p50Ms / percentiles(times.short).p50Ms;
  const name = `a purchase after ${entries.long} entries, to one after ${entries.short} (p50)`;
  return {
    text: textTable([['one purchase', 'p50 ms', 'p95 ms', 'p99 ms'], ...rows]),
    bars: [{ name, measured, atMost: 1.2 }],
    figures,
  };
}
