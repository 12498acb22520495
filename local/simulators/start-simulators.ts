// Both simulators, each on its own port of loopback: by the demo's launcher, or by hand
// (`node local/simulators/start-simulators.ts --port 8950 --state DIR`). Their keys are the demo's and open nothing.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { nexiSimulator } from './nexi-simulator.ts';
import { DEMO_MOBILEPAY_KEYS, DEMO_NEXI_SECRET } from './simulator-keys.ts';
import { type RunningSimulator, startSimulator } from './simulator-server.ts';
import { vippsSimulator } from './vipps-simulator.ts';

export interface StartedSimulators {
  readonly nexi: RunningSimulator;
  readonly mobilepay: RunningSimulator;
  stop(): Promise<void>;
}

/** @param stateDirectory where they keep what they know; null for memory alone. */
export async function startSimulators(
  ports: { readonly nexi: number; readonly mobilepay: number },
  stateDirectory: string | null,
): Promise<StartedSimulators> {
  const statePath = (name: string) =>
    stateDirectory === null ? null : join(stateDirectory, `${name}.json`);
  const nexi = await startSimulator(
    nexiSimulator({ secretKey: DEMO_NEXI_SECRET, statePath: statePath('nexi') }),
    ports.nexi,
  );
  try {
    const mobilepay = await startSimulator(
      vippsSimulator({ keys: DEMO_MOBILEPAY_KEYS, statePath: statePath('mobilepay') }),
      ports.mobilepay,
    );
    return {
      ...{ nexi, mobilepay },
      stop: async () => {
        await Promise.all([nexi.stop(), mobilepay.stop()]);
      },
    };
  } catch (cause) {
    await nexi.stop();
    throw cause;
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '8950' }, state: { type: 'string' } },
  });
  const port = Number(values.port);
  const { nexi, mobilepay } = await startSimulators(
    { nexi: port, mobilepay: port + 1 },
    values.state ?? null,
  );
  console.log(`Nexi       ${nexi.origin}/simulator\nMobilePay  ${mobilepay.origin}/simulator`);
}
