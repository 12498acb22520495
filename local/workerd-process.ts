// Runs one workerd: starts the real binary, waits until its sockets listen, ends it. Who uses it decides on
// keys, state and configuration. A workerd outlives neither stop() nor the process that started it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { ENVIRONMENT_KEYS, type WorkerdEnvironment } from './workerd-config.ts';

export interface WorkerdOptions {
  /** The configuration that the build wrote, with the seed service or without. */
  readonly config: string;
  readonly portalDirectory: string;
  /** Must exist. One workerd at a time: two on one folder answer a third of all requests with 500. */
  readonly objectsDirectory: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Where the demo's configuration listens for seeding; null for a configuration without it. */
  readonly seedSocket: string | null;
  readonly keys: WorkerdEnvironment;
  /** An open file whose lock workerd keeps for as long as it lives, should its parent be killed. */
  readonly lockDescriptor?: number;
  readonly onLog?: (line: string) => void;
  /** Put in front of workerd's own command: strace in the bench and the crash tests. */
  readonly wrapper?: readonly string[];
}

export interface RunningWorkerd {
  readonly pid: number;
  readonly port: number;
  readonly url: string;
  /** Resolves when the process has ended, whoever ended it. */
  readonly ended: Promise<void>;
  /** SIGTERM, then SIGKILL: open sockets hold workerd back, and what was acknowledged is on disk. */
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/** The package exports the path of its binary; the program of that name beside it is a Node script. */
const { default: workerdBinary } = createRequire(import.meta.url)('workerd') as { default: string };

export class WorkerdFailure extends Error {
  readonly log: string;
  constructor(sentence: string, log: string) {
    super(sentence);
    this.log = log;
  }
}

/** From util-linux, which every Debian has: the kernel ends a process with its parent. */
export const DIES_WITH_PARENT = ['setpriv', '--pdeathsig', 'KILL', '--'];

const START_WITHIN_MS = 20_000;
const END_WITHIN_MS = 1_500;
/** A Unix socket's address has room for 107 bytes, and the system cuts a longer one off in silence. */
export const LONGEST_SOCKET_PATH = 107;

/** @throws WorkerdFailure with one sentence, and workerd's own words as its log. */
export async function startWorkerd(options: WorkerdOptions): Promise<RunningWorkerd> {
  const { seedSocket } = options;
  if (seedSocket !== null) {
    if (Buffer.byteLength(seedSocket) > LONGEST_SOCKET_PATH) {
      throw new WorkerdFailure(`The path of the socket is too long: ${seedSocket}`, '');
    }
    rmSync(seedSocket, { force: true });
  }
  const child = spawnWorkerd(options);
  const log: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    readLines(stream as Readable, (line) => {
      log.push(line);
      if (log.length > 200) log.shift();
      options.onLog?.(line);
    });
  }
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const failed = once(child, 'error').then(([cause]) => {
    throw new WorkerdFailure(`workerd cannot be run: ${(cause as Error).message}.`, '');
  });
  failed.catch(() => {});
  const end = async (first: NodeJS.Signals) => {
    child.kill(first);
    await Promise.race([ended, delay(END_WITHIN_MS, undefined, { ref: false })]);
    child.kill('SIGKILL');
    await ended;
  };

  const port = await Promise.race([
    listening(child, seedSocket === null ? ['http'] : ['http', 'seed']),
    failed,
    ended.then(() => Promise.reject(new WorkerdFailure(whyNot(log, options.port), log.join('\n')))),
    delay(START_WITHIN_MS, undefined, { ref: false }).then(() =>
      Promise.reject(new WorkerdFailure('workerd does not answer.', log.join('\n'))),
    ),
  ]).catch(async (cause: unknown) => {
    if (child.pid !== undefined) await end('SIGKILL');
    throw cause;
  });

  return {
    pid: child.pid ?? 0,
    port,
    url: `http://127.0.0.1:${port}`,
    ended,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/**
 * Each awake object holds about three files open. Node has raised its soft limit of open files to the hard
 * one when it started, and workerd inherits that.
 */
function spawnWorkerd(options: WorkerdOptions): ChildProcess {
  for (const key of ENVIRONMENT_KEYS) {
    if (!options.keys[key]) throw new WorkerdFailure(`The key ${key} is not set.`, '');
  }
  const command = [
    ...DIES_WITH_PARENT,
    // A wrapper that stays, like strace, is then workerd's parent.
    ...(options.wrapper === undefined ? [] : [...options.wrapper, ...DIES_WITH_PARENT]),
    ...[workerdBinary, 'serve', options.config, '--control-fd=4'],
    `--socket-addr=http=127.0.0.1:${options.port}`,
    ...(options.seedSocket === null ? [] : [`--socket-addr=seed=unix:${options.seedSocket}`]),
    `--directory-path=objects=${options.objectsDirectory}`,
    `--directory-path=portal=${options.portalDirectory}`,
  ];
  const [program = '', ...args] = command;
  return spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe', options.lockDescriptor ?? 'ignore', 'pipe'],
    // Nothing of the launcher's environment but the keys: workerd needs no more.
    env: { PATH: process.env.PATH, ...options.keys },
    // A Ctrl-C in the terminal goes to the launcher alone, which ends workerd when the time has come.
    detached: true,
  });
}

/** Resolves with the HTTP port once every named socket listens. */
function listening(child: ChildProcess, sockets: readonly string[]): Promise<number> {
  const waiting = new Set(sockets);
  return new Promise((resolve) => {
    let port = 0;
    readLines(child.stdio[4] as Readable, (line) => {
      const event = JSON.parse(line) as { event: string; socket?: string; port?: number };
      if (event.event !== 'listen' || event.socket === undefined) return;
      if (event.socket === 'http') port = event.port ?? 0;
      waiting.delete(event.socket);
      if (waiting.size === 0) resolve(port);
    });
  });
}

function whyNot(log: readonly string[], port: number): string {
  const text = log.join('\n');
  return /Address already in use/i.test(text)
    ? `Port ${port} is taken by another program.`
    : 'workerd ended while it was starting.';
}

function readLines(stream: Readable, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') onLine(line);
  });
  stream.on('end', () => {
    if (rest !== '') onLine(rest);
  });
}
