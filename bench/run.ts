// `npm run bench`: measures what a purchase, a parent's first page and money in cost, each time against a peer or a
// floor in the same run.
// Prints tables and the bars that the plan sets, and writes everything as JSON. Not a timed test: it
// fails when something does not add up, never because something is slow.
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { ensureDebianPackages } from '../test/debian-packages.ts';
import { autoTopUps } from './auto-top-ups.ts';
import { barText } from './bar.ts';
import type { Findings } from './findings.ts';
import { firstPurchases } from './first-purchases.ts';
import { longJournal } from './long-journal.ts';
import { endEverything } from './measuring/started-process.ts';
import { type Options, type Part, readOptions } from './options.ts';
import { overview } from './overview.ts';
import { purchases } from './purchases.ts';
import { tapToPhoto } from './tap-to-photo.ts';
import { webhookToCredit } from './webhook-to-credit.ts';

const PARTS: Record<Part, (options: Options) => Promise<Findings>> = {
  purchases,
  'first-purchases': firstPurchases,
  'tap-to-photo': tapToPhoto,
  'long-journal': longJournal,
  overview,
  'auto-top-ups': autoTopUps,
  'webhook-to-credit': webhookToCredit,
};

/** The peer, and what counts fsyncs. */
const DEBIAN_PACKAGES = ['postgresql-15', 'strace'] as const;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  ensureDebianPackages(DEBIAN_PACKAGES);
  const startedAt = new Date();
  const loadBefore = loadavg();
  const findings = new Map<Part, Findings>();
  for (const part of options.parts) {
    findings.set(part, await PARTS[part](options));
    // Each part has the machine to itself.
    await endEverything();
  }
  const machine = {
    processor: cpus()[0]?.model,
    cores: availableParallelism(),
    node: process.version,
    loadBefore,
    loadAfter: loadavg(),
  };
  for (const { text } of findings.values()) console.log(`\n${text}`);
  const bars = [...findings.values()].flatMap((found) => found.bars);
  console.log(`\nBars\n${bars.map(barText).join('\n')}`);
  const [oneMinute = 0] = loadBefore;
  console.log(`\n${machine.cores} cores, load average ${oneMinute.toFixed(2)} at the start.`);
  const parts = Object.fromEntries([...findings].map(([part, { figures }]) => [part, figures]));
  console.log(`Written: ${writeResults(startedAt, { startedAt, options, machine, bars, parts })}`);
}

function writeResults(startedAt: Date, results: unknown): string {
  const folder = fileURLToPath(new URL('results', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const name = `${startedAt.toISOString().replace(/[:.]/g, '-')}.json`;
  writeFileSync(`${folder}/${name}`, `${JSON.stringify(results, null, 2)}\n`);
  return `bench/results/${name}`;
}

let isInterrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    isInterrupted = true;
    await endEverything();
    process.exit(130);
  });
}

try {
  await main();
} catch (error) {
  // What fails because its servers were just ended has nothing to say.
  if (!isInterrupted) console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await endEverything();
}
process.exit();
