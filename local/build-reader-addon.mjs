// Builds the native part of nfc-pcsc for the Node of this checkout, when the machine has the headers of
// PC/SC and no build for this Node exists yet. Plain JavaScript: it runs on the machine's own Node,
// before anything of ours does. Installs no Debian package and fetches nothing.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const WINSCARD_HEADER = '/usr/include/PCSC/winscard.h';
const BUILD_TIMEOUT_MS = 300_000;

/**
 * Makes sure that the reader's addon fits the checkout's Node.
 *
 * @returns what was found or done: `kind` is `built`, `present`, `no_headers` or `not_installed`, and
 *   `sentence` says it for a person. Without the addon the fake reader serves.
 * @throws Error if the build was tried and failed; the message carries the compiler's last lines.
 */
export function buildReaderAddon(
  root = path.dirname(path.dirname(fileURLToPath(import.meta.url))),
) {
  const addonFolder = path.join(root, 'node_modules', '@pokusew', 'pcsclite');
  const nodeFolder = path.join(root, 'node_modules', `node-linux-${process.arch}`);
  const node = path.join(nodeFolder, 'bin', 'node');
  if (!existsSync(path.join(addonFolder, 'binding.gyp')) || !existsSync(node)) {
    return {
      kind: 'not_installed',
      sentence: 'nfc-pcsc or the Node of this checkout is not installed; the fake reader serves.',
    };
  }
  if (loads(node, addonFolder)) {
    return { kind: 'present', sentence: "The reader's addon fits this Node." };
  }
  if (!existsSync(WINSCARD_HEADER)) {
    return {
      kind: 'no_headers',
      sentence:
        'The headers of PC/SC are missing (apt-get install libpcsclite-dev build-essential python3); ' +
        'the fake reader serves.',
    };
  }
  const build = spawnSync(node, [findNodeGyp(), 'rebuild', `--nodedir=${nodeFolder}`], {
    cwd: addonFolder,
    encoding: 'utf8',
    timeout: BUILD_TIMEOUT_MS,
    // binding.gyp asks `node` for the folder of nan: that has to be this Node as well. A `nodedir` in the
    // user's npm settings arrives as a variable that outweighs the option above.
    env: {
      ...process.env,
      npm_config_nodedir: nodeFolder,
      PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}`,
    },
  });
  if (build.status !== 0 || !loads(node, addonFolder)) {
    throw new Error(
      "The reader's addon could not be built (it needs build-essential, python3 and " +
        `libpcsclite-dev): ${build.error?.message ?? lastLines(`${build.stdout}\n${build.stderr}`)}`,
    );
  }
  return { kind: 'built', sentence: "Built the reader's addon for this Node." };
}

/** A build for another Node exists as a file too, so only loading it tells. */
function loads(node, addonFolder) {
  const addon = path.join(addonFolder, 'build', 'Release', 'pcsclite.node');
  if (!existsSync(addon)) return false;
  const script = 'process.dlopen({ exports: {} }, process.argv[1])';
  return spawnSync(node, ['-e', script, addon], { timeout: 20_000 }).status === 0;
}

function findNodeGyp() {
  const npm = process.env.npm_execpath ?? globalNpm();
  const candidates = [
    process.env.npm_config_node_gyp,
    npm && path.resolve(path.dirname(npm), '..', 'node_modules', 'node-gyp', 'bin', 'node-gyp.js'),
  ];
  for (const candidate of candidates) if (candidate && existsSync(candidate)) return candidate;
  try {
    return createRequire(import.meta.url).resolve('node-gyp/bin/node-gyp.js');
  } catch {
    throw new Error("npm's node-gyp was not found: run this step by npm.");
  }
}

/** Outside an npm script npm names itself nowhere; it stands beside the Node that came with it. */
function globalNpm() {
  const found = spawnSync('npm', ['root', '--global'], { encoding: 'utf8', timeout: 20_000 });
  return found.status === 0
    ? path.join(found.stdout.trim(), 'npm', 'bin', 'npm-cli.js')
    : undefined;
}

function lastLines(text) {
  return text.trim().split('\n').slice(-8).join('\n');
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    console.log(buildReaderAddon().sentence);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
