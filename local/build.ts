// Builds what runs: the portal, the Worker's bundle, the small services beside it and workerd's
// configuration, each only when its sources changed. wrangler bundles the Worker, so that one machine runs
// the same bytes as Cloudflare. Tools are loaded late: a build with nothing to do takes no time.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isBuilt, sourceFingerprint } from './source-fingerprint.ts';

export const HOUSE = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(HOUSE, 'dist');

/** What the launcher, the crash tests and the bench hand to workerd. */
export const BUILT = {
  /** With the seed service, on a socket that the launcher puts into the state folder. */
  demoConfig: join(DIST, 'workerd-demo.capnp'),
  /** Without it: nothing outside workerd reaches an object's method. */
  config: join(DIST, 'workerd.capnp'),
  portal: join(HOUSE, 'portal', 'dist'),
} as const;

interface Part {
  readonly name: string;
  readonly sources: readonly string[];
  make(): Promise<void> | void;
}

const PARTS: readonly Part[] = [
  {
    name: 'worker',
    sources: [
      'worker/**/*.ts',
      'durable-objects/**/*.ts',
      'contracts/*.ts',
      'wrangler.toml',
      'package-lock.json',
    ],
    make: bundleWorker,
  },
  {
    name: 'services',
    sources: ['local/*.ts', 'durable-objects/**/*.ts', 'wrangler.toml', 'package-lock.json'],
    make: bundleServices,
  },
  {
    name: 'portal',
    sources: ['portal/**/*', 'contracts/*.ts', 'package-lock.json'],
    make: buildPortal,
  },
];

/**
 * Builds what has changed; the crash tests and the bench do without the portal.
 *
 * @throws Error with one sentence when a part does not build; the tool's own words are printed before.
 */
export async function build({ withPortal = true } = {}): Promise<void> {
  mkdirSync(DIST, { recursive: true });
  const lock = waitForOtherBuilds();
  try {
    await buildParts(withPortal);
  } finally {
    closeSync(lock);
  }
}

/** Two starts in one checkout build one after the other; the second then finds nothing to do. */
function waitForOtherBuilds(): number {
  const descriptor = openSync(join(DIST, '.lock'), 'a');
  const flock = spawnSync('flock', ['3'], { stdio: ['ignore', 'ignore', 'inherit', descriptor] });
  if (flock.status === 0) return descriptor;
  closeSync(descriptor);
  throw new Error('The folder of the build cannot be locked: is flock of util-linux installed?');
}

async function buildParts(withPortal: boolean): Promise<void> {
  for (const part of PARTS) {
    if (part.name === 'portal' && !withPortal) continue;
    const stamp = join(DIST, `.${part.name}-built`);
    const fingerprint = sourceFingerprint(HOUSE, part.sources);
    if (isBuilt(stamp, fingerprint)) continue;
    console.log(`Building the ${part.name} ...`);
    rmSync(stamp, { force: true });
    await part.make();
    writeFileSync(stamp, fingerprint);
  }
}

/** Says how much a first visit loads; above the budget it does not build. */
function buildPortal(): void {
  const sizes = runTool('portal', join('vite', 'bin', 'vite.js'), [
    ...['build', join(HOUSE, 'portal'), '--config', join(HOUSE, 'portal', 'vite.config.ts')],
    ...['--logLevel', 'warn'],
  ]);
  if (sizes !== '') console.log(sizes);
}

function bundleWorker(): void {
  // wrangler looks for the folder of the pages, though it takes nothing from it here.
  mkdirSync(BUILT.portal, { recursive: true });
  runTool('worker', join('wrangler', 'bin', 'wrangler.js'), [
    ...['deploy', '--dry-run', '--outdir', join(DIST, 'worker')],
  ]);
}

/**
 * Each tool runs in a process of its own: one that fails cannot take the launcher along. Returns what it
 * printed.
 */
function runTool(part: string, script: string, args: readonly string[]): string {
  const result = spawnSync(process.execPath, [join(HOUSE, 'node_modules', script), ...args], {
    cwd: HOUSE,
    encoding: 'utf8',
    env: {
      ...process.env,
      ...{ CI: '1', NO_COLOR: '1', FORCE_COLOR: '0' },
      WRANGLER_SEND_METRICS: 'false',
      WRANGLER_LOG_PATH: join(HOUSE, 'node_modules', '.cache', 'wrangler-logs'),
    },
  });
  if (result.status === 0) return result.stdout.trimEnd();
  if (result.signal !== null) throw new Error(`Building the ${part} was broken off.`);
  console.error(`${result.stdout}${result.stderr}`.trim());
  throw new Error(`The ${part} does not build; the tool's own words are above.`);
}

async function bundleServices(): Promise<void> {
  const [esbuild, { readDeploymentFacts }, { workerdConfig }] = await Promise.all([
    import('esbuild'),
    import('./deployment-facts.ts'),
    import('./workerd-config.ts'),
  ]);
  await esbuild.build({
    entryPoints: ['asset-server', 'seed-service'].map((name) => join(HOUSE, 'local', `${name}.ts`)),
    outdir: DIST,
    bundle: true,
    format: 'esm',
    target: 'es2024',
    external: ['node:*', 'cloudflare:*'],
    logLevel: 'warning',
  });
  const facts = readDeploymentFacts(join(HOUSE, 'wrangler.toml'));
  const bundles = { main: 'worker/index.js', assetServer: 'asset-server.js' };
  writeFileSync(BUILT.config, workerdConfig(facts, { ...bundles, seedService: null }));
  writeFileSync(
    BUILT.demoConfig,
    workerdConfig(facts, { ...bundles, seedService: 'seed-service.js' }),
  );
}

function wordsOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

if (import.meta.main) {
  await build().catch((cause: unknown) => {
    console.error(wordsOf(cause));
    process.exitCode = 1;
  });
}
