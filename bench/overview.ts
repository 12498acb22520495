// How long a parent waits for the first page's facts: five children of one guardian in one request with a
// session's cookie, beside a bare object's round trip, alternately. And what the browser loads before it asks.
import { startBareObject } from './bare-object/start.ts';
import { type Findings, tell } from './findings.ts';
import { type FirstLoad, portalFirstLoad } from './first-load.ts';
import { startKlubkort } from './klubkort/start.ts';
import { requestBytes, TillConnection } from './load/till-connection.ts';
import { percentiles } from './measuring/distribution.ts';
import { figure, textTable } from './measuring/text-table.ts';
import type { Options } from './options.ts';

const GUARDIANS = 20;
const CHILDREN_EACH = 5;

interface Timed {
  readonly overview: number[];
  readonly roundTrip: number[];
}

export async function overview(options: Options): Promise<Findings> {
  tell('timing the overview of five children beside a bare object');
  const klubkort = await startKlubkort({
    tills: 0,
    // And the hot child, who is somebody's as well.
    accounts: GUARDIANS * CHILDREN_EACH - 1,
    childrenPerGuardian: CHILDREN_EACH,
  });
  const bare = await startBareObject(GUARDIANS);
  const own = await TillConnection.open(klubkort.place.port);
  const theirs = await TillConnection.open(bare.place.port);
  const families = klubkort.cookies.map((cookie, index) => ({
    ask: requestBytes(`127.0.0.1:${klubkort.place.port}`, {
      method: 'GET',
      target: '/api/children',
      headers: { cookie },
    }),
    ping: requestBytes(`127.0.0.1:${bare.place.port}`, {
      method: 'GET',
      target: `/objects/account-${index}/ping`,
    }),
  }));
  const walk = async (timed: Timed) => {
    for (const { ask, ping } of families) {
      const startedAt = performance.now();
      const { status, body } = await own.send(ask);
      timed.overview.push(performance.now() - startedAt);
      checkAnswer(status, body);
      const pingedAt = performance.now();
      await theirs.send(ping);
      timed.roundTrip.push(performance.now() - pingedAt);
    }
  };
  // The first walk wakes them all.
  await walk({ overview: [], roundTrip: [] });
  const timed: Timed = { overview: [], roundTrip: [] };
  const until = performance.now() + options.rounds * options.seconds * 1_000;
  while (performance.now() < until) await walk(timed);
  own.close();
  theirs.close();
  await bare.stop();
  await klubkort.stop();
  return report(timed, portalFirstLoad());
}

/** @throws Error unless all five are there, with what only a parent sees. */
function checkAnswer(status: number, body: string): void {
  if (status !== 200) throw new Error(`overview: ${status} ${body}`);
  const { children } = JSON.parse(body) as { children: { ledgerBalanceOre: number | null }[] };
  const seen = children.filter(({ ledgerBalanceOre }) => ledgerBalanceOre !== null).length;
  if (seen !== CHILDREN_EACH) throw new Error(`overview: ${seen} children with a balance`);
}

function report(timed: Timed, firstLoad: FirstLoad): Findings {
  const ours = percentiles(timed.overview);
  const theirs = percentiles(timed.roundTrip);
  const ratio = { p50: ours.p50Ms / theirs.p50Ms, p95: ours.p95Ms / theirs.p95Ms };
  const table = textTable([
    [`overview (${timed.overview.length} requests)`, 'p50 ms', 'p95 ms', 'p99 ms'],
    ...[
      { name: '  five children of one guardian', ...ours },
      { name: '  bare object, round trip', ...theirs },
    ].map(({ name, p50Ms, p95Ms, p99Ms }) => [name, ...[p50Ms, p95Ms, p99Ms].map(figure)]),
    ['  ours ÷', figure(ratio.p50), figure(ratio.p95), ''],
  ]);
  const { scriptBytes, styleBytes } = firstLoad;
  const load = `first load of the portal, gzipped: ${kilobytes(scriptBytes)} script, ${kilobytes(styleBytes)} style`;
  return {
    text: `${table}\n\n${load}`,
    bars: [],
    figures: { overview: ours, bareRoundTrip: theirs, ratio, firstLoad },
  };
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}
