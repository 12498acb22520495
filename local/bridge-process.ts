// Runs the demo's bridge beside workerd: pairs it once with the till that has the reader, then keeps it
// running until the launcher ends it. What it says goes to a file in the state folder.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../reader-bridge/main.ts', import.meta.url));
const PAIR_WITHIN_MS = 30_000;
const READY_WITHIN_MS = 15_000;
const END_WITHIN_MS = 2_000;

export interface BridgeOptions {
  readonly serverUrl: string;
  readonly directory: string;
  readonly statusPort: number;
  /** Where the fake reader listens; null for the machine's own. */
  readonly readerSocket: string | null;
  readonly logFile: string;
}

export interface RunningBridge {
  readonly pid: number;
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export function isBridgePaired(directory: string): boolean {
  return existsSync(join(directory, 'paired-device.json'));
}

/** @throws Error with the bridge's own sentence when the pairing fails. */
export function pairBridge(serverUrl: string, code: string, directory: string): void {
  const result = spawnSync(
    process.execPath,
    [MAIN, 'pair', '--server', serverUrl, '--code', code, '--state', directory],
    { encoding: 'utf8', timeout: PAIR_WITHIN_MS },
  );
  if (result.status !== 0) {
    const words = result.stderr.trim() || result.error?.message || 'it gave no reason';
    throw new Error(`The bridge could not be paired: ${words}`);
  }
}

/** Resolves once its status page answers. @throws Error in words when it does not come up. */
export async function startBridge(options: BridgeOptions): Promise<RunningBridge> {
  const child = spawnBridge(options);
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve()).once('error', () => resolve());
  });
  const bridge = { pid: child.pid ?? 0, ended, stop: () => end(child, ended) };
  const up = await Promise.race([
    answers(`http://127.0.0.1:${options.statusPort}/`),
    ended.then(() => false),
  ]);
  if (up) return bridge;
  await bridge.stop();
  const words = readFileSync(options.logFile, 'utf8').trim().split('\n').at(-1);
  throw new Error(`The bridge does not start: ${words || `see ${options.logFile}`}`);
}

function spawnBridge({
  serverUrl,
  directory,
  statusPort,
  readerSocket,
  logFile,
}: BridgeOptions): ChildProcess {
  const log = openSync(logFile, 'w', 0o600);
  const child = spawn(
    process.execPath,
    [
      ...[MAIN, 'run', '--with-parent', '--server', serverUrl, '--state', directory],
      ...['--status-port', String(statusPort)],
      ...(readerSocket === null ? [] : ['--fake', readerSocket]),
    ],
    // A group of its own: a Ctrl-C in the terminal goes to the launcher, which ends the bridge in order.
    { stdio: ['ignore', log, log], detached: true },
  );
  closeSync(log);
  return child;
}

async function answers(url: string): Promise<boolean> {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    const response = await fetch(url).catch(() => null);
    await response?.body?.cancel();
    if (response !== null) return true;
    await delay(50);
  }
  return false;
}

async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGTERM');
  await Promise.race([ended, delay(END_WITHIN_MS, undefined, { ref: false })]);
  child.kill('SIGKILL');
  await ended;
}
