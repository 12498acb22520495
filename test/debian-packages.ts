// The Debian packages that the tests need beyond Node and npm, and how they come onto the machine: root
// installs them, anybody else is told the one line that does. Nothing is skipped for want of a package.
import { spawnSync } from 'node:child_process';

export const TEST_PACKAGES = [
  'build-essential',
  'chromium',
  'iproute2',
  'libpcsclite-dev',
  'pcscd',
  'poppler-utils',
  'python3',
  'strace',
  'vsmartcard-vpcd',
] as const;

/** @throws Error in words when a package is missing and cannot be installed here. */
export function ensureDebianPackages(packages: readonly string[]): void {
  const missing = packages.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    throw new Error(
      `The tests need Debian packages; install them with:\n` +
        `sudo apt-get install -y --no-install-recommends ${missing.join(' ')}`,
    );
  }
  console.log(`Installing ${missing.join(', ')} ...`);
  aptGet(['update']);
  aptGet(['install', '-y', '--no-install-recommends', ...missing]);
}

function isInstalled(name: string): boolean {
  const found = spawnSync('dpkg', ['--status', name], { encoding: 'utf8' });
  if (found.error !== undefined) throw new Error('The tests need a Debian machine: no dpkg here.');
  return /^Status: install ok installed$/m.test(found.stdout);
}

function aptGet(args: readonly string[]): void {
  const result = spawnSync('apt-get', ['-q', ...args], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (result.status === 0) return;
  console.error(`${result.stdout ?? ''}${result.stderr ?? ''}`.trim());
  throw new Error(`apt-get ${args[0]} failed; its own words are above.`);
}
