// Starts the programs that a measurement needs and ends each of them by its own pid: at the end, on
// failure and on Ctrl-C. Deliberately absent: restarting; a program that dies makes the run fail.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ProgramToStart {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Run as this user, when the bench itself runs as root (Postgres refuses to be root). */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** A file of the bench that talks over Node's channel to its parent. */
  readonly channel?: boolean;
  readonly stopSignal?: NodeJS.Signals;
}

export interface StartedProcess {
  readonly name: string;
  readonly pid: number;
  readonly child: ChildProcess;
  /** What it printed so far, both streams, for messages about its failure. */
  output(): string;
  stop(): Promise<void>;
}

const STOP_PATIENCE_MS = 3_000;
const KEPT_OUTPUT_CHARACTERS = 20_000;
const toEnd = new Set<() => Promise<void>>();

/** Remembers how something is ended, for {@link endEverything}. @returns the same, to be called earlier. */
export function endLater(end: () => Promise<void>): () => Promise<void> {
  let ending: Promise<void> | null = null;
  const endOnce = () => {
    ending ??= end().finally(() => toEnd.delete(endOnce));
    return ending;
  };
  toEnd.add(endOnce);
  return endOnce;
}

export async function endEverything(): Promise<void> {
  // The last one started leans on the earlier ones, so it goes first.
  for (const end of [...toEnd].reverse()) await end();
}

export async function startProcess(program: ProgramToStart): Promise<StartedProcess> {
  const { user } = program;
  const as = user ? [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'] : [];
  // From util-linux: the kernel ends the program with the bench, should that be killed outright.
  const options = [...as, '--pdeathsig', 'KILL', '--', program.command, ...program.args];
  const child = spawn('setpriv', options, {
    ...(program.cwd === undefined ? {} : { cwd: program.cwd }),
    env: program.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe', ...(program.channel ? (['ipc'] as const) : [])],
    serialization: 'advanced',
    // A group of its own: Ctrl-C then reaches the bench alone, which ends each program in order.
    detached: true,
  });
  await once(child, 'spawn');
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${program.name} has no pid`);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-KEPT_OUTPUT_CHARACTERS);
    });
  }
  const started: StartedProcess = {
    name: program.name,
    pid,
    child,
    output: () => output,
    stop: endLater(async () => {
      if (hasEnded(child)) return;
      child.kill(program.stopSignal ?? 'SIGTERM');
      await Promise.race([once(child, 'exit'), sleep(STOP_PATIENCE_MS, null, { ref: false })]);
      if (hasEnded(child)) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }),
  };
  return started;
}

/** Waits until `probe` answers true. @throws Error with the program's output if it ends or takes too long. */
export async function waitUntilReady(
  started: StartedProcess,
  probe: () => Promise<boolean> | boolean,
  patienceMs = 30_000,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await probe())) {
    if (hasEnded(started.child)) throw new Error(`${started.name} ended:\n${started.output()}`);
    if (Date.now() > deadline) throw new Error(`${started.name} is slow:\n${started.output()}`);
    await sleep(50);
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
