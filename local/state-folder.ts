// One installation's folder: where what lies, whose it is while it runs, and how it is emptied. The lock is
// the kernel's, so it ends with its holders and is never stale.
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export class StateFolder {
  readonly path: string;
  /** Open for as long as the folder is ours; workerd inherits it, so that a lone workerd keeps it too. */
  readonly lockDescriptor: number;

  /** @throws Error in words when another start holds the folder, or when it is not a folder of ours. */
  static lock(directory: string): StateFolder {
    const path = resolve(directory);
    const strangers = entriesOf(path).filter((entry) => !OWN_ENTRIES.has(entry));
    if (strangers.length > 0) {
      throw new Error(`${path} is no state folder of Klubkort: it holds ${strangers[0]}.`);
    }
    makeFolder(path);
    const descriptor = openSync(join(path, 'lock'), 'a', 0o600);
    // flock(1), of util-linux, locks the open file that it inherits; the lock stays with our descriptor.
    const flock = spawnSync('flock', ['--nonblock', '3'], {
      stdio: ['ignore', 'ignore', 'pipe', descriptor],
      encoding: 'utf8',
    });
    if (flock.status === 0) return new StateFolder(path, descriptor);
    closeSync(descriptor);
    if (flock.status === 1) throw new Error(`Klubkort already runs on the state in ${path}.`);
    throw new Error(`${path} cannot be locked: ${flock.error?.message ?? flock.stderr.trim()}.`);
  }

  private constructor(path: string, lockDescriptor: number) {
    this.path = path;
    this.lockDescriptor = lockDescriptor;
  }

  get keysFile(): string {
    return join(this.path, 'keys', 'keys.json');
  }

  /** What workerd writes. No key lies in it. */
  get objectsDirectory(): string {
    return join(this.path, 'objects');
  }

  get bridgeDirectory(): string {
    return join(this.path, 'bridge');
  }

  get pushKeysFile(): string {
    return join(this.path, 'keys', 'push.json');
  }

  get paymentKeysFile(): string {
    return join(this.path, 'keys', 'payments.json');
  }

  /** What the payment simulators know. */
  get paymentsDirectory(): string {
    return join(this.path, 'payments');
  }

  /** The mails that the demo did not send. */
  get outboxDirectory(): string {
    return join(this.path, 'outbox');
  }

  get seededFile(): string {
    return join(this.path, 'seeded.json');
  }

  get identityKeysFile(): string {
    return join(this.path, 'keys', 'identity-provider.json');
  }

  get seedSocket(): string {
    return join(this.path, 'seed.sock');
  }

  get readerSocket(): string {
    return join(this.path, 'reader.sock');
  }

  logFile(name: 'workerd' | 'bridge' | 'identity-provider'): string {
    return join(this.path, `${name}.log`);
  }

  prepare(): void {
    mkdirSync(this.objectsDirectory, { recursive: true, mode: 0o700 });
  }

  /** Deletes all that was kept. Only what we know by name; the lock stays. */
  empty(): void {
    for (const entry of OWN_ENTRIES) {
      if (entry !== 'lock') rmSync(join(this.path, entry), { recursive: true, force: true });
    }
  }

  unlock(): void {
    closeSync(this.lockDescriptor);
  }
}

const OWN_ENTRIES: ReadonlySet<string> = new Set([
  'bridge',
  'bridge.log',
  'demo.json',
  'demo.json.new',
  'identity-provider.log',
  'keys',
  'lock',
  'objects',
  'outbox',
  'payments',
  'reader.sock',
  'seed.sock',
  'seeded.json',
  'seeded.json.new',
  'workerd.log',
]);

function entriesOf(path: string): string[] {
  try {
    return readdirSync(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw new Error(`${path} cannot be used as a state folder (${code}).`, { cause });
  }
}

/** Folder by folder: Node's own recursion does not come back where the system lets nobody make one. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (cause) {
    throw new Error(`The folder ${path} cannot be made: ${(cause as Error).message}.`);
  }
}
