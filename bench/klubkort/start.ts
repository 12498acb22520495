// Starts Klubkort as one machine runs it: the built Worker under plain workerd, state on disk in a temporary
// folder, and beside it the seed service, which nothing reaches while time is measured.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUILT, build } from '../../local/build.ts';
import { environmentOf, keysAt, municipalityOf } from '../../local/keys.ts';
import { SeedClient } from '../../local/seed-client.ts';
import { startWorkerd } from '../../local/workerd-process.ts';
import type { KlubkortPlace } from '../load/klubkort-load.ts';
import { freePort } from '../measuring/free-port.ts';
import { endLater } from '../measuring/started-process.ts';
import { pairTill } from './pair-till.ts';
import { seedGuardians } from './seed-guardians.ts';
import {
  HOT_CHILD_TOP_UPS,
  LINE,
  seedChildren,
  seedClub,
  seedTills,
  TOP_UP_ORE,
} from './seed-world.ts';

export interface Klubkort {
  readonly place: KlubkortPlace;
  readonly seed: SeedClient;
  readonly processes: readonly { readonly pid: number }[];
  /** Of those who are logged in, as a browser sends them. */
  readonly cookies: readonly string[];
  /** @throws Error if an account's replay disagrees, or money is missing. */
  checkBooks(): Promise<{ purchases: number }>;
  stop(): Promise<void>;
}

export interface KlubkortOptions {
  readonly tills: number;
  readonly accounts: number;
  /** How many children each logged in guardian is linked to; without it nobody is linked, or told. */
  readonly childrenPerGuardian?: number;
  /** Where the state folder is made; the default is the system's folder for temporary files. */
  readonly stateUnder?: string;
}

const MUNICIPALITY_CODE = '0165';

export async function startKlubkort(options: KlubkortOptions): Promise<Klubkort> {
  await build();
  const folder = mkdtempSync(join(options.stateUnder ?? tmpdir(), 'klubkort-bench-state-'));
  const objectsDirectory = join(folder, 'objects');
  mkdirSync(objectsDirectory);
  const keys = keysAt(join(folder, 'keys.json'), MUNICIPALITY_CODE);
  const seedSocket = join(folder, 'seed');
  const running = await startWorkerd({
    config: BUILT.demoConfig,
    portalDirectory: BUILT.portal,
    objectsDirectory,
    port: await freePort(),
    seedSocket,
    keys: environmentOf(keys),
    // An awake object holds three open files.
    wrapper: ['sh', '-c', 'ulimit -n "$(ulimit -Hn)"; exec "$@"', 'sh'],
    onLog: (line) => console.error(`workerd: ${line}`),
  });
  const stop = endLater(async () => {
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const seed = new SeedClient(seedSocket);
  const municipalityId = municipalityOf(keys);
  await seedClub(seed, municipalityId);
  const toPair = await seedTills(seed, municipalityId, options.tills);
  const tills = [];
  for (const till of toPair) tills.push(await pairTill(running.port, till));
  const all = await seedChildren(seed, municipalityId, options.accounts + 1);
  const { childrenPerGuardian } = options;
  const cookies = childrenPerGuardian
    ? await seedGuardians(seed, municipalityId, all.length, childrenPerGuardian)
    : [];
  const [hotChild, ...children] = all;
  if (!hotChild) throw new Error('a world without children');
  return {
    place: { port: running.port, tills, children, hotChild, line: LINE },
    seed,
    processes: [running],
    cookies,
    checkBooks: () =>
      checkBooks(
        seed,
        all.map(({ accountId }) => accountId),
      ),
    stop,
  };
}

async function checkBooks(
  seed: SeedClient,
  accountIds: readonly string[],
): Promise<{ purchases: number }> {
  let purchases = 0;
  for (const [index, id] of accountIds.entries()) {
    const [audit, books] = await seed.callAll([
      { object: 'account', id, method: 'audit' },
      { object: 'account', id, method: 'inspect' },
    ]);
    const { sumsOre, lastSequence } = books as {
      sumsOre: { purse: number; sales: number };
      lastSequence: number;
    };
    const bought = sumsOre.sales / LINE.priceOre;
    const topUps = index === 0 ? HOT_CHILD_TOP_UPS : 1;
    const isRight =
      (audit as { ok: boolean }).ok &&
      sumsOre.purse + sumsOre.sales === topUps * TOP_UP_ORE &&
      lastSequence === bought + topUps;
    if (!isRight) throw new Error(`books of ${id}: ${JSON.stringify([audit, books])}`);
    purchases += bought;
  }
  return { purchases };
}
