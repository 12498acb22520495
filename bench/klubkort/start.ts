// Starts Klubkort as one machine runs it, with tills, children and their money. The seed service beside it is
// reached by nothing while time is measured.
import type { SeedClient } from '../../local/seed-client.ts';
import type { KlubkortPlace } from '../load/klubkort-load.ts';
import { startMachine } from './machine.ts';
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

export async function startKlubkort(options: KlubkortOptions): Promise<Klubkort> {
  const machine = await startMachine(options.stateUnder);
  const { seed, municipalityId, port } = machine;
  await seedClub(seed, municipalityId);
  const toPair = await seedTills(seed, municipalityId, options.tills);
  const tills = [];
  for (const till of toPair) tills.push(await pairTill(port, till));
  const all = await seedChildren(seed, municipalityId, options.accounts + 1);
  const { childrenPerGuardian } = options;
  const cookies = childrenPerGuardian
    ? await seedGuardians(seed, municipalityId, all.length, childrenPerGuardian)
    : [];
  const [hotChild, ...children] = all;
  if (!hotChild) throw new Error('a world without children');
  return {
    place: { port, tills, children, hotChild, line: LINE },
    seed,
    processes: [machine],
    cookies,
    checkBooks: () =>
      checkBooks(
        seed,
        all.map(({ accountId }) => accountId),
      ),
    stop: machine.stop,
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
