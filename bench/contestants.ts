// Starts everything that is measured side by side: Klubkort, the Postgres peer, the floor, the bare object.
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startBareObject } from './bare-object/start.ts';
import type { Contestant } from './contestant.ts';
import { startKlubkort } from './klubkort/start.ts';
import type { GeneratorProcess } from './load/generator-process.ts';
import type { LoadPlan, Measured, PlaceName } from './load/load-plan.ts';
import { startProcess } from './measuring/started-process.ts';
import { startPostgresPeer } from './postgres-peer/start.ts';
import type { FloorOrder, FloorReport } from './sqlite-floor.ts';

/** A server, loaded by the generator over HTTP. */
export function loadedBy(generator: GeneratorProcess, name: PlaceName) {
  return {
    prepare: (plan: LoadPlan) => generator.prepare(name, plan),
    run: (seconds: number) => generator.run(seconds),
  };
}

export async function klubkort(
  generator: GeneratorProcess,
  tills: number,
  accounts: number,
): Promise<Contestant> {
  const started = await startKlubkort({ tills, accounts });
  await generator.open('klubkort', started.place);
  return { name: 'klubkort', ...started, ...loadedBy(generator, 'klubkort') };
}

export async function postgresPeer(
  generator: GeneratorProcess,
  tills: number,
  accounts: number,
): Promise<Contestant> {
  const peer = await startPostgresPeer(tills, accounts);
  await generator.open('postgresPeer', peer.place);
  return { name: 'postgres peer', ...loadedBy(generator, 'postgresPeer'), ...peer };
}

export async function bareObject(
  generator: GeneratorProcess,
  accounts: number,
): Promise<Contestant> {
  const bare = await startBareObject(accounts);
  await generator.open('bareObject', bare.place);
  return { name: 'bare object', ...loadedBy(generator, 'bareObject'), ...bare };
}

/** It has no tills: one purchase after the other in its own process is the most that it can do. */
export async function sqliteFloor(): Promise<Contestant> {
  const started = await startProcess({
    name: 'sqlite floor',
    command: process.execPath,
    args: [fileURLToPath(new URL('sqlite-floor.ts', import.meta.url))],
    channel: true,
  });
  await once(started.child, 'message');
  let prepared: LoadPlan | null = null;
  const ask = async (order: FloorOrder): Promise<FloorReport> => {
    started.child.send(order);
    const [report] = (await once(started.child, 'message')) as [FloorReport];
    return report;
  };
  return {
    name: 'sqlite floor',
    processes: [started],
    prepare: async (plan) => {
      prepared = plan;
      return 0;
    },
    run: async (seconds) => {
      if (!prepared) throw new Error('nothing is prepared');
      const { accounts, steps } = prepared;
      return (await ask({ type: 'run', accounts, steps, seconds })) as Measured;
    },
    checkBooks: async () => (await ask({ type: 'check' })) as { purchases: number },
    stop: () => started.stop(),
  };
}
