// Runs the demo's identity provider beside workerd until the launcher ends it. What it says goes to a file in
// the state folder.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { issuerAt } from './identity-provider.ts';
import { DIES_WITH_PARENT } from './workerd-process.ts';

const MAIN = fileURLToPath(new URL('./identity-provider.ts', import.meta.url));
const READY_WITHIN_MS = 15_000;
const END_WITHIN_MS = 1_500;

export interface IdentityProcessOptions {
  readonly port: number;
  readonly portalPort: number;
  readonly keysFile: string;
  readonly logFile: string;
}

export interface RunningIdentityProvider {
  readonly issuer: string;
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Resolves once it can be asked. @throws Error in words when it does not come up. */
export async function startIdentityProvider(
  options: IdentityProcessOptions,
): Promise<RunningIdentityProvider> {
  const child = spawnProvider(options);
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve()).once('error', () => resolve());
  });
  const issuer = issuerAt(options.port);
  const running = { issuer, ended, stop: () => end(child, ended) };
  const up = await Promise.race([answers(issuer), ended.then(() => false)]);
  if (up) return running;
  await running.stop();
  const words = readFileSync(options.logFile, 'utf8').trim().split('\n').at(-1);
  throw new Error(`The identity provider does not start: ${words || `see ${options.logFile}`}`);
}

function spawnProvider({
  port,
  portalPort,
  keysFile,
  logFile,
}: IdentityProcessOptions): ChildProcess {
  const log = openSync(logFile, 'w', 0o600);
  const [program = '', ...args] = [
    ...DIES_WITH_PARENT,
    ...[process.execPath, MAIN, '--port', String(port), '--keys', keysFile],
    ...['127.0.0.1', 'localhost'].flatMap((host) => ['--portal', `http://${host}:${portalPort}`]),
  ];
  // A group of its own: a Ctrl-C in the terminal goes to the launcher, which ends all in order.
  const child = spawn(program, args, { stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  return child;
}

async function answers(issuer: string): Promise<boolean> {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    const response = await fetch(`${issuer}/.well-known/openid-configuration`).catch(() => null);
    await response?.body?.cancel();
    if (response?.ok) return true;
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
