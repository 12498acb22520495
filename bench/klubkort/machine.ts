// Runs the built Worker as one machine does: plain workerd, state on disk in a temporary folder, and beside it
// the seed service. It can be started again on the same state and port, with another environment.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';
import { BUILT, build } from '../../local/build.ts';
import { environmentOf, keysAt, municipalityOf } from '../../local/keys.ts';
import { SeedClient } from '../../local/seed-client.ts';
import type { WorkerdEnvironment } from '../../local/workerd-config.ts';
import { type RunningWorkerd, startWorkerd } from '../../local/workerd-process.ts';
import { freePort } from '../measuring/free-port.ts';
import { endLater } from '../measuring/started-process.ts';

export interface Machine {
  readonly port: number;
  readonly municipalityId: string;
  readonly seed: SeedClient;
  /** Of the workerd that runs now. */
  readonly pid: number;
  /** What Cloudflare's cron calls each hour: a round of automatic top-ups from now on. */
  beginSweep(): Promise<void>;
  /** Ends workerd and starts it on the same state, with this beside its keys. */
  restart(environment: Partial<WorkerdEnvironment>): Promise<void>;
  stop(): Promise<void>;
}

const MUNICIPALITY_CODE = '0165';

/** @param stateUnder where the state folder is made; the default is the system's folder for temporary files. */
export async function startMachine(stateUnder: string = tmpdir()): Promise<Machine> {
  await build();
  const folder = mkdtempSync(join(stateUnder, 'klubkort-bench-state-'));
  const config = await configIn(folder);
  const objectsDirectory = join(folder, 'objects');
  mkdirSync(objectsDirectory);
  const keys = keysAt(join(folder, 'keys.json'), MUNICIPALITY_CODE);
  const seedSocket = join(folder, 'seed');
  const port = await freePort();
  const run = (environment: Partial<WorkerdEnvironment>): Promise<RunningWorkerd> =>
    startWorkerd({
      config,
      portalDirectory: BUILT.portal,
      objectsDirectory,
      port,
      seedSocket,
      keys: { ...environmentOf(keys), ...environment },
      // An awake object holds three open files.
      wrapper: ['sh', '-c', 'ulimit -n "$(ulimit -Hn)"; exec "$@"', 'sh'],
      onLog: (line) => console.error(`workerd: ${line}`),
    });
  let running = await run({});
  return {
    port,
    municipalityId: municipalityOf(keys),
    seed: new SeedClient(seedSocket),
    get pid() {
      return running.pid;
    },
    beginSweep: () => post(seedSocket, `/sweep/${municipalityOf(keys)}`),
    restart: async (environment) => {
      await running.stop();
      running = await run(environment);
    },
    stop: endLater(async () => {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    }),
  };
}

/** The demo's configuration with the bundles that it names; the seed service's is the bench's own. */
async function configIn(folder: string): Promise<string> {
  const text = readFileSync(BUILT.demoConfig, 'utf8');
  for (const [, file = ''] of text.matchAll(/embed "([^"]+)"/g)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    copyFileSync(join(dirname(BUILT.demoConfig), file), join(folder, file));
  }
  await bundle({
    entryPoints: [fileURLToPath(new URL('bench-service.ts', import.meta.url))],
    outfile: join(folder, 'seed-service.js'),
    bundle: true,
    format: 'esm',
    external: ['node:*', 'cloudflare:*'],
    logLevel: 'warning',
  });
  const config = join(folder, 'workerd.capnp');
  writeFileSync(config, text);
  return config;
}

function post(socketPath: string, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { socketPath, path, method: 'POST', headers: { host: 'seed' } },
      (answer) => {
        answer.resume().on('end', () => {
          if (answer.statusCode === 204) resolve();
          else reject(new Error(`${path}: ${answer.statusCode}`));
        });
      },
    );
    sent.on('error', reject).end();
  });
}
