// Installs the packages of the lockfile before `npm start` and `npm test`, and builds the reader's addon.
// Plain JavaScript, because it runs on the machine's own Node, which may be 20. Unchanged lockfile: nothing
// to do, nothing is fetched.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildReaderAddon } from './build-reader-addon.mjs';

const house = fileURLToPath(new URL('..', import.meta.url));
const marker = `${house}node_modules/.klubkort-installed`;

/** Everything that decides what an install yields. */
const INPUTS = ['package.json', 'package-lock.json', 'reader-bridge/package.json', '.npmrc'];

if (!isInstalled()) installPackages();
if (!hasNode24()) {
  fail(
    `Klubkort runs on 64-bit Linux, not on ${process.platform}-${process.arch} with Node ${process.versions.node}.`,
  );
}
buildAddon();

function isInstalled() {
  return existsSync(marker) && readFileSync(marker, 'utf8') === fingerprint();
}

function fingerprint() {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}\n`);
  for (const input of INPUTS) hash.update(readFileSync(house + input)).update('\n--\n');
  return hash.digest('hex');
}

/** The scripts run TypeScript directly: by the Node that the packages bring, or by one as new. */
function hasNode24() {
  const ours = `${house}node_modules/node-linux-${process.arch}/bin/node`;
  return existsSync(ours) || Number.parseInt(process.versions.node, 10) >= 24;
}

/**
 * `npm install --no-save` and not `npm ci`: npm leaves optional packages of other platforms out of the
 * lockfile when a registry lacks them, and `npm ci` then refuses the whole lockfile. Versions and integrity
 * hashes come from the lockfile either way, and it is not written.
 */
function installPackages() {
  rmSync(marker, { force: true });
  console.log('Installing packages (the first time this takes about half a minute) ...');
  const npm = process.env.npm_execpath;
  // Whoever runs with NODE_ENV=production still needs the tools that build.
  const whole = ['--include=dev', '--include=optional'];
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const options = ['install', '--no-save', ...whole, ...quiet];
  const [program, args] =
    npm === undefined ? ['npm', options] : [process.execPath, [npm, ...options]];
  const result = spawnSync(program, args, { cwd: house, stdio: 'inherit' });
  if (result.error !== undefined || result.status !== 0) {
    const cause = result.error?.message ?? `npm ended with ${result.status ?? result.signal}`;
    fail(`The packages could not be installed (${cause}); npm's own words are above.`);
  }
  mkdirSync(`${house}node_modules`, { recursive: true });
  writeFileSync(marker, fingerprint());
}

/** Each time, since the headers of PC/SC may have come later. Without the addon the fake reader serves. */
function buildAddon() {
  try {
    const { kind, sentence } = buildReaderAddon(house);
    if (kind !== 'present') console.log(sentence);
  } catch (cause) {
    console.error(cause instanceof Error ? cause.message : String(cause));
  }
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
