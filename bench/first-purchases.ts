// What it costs in fsyncs when each of some accounts buys exactly once: from the first tap until nothing
// more comes, look-log, alarms and the guardian's inbox included. Paid at once; paid so late that the look was
// written before; and by accounts that slept, whose database has to be opened first.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bar } from './bar.ts';
import { type Findings, tell } from './findings.ts';
import { type Klubkort, startKlubkort } from './klubkort/start.ts';
import type { KlubkortChild } from './load/klubkort-load.ts';
import { KlubkortTill } from './load/klubkort-till.ts';
import { TillConnection } from './load/till-connection.ts';
import { type SyncCall, traceSyncs } from './measuring/sync-count.ts';
import { textTable } from './measuring/text-table.ts';

const ACCOUNTS = 50;
/**
 * An idle object is put to sleep after ten seconds, and SQLite then writes its log back: not a cost of the
 * purchase, and told apart. So the count stops before the first of them sleeps, when it has long been quiet.
 */
const QUIET_MS = 4_000;
const SLEEP_MS = 14_000;
/** Between two children, so that what the last one's guardian is told is not counted before this one's answer. */
const UNTIL_TOLD_MS = 80;

interface Case {
  readonly name: string;
  readonly restBeforeTapMs: number;
  readonly pauseBeforePayingMs: number;
}

const CASES: readonly Case[] = [
  { name: 'paid at once', restBeforeTapMs: 0, pauseBeforePayingMs: 0 },
  // Longer than an account keeps a look in memory.
  { name: 'paid 3 s after the tap', restBeforeTapMs: 0, pauseBeforePayingMs: 3_000 },
  // The first write to an opened database makes its log anew: the file, its head, its folder's entry.
  { name: 'slept, paid at once', restBeforeTapMs: 14_000, pauseBeforePayingMs: 0 },
  { name: 'slept, paid 3 s after', restBeforeTapMs: 14_000, pauseBeforePayingMs: 3_000 },
];

interface Purchase {
  readonly sentAtMs: number;
  readonly answeredAtMs: number;
}

interface Counted {
  readonly name: string;
  readonly beforeAnswer: number;
  readonly inAll: number;
  readonly mostBeforeAnswer: number;
  readonly whenPutToSleep: number;
  /** Kind of file → calls per purchase, until it is quiet. */
  readonly byFile: Readonly<Record<string, number>>;
}

export async function firstPurchases(): Promise<Findings> {
  tell(`counting the fsyncs of ${ACCOUNTS} accounts that buy once`);
  // Side by side, each with a server of its own, since nothing here is a time; each begins at once, before
  // its accounts fall asleep.
  const counting: Promise<Counted>[] = [];
  for (const one of CASES) {
    counting.push(
      count(one, await startKlubkort({ tills: 1, accounts: ACCOUNTS - 1, childrenPerGuardian: 1 })),
    );
  }
  const counted = await Promise.all(counting);
  return { text: report(counted), bars: counted.filter(hasBar).flatMap(barsOf), figures: counted };
}

async function count(one: Case, klubkort: Klubkort): Promise<Counted> {
  const { name, restBeforeTapMs, pauseBeforePayingMs } = one;
  await sleep(restBeforeTapMs);
  const { port, tills, hotChild, line } = klubkort.place;
  // All of them buy: one that did not would fall asleep while it is counted.
  const children = [hotChild, ...klubkort.place.children];
  const [paired] = tills;
  if (!paired) throw new Error('no till was paired');
  const till = await KlubkortTill.open(port, paired);
  const connection = await TillConnection.open(port);
  const trace = await traceSyncs(klubkort.processes.map(({ pid }) => pid));
  const purchases: Purchase[] = [];
  const buy = async (purchase: (connection: TillConnection) => Promise<void>) => {
    const sentAtMs = performance.timeOrigin + performance.now();
    await purchase(connection);
    purchases.push({ sentAtMs, answeredAtMs: performance.timeOrigin + performance.now() });
    await sleep(UNTIL_TOLD_MS);
  };
  const tapped = async ({ uid }: KlubkortChild) =>
    till.purchaseReady(await till.tap(connection, uid), line);
  if (pauseBeforePayingMs === 0) {
    for (const child of children) await buy(await tapped(child));
  } else {
    const ready = [];
    for (const child of children) ready.push(await tapped(child));
    await sleep(pauseBeforePayingMs);
    for (const purchase of ready) await buy(purchase);
  }
  await sleep(QUIET_MS);
  const untilQuiet = trace.calls();
  await sleep(SLEEP_MS);
  const all = await trace.stop();
  connection.close();
  till.close();
  await klubkort.checkBooks();
  await klubkort.stop();
  return {
    name,
    ...figuresOf(purchases, untilQuiet),
    whenPutToSleep: (all.length - untilQuiet.length) / purchases.length,
  };
}

function figuresOf(purchases: readonly Purchase[], calls: readonly SyncCall[]) {
  const before = purchases.map(
    ({ sentAtMs, answeredAtMs }) =>
      calls.filter(({ atMs }) => atMs >= sentAtMs && atMs <= answeredAtMs).length,
  );
  const byFile: Record<string, number> = {};
  for (const { file } of calls) {
    const kind = kindOf(file);
    byFile[kind] = (byFile[kind] ?? 0) + 1 / purchases.length;
  }
  return {
    beforeAnswer: before.reduce((sum, value) => sum + value, 0) / purchases.length,
    mostBeforeAnswer: Math.max(...before),
    inAll: calls.length / purchases.length,
    byFile,
  };
}

/** `…/klubkort-CardAccount/<64 hex>.sqlite-wal` → `CardAccount .sqlite-wal`. */
function kindOf(file: string): string {
  const [, object, name = ''] = /-(\w+)(?:\/([^/]*))?$/.exec(file) ?? [];
  if (!object) return file.replace(/.*\//, '');
  return name === '' ? `${object} folder` : `${object} ${name.replace(/^[0-9a-f]{64}/, '')}`;
}

function report(counted: readonly Counted[]): string {
  const files = [...new Set(counted.flatMap(({ byFile }) => Object.keys(byFile)))];
  const head = ['fsyncs per purchase', 'before the 201', 'in all', ...files, 'when put to sleep'];
  const rows = counted.map((row) => [
    `  ${row.name}`,
    `${row.beforeAnswer.toFixed(2)} (most ${row.mostBeforeAnswer})`,
    row.inAll.toFixed(2),
    ...files.map((file) => (row.byFile[file] ?? 0).toFixed(2)),
    row.whenPutToSleep.toFixed(2),
  ]);
  return textTable([head, ...rows]);
}

/** The bars are set for accounts that were not put to sleep; the others are printed beside. */
function hasBar({ name }: Counted): boolean {
  return CASES.some((one) => one.name === name && one.restBeforeTapMs === 0);
}

function barsOf({ name, beforeAnswer, inAll }: Counted): Bar[] {
  return [
    { name: `fsyncs before the 201, ${name}`, measured: beforeAnswer, atMost: 1 },
    { name: `fsyncs in all, ${name}`, measured: inAll, atMost: 3 },
  ];
}
