// Builds and starts the bare object under the same workerd binary as Klubkort, with its state on disk in a
// temporary folder, and checks at the end that its rows add up.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { BareObjectPlace } from '../load/bare-object-load.ts';
import { freePort } from '../measuring/free-port.ts';
import {
  endLater,
  type StartedProcess,
  startProcess,
  waitUntilReady,
} from '../measuring/started-process.ts';

export interface BareObject {
  readonly place: BareObjectPlace;
  readonly processes: readonly StartedProcess[];
  /** @throws Error if a purse and its debits do not agree. */
  checkBooks(): Promise<{ purchases: number }>;
  stop(): Promise<void>;
}

/** workerd's own program, without the shim around it. */
const workerdProgram = (createRequire(import.meta.url)('workerd') as { default: string }).default;

export async function startBareObject(objects: number): Promise<BareObject> {
  const folder = mkdtempSync(join(tmpdir(), 'klubkort-bench-bare-object-'));
  mkdirSync(join(folder, 'state'));
  await build({
    entryPoints: [fileURLToPath(new URL('bare-object.ts', import.meta.url))],
    outfile: join(folder, 'bare-object.js'),
    bundle: true,
    minify: true,
    format: 'esm',
    external: ['cloudflare:workers'],
  });
  const port = await freePort();
  writeFileSync(join(folder, 'config.capnp'), configText(port));
  const started = await startProcess({
    name: 'bare object',
    command: 'sh',
    // An awake object holds three open files.
    args: [
      '-c',
      'ulimit -n "$(ulimit -Hn)"; exec "$@"',
      'sh',
      workerdProgram,
      'serve',
      'config.capnp',
    ],
    cwd: folder,
  });
  const place = { port, objects };
  await waitUntilReady(started, () =>
    sumsOf(place, 'hot').then(
      () => true,
      () => false,
    ),
  );
  return {
    place,
    processes: [started],
    checkBooks: () => checkBooks(place),
    stop: endLater(async () => {
      await started.stop();
      rmSync(folder, { recursive: true, force: true });
    }),
  };
}

function configText(port: number): string {
  const wrangler = readFileSync(new URL('../../wrangler.toml', import.meta.url), 'utf8');
  const [, compatibilityDate] = /^compatibility_date = "(.+)"$/m.exec(wrangler) ?? [];
  if (!compatibilityDate) throw new Error('wrangler.toml names no compatibility_date');
  return `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "edge", worker = .edge),
    (name = "state", disk = (path = "state", writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "edge")],
);
const edge :Workerd.Worker = (
  modules = [(name = "bare-object.js", esModule = embed "bare-object.js")],
  compatibilityDate = "${compatibilityDate}",
  durableObjectNamespaces = [(className = "BareObject", uniqueKey = "bare-object", enableSql = true)],
  durableObjectStorage = (localDisk = "state"),
  bindings = [(name = "BARE_OBJECT", durableObjectNamespace = "BareObject")],
);
`;
}

interface Sums {
  readonly purse_ore: number;
  readonly debits: number;
  readonly debited_ore: number;
}

async function sumsOf(place: BareObjectPlace, name: string): Promise<Sums> {
  const answer = await fetch(`http://127.0.0.1:${place.port}/objects/${name}/sums`);
  return (await answer.json()) as Sums;
}

async function checkBooks(place: BareObjectPlace): Promise<{ purchases: number }> {
  let purchases = 0;
  const names = Array.from({ length: place.objects }, (_, index) => `account-${index}`);
  for (const name of ['hot', ...names]) {
    const sums = await sumsOf(place, name);
    if (sums.purse_ore + sums.debited_ore !== 0) {
      throw new Error(`${name}'s books are wrong: ${JSON.stringify(sums)}`);
    }
    purchases += sums.debits;
  }
  return { purchases };
}
