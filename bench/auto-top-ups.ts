// All automatic top-ups of a municipality due at once: how long until each has its money, what the provider is
// asked, what workerd holds, and how long children wait at tills meanwhile. Twice, with ten times the accounts.
import { setTimeout as sleep } from 'node:timers/promises';
import { ore } from '../contracts/ore.ts';
import { type Findings, tell } from './findings.ts';
import {
  AT_START_ORE,
  eachOf,
  type PayingWorld,
  startPayingWorld,
} from './klubkort/paying-world.ts';
import type { ProviderCounts } from './klubkort/payment-provider.ts';
import { proveCredited } from './klubkort/prove-credited.ts';
import { LINE } from './klubkort/seed-world.ts';
import { KlubkortTill } from './load/klubkort-till.ts';
import { PacedTills } from './load/paced-tills.ts';
import { cpuTimeUs } from './measuring/cpu-time.ts';
import { type Percentiles, percentiles } from './measuring/distribution.ts';
import { type WatchedSize, watchSize } from './measuring/process-size.ts';
import { figure, textTable } from './measuring/text-table.ts';
import type { Options } from './options.ts';

/** "Når saldoen er under 50 kr., sæt 100 kr. ind, højst 400 kr. om måneden". */
const TERMS = { belowOre: ore(50_00), amountOre: ore(100_00), mostPerMonthOre: ore(400_00) };
const CHILDREN_PER_GUARDIAN = 2;
/** Forty purchases a second: a large municipality's clubs at four in the afternoon. */
const TILLS = 4;
const EVERY_MS = 100;
const BUYERS = 40;
const QUIET_TILLS_MS = 5_000;
/** The runtime puts idle objects to sleep after ten seconds: the sweep is to find them so. */
const UNTIL_ASLEEP_MS = 14_000;
/** An account asks again five seconds after it ordered; what comes of that is counted too. */
const UNTIL_QUIET_MS = 8_000;
const PATIENCE_MS = 90_000;
/** Steps of 10 ms in a span that is long enough for them. */
const IDLE_FOR_MS = 2_000;

interface Swept {
  readonly accounts: number;
  readonly seededInMs: number;
  /** Of a walk over accounts that are asleep and have nothing to charge, as each hour has it. */
  readonly idleRoundCpuMs: number;
  /** From the sweep's call to the last charge that the provider said was carried out. */
  readonly tookMs: number;
  readonly credited: Percentiles;
  readonly calls: ProviderCounts['calls'];
  readonly size: WatchedSize;
  /** With what the tills take meanwhile. */
  readonly cpuMs: number;
  readonly tapToPaid: Readonly<Record<'without' | 'during', Percentiles & { purchases: number }>>;
}

export async function autoTopUps({ accounts }: Options): Promise<Findings> {
  const swept: Swept[] = [];
  for (const size of [Math.ceil(accounts / 10), accounts]) swept.push(await sweep(size));
  return report(swept);
}

async function sweep(accounts: number): Promise<Swept> {
  tell(`making ${accounts} accounts with an automatic top-up`);
  const seedingAt = performance.now();
  const world = await startPayingWorld({
    ...{ accounts, childrenPerGuardian: CHILDREN_PER_GUARDIAN, terms: TERMS },
    ...{ tills: TILLS, buyers: BUYERS },
  });
  const seededInMs = performance.now() - seedingAt;
  tell('bringing all of them under their threshold, without a provider');
  const idleRoundCpuMs = await makeDue(world);
  const measured = await measure(world);
  tell('adding up');
  await proveCredited(world, {
    ...{ charges: 1, amountOre: TERMS.amountOre },
    // What was put in at the start, and what was bought.
    ...{ otherEntries: 2, otherOre: AT_START_ORE - LINE.priceOre },
  });
  await world.stop();
  return { accounts, seededInMs, idleRoundCpuMs, ...measured };
}

/**
 * Without a provider a rule is due and cannot run, and nothing but the sweep comes back for it. The round that
 * finds this out is measured as well: a start soon after a round begins none, so that the next one is called.
 *
 * @returns the CPU milliseconds of that round.
 */
async function makeDue(world: PayingWorld): Promise<number> {
  const { machine, providers } = world;
  await machine.restart({});
  await buyOnceEach(world);
  await sleep(UNTIL_ASLEEP_MS);
  const cpuBeforeUs = cpuTimeUs(machine.pid);
  await machine.beginSweep();
  await untilIdle(machine.pid);
  const cpuMs = (cpuTimeUs(machine.pid) - cpuBeforeUs) / 1_000;
  await sleep(UNTIL_ASLEEP_MS);
  await machine.restart(providers.environment);
  await providers.counts('forget');
  return cpuMs;
}

/** Until it takes next to no CPU any more. */
async function untilIdle(pid: number): Promise<void> {
  for (let before = cpuTimeUs(pid), now = before; ; before = now) {
    await sleep(IDLE_FOR_MS);
    now = cpuTimeUs(pid);
    if (now - before < (IDLE_FOR_MS * 1_000) / 50) return;
  }
}

async function measure(
  world: PayingWorld,
): Promise<Omit<Swept, 'accounts' | 'seededInMs' | 'idleRoundCpuMs'>> {
  const { machine, providers, tills, buying } = world;
  const paced = await PacedTills.open({
    ...{ port: machine.port, tills, children: buying, line: LINE },
  });
  const quietUntil = performance.now() + QUIET_TILLS_MS;
  const without = await paced.sellWhile(EVERY_MS, () => performance.now() < quietUntil);
  const early = await providers.counts('forget');
  if (sum(early.calls) > 0) throw new Error('a sweep began by itself before it was measured');

  tell('sweeping');
  const sizes = watchSize(machine.pid);
  const cpuBeforeUs = cpuTimeUs(machine.pid);
  const startedAt = performance.timeOrigin + performance.now();
  let isOver = false;
  const [during] = await Promise.all([
    paced.sellWhile(EVERY_MS, () => !isOver),
    waitForCharges(world).finally(() => {
      isOver = true;
    }),
    machine.beginSweep(),
  ]);
  const cpuMs = (cpuTimeUs(machine.pid) - cpuBeforeUs) / 1_000;
  await sleep(UNTIL_QUIET_MS);
  const size = sizes();
  const { calls, saidChargedAtMs } = await providers.counts();
  paced.close();
  const delaysMs = saidChargedAtMs.map((at) => at - startedAt);
  return {
    ...{ calls, size, cpuMs, tookMs: Math.max(...delaysMs), credited: percentiles(delaysMs) },
    tapToPaid: {
      without: { ...percentiles(without), purchases: without.length },
      during: { ...percentiles(during), purchases: during.length },
    },
  };
}

/** The smallest purchase, which leaves each of them below. */
async function buyOnceEach({ machine, tills, paying }: PayingWorld): Promise<void> {
  const open = await Promise.all(tills.map((paired) => KlubkortTill.open(machine.port, paired)));
  await eachOf(paying, open.length, machine.port, async ({ uid }, connection, worker) => {
    const till = open[worker];
    if (till === undefined) throw new Error('no till was paired');
    await till.purchaseReady(await till.tap(connection, uid), LINE)(connection);
  });
  for (const till of open) till.close();
}

/** Until the provider said of each account's charge that it was carried out. @throws Error when it stands still. */
async function waitForCharges({ providers, paying }: PayingWorld): Promise<void> {
  let before = -1;
  let movedAt = performance.now();
  for (;;) {
    const { saidChargedAtMs, calls } = await providers.counts();
    const count = saidChargedAtMs.length;
    if (count === paying.length) return;
    if (count > before) movedAt = performance.now();
    before = count;
    if (performance.now() > movedAt + PATIENCE_MS) {
      throw new Error(`${count} of ${paying.length} were charged: ${JSON.stringify(calls)}`);
    }
    await sleep(250);
  }
}

function report(swept: readonly Swept[]): Findings {
  const [small, large] = swept;
  if (!small || !large) throw new Error('a sweep is missing');
  const each = ({ tookMs, accounts }: Swept) => tookMs / accounts;
  const growth = each(large) / each(small);
  const head = [
    'all due at once',
    ...['all paid s', 'p50 s', 'ms each', 'CPU ms each', 'calls each'],
    ...['MB before', 'MB most', 'kB each', 'files most'],
  ];
  const rows = swept.map((one) => {
    const { accounts, tookMs, credited, cpuMs, size } = one;
    const grownKb = (size.largest.residentMb - size.atFirst.residentMb) * 1_024;
    return [
      `  ${accounts.toLocaleString('en')} accounts`,
      ...[tookMs / 1_000, credited.p50Ms / 1_000, each(one), cpuMs / accounts].map(figure),
      figure(sum(one.calls) / accounts),
      ...[size.atFirst.residentMb, size.largest.residentMb, grownKb / accounts].map(figure),
      String(size.largest.openFiles),
    ];
  });
  const kinds = [...new Set(swept.flatMap(({ calls }) => Object.keys(calls)))];
  const asked = swept.map(({ accounts, calls }) => [
    `  ${accounts.toLocaleString('en')} accounts`,
    ...kinds.map((kind) => ((calls[kind] ?? 0) / accounts).toFixed(3)),
  ]);
  const idle = swept.map(({ accounts, idleRoundCpuMs }) => [
    `  ${accounts.toLocaleString('en')} accounts`,
    figure(idleRoundCpuMs / accounts),
  ]);
  const waited = swept.flatMap(({ accounts, tapToPaid: { without, during } }) => [
    tillRow(`  ${accounts.toLocaleString('en')} accounts, without`, without),
    tillRow('    during the sweep', during),
    ['    during ÷', '', ...ratios(during, without)],
  ]);
  const times = (large.accounts / small.accounts).toLocaleString('en');
  return {
    text: [
      textTable([head, ...rows]),
      textTable([['calls of the provider, each account', ...kinds], ...asked]),
      textTable([['a round with nothing to charge', 'CPU ms each'], ...idle]),
      textTable([['tap to paid', 'purchases', 'p50 ms', 'p95 ms', 'p99 ms'], ...waited]),
      `the sweep of ${times} times the accounts took ${figure(large.tookMs / small.tookMs)} times as long`,
    ].join('\n\n'),
    bars: [{ name: 'time per account, all to a tenth of them', measured: growth, atMost: 1.25 }],
    figures: swept,
  };
}

function tillRow(
  name: string,
  { purchases, p50Ms, p95Ms, p99Ms }: Percentiles & { purchases: number },
) {
  return [name, String(purchases), ...[p50Ms, p95Ms, p99Ms].map(figure)];
}

function ratios(during: Percentiles, without: Percentiles): string[] {
  return [
    during.p50Ms / without.p50Ms,
    during.p95Ms / without.p95Ms,
    during.p99Ms / without.p99Ms,
  ].map(figure);
}

function sum(calls: Readonly<Record<string, number>>): number {
  return Object.values(calls).reduce((total, count) => total + count, 0);
}
