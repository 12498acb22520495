// Runs the real `npm start` for the tests: through npm, in a process group of its own, as a terminal would.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const HOUSE = fileURLToPath(new URL('../..', import.meta.url));
const READY_WITHIN_MS = 120_000;
const END_WITHIN_MS = 10_000;

export class Launcher {
  readonly #npm: ChildProcess;
  readonly #ended: Promise<number | null>;
  output = '';

  constructor(args: readonly string[]) {
    this.#npm = spawn('npm', ['start', '--', ...args], {
      cwd: HOUSE,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#npm.stdout, this.#npm.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
    this.#ended = once(this.#npm, 'close').then(([code]) => code as number | null);
  }

  async ready(): Promise<this> {
    const until = Date.now() + READY_WITHIN_MS;
    while (!/^Ready$/m.test(this.output)) {
      if (this.#npm.exitCode !== null || Date.now() > until) {
        throw new Error(`it did not become ready; it said:\n${this.output}`);
      }
      await delay(50);
    }
    return this;
  }

  /** What a Ctrl-C in a terminal does: the whole group gets the signal, npm and the launcher alike. */
  interrupt(signal: NodeJS.Signals = 'SIGINT'): void {
    process.kill(-this.#pid, signal);
  }

  /** To npm alone, as a service manager does. */
  signalNpm(signal: NodeJS.Signals): void {
    process.kill(this.#pid, signal);
  }

  /** npm's exit code, once it and all that hold its output have ended. */
  async ended(): Promise<number | null> {
    const result = await Promise.race([this.#ended, delay(END_WITHIN_MS, 'still runs' as const)]);
    if (result === 'still runs') throw new Error(`it did not end; it said:\n${this.output}`);
    return result;
  }

  /** Whatever a failed test left behind. */
  destroy(): void {
    try {
      process.kill(-this.#pid, 'SIGKILL');
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause;
    }
  }

  get #pid(): number {
    if (this.#npm.pid === undefined) throw new Error('npm could not be run');
    return this.#npm.pid;
  }
}

export interface FoundProcess {
  readonly pid: number;
  readonly command: string;
}

/** All processes that name the state folder: the launcher, workerd, the bridge. */
export function processesOf(stateDirectory: string): FoundProcess[] {
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    const command = commandOf(entry);
    return command.includes(stateDirectory) ? [{ pid: Number(entry), command }] : [];
  });
}

/** Empty when the process ended while we looked. */
function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
