// The load generator, a process of its own so that its CPU is not the servers'. It makes requests ready,
// then lets each till work through its own, one after the other, for a bounded time.
import { BareObjectLoad } from './bare-object-load.ts';
import { KlubkortLoad } from './klubkort-load.ts';
import type {
  GeneratorOrder,
  GeneratorReport,
  LoadSource,
  Measured,
  PlaceName,
  TillLoad,
} from './load-plan.ts';
import { PostgresPeerLoad } from './postgres-peer-load.ts';

const sources = new Map<PlaceName, LoadSource>();
let prepared: readonly TillLoad[] = [];

// Without its parent it has no purpose; an endless load must never outlive the bench.
process.on('disconnect', () => process.exit(0));
process.on('message', async (order: GeneratorOrder) => {
  const report = await carryOut(order).catch(
    (error: unknown): GeneratorReport => ({ type: 'failed', message: String(error) }),
  );
  process.send?.(report);
});

async function carryOut(order: GeneratorOrder): Promise<GeneratorReport> {
  if (order.type === 'open') {
    sources.set(order.name, await openSource(order));
    return { type: 'done' };
  }
  if (order.type === 'prepare') {
    const source = sources.get(order.name);
    if (!source) throw new Error(`${order.name} was never opened`);
    const { tills, untimedPurchases } = await source.prepare(order.plan);
    prepared = tills;
    return { type: 'prepared', untimedPurchases };
  }
  if (prepared.length === 0) throw new Error('nothing is prepared');
  try {
    return { type: 'measured', measured: await run(prepared, order.seconds) };
  } finally {
    for (const till of prepared) till.connection.close();
    prepared = [];
  }
}

async function openSource(order: GeneratorOrder & { type: 'open' }): Promise<LoadSource> {
  switch (order.name) {
    case 'postgresPeer':
      return new PostgresPeerLoad(order.place);
    case 'bareObject':
      return new BareObjectLoad(order.place);
    case 'klubkort':
      return KlubkortLoad.open(order.place);
  }
}

async function run(load: readonly TillLoad[], seconds: number): Promise<Measured> {
  const timesMs: number[] = [];
  const startedAt = performance.now();
  const deadline = startedAt + seconds * 1000;
  const tills = load.map(async ({ steps }) => {
    for (const step of steps) {
      const stepStartedAt = performance.now();
      if (stepStartedAt > deadline) return;
      await step();
      timesMs.push(performance.now() - stepStartedAt);
    }
  });
  await Promise.all(tills);
  return { timesMs, elapsedMs: performance.now() - startedAt };
}
